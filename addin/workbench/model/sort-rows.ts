import { type Area, overlap } from './area.ts';
import { type Cell, isError } from './cell.ts';
import { ExcelError } from './excel-error.ts';
import { checkAllowed, checkUnlocked } from './protection.ts';
import { cellAt, type Sheet, setCell } from './sheet.ts';
import { shiftFormula } from './shift-formula.ts';
import { bodyArea, type SortField, type Table } from './table.ts';
import { type Editor, freshen, markStale, tell } from './workbook.ts';

/** Sorts the rows of an area by some of its columns, stable as in Excel. Cells move with their own looks. */
export function sortRows(
  editor: Editor,
  sheet: Sheet,
  area: Area,
  fields: readonly SortField[],
  matchCase = false,
): void {
  checkAllowed(sheet, 'allowSort');
  checkUnlocked(sheet, area);
  if (fields.some(({ key }) => key < 0 || area.left + key > area.right)) throw new ExcelError('InvalidArgument');
  if (sheet.merges.some((merge) => overlap(merge, area) !== null)) throw new ExcelError('InvalidOperation');
  freshen(editor.book);
  // Rows a filter or a person has put away stay where they are.
  const rows: number[] = [];
  for (let row = area.top; row <= area.bottom; row += 1) if (!sheet.filteredRows.has(row)) rows.push(row);
  const lines = rows.map((row) => ({ row, cells: cellsAcross(sheet, area, row) }));
  const sorted = [...lines].sort((a, b) => compareLines(a.cells, b.cells, fields, matchCase));
  for (const [index, { row: from, cells }] of sorted.entries()) {
    const to = rows[index] ?? from;
    for (const [step, cell] of cells.entries()) {
      const formula = cell.formula === null ? null : shiftFormula(cell.formula, to - from, 0);
      setCell(sheet, to, area.left + step, { ...cell, formula });
    }
  }
  markStale(editor.book);
  tell(editor, { kind: 'rowsSorted', sheet, area });
}

export function sortTable(
  editor: Editor,
  sheet: Sheet,
  table: Table,
  fields: readonly SortField[],
  matchCase = false,
): void {
  sortRows(editor, sheet, bodyArea(table), fields, matchCase);
  table.sorted = fields;
}

function cellsAcross(sheet: Sheet, area: Area, row: number): readonly Cell[] {
  return Array.from({ length: area.right - area.left + 1 }, (_, step) => cellAt(sheet, row, area.left + step));
}

function compareLines(
  a: readonly Cell[],
  b: readonly Cell[],
  fields: readonly SortField[],
  matchCase: boolean,
): number {
  for (const { key, ascending } of fields) {
    const [left, right] = [a[key], b[key]];
    if (left === undefined || right === undefined) continue;
    const [leftBlank, rightBlank] = [left.value === null, right.value === null];
    // Blank cells come last either way.
    if (leftBlank || rightBlank) {
      if (leftBlank !== rightBlank) return leftBlank ? 1 : -1;
      continue;
    }
    const order = compareCells(left, right, matchCase);
    if (order !== 0) return ascending ? order : -order;
  }
  return 0;
}

/** Numbers, then texts, then FALSE and TRUE, then errors. */
function compareCells({ value: a }: Cell, { value: b }: Cell, matchCase: boolean): number {
  const [left, right] = [rank(a), rank(b)];
  if (left !== right) return left - right;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    return a.localeCompare(b, 'en', { sensitivity: matchCase ? 'variant' : 'accent' });
  }
  return Number(a === true) - Number(b === true);
}

function rank(value: Cell['value']): number {
  if (typeof value === 'number') return 0;
  if (typeof value === 'string') return 1;
  return isError(value) ? 3 : 2;
}
