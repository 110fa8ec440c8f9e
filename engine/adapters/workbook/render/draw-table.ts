import type { Cell, CellStyle, TableDefinition } from 'hucre';
import type { CellValue, ColumnModel, TableModel } from '../../../contract/model/table.ts';
import { areaAddress } from './a1.ts';
import { bodyFontSize, bodyStyle, headerStyle, spareStyle } from './cell-styles.ts';
import { tableArea } from './check-model.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { columnFormats, spareRowFormat } from './conditional-formats.ts';
import { excelText, headerText } from './excel-text.ts';
import { addValidation, defaultWidth, highestRow, raiseRow, type SheetDraft } from './sheet-draft.ts';
import { countLines } from './text-lines.ts';
import { bareValue, toCell } from './to-cell.ts';
import { columnValidation } from './validations.ts';

const lineHeight = 12.75;
const rowPadding = 3;
const headerPadding = 9;
const lowestHeader = 28;
/** Where people work, a row stays low enough to keep others in sight; the whole text is in the cell all the same. */
const mostWorkingLines = 10;
/** The engine's own texts are for looking up; they stretch a row people work in no further than this. */
const mostReferenceLines = 5;
/** Bold runs a little wider than the widths counted with. */
const headerFontSize = bodyFontSize * 1.08;
/** What the indent of text takes, in characters. */
const indentWidth = 1.3;
/** The filter button covers the end of a header's line. */
const filterButtonWidth = 2.5;

export function drawTable(draft: SheetDraft, table: TableModel, lists: ChoiceLists): void {
  const area = tableArea(table);
  const worked = table.columns.some(({ locked }) => !locked);
  for (const [index, column] of table.columns.entries()) {
    const at = area.firstColumn + index;
    const header = toCell(headerText(column.header), headerStyle(column), draft.sheetNames);
    draft.cells.set(`${area.firstRow - 1},${at - 1}`, header);
    drawColumn(draft, table, index, column.locked && worked);
    const range = areaAddress({ ...area, firstRow: area.firstRow + 1, firstColumn: at, lastColumn: at });
    const validation = columnValidation(column, range, lists);
    if (validation !== null) addValidation(draft, at, validation);
    draft.formats.push(...columnFormats(column, range, draft.formats.length + 1));
  }
  if (table.spare > 0) {
    const range = areaAddress({ ...area, firstRow: area.firstRow + 1 + table.rows.length });
    draft.formats.push(spareRowFormat(table, range, draft.formats.length + 1));
  }
  draft.textAreas.push(areaAddress({ ...area, firstRow: area.firstRow + 1 }));
  setHeights(draft, table, worked);
}

export function tableDefinition(table: TableModel): TableDefinition {
  return {
    name: table.name,
    range: areaAddress(tableArea(table)),
    columns: table.columns.map((column) => ({ name: excelText(headerText(column.header)) })),
    style: 'TableStyleLight1',
    showRowStripes: false,
  };
}

function drawColumn(draft: SheetDraft, table: TableModel, index: number, shaded: boolean): void {
  const column = table.columns[index];
  if (column === undefined) return;
  const { firstRow, lastRow, firstColumn } = tableArea(table);
  const at = firstColumn + index - 1;
  const plain = bodyStyle(column, null, shaded);
  const spare = spareStyle(column);
  const special = new Map<string, CellStyle>();
  draft.body?.styles.set(at, plain);
  for (let row = firstRow; row < lastRow; row += 1) {
    const isSpare = row - firstRow >= table.rows.length;
    const value = table.rows[row - firstRow]?.cells[index] ?? null;
    const bare = draft.body === null ? undefined : bareValue(value);
    if (draft.body !== null && bare !== undefined && !isSpare) putBare(draft.body.rows, row, at, bare);
    else {
      const style = isSpare ? spare : styleOf(value, column, shaded, plain, special);
      draft.cells.set(`${row},${at}`, toCell(value, style, draft.sheetNames));
    }
  }
}

/** Cells of a column share few styles; making each once keeps large tables quick. */
function styleOf(
  value: CellValue,
  column: ColumnModel,
  shaded: boolean,
  plain: CellStyle,
  special: Map<string, CellStyle>,
): CellStyle {
  if (typeof value !== 'object' || value === null) return plain;
  if ('date' in value && value.date.length <= 10) return plain;
  const shape = 'date' in value ? 'time' : 'formula' in value ? 'formula' : 'link';
  const style = special.get(shape) ?? bodyStyle(column, value, shaded);
  special.set(shape, style);
  return style;
}

function putBare(rows: Cell['value'][][], row: number, column: number, value: Cell['value']): void {
  while (rows.length <= row) rows.push([]);
  const cells = rows[row];
  if (cells === undefined) return;
  while (cells.length < column) cells.push(null);
  cells[column] = value;
}

/**
 * Heights are written because programs differ in whether they work them out on opening. A row cut at the working
 * height is fixed; others go on growing with their text.
 */
function setHeights(draft: SheetDraft, table: TableModel, worked: boolean): void {
  const visible = table.columns.flatMap((column, index) =>
    column.hidden
      ? []
      : [{ column, index, width: (draft.widths.get(table.firstColumn + index) ?? defaultWidth) - indentWidth }],
  );
  const headerLines = visible.map(({ column, width }) =>
    countLines(headerText(column.header), Math.max(3, width - filterButtonWidth), headerFontSize),
  );
  raiseRow(draft, table.headerRow, Math.max(lowestHeader, Math.max(1, ...headerLines) * lineHeight + headerPadding));
  draft.fixedRows.add(table.headerRow);
  const mostLines = Math.floor((highestRow - rowPadding) / lineHeight);
  const limits = table.columns.map(({ locked }, index) =>
    worked ? (locked && index > 0 ? mostReferenceLines : mostWorkingLines) : mostLines,
  );
  for (const [offset, { cells }] of table.rows.entries()) {
    const row = table.headerRow + 1 + offset;
    let lines = 1;
    let cut = false;
    for (const { index, width } of visible) {
      const text = shownText(cells[index] ?? null);
      if (text === '') continue;
      const most = limits[index] ?? mostLines;
      const wanted = countLines(text, width, bodyFontSize, most);
      if (wanted > most) cut = true;
      lines = Math.max(lines, Math.min(wanted, most));
    }
    if (cut) draft.fixedRows.add(row);
    raiseRow(draft, row, lines * lineHeight + rowPadding);
  }
}

/** Text that may wrap; numbers and dates have their column's width. */
function shownText(value: CellValue): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  if ('link' in value) return value.text === '' ? value.link : value.text;
  return 'formula' in value && typeof value.value === 'string' ? value.value : '';
}
