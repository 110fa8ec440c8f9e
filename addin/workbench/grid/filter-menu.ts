import { formatValue } from '../model/number-format.ts';
import type { Sheet } from '../model/sheet.ts';
import { cellAt, formatAt } from '../model/sheet.ts';
import { bodyArea, type Table } from '../model/table.ts';
import { openPopup, type Popup } from './popup.ts';

export type FilterChoice = {
  readonly sort: (ascending: boolean) => void;
  /** Null shows everything. */
  readonly filter: (shown: readonly string[] | null) => void;
};

const mostListed = 2_000;

/** Sorting and the values of one column of a table, as behind the arrow in its header. */
export function openFilterMenu(
  sheet: Sheet,
  table: Table,
  at: number,
  beside: { left: number; top: number; bottom: number },
  choice: FilterChoice,
  onClose: () => void,
): Popup {
  const column = table.columns[at];
  const values = valuesOf(sheet, table, at);
  const numeric = values.length > 0 && values.every((value) => value === '' || Number.isFinite(Number(value)));
  const filter = column?.filter ?? null;
  const chosen = filter === null ? null : new Set((filter['values'] as readonly unknown[] | undefined)?.map(String));

  const menu = document.createElement('div');
  menu.className = 'filter-menu';
  menu.setAttribute('role', 'dialog');
  menu.setAttribute('aria-label', `Sort and filter ${column?.name ?? ''}`);
  menu.append(
    command(numeric ? 'Sort Smallest to Largest' : 'Sort A to Z', 'ascending', () => choice.sort(true)),
    command(numeric ? 'Sort Largest to Smallest' : 'Sort Z to A', 'descending', () => choice.sort(false)),
    command(`Clear Filter From "${column?.name ?? ''}"`, 'clear', () => choice.filter(null), filter === null),
  );
  const search = document.createElement('input');
  search.type = 'search';
  search.placeholder = 'Search';
  search.setAttribute('aria-label', 'Search values');
  const list = document.createElement('div');
  list.className = 'values';
  const all = checkbox('(Select All)', true);
  list.append(all.label);
  const boxes = values.slice(0, mostListed).map((value) => {
    const box = checkbox(value === '' ? '(Blanks)' : value, chosen === null || chosen.has(value));
    list.append(box.label);
    return { ...box, value };
  });
  const shownBoxes = () => boxes.filter(({ label }) => !label.hidden);
  const showAll = (): void => {
    const checked = shownBoxes().filter(({ input }) => input.checked).length;
    all.input.checked = checked === shownBoxes().length;
    all.input.indeterminate = checked > 0 && checked < shownBoxes().length;
  };
  all.input.addEventListener('change', () => {
    for (const { input } of shownBoxes()) input.checked = all.input.checked;
  });
  list.addEventListener('change', showAll);
  search.addEventListener('input', () => {
    const wanted = search.value.toLowerCase();
    for (const box of boxes) {
      box.label.hidden = !box.value.toLowerCase().includes(wanted);
      box.input.checked = !box.label.hidden;
    }
    showAll();
  });
  const row = document.createElement('div');
  row.className = 'buttons';
  const apply = document.createElement('button');
  apply.type = 'button';
  apply.className = 'primary';
  apply.textContent = 'OK';
  apply.addEventListener('click', () => {
    const checked = boxes.filter(({ input }) => input.checked).map(({ value }) => value);
    popup.close();
    choice.filter(checked.length === values.length ? null : checked);
  });
  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.textContent = 'Cancel';
  cancel.addEventListener('click', () => popup.close());
  row.append(apply, cancel);
  menu.append(search, list, row);
  menu.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter' && event.target === search) apply.click();
  });
  showAll();
  const popup = openPopup(menu, beside, onClose);
  menu.querySelector('button')?.focus();
  return popup;

  function command(label: string, kind: string, run: () => void, disabled = false): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `command ${kind}`;
    button.textContent = label;
    button.disabled = disabled;
    button.addEventListener('click', () => {
      popup.close();
      run();
    });
    return button;
  }
}

function checkbox(
  text: string,
  checked: boolean,
): { readonly label: HTMLLabelElement; readonly input: HTMLInputElement } {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.checked = checked;
  label.append(input, text);
  return { label, input };
}

/** As shown, each once, in order; blanks last. */
function valuesOf(sheet: Sheet, table: Table, at: number): readonly string[] {
  const body = bodyArea(table);
  const column = table.area.left + at;
  const found = new Map<string, string | number | null>();
  for (let row = body.top; row <= body.bottom; row += 1) {
    const { value } = cellAt(sheet, row, column);
    const shown = formatValue(value, formatAt(sheet, row, column).numberFormat);
    if (!found.has(shown)) found.set(shown, typeof value === 'number' ? value : shown);
  }
  return [...found]
    .sort(([a, x], [b, y]) => {
      if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
      if (typeof x === 'number' && typeof y === 'number') return x - y;
      return a.localeCompare(b, 'en', { sensitivity: 'accent', numeric: true });
    })
    .map(([shown]) => shown);
}
