import { type Area, cellsIn } from '../model/area.ts';
import { formatValue, generalNumber } from '../model/number-format.ts';
import { cellsOf, formatAt, type Sheet } from '../model/sheet.ts';
import { bodyArea, type Table } from '../model/table.ts';

export type StatusBar = {
  readonly element: HTMLElement;
  readonly mode: (mode: 'Ready' | 'Enter' | 'Edit') => void;
  readonly show: (sheet: Sheet, areas: readonly Area[]) => void;
  readonly note: (text: string) => void;
};

/** Mode to the left, what the selected numbers come to, and the zoom to the right. */
export function createStatusBar(onZoom: (percent: number) => void, zoom: () => number): StatusBar {
  const element = document.createElement('footer');
  element.className = 'status-bar';
  const mode = text('mode', 'Ready');
  const records = text('records', '');
  const sums = text('sums', '');
  sums.setAttribute('role', 'status');
  const zoomBox = document.createElement('label');
  zoomBox.className = 'zoom';
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = '50';
  slider.max = '200';
  slider.step = '10';
  slider.setAttribute('aria-label', 'Zoom');
  const percent = text('percent', '100%');
  slider.addEventListener('input', () => {
    percent.textContent = `${slider.value}%`;
    onZoom(Number(slider.value));
  });
  zoomBox.append(slider, percent);
  element.append(mode, records, sums, zoomBox);

  return {
    element,
    mode: (word) => {
      mode.textContent = word;
    },
    note: (words) => {
      records.textContent = words;
    },
    show(sheet, areas) {
      slider.value = String(zoom());
      percent.textContent = `${zoom()}%`;
      sums.textContent = summary(sheet, areas);
      records.textContent = sheet.tables
        .map((table) => filtered(sheet, table))
        .filter((words) => words !== '')
        .join(', ');
    },
  };
}

function text(name: string, content: string): HTMLElement {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = content;
  return made;
}

function summary(sheet: Sheet, areas: readonly Area[]): string {
  if (areas.every((area) => cellsIn(area) === 1)) return '';
  let count = 0;
  const numbers: number[] = [];
  let format = 'General';
  for (const area of areas) {
    for (const { row, column, cell } of cellsOf(sheet, area)) {
      if (cell.value === null || cell.value === '') continue;
      count += 1;
      if (typeof cell.value !== 'number') continue;
      if (numbers.length === 0) format = formatAt(sheet, row, column).numberFormat;
      numbers.push(cell.value);
    }
  }
  if (count < 2) return '';
  if (numbers.length === 0) return `Count: ${count}`;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const shown = (value: number): string => (format === 'General' ? generalNumber(value) : formatValue(value, format));
  return `Average: ${shown(sum / numbers.length)}   Count: ${count}   Sum: ${shown(sum)}`;
}

function filtered(sheet: Sheet, table: Table): string {
  if (table.columns.every(({ filter }) => filter === null)) return '';
  const { top, bottom } = bodyArea(table);
  let shown = 0;
  for (let row = top; row <= bottom; row += 1) if (!sheet.filteredRows.has(row)) shown += 1;
  return `${shown} of ${bottom - top + 1} records found`;
}
