import type { ShownChart } from '../../../contract/model/shown-workbook.ts';
import type { Package } from '../package/open-package.ts';
import { type Relationship, readRelationships } from '../package/relationships.ts';
import { XmlCursor } from '../package/xml-cursor.ts';

type Corner = ShownChart['from'];
type Anchor = { readonly from: Corner; readonly to: Corner; readonly chart: string };

/** The line and bar charts that stand on a sheet; other drawings are left out. Throws FileFault. */
export function readCharts(workbook: Package, relationships: readonly Relationship[]): readonly ShownChart[] {
  const target = relationships.find(({ kind }) => kind === 'drawing')?.target ?? null;
  const part = target === null ? null : workbook.nameOf(target);
  if (part === null) return [];
  const targetById = new Map(readRelationships(workbook, part).map((each) => [each.id, each.target]));
  return readAnchors(new XmlCursor(workbook.readText(part).text, part)).flatMap(({ from, to, chart }) => {
    const found = targetById.get(chart) ?? null;
    const chartPart = found === null ? null : workbook.nameOf(found);
    const read = chartPart === null ? null : readChart(new XmlCursor(workbook.readText(chartPart).text, chartPart));
    return read === null ? [] : [{ ...read, from, to }];
  });
}

function readAnchors(cursor: XmlCursor): readonly Anchor[] {
  const anchors: Anchor[] = [];
  let ends: Corner[] = [];
  let row = 0;
  let column = 0;
  while (cursor.next() !== 'end') {
    const { local, token } = cursor;
    if (local === 'twoCellAnchor') ends = [];
    else if (token === 'open' && local === 'col') column = Number(cursor.readElementText());
    else if (token === 'open' && local === 'row') row = Number(cursor.readElementText());
    else if (token === 'close' && local === 'from') ends = [{ row: row + 1, column: column + 1 }];
    // The far corner is where the picture ends: the cell before it is the last one covered.
    else if (token === 'close' && local === 'to') ends = [...ends, { row, column }];
    else if (token === 'open' && local === 'chart') {
      const id = cursor.attributeIn('r', 'id');
      const [from, to] = ends;
      if (id !== null && from !== undefined && to !== undefined) anchors.push({ from, to, chart: id });
    }
  }
  return anchors;
}

type ReadChart = Omit<ShownChart, 'from' | 'to'>;
const kinds: ReadonlyMap<string, ShownChart['kind']> = new Map([
  ['lineChart', 'line'],
  ['barChart', 'bar'],
]);

function readChart(cursor: XmlCursor): ReadChart | null {
  let kind: ShownChart['kind'] | null = null;
  let title = '';
  let categories = '';
  const series: { name: string; values: string }[] = [];
  const open: string[] = [];
  while (cursor.next() !== 'end') {
    const { local, token } = cursor;
    if (token === 'close') open.pop();
    if (token !== 'open') continue;
    open.push(local);
    kind ??= kinds.get(local) ?? null;
    const within = (name: string): boolean => open.includes(name);
    if (local === 'ser') series.push({ name: '', values: '' });
    const last = series.at(-1);
    if (local !== 't' && local !== 'f' && local !== 'v') continue;
    const text = cursor.readElementText();
    open.pop();
    if (local === 't' && within('title') && !within('plotArea')) title += text;
    else if (last === undefined || !within('ser')) continue;
    else if (local === 'f' && within('cat')) categories = text;
    else if (local === 'f' && within('val')) last.values = text;
    else if (local === 'v' && within('tx') && last.name === '') last.name = text;
  }
  return kind === null || series.length === 0 ? null : { kind, title, categories, series };
}
