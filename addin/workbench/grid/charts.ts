import { parseAddress } from '../model/address.ts';
import { formatValue } from '../model/number-format.ts';
import { cellAt, formatAt } from '../model/sheet.ts';
import { findSheet, type Workbook } from '../model/workbook.ts';
import type { Chart } from './sheet-extras.ts';

type Shown = { readonly values: readonly (number | null)[]; readonly texts: readonly string[] };

const colors = ['#2F5F9E', '#2E8B57', '#D9A300', '#C0392B', '#8A96A3'];
const namespace = 'http://www.w3.org/2000/svg';

/** A picture of a chart's ranges as they stand now: enough to see the course of a score, no more. */
export function paintChart(book: Workbook, chart: Chart, width: number, height: number): SVGElement {
  const svg = node('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': chart.title });
  svg.append(node('rect', { width, height, class: 'chart-ground' }));
  svg.append(text(chart.title, { x: width / 2, y: 22, class: 'chart-title', 'text-anchor': 'middle' }));
  const series = chart.series.map(({ name, values }) => ({ name, ...read(book, values) }));
  const names = read(book, chart.categories).texts;
  const plot = { left: 46, top: 36, width: width - 62, height: height - 66 };
  const numbers = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = niceTop(Math.max(0, ...numbers));
  const percent = series.some(({ texts }) => texts.some((each) => each.endsWith('%')));
  for (let step = 0; step <= 4; step += 1) {
    const y = plot.top + plot.height - (plot.height * step) / 4;
    svg.append(node('line', { x1: plot.left, x2: plot.left + plot.width, y1: y, y2: y, class: 'chart-line' }));
    const value = (most * step) / 4;
    const shown = percent ? `${Math.round(value * 100)}%` : String(Number(value.toPrecision(3)));
    svg.append(text(shown, { x: plot.left - 6, y: y + 3, class: 'chart-text', 'text-anchor': 'end' }));
  }
  const count = Math.max(
    1,
    names.filter((name) => name !== '').length,
    ...series.map(({ values }) => lastFilled(values) + 1),
  );
  const xOf = (at: number): number => plot.left + (plot.width * (at + 0.5)) / count;
  const yOf = (value: number): number => plot.top + plot.height - (most === 0 ? 0 : (plot.height * value) / most);
  const every = Math.ceil(count / Math.max(1, Math.floor(plot.width / 80)));
  for (let at = 0; at < count; at += every) {
    svg.append(text(names[at] ?? '', { x: xOf(at), y: height - 14, class: 'chart-text', 'text-anchor': 'middle' }));
  }
  for (const [index, { values }] of series.entries()) {
    const color = colors[index % colors.length] ?? '#2F5F9E';
    if (chart.kind === 'bar') paintBars(svg, values, { count, index, of: series.length, plot, yOf, color });
    else paintLine(svg, values, xOf, yOf, color);
  }
  return svg;
}

function paintLine(
  svg: SVGElement,
  values: Shown['values'],
  xOf: (at: number) => number,
  yOf: (value: number) => number,
  color: string,
): void {
  const points = values.flatMap((value, at) => (value === null ? [] : [[xOf(at), yOf(value)] as const]));
  svg.append(
    node('polyline', {
      points: points.map((point) => point.join(',')).join(' '),
      fill: 'none',
      stroke: color,
      'stroke-width': 2.25,
    }),
  );
  for (const [cx, cy] of points) svg.append(node('circle', { cx, cy, r: 3, fill: color }));
}

type Bars = {
  readonly count: number;
  readonly index: number;
  readonly of: number;
  readonly plot: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly yOf: (value: number) => number;
  readonly color: string;
};

function paintBars(svg: SVGElement, values: Shown['values'], { count, index, of, plot, yOf, color }: Bars): void {
  const width = (plot.width / count) * 0.7;
  for (const [at, value] of values.entries()) {
    if (value === null || at >= count) continue;
    const x = plot.left + (plot.width * at) / count + (plot.width / count - width) / 2 + (width * index) / of;
    const y = yOf(value);
    svg.append(node('rect', { x, y, width: width / of, height: plot.top + plot.height - y, fill: color }));
  }
}

function read(book: Workbook, range: string): Shown {
  const address = parseAddress(range);
  const sheet = address?.sheetName == null ? undefined : findSheet(book, address.sheetName);
  if (address === null || sheet === undefined) return { values: [], texts: [] };
  const values: (number | null)[] = [];
  const texts: string[] = [];
  const { top, left, bottom, right } = address.area;
  for (let row = top; row <= Math.min(bottom, top + 2_000); row += 1) {
    for (let column = left; column <= Math.min(right, left + 200); column += 1) {
      const { value } = cellAt(sheet, row, column);
      values.push(typeof value === 'number' ? value : null);
      texts.push(formatValue(value, formatAt(sheet, row, column).numberFormat));
    }
  }
  return { values, texts };
}

function lastFilled(values: Shown['values']): number {
  for (let at = values.length - 1; at >= 0; at -= 1) if (values[at] !== null) return at;
  return -1;
}

/** The next round number above, so that the scale reads well. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((each) => each * power >= value) ?? 10) * power;
}

function node(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(namespace, name) as SVGElement; // the namespace's own elements
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = node('text', attributes);
  made.textContent = content;
  return made;
}
