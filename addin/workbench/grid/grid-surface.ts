import type { FormulaCalculator } from '../formulas/calculator.ts';
import { columnLetters } from '../model/address.ts';
import { type Area, overlap, wholeSheet } from '../model/area.ts';
import type { CellFormat } from '../model/cell-format.ts';
import { type Sheet, usedArea } from '../model/sheet.ts';
import { freshen, type Workbook } from '../model/workbook.ts';
import { columnPositions, rowPositions } from './line-positions.ts';
import { type PaintedRow, paintRow, type RowPaint } from './paint-row.ts';
import { paintSelection } from './painted-selection.ts';
import type { Cell, Lines, Selection } from './selection-moves.ts';
import type { SheetExtras } from './sheet-extras.ts';

/** What lies under the pointer. */
export type Hit =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'column'; readonly column: number; readonly edge: boolean }
  | { readonly kind: 'corner' }
  | { readonly kind: 'fill-handle' }
  | { readonly kind: 'filter'; readonly row: number; readonly column: number };

export type Rect = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The sheet as it is painted: only what is in view is there. It asks the model and changes nothing. */
export type GridSurface = {
  readonly element: HTMLElement;
  readonly lines: () => Lines;
  /** How many rows and columns stay in view. */
  readonly frozen: () => { readonly rows: number; readonly columns: number };
  readonly sheet: () => Sheet;
  readonly show: (sheet: Sheet) => void;
  /** Sizes, hidden lines or frozen parts are others. */
  readonly measure: () => void;
  /** Cells have changed; null for any of them. */
  readonly repaint: (area: Area | null) => void;
  readonly select: (selection: Selection, copied: Area | null) => void;
  readonly reveal: (cell: Cell) => void;
  readonly zoom: (percent: number) => void;
  /** In the window's coordinates. */
  readonly rectOf: (cell: Cell, merge?: Area) => Rect;
  readonly hit: (event: MouseEvent) => Hit | null;
  /** How wide a text runs in a format at full size, in pixels. */
  readonly widthOf: (text: string, format: CellFormat) => number;
  /** Rows that fit into a page. */
  readonly pageRows: () => number;
  readonly close: () => void;
};

const overscanRows = 12;
const overscanColumns = 3;
const headHeight = 22;
const headWidth = 46;
const leastRows = 80;
const leastColumns = 26;
/** Several grids may stand on one page, and ids are the page's. */
let surfaces = 0;

