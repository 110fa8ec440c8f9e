import { choicesAt } from '../model/check-validation.ts';
import { cellAt, cellsOf, formatAt, standardColumnWidth, tableAt } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import { openDropDown } from './drop-down.ts';
import { editText } from './edit-text.ts';
import { openFilterMenu } from './filter-menu.ts';
import type { GridCommands } from './grid-commands.ts';
import type { GridSurface, Hit } from './grid-surface.ts';
import { openMenu } from './popup.ts';
import { areaOfCell } from './selection-moves.ts';

export type CellMenuParts = {
  readonly book: Workbook;
  readonly surface: GridSurface;
  readonly commands: GridCommands;
  readonly room: HTMLElement;
  readonly focus: () => void;
};

/** What opens beside a cell: the list of its rule, the filter of its column, the commands of a right click. */
export function createCellMenus({ book, surface, commands, room, focus }: CellMenuParts) {
  const arrow = document.createElement('button');
  arrow.type = 'button';
  arrow.className = 'choices';
  arrow.hidden = true;
  arrow.tabIndex = -1;
  arrow.setAttribute('aria-label', 'Choices');
  arrow.addEventListener('click', openChoices);
  room.append(arrow);

  function openChoices(): boolean {
    const [sheet, active] = [surface.sheet(), commands.active()];
    const choices = choicesAt(book, sheet, active.row, active.column);
    if (choices === null) return false;
    const rect = surface.rectOf(active, areaOfCell(sheet, active));
    const { value } = cellAt(sheet, active.row, active.column);
    const beside = { ...rect, bottom: rect.top + rect.height };
    openDropDown(choices, String(value ?? ''), beside, (choice) => void commands.pick(choice), focus);
    return true;
  }

  /** The arrow of the list stands right of the active cell, as long as that is in view. */
  function placeArrow(): void {
    const [sheet, active] = [surface.sheet(), commands.active()];
    const rect = surface.rectOf(active, areaOfCell(sheet, active));
    const grid = surface.element.getBoundingClientRect();
    const [right, bottom] = [rect.left + rect.width, rect.top + rect.height];
    const inView = bottom > grid.top + 40 && bottom <= grid.bottom && right > grid.left + 60 && right <= grid.right;
    arrow.hidden = !inView || choicesAt(book, sheet, active.row, active.column) === null;
    const origin = room.getBoundingClientRect();
    arrow.style.left = `${Math.min(right - origin.left, origin.width - 34)}px`;
    arrow.style.top = `${bottom - origin.top - 20}px`;
  }

  function openFilter(row: number, column: number): void {
    const sheet = surface.sheet();
    const table = tableAt(sheet, row, column);
    if (table === undefined || row !== table.area.top || !table.showFilterButton) return;
    const at = column - table.area.left;
    const name = table.columns[at]?.name ?? '';
    const { left, top, height } = surface.rectOf({ row, column });
    const choice = {
      sort: (ascending: boolean) => void commands.sort(table.name, name, ascending),
      filter: (shown: readonly string[] | null) => void commands.filter(table.name, name, shown),
    };
    openFilterMenu(sheet, table, at, { left, top, bottom: top + height }, choice, focus);
  }

  function openContextMenu(event: MouseEvent, hit: Hit): void {
    const clip = (kind: 'cut' | 'copy') => () => {
      focus();
      document.execCommand(kind);
    };
    const lines = hit.kind === 'column' ? 'columns' : 'rows';
    const onCells = hit.kind === 'cell';
    const onColumns = hit.kind === 'column';
    openMenu(
      [
        { label: 'Cut', keys: 'Ctrl+X', run: clip('cut') },
        { label: 'Copy', keys: 'Ctrl+C', run: clip('copy') },
        'separator',
        { label: 'Insert rows', run: () => void commands.insertRows(), disabled: onColumns },
        { label: 'Delete rows', run: () => void commands.deleteRows(), disabled: onColumns },
        { label: 'Clear contents', keys: 'Del', run: () => void commands.clear() },
        'separator',
        { label: `Hide ${lines}`, run: () => commands.hideLines(lines, true), disabled: onCells },
        { label: `Unhide ${lines}`, run: () => commands.hideLines(lines, false), disabled: onCells },
      ],
      { left: event.clientX, top: event.clientY, bottom: event.clientY },
      focus,
    );
  }

  /** As wide as its longest text on one line. */
  function autofit(column: number): void {
    const sheet = surface.sheet();
    let widest = 0;
    for (const { row, cell } of cellsOf(sheet, { top: 0, bottom: 5_000, left: column, right: column })) {
      const format = formatAt(sheet, row, column);
      if (cell.value !== null && !format.wrapText) {
        widest = Math.max(widest, surface.widthOf(editText(cell, format), format));
      }
    }
    commands.resizeColumn(column, widest === 0 ? standardColumnWidth : (widest + 14) * 0.75);
  }

  return { openChoices, placeArrow, openFilter, openContextMenu, autofit };
}
