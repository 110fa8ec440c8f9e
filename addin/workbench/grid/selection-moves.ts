import { type Area, areaAt, boundsOf, holds, wholeSheet } from '../model/area.ts';
import { cellAt, type Sheet, usedArea } from '../model/sheet.ts';
import type { LinePositions } from './line-positions.ts';

export type Cell = { readonly row: number; readonly column: number };

/** What is selected: the cell that takes what is typed, and the areas, the last of which grows with Shift. */
export type Selection = { readonly active: Cell; readonly areas: readonly Area[] };

export type Move = 'left' | 'right' | 'up' | 'down';
export type Lines = { readonly rows: LinePositions; readonly columns: LinePositions };

export function selectCell({ row, column }: Cell, sheet: Sheet): Selection {
  return { active: { row, column }, areas: [withMerge(sheet, areaAt(row, column))] };
}

/** A merged cell is one cell. */
export function withMerge(sheet: Sheet, area: Area): Area {
  let grown = area;
  for (let again = true; again; ) {
    again = false;
    for (const merge of sheet.merges) {
      const touches =
        merge.top <= grown.bottom &&
        merge.bottom >= grown.top &&
        merge.left <= grown.right &&
        merge.right >= grown.left;
      const bounds = boundsOf(grown, merge);
      if (touches && JSON.stringify(bounds) !== JSON.stringify(grown)) {
        grown = bounds;
        again = true;
      }
    }
  }
  return grown;
}

export function mergeAt(sheet: Sheet, row: number, column: number): Area | undefined {
  return sheet.merges.find((merge) => holds(merge, row, column));
}

/** One cell on, past hidden lines and out of a merged cell. */
export function step(from: Cell, move: Move, sheet: Sheet, { rows, columns }: Lines): Cell {
  const merge = mergeAt(sheet, from.row, from.column);
  const { row, column } = from;
  switch (move) {
    case 'left':
      return landed(sheet, row, columns.next(merge?.left ?? column, -1) ?? column);
    case 'right':
      return landed(sheet, row, columns.next(merge?.right ?? column, 1) ?? column);
    case 'up':
      return landed(sheet, rows.next(merge?.top ?? row, -1) ?? row, column);
    case 'down':
      return landed(sheet, rows.next(merge?.bottom ?? row, 1) ?? row, column);
  }
}

/** A merged cell is entered at its first cell. */
function landed(sheet: Sheet, row: number, column: number): Cell {
  const merge = mergeAt(sheet, row, column);
  return merge === undefined ? { row, column } : { row: merge.top, column: merge.left };
}

/** To the end of the filled or empty stretch, as Ctrl with an arrow does. */
export function jump(from: Cell, move: Move, sheet: Sheet, lines: Lines): Cell {
  const filled = ({ row, column }: Cell): boolean => {
    const { value, formula } = cellAt(sheet, row, column);
    return (value !== null && value !== '') || formula !== null;
  };
  const first = step(from, move, sheet, lines);
  if (same(first, from)) return from;
  const within = filled(from) && filled(first);
  let at = first;
  for (;;) {
    if (!within && filled(at)) return at;
    const next = step(at, move, sheet, lines);
    if (same(next, at)) return at;
    if (within && !filled(next)) return at;
    at = next;
  }
}

function same(a: Cell, b: Cell): boolean {
  return a.row === b.row && a.column === b.column;
}

/** The area from the active cell to a cell, replacing the last one. */
export function extendTo(selection: Selection, to: Cell, sheet: Sheet): Selection {
  const { active, areas } = selection;
  const grown = withMerge(sheet, boundsOf(areaAt(active.row, active.column), areaAt(to.row, to.column)));
  return { active, areas: [...areas.slice(0, -1), grown] };
}

/** The corner of the last area that moves with Shift: the one away from the active cell. */
export function movingCorner({ active, areas }: Selection): Cell {
  const area = areas.at(-1) ?? areaAt(active.row, active.column);
  return {
    row: active.row === area.top ? area.bottom : area.top,
    column: active.column === area.left ? area.right : area.left,
  };
}

/** Inside a selection of several cells Enter and Tab go round in it. */
export function cycle(selection: Selection, byColumn: boolean, back: boolean, lines: Lines): Selection | null {
  const { areas, active } = selection;
  const [area] = areas;
  if (area === undefined || areas.length > 1 || (area.top === area.bottom && area.left === area.right)) return null;
  const turn = back ? -1 : 1;
  let { row, column } = active;
  const rowInside = (next: number | null): number | null =>
    next !== null && next >= area.top && next <= area.bottom ? next : null;
  const columnInside = (next: number | null): number | null =>
    next !== null && next >= area.left && next <= area.right ? next : null;
  if (byColumn) {
    const next = columnInside(lines.columns.next(column, turn));
    if (next !== null) column = next;
    else {
      column = back ? area.right : area.left;
      row = rowInside(lines.rows.next(row, turn)) ?? (back ? area.bottom : area.top);
    }
  } else {
    const next = rowInside(lines.rows.next(row, turn));
    if (next !== null) row = next;
    else {
      row = back ? area.bottom : area.top;
      column = columnInside(lines.columns.next(column, turn)) ?? (back ? area.right : area.left);
    }
  }
  return { areas, active: { row, column } };
}

/** The last cell that holds anything: where Ctrl+End goes. */
export function lastCell(sheet: Sheet): Cell {
  const used = usedArea(sheet, wholeSheet, true);
  return used === null ? { row: 0, column: 0 } : { row: used.bottom, column: used.right };
}

/** A cell, or all of it where it is merged. */
export function areaOfCell(sheet: Sheet, { row, column }: Cell): Area {
  return mergeAt(sheet, row, column) ?? areaAt(row, column);
}