export function createGridSurface(
  book: Workbook,
  calculator: FormulaCalculator,
  extras: (sheet: Sheet) => SheetExtras,
  first: Sheet,
): GridSurface {
  let sheet = first;
  let scale = 1;
  let extent = { rows: leastRows, columns: leastColumns };
  let lines: Lines = measureLines();
  let selection: Selection = { active: { row: 0, column: 0 }, areas: [] };
  let copied: Area | null = null;
  let columns = { first: 0, last: -1 };
  let painted = new Map<number, PaintedRow>();
  let heads = new Map<number, HTMLElement>();
  let stale: Area | null | 'nothing' = null;
  let asked = 0;
  const scrollBySheet = new Map<Sheet, { top: number; left: number }>();
  const measureText = createTextMeasure();
  surfaces += 1;
  const activeId = `active-cell-${surfaces}`;

  const element = document.createElement('div');
  element.className = 'grid';
  element.tabIndex = 0;
  element.setAttribute('role', 'grid');
  element.setAttribute('aria-multiselectable', 'true');
  const canvas = part('canvas', 'none');
  const head = part('head', 'row');
  head.setAttribute('aria-rowindex', '0');
  const frozenRows = part('frozen-rows', 'rowgroup');
  const rows = part('rows', 'rowgroup');
  canvas.append(head, frozenRows, rows);
  element.append(canvas);
  element.addEventListener('scroll', ask, { passive: true });
  const resized = new ResizeObserver(ask);
  resized.observe(element);

  function part(name: string, role: string): HTMLElement {
    const made = document.createElement('div');
    made.className = name;
    made.setAttribute('role', role);
    return made;
  }

  function measureLines(): Lines {
    const used = usedArea(sheet, wholeSheet, false);
    extent = {
      rows: Math.max(leastRows, (used?.bottom ?? 0) + 40, extent.rows),
      columns: Math.max(leastColumns, (used?.right ?? 0) + 6, extent.columns),
    };
    return { rows: rowPositions(sheet, extent.rows, scale), columns: columnPositions(sheet, extent.columns, scale) };
  }

  function frozen(): { readonly rows: number; readonly columns: number } {
    const area = sheet.frozen;
    if (area === null) return { rows: 0, columns: 0 };
    return {
      rows: area.bottom >= 1_048_575 ? 0 : area.bottom + 1,
      columns: area.right >= 16_383 ? 0 : area.right + 1,
    };
  }

  function ask(): void {
    if (asked !== 0) return;
    asked = requestAnimationFrame(() => {
      asked = 0;
      paint();
    });
  }

  function invalidate(area: Area | null): void {
    if (area === null || stale === null) stale = null;
    else if (stale === 'nothing') stale = area;
    else
      stale = {
        top: Math.min(stale.top, area.top),
        bottom: Math.max(stale.bottom, area.bottom),
        left: 0,
        right: wholeSheet.right,
      };
    ask();
  }

  function paint(): void {
    freshen(book);
    const stuck = frozen();
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
    const firstColumn = Math.max(
      stuck.columns,
      lines.columns.at(scrollLeft + lines.columns.start(stuck.columns)) - overscanColumns,
    );
    const lastColumn = Math.min(
      extent.columns - 1,
      lines.columns.at(scrollLeft + clientWidth - headWidth) + overscanColumns,
    );
    if (firstColumn < columns.first || lastColumn > columns.last || stale === null) {
      columns = { first: firstColumn, last: lastColumn };
      stale = null;
      paintHeads(stuck.columns);
    }
    const from = Math.max(stuck.rows, lines.rows.at(scrollTop + lines.rows.start(stuck.rows)) - overscanRows);
    const to = Math.min(extent.rows - 1, lines.rows.at(scrollTop + clientHeight - headHeight) + overscanRows);
    paintRows(stuck, anchorsAbove(from, to), to);
    stale = 'nothing';
    showSelection();
  }

  /** A cell merged over several rows is painted by its first row, even when that is out of view. */
  function anchorsAbove(from: number, to: number): number {
    return sheet.merges.reduce(
      (top, merge) => (merge.top < top && merge.bottom >= from && merge.top <= to ? merge.top : top),
      from,
    );
  }

  function paintRows(stuck: { readonly rows: number; readonly columns: number }, from: number, to: number): void {
    const paintWith = rowPaint(stuck.columns);
    const next = new Map<number, PaintedRow>();
    const keep = (row: number, parent: HTMLElement): void => {
      if (lines.rows.size(row) === 0) return;
      const known = painted.get(row);
      const changed = stale === null || (stale !== 'nothing' && row >= stale.top && row <= stale.bottom);
      if (known?.element.parentElement === parent && !changed) {
        next.set(row, known);
        return;
      }
      const made = paintRow(row, paintWith);
      next.set(row, made);
      if (known?.element.parentElement === parent) known.element.replaceWith(made.element);
      else {
        known?.element.remove();
        parent.append(made.element);
      }
    };
    for (let row = 0; row < stuck.rows; row += 1) keep(row, frozenRows);
    for (let row = from; row <= to; row += 1) keep(row, rows);
    for (const [row, { element: old }] of painted) if (!next.has(row)) old.remove();
    painted = next;
  }

  function rowPaint(frozenColumns: number): RowPaint {
    const extra = extras(sheet);
    return {
      sheet,
      lines,
      frozenColumns,
      columns,
      painting: { calculator, ends: new Map() },
      widthOf: (text, format) => measureText(text, format) * scale,
      hasNote: extra.hasNote,
      linkAt: extra.linkAt,
      filterAt: extra.filterAt,
    };
  }

  function paintHeads(frozenColumns: number): void {
    heads = new Map();
    head.replaceChildren();
    const stuck = part('stuck', 'none');
    stuck.style.width = `calc(var(--head) + ${lines.columns.start(frozenColumns)}px)`;
    const corner = part('corner', 'columnheader');
    corner.setAttribute('aria-label', 'Select all');
    stuck.append(corner);
    head.append(stuck);
    const add = (column: number, parent: HTMLElement): void => {
      const width = lines.columns.size(column);
      if (width === 0) return;
      const made = part('column-head', 'columnheader');
      made.setAttribute('aria-colindex', String(column + 1));
      made.dataset['column'] = String(column);
      made.style.cssText = `left:calc(var(--head) + ${lines.columns.start(column)}px);width:${width}px`;
      made.textContent = sheet.showHeadings ? columnLetters(column) : '';
      heads.set(column, made);
      parent.append(made);
    };
    for (let column = 0; column < frozenColumns; column += 1) add(column, stuck);
    for (let column = columns.first; column <= columns.last; column += 1) add(column, head);
  }

  function showSelection(): void {
    const cell = paintSelection(painted, heads, sheet, selection, copied);
    element.querySelector(`#${activeId}`)?.removeAttribute('id');
    if (cell === null) element.removeAttribute('aria-activedescendant');
    else {
      cell.id = activeId;
      element.setAttribute('aria-activedescendant', activeId);
    }
  }

  function applySizes(): void {
    const stuck = frozen();
    element.style.setProperty('--pt', `${(scale * 4) / 3}px`);
    element.style.setProperty('--head', `${headWidth}px`);
    element.style.setProperty('--heads', `${headHeight}px`);
    element.classList.toggle('no-lines', !sheet.showGridlines);
    element.setAttribute('aria-label', `Sheet ${sheet.name}`);
    element.setAttribute('aria-rowcount', String(extent.rows));
    element.setAttribute('aria-colcount', String(extent.columns));
    canvas.style.width = `${headWidth + lines.columns.total}px`;
    canvas.style.height = `${headHeight + lines.rows.total}px`;
    head.style.height = `${headHeight}px`;
    frozenRows.style.top = `${headHeight}px`;
    frozenRows.style.height = `${lines.rows.start(stuck.rows)}px`;
    frozenRows.classList.toggle('has-rows', stuck.rows > 0);
    element.classList.toggle('has-frozen-columns', stuck.columns > 0);
    rows.style.top = `${headHeight}px`;
  }

  const own: GridSurface = {
    element,
    lines: () => lines,
    frozen,
    sheet: () => sheet,
    show(next) {
      scrollBySheet.set(sheet, { top: element.scrollTop, left: element.scrollLeft });
      sheet = next;
      extent = { rows: leastRows, columns: leastColumns };
      own.measure();
      const { top = 0, left = 0 } = scrollBySheet.get(sheet) ?? {};
      element.scrollTo({ top, left });
    },
    measure() {
      lines = measureLines();
      applySizes();
      invalidate(null);
    },
    repaint: (area) => invalidate(area === null ? null : (overlap(area, wholeSheet) ?? area)),
    select(wanted, waiting) {
      selection = wanted;
      copied = waiting;
      const { row, column } = wanted.active;
      if (row + 20 > extent.rows || column + 4 > extent.columns) {
        extent = { rows: Math.max(extent.rows, row + 60), columns: Math.max(extent.columns, column + 10) };
        own.measure();
      } else if (stale === 'nothing') showSelection();
    },
    reveal({ row, column }) {
      const stuck = frozen();
      const place = {
        left: lines.columns.start(column),
        right: lines.columns.start(column + 1),
        top: lines.rows.start(row),
        bottom: lines.rows.start(row + 1),
      };
      const view = {
        width: element.clientWidth - headWidth,
        height: element.clientHeight - headHeight,
        left: lines.columns.start(stuck.columns),
        top: lines.rows.start(stuck.rows),
      };
      if (column >= stuck.columns) {
        if (place.left < element.scrollLeft + view.left) element.scrollLeft = place.left - view.left;
        else if (place.right > element.scrollLeft + view.width) {
          element.scrollLeft = Math.min(place.right - view.width, place.left - view.left);
        }
      }
      if (row >= stuck.rows) {
        if (place.top < element.scrollTop + view.top) element.scrollTop = place.top - view.top;
        else if (place.bottom > element.scrollTop + view.height) {
          element.scrollTop = Math.min(place.bottom - view.height, place.top - view.top);
        }
      }
    },
    zoom(percent) {
      scale = percent / 100;
      own.measure();
    },
    rectOf({ row, column }, merge) {
      const stuck = frozen();
      const box = element.getBoundingClientRect();
      const span = merge ?? { top: row, left: column, bottom: row, right: column };
      const left = lines.columns.start(span.left) - (column < stuck.columns ? 0 : element.scrollLeft);
      const top = lines.rows.start(span.top) - (row < stuck.rows ? 0 : element.scrollTop);
      return {
        left: box.left + headWidth + left,
        top: box.top + headHeight + top,
        width: lines.columns.start(span.right + 1) - lines.columns.start(span.left),
        height: lines.rows.start(span.bottom + 1) - lines.rows.start(span.top),
      };
    },
    hit(event) {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('.fill-handle') != null) return { kind: 'fill-handle' };
      const box = element.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      if (x >= element.clientWidth || y >= element.clientHeight) return null;
      const stuck = frozen();
      const across = x - headWidth + (x - headWidth < lines.columns.start(stuck.columns) ? 0 : element.scrollLeft);
      const down = y - headHeight + (y - headHeight < lines.rows.start(stuck.rows) ? 0 : element.scrollTop);
      const row = lines.rows.at(Math.max(0, down));
      const column = lines.columns.at(Math.max(0, across));
      if (target?.closest('.filter-button') != null) return { kind: 'filter', row, column };
      if (y < headHeight && x < headWidth) return { kind: 'corner' };
      if (y < headHeight) return columnHit(across, column);
      return x < headWidth ? { kind: 'row', row } : { kind: 'cell', row, column };
    },
    widthOf: measureText,
    pageRows: () => Math.max(1, Math.floor((element.clientHeight - headHeight) / (24 * scale)) - 1),
    close() {
      resized.disconnect();
      cancelAnimationFrame(asked);
      element.remove();
    },
  };

  function columnHit(across: number, column: number): Hit {
    const near = 4;
    const start = lines.columns.start(column);
    if (across - start < near && column > 0)
      return { kind: 'column', column: lines.columns.next(column, -1) ?? 0, edge: true };
    return { kind: 'column', column, edge: start + lines.columns.size(column) - across < near };
  }

  applySizes();
  ask();
  return own;
}

/** How wide a text runs in a format at full size, measured and not guessed. */
function createTextMeasure(): (text: string, format: CellFormat) => number {
  const context = document.createElement('canvas').getContext('2d');
  let font = '';
  return (text, { fontName, fontSize, bold, italic }) => {
    if (context === null) return text.length * 7;
    const wanted = `${italic ? 'italic ' : ''}${bold ? '600 ' : ''}${(fontSize * 4) / 3}px "${fontName}", Carlito, "Calibri stand-in", sans-serif`;
    if (wanted !== font) {
      font = wanted;
      context.font = wanted;
    }
    return context.measureText(text).width;
  };
}
