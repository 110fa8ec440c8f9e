import { openSignInPopup } from '../../sign-in-popup.ts';
import type { PaneDialog } from '../excel/pane-host.ts';
import { createWorkbookView, type WorkbookView } from '../grid/workbook-view.ts';
import type { AddinManifest, RibbonButton } from '../ribbon/read-manifest.ts';
import { createRibbonBar, type HomeGroup } from '../ribbon/ribbon-bar.ts';
import type { OpenBook } from './open-book.ts';
import { openPaneFrame, type PaneFrame, type Theme } from './pane-frame.ts';

/** One person's Excel: title, ribbon, grid, and the pane beside it. */
export type ExcelWindow = {
  readonly element: HTMLElement;
  readonly book: OpenBook;
  readonly seat: string;
  readonly view: WorkbookView;
  readonly pane: () => PaneFrame | null;
  readonly showPane: (shown: boolean) => void;
  readonly say: (text: string) => void;
  readonly close: () => void;
};

export type ExcelWindowOptions = {
  readonly book: OpenBook;
  readonly seat: string;
  readonly manifest: AddinManifest | null;
  readonly seam: 'web' | 'desktop';
  readonly theme: Theme;
  /** A hidden pane works all the same, as one with a shared runtime does. */
  readonly withPane: 'shown' | 'hidden' | 'none';
  readonly save: (own: ExcelWindow) => void;
  /** Another person's Excel on the same workbook. */
  readonly openBeside: () => void;
  readonly onClose: () => void;
};

