import type { CellValue, ColumnModel, TableModel } from '../../../contract/model/table.ts';
import { columnLetters } from './a1.ts';
import { bodyFontSize, bodyStyle, spareStyle } from './cell-styles.ts';
import { tableArea } from './check-model.ts';
import { addLink, addStrip, defaultWidth, highestRow, type SheetDraft } from './sheet-draft.ts';
import { countLines } from './text-lines.ts';
import type { WorkbookDraft } from './workbook-draft.ts';
import { writeCell } from './write-cell.ts';

export const lineHeight = 12.75;
const rowPadding = 3;
/** Where people work, a row stays low enough to keep others in sight; the whole text is in the cell all the same. */
const mostWorkingLines = 10;
/** The engine's own texts are for looking up; they stretch a row people work in no further than this. */
const mostReferenceLines = 5;
const mostLines = Math.floor((highestRow - rowPadding) / lineHeight);
/** What the indent of text takes, in characters. */
const indentWidth = 1.3;

/**
 * Rows of data, and below them the spare ones. Heights are written because programs differ in whether they work them
 * out on opening. A row cut at the working height is fixed; others go on growing with their text.
 */
export function drawTableRows(draft: SheetDraft, table: TableModel, workbook: WorkbookDraft): void {
  const { firstRow, firstColumn, lastRow, lastColumn } = tableArea(table);
  const worked = table.columns.some(({ locked }) => !locked);
  const columns = table.columns.map((column, index) => ({
    letters: columnLetters(firstColumn + index),
    key: column.key,
    style: columnStyle(column, column.locked && worked, workbook),
    lockedStyle: columnStyle({ ...column, locked: true }, true, workbook),
    width: textWidth(draft, table, index),
    most: !worked ? mostLines : column.locked && index > 0 ? mostReferenceLines : mostWorkingLines,
  }));
  for (const [offset, { cells, locked }] of table.rows.entries()) {
    const row = firstRow + 1 + offset;
    const written: string[] = [];
    let lines = 1;
    let cut = false;
    for (const [index, { letters, key, style, lockedStyle, width, most }] of columns.entries()) {
      const value = cells[index] ?? null;
      const number = (locked?.includes(key) === true ? lockedStyle : style)(value);
      written.push(writeCell(letters + row, number, value, workbook.strings));
      addLink(draft, row, firstColumn + index, value);
      const text = shownText(value);
      if (width === null || text === '') continue;
      const wanted = countLines(text, width, bodyFontSize, most);
      if (wanted > most) cut = true;
      lines = Math.max(lines, Math.min(wanted, most));
    }
    // Joined at once: a row kept in its pieces costs more to keep than to write.
    const xml = written.join('');
    addStrip(draft, row, { firstColumn, lastColumn, xml }, lines * lineHeight + rowPadding, cut);
  }
  const firstSpare = firstRow + 1 + table.rows.length;
  if (firstSpare > lastRow) return;
  const spares = table.columns.map((column) => workbook.styles.of(spareStyle(column)));
  for (let row = firstSpare; row <= lastRow; row += 1) {
    const cells = columns.map(({ letters }, index) =>
      writeCell(letters + row, spares[index] ?? 0, null, workbook.strings),
    );
    addStrip(draft, row, { firstColumn, lastColumn, xml: cells.join('') });
  }
}

/** What a column has room for, in characters; null where it is hidden. */
export function textWidth(draft: SheetDraft, { firstColumn, columns }: TableModel, index: number): number | null {
  return columns[index]?.hidden === true ? null : (draft.widths.get(firstColumn + index) ?? defaultWidth) - indentWidth;
}

/** The number of a cell's style by its value: cells of a column share few. */
function columnStyle(column: ColumnModel, shaded: boolean, { styles }: WorkbookDraft): (value: CellValue) => number {
  const numberByShape = new Map<string, number>();
  return (value) => {
    const shape = shapeOf(value);
    const known = numberByShape.get(shape);
    if (known !== undefined) return known;
    const number = styles.of(bodyStyle(column, value, shaded));
    numberByShape.set(shape, number);
    return number;
  };
}

/** Values of one shape look alike in a column. */
function shapeOf(value: CellValue): 'plain' | 'time' | 'formula' | 'link' {
  if (typeof value !== 'object' || value === null) return 'plain';
  if ('date' in value) return value.date.length <= 10 ? 'plain' : 'time';
  return 'formula' in value ? 'formula' : 'link';
}

/** Text that may wrap; numbers and dates have their column's width. */
function shownText(value: CellValue): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  if ('link' in value) return value.text === '' ? value.link : value.text;
  return 'formula' in value && typeof value.value === 'string' ? value.value : '';
}
