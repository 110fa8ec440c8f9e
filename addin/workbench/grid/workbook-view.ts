import type { FormulaCalculator } from '../formulas/calculator.ts';
import { formatArea, parseAddress } from '../model/address.ts';
import { areaAt } from '../model/area.ts';
import { addSheet } from '../model/change-sheets.ts';
import type { Author, ModelEvent } from '../model/model-event.ts';
import { type Person, personAt } from '../model/person.ts';
import { validationAt } from '../model/set-validation.ts';
import { cellAt, formatAt, type Sheet } from '../model/sheet.ts';
import { findName, findSheet, freshen, seatOf, type Workbook } from '../model/workbook.ts';
import { attempt } from './attempt.ts';
import { createCellEditing } from './cell-editing.ts';
import { createCellMenus } from './cell-menus.ts';
import { createChartLayer } from './chart-layer.ts';
import { askPerson } from './dialogs.ts';
import { editText } from './edit-text.ts';
import { createGridCommands, type GridCommands } from './grid-commands.ts';
import { handleKey } from './grid-keys.ts';
import { attachPointer } from './grid-pointer.ts';
import { createGridSurface } from './grid-surface.ts';
import { areaOfCell } from './selection-moves.ts';
import { type FileExtras, type SheetExtras, sheetExtras } from './sheet-extras.ts';
import { createSheetTabs } from './sheet-tabs.ts';
import { createStatusBar } from './status-bar.ts';
import { createTips } from './tips.ts';

/** One person's view of a workbook: formula bar, grid, sheet tabs and status bar over the model. */
export type WorkbookView = {
  readonly element: HTMLElement;
  readonly person: Person;
  readonly commands: GridCommands;
  readonly focus: () => void;
  /** Ends an edit under way, taking what was typed; false when the person has to decide first. */
  readonly endEdit: () => Promise<boolean>;
  readonly close: () => void;
};

export type WorkbookViewOptions = {
  readonly book: Workbook;
  readonly seat: string;
  readonly calculator: FormulaCalculator;
  /** What the file holds beside the model. */
  readonly extras: (sheet: Sheet) => FileExtras;
  readonly silentPicks: boolean;
  readonly save: () => void;
};

