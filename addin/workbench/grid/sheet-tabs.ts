import type { Sheet } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';

export type SheetTabs = { readonly element: HTMLElement; readonly show: (active: Sheet) => void };

export type TabEvents = {
  readonly activate: (sheet: Sheet) => void;
  readonly rename: (sheet: Sheet, name: string) => void;
  readonly add: () => void;
};

/** The sheets that show, by tabs; moved through with the arrow keys, renamed by a double click. */
export function createSheetTabs(book: Workbook, events: TabEvents): SheetTabs {
  const element = document.createElement('div');
  element.className = 'sheet-tabs';
  const list = document.createElement('div');
  list.className = 'tab-list';
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', 'Sheets');
  const add = document.createElement('button');
  add.type = 'button';
  add.className = 'add-sheet';
  add.textContent = '+';
  add.setAttribute('aria-label', 'New sheet');
  add.addEventListener('click', events.add);
  element.append(list, add);

  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.indexOf(document.activeElement as HTMLElement); // -1 for anything else
    tabs[(at + step + tabs.length) % tabs.length]?.click();
    list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
    event.preventDefault();
  });

  function tabOf(sheet: Sheet, active: Sheet): HTMLElement {
    const tab = document.createElement('button');
    tab.type = 'button';
    tab.className = 'tab';
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(sheet === active));
    tab.tabIndex = sheet === active ? 0 : -1;
    tab.textContent = sheet.name;
    if (/^#[0-9A-Fa-f]{6}$/.test(sheet.tabColor)) tab.style.setProperty('--tab', sheet.tabColor);
    tab.addEventListener('click', () => events.activate(sheet));
    tab.addEventListener('dblclick', () => renameIn(tab, sheet));
    return tab;
  }

  function renameIn(tab: HTMLElement, sheet: Sheet): void {
    const box = document.createElement('input');
    box.value = sheet.name;
    box.setAttribute('aria-label', 'Sheet name');
    box.size = Math.max(8, sheet.name.length);
    tab.replaceWith(box);
    box.select();
    let open = true;
    const end = (take: boolean): void => {
      if (!open) return;
      open = false;
      box.replaceWith(tab);
      if (take && box.value.trim() !== '') events.rename(sheet, box.value.trim());
    };
    box.addEventListener('blur', () => end(true));
    box.addEventListener('keydown', (event) => {
      event.stopPropagation();
      if (event.key === 'Enter') end(true);
      if (event.key === 'Escape') end(false);
    });
  }

  return {
    element,
    show(active) {
      const tabs = book.sheets
        .filter(({ visibility }) => visibility === 'Visible')
        .map((sheet) => tabOf(sheet, active));
      list.replaceChildren(...tabs);
      list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
  };
}
