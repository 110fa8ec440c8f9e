import { type Area, areaAt, cellsIn, overlap } from './area.ts';
import type { Cell } from './cell.ts';
import { ExcelError } from './excel-error.ts';
import { growTables } from './grow-tables.ts';
import type { CellsChanged, ChangeType } from './model-event.ts';
import { checkUnlocked } from './protection.ts';
import { cellAt, cellsOf, formatAt, type Sheet, setCell } from './sheet.ts';
import { headerArea } from './table.ts';
import { renameFromHeaders } from './table-headers.ts';
import { readTyped } from './typed-input.ts';
import { type Editor, freshen, markStale, tell } from './workbook.ts';

/** What goes into a cell: as if typed; null leaves the cell as it is. */
export type CellInput = string | number | boolean | null;

/**
 * Writes as Excel does: text is read as if typed, locked cells of a protected sheet refuse the whole write, tables grow
 * into the row or column they are continued in, header cells rename their columns.
 */
export function writeCells(editor: Editor, sheet: Sheet, area: Area, inputs: readonly (readonly CellInput[])[]): void {
  checkUnlocked(sheet, area);
  const year = new Date(editor.book.now()).getUTCFullYear();
  placeCells(editor, sheet, area, (row, column) => {
    const input = inputs[row - area.top]?.[column - area.left];
    if (input === null || input === undefined) return null;
    const before = cellAt(sheet, row, column);
    const shownFormat = formatAt(sheet, row, column);
    const { value, formula, numberFormat } = readTyped(input, shownFormat.numberFormat, year);
    const format =
      numberFormat !== null && shownFormat.numberFormat === 'General'
        ? { ...shownFormat, numberFormat }
        : before.format;
    return { value, formula, format };
  });
}

/**
 * Puts finished cells where the callback wants them and tells of it once; null leaves a cell alone. Tables grow and
 * follow their headers.
 */
export function placeCells(
  editor: Editor,
  sheet: Sheet,
  area: Area,
  wanted: (row: number, column: number) => Cell | null,
): void {
  const before = cellAt(sheet, area.top, area.left);
  for (let row = area.top; row <= area.bottom; row += 1) {
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = wanted(row, column);
      if (cell === null) continue;
      if (spansMerge(sheet, row, column)) throw new ExcelError('InvalidOperation');
      setCell(sheet, row, column, cell);
    }
  }
  const grown = growTables(editor.book, sheet, area);
  tellEdited(editor, sheet, area, before, grown);
}

/** After cells were replaced: headers name their columns, results are old, and whoever listens is told once. */
function tellEdited(editor: Editor, sheet: Sheet, area: Area, before: Cell, grown: CellsChanged['tables'] = []): void {
  for (const table of sheet.tables) {
    if (overlap(headerArea(table), area) !== null) renameFromHeaders(sheet, table);
  }
  markStale(editor.book);
  const isSingle = cellsIn(area) === 1;
  if (isSingle && cellAt(sheet, area.top, area.left).formula !== null) freshen(editor.book);
  const after = cellAt(sheet, area.top, area.left);
  tell(editor, {
    kind: 'cellsChanged',
    sheet,
    changeType: 'RangeEdited',
    area,
    shift: 'None',
    single: isSingle ? { before: before.value, after: after.value } : null,
    tables: [...tablesIn(sheet, area, 'RangeEdited'), ...grown],
  });
}

/** Only the first cell of a merged area holds anything. */
function spansMerge(sheet: Sheet, row: number, column: number): boolean {
  return sheet.merges.some(
    (merge) => overlap(merge, areaAt(row, column)) !== null && (merge.top !== row || merge.left !== column),
  );
}

export function tablesIn(sheet: Sheet, area: Area, changeType: ChangeType): CellsChanged['tables'] {
  return sheet.tables.flatMap((table) => {
    const part = overlap(table.area, area);
    return part === null ? [] : [{ table, changeType, area: part }];
  });
}

/** Empties cells: values and formulas, looks, or both. */
export function clearCells(
  editor: Editor,
  sheet: Sheet,
  area: Area,
  what: { readonly contents: boolean; readonly formats: boolean },
): void {
  if (what.contents) checkUnlocked(sheet, area);
  const before = cellAt(sheet, area.top, area.left);
  for (const { row, column, cell } of [...cellsOf(sheet, area)]) {
    setCell(sheet, row, column, {
      value: what.contents ? null : cell.value,
      formula: what.contents ? null : cell.formula,
      format: what.formats ? null : cell.format,
    });
  }
  if (what.formats) tell(editor, { kind: 'formatChanged', sheet, area });
  if (what.contents) tellEdited(editor, sheet, area, before);
}