export function createWorkbookView(options: WorkbookViewOptions): WorkbookView {
  const { book, seat: seatId, calculator, extras, silentPicks, save } = options;
  const person = personAt(book, seatId);
  const seat = seatOf(book, seatId);
  const zoomBySheet = new Map<Sheet, number>();
  const extrasOf = (sheet: Sheet): SheetExtras => sheetExtras(sheet, extras(sheet));
  const zoomOf = (sheet: Sheet): number => zoomBySheet.get(sheet) ?? extras(sheet).zoom;
  const focus = (): void => surface.element.focus({ preventScroll: true });

  const element = document.createElement('section');
  element.className = 'workbook';
  const room = document.createElement('div');
  room.className = 'grid-room';
  const surface = createGridSurface(book, calculator, extrasOf, seat.activeSheet);
  const status = createStatusBar(
    (percent) => {
      zoomBySheet.set(surface.sheet(), percent);
      surface.zoom(percent);
      charts.show(extrasOf(surface.sheet()).charts);
    },
    () => zoomOf(surface.sheet()),
  );
  const editing = createCellEditing({
    person,
    surface,
    commands: () => commands,
    room,
    goTo,
    mode: status.mode,
    onEnd(back) {
      if (back) focus();
      showAround();
    },
  });
  const commands = createGridCommands({ book, person, surface, silentPicks, onSelect: selected });
  const menus = createCellMenus({ book, surface, commands, room, focus });
  const tips = createTips(room);
  const charts = createChartLayer(book, surface);
  const tabs = createSheetTabs(book, {
    activate: (sheet) => void editing.end().then((ended) => ended && person.activate(sheet.name)),
    rename: (sheet, name) => void attempt(() => person.renameSheet(sheet.name, name)),
    add: () => void attempt(() => person.activate(addSheet({ book, author: { seat: seatId, pane: null } }, null).name)),
  });
  room.append(surface.element);
  element.append(editing.bar.element, room, tabs.element, status.element);

  surface.element.addEventListener('keydown', (event) => {
    const handled = handleKey(event, commands, {
      edit: editing.begin,
      openList() {
        if (!menus.openChoices()) menus.openFilter(commands.active().row, commands.active().column);
      },
      nextSheet,
      save,
    });
    if (handled) event.preventDefault();
  });
  attachPointer(surface, commands, {
    edit: () => editing.begin(null, 'edit'),
    endEdit: editing.end,
    openFilter: menus.openFilter,
    openMenu: menus.openContextMenu,
    followLink,
    hover,
    autofit: menus.autofit,
  });
  surface.element.addEventListener('scroll', () => {
    editing.follow();
    menus.placeArrow();
    tips.note(null, []);
    placePrompt();
  });
  for (const kind of ['focus', 'blur']) surface.element.addEventListener(kind, placePrompt);
  for (const kind of ['copy', 'cut'] as const) {
    surface.element.addEventListener(kind, (event) => {
      const copied = commands.copy(kind === 'cut');
      if (copied === null) return;
      event.clipboardData?.setData('text/plain', copied.text);
      event.clipboardData?.setData('text/html', copied.html);
      event.preventDefault();
    });
  }
  surface.element.addEventListener('paste', (event) => {
    event.preventDefault();
    void commands.paste(event.clipboardData?.getData('text/plain') ?? '');
  });
  book.listeners.add(hear);
  showSheet(seat.activeSheet);

  function hear(event: ModelEvent, author: Author): void {
    const here = 'sheet' in event && event.sheet === surface.sheet();
    switch (event.kind) {
      case 'cellsChanged':
        if (!here) return;
        if (event.changeType === 'RangeEdited') surface.repaint(event.area);
        else surface.measure();
        later();
        return;
      case 'formatChanged':
      case 'rowsSorted':
      case 'calculated':
        if (!here) return;
        surface.repaint(event.area);
        later();
        return;
      case 'rowsHidden':
      case 'appearanceChanged':
      case 'tableAdded':
      case 'tableDeleted':
      case 'commentsChanged':
      case 'protectionChanged':
        if (!here) return;
        surface.measure();
        later();
        return;
      case 'selected':
        if (author.seat === seatId && here) commands.followSeat();
        return;
      case 'activated':
        if (author.seat === seatId) showSheet(event.sheet);
        return;
      default:
        tabs.show(seat.activeSheet);
        if (!book.sheets.includes(surface.sheet())) showSheet(seat.activeSheet);
    }
  }

  let waiting = 0;
  /** What stands around the grid follows at the next picture, once for all that happened until then. */
  function later(): void {
    if (waiting !== 0) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      freshen(book);
      showAround();
      charts.show(extrasOf(surface.sheet()).charts);
    });
  }

  function showSheet(sheet: Sheet): void {
    surface.zoom(zoomOf(sheet));
    commands.showSheet(sheet);
    tabs.show(sheet);
    charts.show(extrasOf(sheet).charts);
  }

  function selected(): void {
    if (!editing.isOpen()) showAround();
  }

  function showAround(): void {
    const [sheet, active] = [surface.sheet(), commands.active()];
    const { row, column } = active;
    if (!editing.isOpen()) {
      editing.bar.show(nameOf(sheet, row, column), editText(cellAt(sheet, row, column), formatAt(sheet, row, column)));
    }
    status.show(sheet, commands.selection().areas);
    menus.placeArrow();
    placePrompt();
  }

  /** What the cell's rule has to say to whoever stands in it. */
  function placePrompt(): void {
    const [sheet, active] = [surface.sheet(), commands.active()];
    const prompt = validationAt(sheet, active.row, active.column)?.prompt;
    const text = prompt === undefined || prompt['showPrompt'] === false ? '' : String(prompt['message'] ?? '');
    const hasFocus = document.activeElement === surface.element;
    const beside =
      text === '' || !hasFocus || editing.isOpen() ? null : surface.rectOf(active, areaOfCell(sheet, active));
    tips.prompt(beside, String(prompt?.['title'] ?? ''), text);
  }

  /** The workbook's own name for what is selected, where there is one. */
  function nameOf(sheet: Sheet, row: number, column: number): string {
    const area = formatArea(commands.area());
    const named = book.names.find(({ refersTo, visible }) => {
      if (!visible || !('sheet' in refersTo) || refersTo.sheet !== sheet || refersTo.area === null) return false;
      return formatArea(refersTo.area) === area;
    });
    return named?.name ?? formatArea(areaAt(row, column));
  }

  /** An address or a name, as typed into the name box or standing in a link. */
  function goTo(place: string): void {
    const address = parseAddress(place);
    const target = address === null ? namedPlace(place) : { sheet: sheetCalled(address.sheetName), area: address.area };
    if (target?.sheet === undefined || target.area === null || target.sheet.visibility !== 'Visible') {
      const words = `"${place}" is neither a cell nor a name of this workbook.`;
      void askPerson('There is no such place', words, ['OK']);
      return;
    }
    if (target.sheet !== surface.sheet()) person.activate(target.sheet.name);
    commands.selectArea(target.area);
    focus();
  }

  function namedPlace(name: string) {
    const refersTo = (findName(book, name, surface.sheet()) ?? findName(book, name, null))?.refersTo;
    return refersTo !== undefined && 'sheet' in refersTo ? refersTo : null;
  }

  function sheetCalled(name: string | null): Sheet | undefined {
    return name === null ? surface.sheet() : findSheet(book, name);
  }

  function followLink(row: number, column: number): boolean {
    const link = extrasOf(surface.sheet()).link(row, column);
    if (link === null) return false;
    if (link.target === null) goTo(link.location);
    else window.open(link.target, '_blank', 'noopener,noreferrer');
    return true;
  }

  function hover(row: number, column: number): void {
    const notes = row < 0 ? [] : extrasOf(surface.sheet()).noteAt(row, column);
    tips.note(notes.length === 0 ? null : surface.rectOf({ row, column }), notes);
  }

  function nextSheet(step: 1 | -1): void {
    const visible = book.sheets.filter(({ visibility }) => visibility === 'Visible');
    const next = visible[visible.indexOf(surface.sheet()) + step];
    if (next !== undefined) person.activate(next.name);
  }

  return {
    element,
    person,
    commands,
    focus,
    endEdit: editing.end,
    close() {
      book.listeners.delete(hear);
      cancelAnimationFrame(waiting);
      surface.close();
      element.remove();
    },
  };
}