export function openExcelWindow(options: ExcelWindowOptions): ExcelWindow {
  const { book, seat } = options;
  const element = document.createElement('article');
  element.className = 'excel';
  element.setAttribute('aria-label', `${book.host.book.name}, ${seatName(seat)}`);
  element.dataset['seat'] = seat;
  const view = createWorkbookView({
    book: book.host.book,
    seat,
    calculator: book.calculator,
    extras: book.extras,
    silentPicks: options.seam === 'web',
    save: () => options.save(own),
  });
  const { commands } = view;

  const title = document.createElement('header');
  title.className = 'title-bar';
  const name = document.createElement('strong');
  name.textContent = book.host.book.name.replace(/\.xlsx$/i, '');
  const state = document.createElement('span');
  state.className = 'file-state';
  state.setAttribute('role', 'status');
  const who = document.createElement('span');
  who.className = 'who';
  who.textContent = seatName(seat);
  const tools = document.createElement('div');
  tools.className = 'title-tools';
  const paneToggle = tool('Controlbook', 'Show or hide the pane', () => own.showPane(paneRoom.hidden !== false));
  paneToggle.className = 'pane-toggle';
  tools.append(
    tool('Save', 'Save (Ctrl+S)', () => options.save(own)),
    tool('Co-author', 'Open the same workbook as another person', options.openBeside),
    paneToggle,
    tool('Close', 'Close this window', () => own.close()),
  );
  title.append(name, state, who, tools);

  const ribbon = createRibbonBar(homeGroups(), options.manifest, press, options.withPane !== 'shown');
  const body = document.createElement('div');
  body.className = 'excel-body';
  const paneRoom = document.createElement('aside');
  paneRoom.className = 'pane-room';
  paneRoom.setAttribute('aria-label', 'Controlbook pane');
  const paneTitle = document.createElement('div');
  paneTitle.className = 'pane-title';
  const paneName = document.createElement('span');
  paneName.textContent = options.manifest?.name ?? 'Controlbook';
  paneTitle.append(
    paneName,
    tool('Close pane', 'Close the pane; it goes on working', () => own.showPane(false)),
  );
  paneRoom.append(splitter(), paneTitle);
  body.append(view.element, paneRoom);
  element.append(title, ribbon.element, body);
  let frame: PaneFrame | null = null;
  const updating = setInterval(refresh, 400);
  element.addEventListener('keydown', changePart);

  /** Ribbon and file state are asked for: nothing tells of them. */
  function refresh(): void {
    if (frame !== null) ribbon.update(frame.pane.ribbonUpdates);
    if (book.file !== null && book.isTouched()) state.textContent = 'Not saved to the file';
  }

  /** F6 goes from the cells to the pane, to the ribbon and back, as in Excel; Tab is for the cells themselves. */
  function changePart(event: KeyboardEvent): void {
    if (event.key !== 'F6') return;
    event.preventDefault();
    const parts = [
      { room: view.element, focus: view.focus },
      ...(frame === null || paneRoom.hidden ? [] : [{ room: frame.element, focus: frame.focus }]),
      { room: ribbon.element, focus: ribbon.focus },
    ];
    const at = parts.findIndex(({ room }) => room.contains(document.activeElement));
    parts.at((at + (event.shiftKey ? -1 : 1)) % parts.length)?.focus();
  }

  function press(button: RibbonButton): void {
    own.showPane(true);
    if (button.action.kind === 'run') void frame?.pane.pressButton(button.action.name, button.id);
  }

  function homeGroups(): readonly HomeGroup[] {
    const format = commands.activeFormat;
    return [
      {
        label: 'Clipboard',
        commands: [
          { label: 'Cut', icon: 'cut', tip: 'Cut (Ctrl+X)', run: () => clip('cut') },
          { label: 'Copy', icon: 'copy', tip: 'Copy (Ctrl+C)', run: () => clip('copy') },
        ],
      },
      {
        label: 'Undo',
        commands: [
          { label: 'Undo', icon: 'undo', tip: 'Undo (Ctrl+Z)', run: () => void commands.undo() },
          { label: 'Redo', icon: 'redo', tip: 'Redo (Ctrl+Y)', run: () => void commands.redo() },
        ],
      },
      {
        label: 'Font',
        commands: [
          {
            label: 'Bold',
            icon: 'bold',
            tip: 'Bold (Ctrl+B)',
            run: () => void commands.format((each) => ({ ...each, bold: !format().bold })),
          },
          {
            label: 'Italic',
            icon: 'italic',
            tip: 'Italic (Ctrl+I)',
            run: () => void commands.format((each) => ({ ...each, italic: !format().italic })),
          },
          {
            label: 'Wrap',
            icon: 'wrap',
            tip: 'Wrap text',
            run: () => void commands.format((each) => ({ ...each, wrapText: !format().wrapText })),
          },
        ],
      },
      {
        label: 'Cells',
        commands: [
          { label: 'Fill down', icon: 'fill', tip: 'Fill down (Ctrl+D)', run: () => void commands.fillDown() },
          { label: 'Insert rows', icon: 'insertRows', tip: 'Insert rows above', run: () => void commands.insertRows() },
          {
            label: 'Delete rows',
            icon: 'deleteRows',
            tip: 'Delete the selected rows',
            run: () => void commands.deleteRows(),
          },
        ],
      },
    ];
  }

  function clip(kind: 'cut' | 'copy'): void {
    view.focus();
    document.execCommand(kind);
  }

  function splitter(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'splitter';
    line.addEventListener('pointerdown', (event) => {
      const [start, width] = [event.clientX, paneRoom.offsetWidth];
      line.setPointerCapture(event.pointerId);
      const move = (next: PointerEvent): void => {
        paneRoom.style.width = `${Math.max(240, Math.min(720, width + start - next.clientX))}px`;
      };
      line.addEventListener('pointermove', move);
      line.addEventListener('pointerup', () => line.removeEventListener('pointermove', move), { once: true });
    });
    return line;
  }

  const own: ExcelWindow = {
    element,
    book,
    seat,
    view,
    pane: () => frame,
    /** A pane that is closed goes on running, as one with a shared runtime does. */
    showPane(shown) {
      if (shown && frame === null) open();
      paneRoom.hidden = !shown;
      paneToggle.setAttribute('aria-pressed', String(shown));
    },
    say(text) {
      state.textContent = text;
    },
    close() {
      clearInterval(updating);
      frame?.close();
      view.close();
      element.remove();
      options.onClose();
    },
  };

  function open(): void {
    const pane = book.host.openPane(seat);
    pane.showDialogs(showDialog);
    frame = openPaneFrame(pane, options.seam, options.theme, changePart);
    paneRoom.append(frame.element);
  }

  if (options.withPane === 'hidden') open();
  own.showPane(options.withPane === 'shown');
  return own;
}

/** As Excel on the web: a window of the browser, whose first words are the pane’s. Signing in is the one dialog of the pane. */
function showDialog(dialog: PaneDialog): void {
  const { url } = dialog.options;
  void openSignInPopup(String(url)).then((words) => (words === null ? dialog.close() : dialog.sendToPane(words)));
}

function tool(label: string, tip: string, run: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.title = tip;
  button.addEventListener('click', run);
  return button;
}

export function seatName(seat: string): string {
  return seat === 'me' ? 'You' : seat;
}
