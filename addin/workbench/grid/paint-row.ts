import { columnLetters } from '../model/address.ts';
import type { Area } from '../model/area.ts';
import { type Scalar, valueForApi } from '../model/cell.ts';
import { formatValue } from '../model/number-format.ts';
import { cellAt, formatAt, type Sheet } from '../model/sheet.ts';
import { alignment, conditionalStyle, formatStyle } from './cell-look.ts';
import { conditionalLook, type Painting, shownNumberFormat } from './conditional-look.ts';
import type { Lines } from './selection-moves.ts';
import { mergeAt } from './selection-moves.ts';

/** What a row is painted from. */
export type RowPaint = {
  readonly sheet: Sheet;
  readonly lines: Lines;
  readonly painting: Painting;
  /** Columns that stay in view, and the stretch of the others that is painted. */
  readonly frozenColumns: number;
  readonly columns: { readonly first: number; readonly last: number };
  readonly widthOf: (text: string, format: ReturnType<typeof formatAt>) => number;
  readonly hasNote: (row: number, column: number) => boolean;
  readonly linkAt: (row: number, column: number) => string | null;
  readonly filterAt: (row: number, column: number) => 'none' | 'plain' | 'filtered' | 'sorted';
};

export type PaintedRow = {
  readonly element: HTMLElement;
  readonly cells: ReadonlyMap<number, HTMLElement>;
  readonly head: HTMLElement;
};

/** A row as an element: its number and the cells that stay in a part that sticks, the others behind. */
export function paintRow(row: number, paint: RowPaint): PaintedRow {
  const { sheet, lines, frozenColumns, columns } = paint;
  const element = document.createElement('div');
  element.className = 'row';
  element.setAttribute('role', 'row');
  element.setAttribute('aria-rowindex', String(row + 1));
  element.style.top = `${lines.rows.start(row)}px`;
  element.style.height = `${lines.rows.size(row)}px`;
  const frozen = document.createElement('div');
  frozen.className = 'stuck';
  frozen.setAttribute('role', 'none');
  frozen.style.width = `calc(var(--head) + ${lines.columns.start(frozenColumns)}px)`;
  const head = document.createElement('div');
  head.className = 'row-head';
  head.setAttribute('role', 'rowheader');
  head.dataset['row'] = String(row);
  head.textContent = sheet.showHeadings ? String(row + 1) : '';
  frozen.append(head);
  element.append(frozen);
  const cells = new Map<number, HTMLElement>();
  const paintInto = (parent: HTMLElement, from: number, to: number): void => {
    for (let column = from; column <= to; column += 1) {
      const cell = paintCell(row, column, paint);
      if (cell === null) continue;
      cells.set(column, cell);
      parent.append(cell);
    }
  };
  paintInto(frozen, 0, frozenColumns - 1);
  const first = mergeAt(sheet, row, columns.first)?.left ?? columns.first;
  paintInto(element, Math.max(frozenColumns, first), columns.last);
  return { element, cells, head };
}

/** Null for a cell that does not show: hidden, or covered by a merged one. */
function paintCell(row: number, column: number, paint: RowPaint): HTMLElement | null {
  const { sheet, lines, painting } = paint;
  const merge = mergeAt(sheet, row, column);
  if (merge !== undefined && (merge.top !== row || merge.left !== column)) return null;
  const width = merge === undefined ? lines.columns.size(column) : spanOf(merge, lines).width;
  if (width === 0) return null;
  const { value } = cellAt(sheet, row, column);
  const format = formatAt(sheet, row, column);
  const conditional = conditionalLook({ sheet, row, column }, value, painting);
  const text = formatValue(value, shownNumberFormat(sheet, row, column, conditional));

  const cell = document.createElement('div');
  cell.className = `cell ${alignment(format, value)}${merge === undefined ? '' : ' merged'}`;
  cell.setAttribute('role', 'gridcell');
  cell.setAttribute('aria-colindex', String(column + 1));
  cell.dataset['cell'] = `${columnLetters(column)}${row + 1}`;
  const height = merge === undefined ? '' : `height:${spanOf(merge, lines).height}px;`;
  cell.style.cssText = `left:calc(var(--head) + ${lines.columns.start(column)}px);width:${width}px;${height}${formatStyle(format)};${conditionalStyle(conditional.look)}`;
  if (conditional.bar !== null) cell.append(paintBar(conditional.bar));

  const shown = document.createElement('span');
  shown.className = 'text';
  shown.textContent = fits(text, value, width, paint, format) ? text : '#'.repeat(Math.max(1, Math.floor(width / 8)));
  const spill = format.wrapText || merge !== undefined ? 0 : spillWidth(row, column, text, value, width, paint);
  if (spill > width) {
    shown.style.width = `${spill}px`;
    cell.classList.add('spills');
  }
  cell.append(shown);
  const link = paint.linkAt(row, column);
  if (link !== null) {
    cell.classList.add('link');
    cell.title = link;
  }
  if (paint.hasNote(row, column)) cell.classList.add('noted');
  const filter = paint.filterAt(row, column);
  if (filter !== 'none') cell.append(filterButton(valueForApi(value), filter));
  return cell;
}

function spanOf(merge: Area, { rows, columns }: Lines): { readonly width: number; readonly height: number } {
  return {
    width: columns.start(merge.right + 1) - columns.start(merge.left),
    height: rows.start(merge.bottom + 1) - rows.start(merge.top),
  };
}

function paintBar({ share, color }: { readonly share: number; readonly color: string }): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'bar';
  bar.style.cssText = `width:calc((100% - 4px) * ${share});background-color:${/^#[0-9A-Fa-f]{6}$/.test(color) ? color : '#638EC6'}`;
  return bar;
}

/** A number that is too wide shows hashes, never a part of itself. */
function fits(
  text: string,
  value: Scalar,
  width: number,
  paint: RowPaint,
  format: ReturnType<typeof formatAt>,
): boolean {
  if (typeof value !== 'number' || text.length * 5 < width) return true;
  return paint.widthOf(text, format) <= width - 4;
}

/** A text that is longer than its cell runs over the empty cells to its right. */
function spillWidth(row: number, column: number, text: string, value: Scalar, width: number, paint: RowPaint): number {
  const { sheet, lines } = paint;
  if (typeof value !== 'string' || text.length * 4 < width) return 0;
  const format = formatAt(sheet, row, column);
  if (format.horizontalAlignment !== 'General' && format.horizontalAlignment !== 'Left') return 0;
  const wanted = paint.widthOf(text, format) + 8;
  let spill = width;
  for (let next = column + 1; spill < wanted && next < lines.columns.count; next += 1) {
    const { value: neighbour, formula } = cellAt(sheet, row, next);
    if (neighbour !== null || formula !== null || mergeAt(sheet, row, next) !== undefined) break;
    spill += lines.columns.size(next);
  }
  return Math.min(spill, Math.max(width, wanted));
}

function filterButton(header: string | number | boolean, state: 'plain' | 'filtered' | 'sorted'): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.tabIndex = -1;
  button.className = `filter-button ${state}`;
  button.setAttribute('aria-label', `Sort and filter ${header}`);
  button.setAttribute('aria-haspopup', 'menu');
  return button;
}
