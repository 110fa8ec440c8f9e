import { boundsOf } from '../model/area.ts';
import type { GridCommands } from './grid-commands.ts';
import type { GridSurface, Hit } from './grid-surface.ts';

export type PointerTargets = {
  readonly edit: () => void;
  /** Ends an edit under way; false when it cannot end yet. */
  readonly endEdit: () => Promise<boolean>;
  readonly openFilter: (row: number, column: number) => void;
  readonly openMenu: (event: MouseEvent, hit: Hit) => void;
  readonly followLink: (row: number, column: number) => boolean;
  readonly hover: (row: number, column: number) => void;
  readonly autofit: (column: number) => void;
};

/** Clicks and drags on the grid: selecting, resizing columns, filling, menus. */
export function attachPointer(surface: GridSurface, commands: GridCommands, targets: PointerTargets): void {
  const { element } = surface;

  element.addEventListener('mousedown', (event) => {
    const hit = surface.hit(event);
    if (hit === null || event.button === 1) return;
    event.preventDefault();
    void targets.endEdit().then((ended) => {
      if (!ended) return;
      element.focus({ preventScroll: true });
      press(event, hit);
    });
  });
  element.addEventListener('dblclick', (event) => {
    const hit = surface.hit(event);
    if (hit?.kind === 'cell') targets.edit();
    else if (hit?.kind === 'column' && hit.edge) targets.autofit(hit.column);
  });
  element.addEventListener('contextmenu', (event) => {
    const hit = surface.hit(event);
    if (hit === null) return;
    event.preventDefault();
    targets.openMenu(event, hit);
  });
  element.addEventListener('mousemove', (event) => {
    if (event.buttons !== 0) return;
    const hit = surface.hit(event);
    element.classList.toggle('over-edge', hit?.kind === 'column' && hit.edge);
    if (hit?.kind === 'cell') targets.hover(hit.row, hit.column);
    else targets.hover(-1, -1);
  });
  element.addEventListener('mouseleave', () => targets.hover(-1, -1));

  function press(event: MouseEvent, hit: Hit): void {
    const inside = event.button === 2 && isSelected(hit);
    switch (hit.kind) {
      case 'filter':
        targets.openFilter(hit.row, hit.column);
        return;
      case 'corner':
        commands.selectAll();
        return;
      case 'fill-handle':
        dragFill();
        return;
      case 'column':
        if (hit.edge && event.button === 0) dragEdge(event, hit.column);
        if (inside || (hit.edge && event.button === 0)) return;
        commands.selectColumns(event.shiftKey ? commands.active().column : hit.column, hit.column);
        drag((to) => to.kind === 'column' && commands.selectColumns(hit.column, to.column));
        return;
      case 'row':
        if (inside) return;
        commands.selectRows(event.shiftKey ? commands.active().row : hit.row, hit.row);
        drag((to) => to.kind === 'row' && commands.selectRows(hit.row, to.row));
        return;
      case 'cell':
        if (inside) return;
        if (event.button === 0 && !event.shiftKey && !event.ctrlKey && targets.followLink(hit.row, hit.column)) return;
        if (event.shiftKey) commands.extendTo(hit);
        else if (event.ctrlKey || event.metaKey) commands.addArea({ row: hit.row, column: hit.column });
        else commands.selectCell({ row: hit.row, column: hit.column });
        drag((to) => to.kind === 'cell' && commands.extendTo({ row: to.row, column: to.column }));
    }
  }

  function isSelected(hit: Hit): boolean {
    const { areas } = commands.selection();
    if (hit.kind === 'row') return areas.some(({ top, bottom }) => hit.row >= top && hit.row <= bottom);
    if (hit.kind === 'column') return areas.some(({ left, right }) => hit.column >= left && hit.column <= right);
    if (hit.kind !== 'cell') return false;
    return areas.some(
      ({ top, bottom, left, right }) =>
        hit.row >= top && hit.row <= bottom && hit.column >= left && hit.column <= right,
    );
  }

  function drag(onMove: (hit: Hit) => unknown, onEnd: () => void = () => {}): void {
    let last = '';
    const move = (event: MouseEvent): void => {
      const hit = surface.hit(event);
      const key = JSON.stringify(hit);
      if (hit === null || key === last) return;
      last = key;
      onMove(hit);
    };
    const up = (): void => {
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', up);
      onEnd();
    };
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', up);
  }

  /** Fills along the longer side, as far as the pointer goes. */
  function dragFill(): void {
    const source = commands.area();
    let target = source;
    drag(
      (hit) => {
        if (hit.kind !== 'cell') return;
        const down = hit.row > source.bottom ? hit.row - source.bottom : source.top - hit.row;
        const across = hit.column > source.right ? hit.column - source.right : source.left - hit.column;
        const cell = { top: hit.row, bottom: hit.row, left: hit.column, right: hit.column };
        const reached = boundsOf(source, cell);
        target =
          down >= across
            ? { ...source, top: reached.top, bottom: reached.bottom }
            : { ...source, left: reached.left, right: reached.right };
        commands.select({ active: commands.active(), areas: [target] }, { row: hit.row, column: hit.column });
      },
      () => {
        commands.select({ active: commands.active(), areas: [source] }, null);
        if (JSON.stringify(target) !== JSON.stringify(source)) void commands.fillInto(target);
      },
    );
  }

  function dragEdge(event: MouseEvent, column: number): void {
    const size = surface.lines().columns.size(column);
    const start = event.clientX;
    const scale = size / Math.max(1, size);
    const move = (next: MouseEvent): void =>
      commands.resizeColumn(column, Math.max(0, (size + next.clientX - start) * 0.75 * scale));
    const up = (): void => {
      window.removeEventListener('mousemove', move);
      window.removeEventListener('mouseup', up);
    };
    window.addEventListener('mousemove', move);
    window.addEventListener('mouseup', up);
  }
}
