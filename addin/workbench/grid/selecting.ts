import { formatArea } from '../model/address.ts';
import { type Area, areaAt, lastColumn, lastRow, wholeSheet } from '../model/area.ts';
import type { Person } from '../model/person.ts';
import { type Sheet, tableAt, usedArea } from '../model/sheet.ts';
import { type Seat, selectionOf } from '../model/workbook.ts';
import type { GridSurface } from './grid-surface.ts';
import {
  type Cell,
  cycle,
  extendTo,
  jump,
  lastCell,
  type Move,
  movingCorner,
  type Selection,
  selectCell,
  step,
} from './selection-moves.ts';

export type SelectingParts = {
  readonly seat: Seat;
  readonly person: Person;
  readonly surface: GridSurface;
  /** What waits on the clipboard, if it stands on the sheet in front. */
  readonly copied: () => Area | null;
  /** The selection or the sheet in front is another. */
  readonly onSelect: () => void;
};

export type Selecting = ReturnType<typeof createSelecting>;

/** Selecting on the sheet in front: shown on the grid, and told to the panes of this seat. */
export function createSelecting({ seat, person, surface, copied, onSelect }: SelectingParts) {
  const activeBySheet = new Map<Sheet, Cell>();
  let selection: Selection = selectCell({ row: 0, column: 0 }, surface.sheet());

  function put(next: Selection, reveal: Cell | null = next.active): void {
    selection = next;
    activeBySheet.set(surface.sheet(), next.active);
    surface.select(next, copied());
    if (reveal !== null) surface.reveal(reveal);
    person.select(next.areas.map(formatArea).join(','));
    onSelect();
  }

  function follow(areas: readonly Area[], active: Cell): void {
    selection = { active, areas };
    surface.select(selection, copied());
    onSelect();
  }

  const own = {
    selection: (): Selection => selection,
    active: (): Cell => selection.active,
    area: (): Area => selection.areas.at(-1) ?? areaAt(selection.active.row, selection.active.column),
    select: put,
    /** Paints the selection again: what is copied has changed. */
    refresh: (): void => surface.select(selection, copied()),
    selectCell: (cell: Cell): void => put(selectCell(cell, surface.sheet())),
    selectArea: (area: Area): void => put({ active: { row: area.top, column: area.left }, areas: [area] }),
    extendTo: (cell: Cell): void => put(extendTo(selection, cell, surface.sheet()), cell),
    addArea(cell: Cell): void {
      const { areas } = selectCell(cell, surface.sheet());
      put({ active: cell, areas: [...selection.areas, ...areas] });
    },
    selectRows(from: number, to: number): void {
      const area = { top: Math.min(from, to), bottom: Math.max(from, to), left: 0, right: lastColumn };
      put({ active: { row: from, column: 0 }, areas: [area] }, null);
    },
    selectColumns(from: number, to: number): void {
      const area = { left: Math.min(from, to), right: Math.max(from, to), top: 0, bottom: lastRow };
      put({ active: { row: 0, column: from }, areas: [area] }, null);
    },
    /** The table or stretch around first, then the whole sheet. */
    selectAll(): void {
      const sheet = surface.sheet();
      const { row, column } = selection.active;
      const around = tableAt(sheet, row, column)?.area ?? usedArea(sheet, wholeSheet, true);
      const isThere = around === null || formatArea(around) === formatArea(own.area());
      put({ active: selection.active, areas: [isThere ? wholeSheet : around] }, null);
    },
    move(move: Move, how: { readonly extend: boolean; readonly far: boolean }): void {
      const [sheet, lines] = [surface.sheet(), surface.lines()];
      const go = how.far ? jump : step;
      if (how.extend) own.extendTo(go(movingCorner(selection), move, sheet, lines));
      else own.selectCell(go(selection.active, move, sheet, lines));
    },
    /** Enter and Tab: round in a selection, else one cell on. */
    advance(byColumn: boolean, back: boolean): void {
      const round = cycle(selection, byColumn, back, surface.lines());
      if (round !== null) put(round);
      else own.move(byColumn ? (back ? 'left' : 'right') : back ? 'up' : 'down', { extend: false, far: false });
    },
    goTo(cell: Cell, extend: boolean): void {
      if (extend) own.extendTo(cell);
      else own.selectCell(cell);
    },
    /** The row's first cell that scrolls, and the first of all of them. */
    home: (): Cell => ({ row: selection.active.row, column: surface.frozen().columns }),
    corner: (): Cell => ({ row: surface.frozen().rows, column: surface.frozen().columns }),
    last: (): Cell => lastCell(surface.sheet()),
    page(back: boolean, extend: boolean): void {
      const { row: from, column } = extend ? movingCorner(selection) : selection.active;
      const { rows } = surface.lines();
      let row = from;
      for (let count = surface.pageRows(); count > 0; count -= 1) row = rows.next(row, back ? -1 : 1) ?? row;
      own.goTo({ row, column }, extend);
    },

    showSheet(sheet: Sheet): void {
      surface.show(sheet);
      const areas = selectionOf(seat, sheet);
      const [area] = areas;
      follow(areas, activeBySheet.get(sheet) ?? { row: area?.top ?? 0, column: area?.left ?? 0 });
    },
    /** Another hand than the keyboard's has selected: a pane, or a command of the model. */
    followSeat(): void {
      const areas = selectionOf(seat, surface.sheet());
      const [area] = areas;
      if (area === undefined || JSON.stringify(areas) === JSON.stringify(selection.areas)) return;
      const active = { row: area.top, column: area.left };
      follow(areas, active);
      surface.reveal(active);
    },
  };
  return own;
}
