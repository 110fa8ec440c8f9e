import { type Area, boundsOf, holds, overlap } from '../model/area.ts';
import type { Sheet } from '../model/sheet.ts';
import type { PaintedRow } from './paint-row.ts';
import { mergeAt, type Selection } from './selection-moves.ts';

const marks = ['selected', 'active', 'edge-top', 'edge-right', 'edge-bottom', 'edge-left', 'copied'];

/** Shows on the painted cells what is selected, and what waits on the clipboard. */
export function paintSelection(
  rows: ReadonlyMap<number, PaintedRow>,
  heads: ReadonlyMap<number, HTMLElement>,
  sheet: Sheet,
  { active, areas }: Selection,
  copied: Area | null,
): HTMLElement | null {
  let activeCell: HTMLElement | null = null;
  const last = areas.at(-1);
  for (const [row, { cells, head }] of rows) {
    head.classList.toggle(
      'selected',
      areas.some((area) => row >= area.top && row <= area.bottom),
    );
    for (const [column, cell] of cells) {
      cell.classList.remove(...marks);
      cell.querySelector('.fill-handle')?.remove();
      const isActive = row === active.row && column === active.column;
      const span = mergeAt(sheet, row, column) ?? { top: row, left: column, bottom: row, right: column };
      const inside = areas.filter((area) => overlap(area, span) !== null);
      if (inside.length > 0) {
        if (!isActive || areas.length > 1 || !isOneCell(areas[0], span)) cell.classList.add('selected');
        markEdges(cell, span, inside);
      }
      cell.setAttribute('aria-selected', String(inside.length > 0));
      if (isActive) {
        cell.classList.remove('selected');
        cell.classList.add('active');
        activeCell = cell;
      }
      if (copied !== null && holds(copied, row, column)) cell.classList.add('copied');
      if (last !== undefined && areas.length === 1 && holds(span, last.bottom, last.right)) {
        const handle = document.createElement('i');
        handle.className = 'fill-handle';
        cell.append(handle);
      }
    }
  }
  for (const [column, head] of heads) {
    head.classList.toggle(
      'selected',
      areas.some((area) => column >= area.left && column <= area.right),
    );
  }
  return activeCell;
}

function isOneCell(area: Area | undefined, span: Area): boolean {
  return area !== undefined && JSON.stringify(boundsOf(area, span)) === JSON.stringify(span);
}

function markEdges(cell: HTMLElement, span: Area, areas: readonly Area[]): void {
  cell.classList.toggle(
    'edge-top',
    areas.some((area) => area.top >= span.top && area.top <= span.bottom),
  );
  cell.classList.toggle(
    'edge-bottom',
    areas.some((area) => area.bottom >= span.top && area.bottom <= span.bottom),
  );
  cell.classList.toggle(
    'edge-left',
    areas.some((area) => area.left >= span.left && area.left <= span.right),
  );
  cell.classList.toggle(
    'edge-right',
    areas.some((area) => area.right >= span.left && area.right <= span.right),
  );
}
