import { hostErrors } from '../excel/faults.ts';
import type { OpenBook } from './open-book.ts';

export type Inspector = { readonly element: HTMLElement; readonly show: (shown: boolean) => void };

const tabs = ['Faults', 'Batches', 'Events', 'Not played'] as const;
type Tab = (typeof tabs)[number];

/** What goes over the wire between panes and workbooks, and what can be made to go wrong there. */
export function createInspector(books: () => readonly OpenBook[]): Inspector {
  const element = document.createElement('section');
  element.className = 'inspector';
  element.hidden = true;
  element.setAttribute('aria-label', 'Inspector');
  const bar = document.createElement('div');
  bar.className = 'inspector-tabs';
  bar.setAttribute('role', 'tablist');
  const body = document.createElement('div');
  body.className = 'inspector-body';
  element.append(bar, body);
  let chosen: Tab = 'Faults';
  let refreshing: ReturnType<typeof setInterval> | null = null;

  for (const tab of tabs) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('role', 'tab');
    button.textContent = tab;
    button.addEventListener('click', () => {
      chosen = tab;
      paint(true);
    });
    bar.append(button);
  }

  function paint(anew: boolean): void {
    for (const button of bar.children) button.setAttribute('aria-selected', String(button.textContent === chosen));
    // Switches keep what is being set; lists follow.
    if (chosen === 'Faults' && !anew) return;
    body.replaceChildren(chosen === 'Faults' ? faults(books()) : list(books()));
  }

  function list(open: readonly OpenBook[]): HTMLElement {
    const rows = open.flatMap((book) => rowsOf(chosen, book));
    const table = document.createElement('table');
    for (const cells of rows.slice(-200).reverse()) {
      const row = document.createElement('tr');
      for (const text of cells) {
        const cell = document.createElement('td');
        cell.textContent = text;
        row.append(cell);
      }
      table.append(row);
    }
    if (rows.length > 0) return table;
    const none = document.createElement('p');
    none.textContent = chosen === 'Not played' ? 'Everything the panes asked for is played.' : 'Nothing yet.';
    return none;
  }

  return {
    element,
    show(shown) {
      element.hidden = !shown;
      if (refreshing !== null) clearInterval(refreshing);
      refreshing = shown ? setInterval(() => paint(false), 1_000) : null;
      if (shown) paint(true);
    },
  };
}

function rowsOf(tab: Tab, { host, events }: OpenBook): readonly (readonly string[])[] {
  const { name } = host.book;
  switch (tab) {
    case 'Batches':
      return host.batches.map(({ pane, batch }) => [
        name,
        pane,
        `${batch.Actions.length} actions`,
        JSON.stringify(batch.Actions).slice(0, 400),
      ]);
    case 'Events':
      return events.map(({ at, who, what, where }) => [name, `${(at / 1000).toFixed(1)} s`, who, what, where]);
    case 'Not played':
      return host.notPlayed.map((member) => [name, member]);
    case 'Faults':
      return [];
  }
}

const errorNames: readonly (readonly [label: string, code: number])[] = [
  ['Session lost', hostErrors.invalidOrTimedOutSession],
  ['Too busy', hostErrors.activityLimitReached],
  ['Request too large', hostErrors.requestPayloadSizeLimitExceeded],
  ['Dialog open', hostErrors.modalDialogOpen],
  ['Access denied', hostErrors.accessDenied],
];

function faults(books: readonly OpenBook[]): HTMLElement {
  const form = document.createElement('div');
  form.className = 'faults';
  for (const { host } of books) {
    const group = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = host.book.name;
    const latency = document.createElement('label');
    const slider = document.createElement('input');
    slider.type = 'range';
    slider.min = '0';
    slider.max = '3000';
    slider.step = '50';
    slider.value = String(host.faults.latency);
    const shown = document.createElement('output');
    shown.textContent = `${host.faults.latency} ms`;
    slider.addEventListener('input', () => {
      host.faults.latency = Number(slider.value);
      shown.textContent = `${slider.value} ms`;
    });
    latency.append('Latency of Excel ', slider, shown);
    const offline = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = host.faults.offline;
    box.addEventListener('change', () => {
      host.faults.offline = box.checked;
    });
    offline.append(box, ' Excel has lost its server: every request of a pane fails');
    const errors = document.createElement('div');
    errors.append('Next request fails with ');
    for (const [label, code] of errorNames) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      button.addEventListener('click', () => host.faults.nextErrors.push(code));
      errors.append(button);
    }
    group.append(legend, latency, offline, errors);
    form.append(group);
  }
  const hint = document.createElement('p');
  hint.textContent =
    'To see what happens when the engine goes away, stop it in its terminal with Ctrl+C and start it again: what was typed meanwhile waits in the pane and is sent once.';
  form.append(hint);
  return form;
}
