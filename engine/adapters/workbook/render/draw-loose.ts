import type { LooseCell } from '../../../contract/model/table.ts';
import { fontSizeOf, looseStyle } from './cell-styles.ts';
import { defaultWidth, raiseRow, type SheetDraft } from './sheet-draft.ts';
import { countLines } from './text-lines.ts';
import { toCell } from './to-cell.ts';

const lineHeightOfFont = 15 / 11;

/** Titles, labels, values and notes outside tables. Merged cells never grow by themselves: their height is kept. */
export function drawLooseCell(draft: SheetDraft, cell: LooseCell): void {
  const span = Math.max(1, cell.span);
  const style = looseStyle(cell);
  const [row, first] = [cell.row - 1, cell.column - 1];
  draft.cells.set(`${row},${first}`, toCell(cell.value, style, draft.sheetNames));
  for (let more = 1; more < span; more += 1) draft.cells.set(`${row},${first + more}`, { value: null, style });
  if (span > 1) {
    draft.merges.push({ startRow: row, startCol: first, endRow: row, endCol: first + span - 1 });
    draft.fixedRows.add(cell.row);
  }
  let width = 0;
  for (let at = cell.column; at < cell.column + span; at += 1) width += draft.widths.get(at) ?? defaultWidth;
  const size = fontSizeOf(cell.role);
  const wraps = style.alignment?.wrapText === true && typeof cell.value === 'string';
  const lines = wraps && typeof cell.value === 'string' ? countLines(cell.value, width, size) : 1;
  raiseRow(draft, cell.row, Math.ceil(lines * size * lineHeightOfFont) + paddingOf(cell.role));
}

/** Rows of labels and values, and bands, get some air. */
function paddingOf(role: LooseCell['role']): number {
  return role === 'note' || role === 'title' ? 2 : 5;
}
