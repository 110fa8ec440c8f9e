import type { LooseCell } from '../../../contract/model/table.ts';
import { columnLetters } from './a1.ts';
import { fontSizeOf, looseStyle } from './cell-styles.ts';
import { addLink, addStrip, defaultWidth, type SheetDraft } from './sheet-draft.ts';
import { countLines } from './text-lines.ts';
import type { WorkbookDraft } from './workbook-draft.ts';
import { writeCell } from './write-cell.ts';

const lineHeightOfFont = 15 / 11;

/** Titles, labels, values and notes outside tables. Merged cells never grow by themselves: their height is kept. */
export function drawLooseCell(draft: SheetDraft, cell: LooseCell, workbook: WorkbookDraft): void {
  const { row, column, value, role } = cell;
  const lastColumn = column + Math.max(1, cell.span) - 1;
  const look = looseStyle(cell);
  const style = workbook.styles.of(look);
  let xml = '';
  let width = 0;
  for (let at = column; at <= lastColumn; at += 1) {
    xml += writeCell(`${columnLetters(at)}${row}`, style, at === column ? value : null, workbook.strings);
    width += draft.widths.get(at) ?? defaultWidth;
  }
  const size = fontSizeOf(role);
  const wraps = look.alignment?.wrapText === true && typeof value === 'string';
  const lines = wraps ? countLines(value, width, size) : 1;
  const height = Math.ceil(lines * size * lineHeightOfFont) + paddingOf(role);
  addStrip(draft, row, { firstColumn: column, lastColumn, xml }, height, lastColumn > column);
  addLink(draft, row, column, value);
  if (lastColumn > column) {
    draft.merges.push({ startRow: row - 1, startCol: column - 1, endRow: row - 1, endCol: lastColumn - 1 });
  }
}

/** Rows of labels and values, and bands, get some air. */
function paddingOf(role: LooseCell['role']): number {
  return role === 'note' || role === 'title' ? 2 : 5;
}
