import type { Area } from './area.ts';
import { isError } from './cell.ts';
import { ExcelError } from './excel-error.ts';
import { formatValue } from './number-format.ts';
import { checkAllowed } from './protection.ts';
import { cellAt, formatAt, type Sheet } from './sheet.ts';
import { bodyArea, type FilterCriteria, type Table, type TableColumn } from './table.ts';
import { type Editor, freshen, tell } from './workbook.ts';

/** Sets or, with null, takes off the filter of one column, and shows the rows that pass all filters of the table. */
export function filterColumn(
  editor: Editor,
  sheet: Sheet,
  table: Table,
  column: TableColumn,
  criteria: FilterCriteria | null,
): void {
  checkAllowed(sheet, 'allowAutoFilter');
  if (criteria !== null && !playedFilters.has(criteria.filterOn)) {
    throw new ExcelError('UnsupportedOperation', `This host plays no filter on ${criteria.filterOn}.`);
  }
  column.filter = criteria;
  applyFilters(editor, sheet, table);
}

export function clearTableFilters(editor: Editor, sheet: Sheet, table: Table, again?: 'again'): void {
  checkAllowed(sheet, 'allowAutoFilter');
  if (again === undefined) for (const column of table.columns) column.filter = null;
  applyFilters(editor, sheet, table);
}

const playedFilters: ReadonlySet<string> = new Set(['Values', 'Custom']);

function applyFilters(editor: Editor, sheet: Sheet, table: Table): void {
  freshen(editor.book);
  const body = bodyArea(table);
  const changed: { row: number; hidden: boolean }[] = [];
  for (let row = body.top; row <= body.bottom; row += 1) {
    const hidden = !table.columns.every(
      ({ filter }, index) => filter === null || passes(sheet, row, body.left + index, filter),
    );
    if (hidden === sheet.filteredRows.has(row)) continue;
    if (hidden) sheet.filteredRows.add(row);
    else sheet.filteredRows.delete(row);
    changed.push({ row, hidden });
  }
  for (const hidden of [true, false]) {
    const area = spanOf(
      changed.filter((each) => each.hidden === hidden).map(({ row }) => row),
      body,
    );
    if (area !== null) tell(editor, { kind: 'rowsHidden', sheet, area, hidden });
  }
  tell(editor, { kind: 'appearanceChanged', sheet });
}

function spanOf(rows: readonly number[], body: Area): Area | null {
  return rows.length === 0 ? null : { ...body, top: Math.min(...rows), bottom: Math.max(...rows) };
}

function passes(sheet: Sheet, row: number, column: number, filter: FilterCriteria): boolean {
  const { value } = cellAt(sheet, row, column);
  const text = formatValue(value, formatAt(sheet, row, column).numberFormat);
  if (filter.filterOn === 'Values') {
    const values = Array.isArray(filter['values']) ? filter['values'] : [];
    return values.some((wanted) => String(wanted).toLowerCase() === text.toLowerCase());
  }
  const first = meets(value, text, filter['criterion1']);
  if (filter['criterion2'] == null) return first;
  const second = meets(value, text, filter['criterion2']);
  return filter['operator'] === 'Or' ? first || second : first && second;
}

/** `=text`, `<>text`, `>5`, `<=5`; texts may hold `*` and `?`. */
function meets(value: unknown, text: string, criterion: unknown): boolean {
  const [, sign = '', wanted = ''] = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(String(criterion ?? '')) ?? [];
  const number = wanted === '' ? Number.NaN : Number(wanted);
  if (sign === '' || sign === '=' || sign === '<>') {
    const pattern = wanted
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    const equal =
      typeof value === 'number' && !Number.isNaN(number)
        ? value === number
        : new RegExp(`^${pattern}$`, 'is').test(text);
    return (sign === '<>') !== equal;
  }
  if (typeof value !== 'number' || Number.isNaN(number) || isError(value as never)) return false;
  if (sign === '<') return value < number;
  if (sign === '<=') return value <= number;
  return sign === '>' ? value > number : value >= number;
}
