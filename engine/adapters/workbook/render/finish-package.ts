import { Buffer } from 'node:buffer';
import type { WorkbookModel } from '../../../contract/model/table.ts';
import { defaultLimits } from '../package/limits.ts';
import { spliceZip } from '../package/splice-zip.ts';
import { openZip, readEntry } from '../package/zip.ts';
import { withChartCaches } from './chart-caches.ts';
import { ink } from './palette.ts';
import type { RenderedSheet } from './render-sheet.ts';

/**
 * What the driver has no setting for, put into the finished parts: rows that keep growing with their text, data bars
 * that start at nothing, no warning marks on identifiers kept as text, charts that carry their values.
 */
export function finishPackage(bytes: Uint8Array, sheets: readonly RenderedSheet[], model: WorkbookModel): Uint8Array {
  // Our own output: no limit on its sizes.
  const unlimited = Number.POSITIVE_INFINITY;
  const zip = openZip(bytes, {
    ...defaultLimits,
    entries: unlimited,
    partSize: unlimited,
    totalSize: unlimited,
    ratio: unlimited,
  });
  const replaced = new Map<string, Uint8Array>();
  for (const entry of zip.entries) {
    const edit = editFor(entry.name, sheets, model);
    if (edit === null) continue;
    replaced.set(entry.name, Buffer.from(edit(readEntry(zip, entry).toString('utf8')), 'utf8'));
  }
  return spliceZip(zip, { replaced, removed: new Set() });
}

function editFor(
  name: string,
  sheets: readonly RenderedSheet[],
  model: WorkbookModel,
): ((xml: string) => string) | null {
  if (name === 'docProps/app.xml') return (xml) => xml.replace('>hucre<', '>Controlbook<');
  if (/^xl\/charts\/chart\d+\.xml$/.test(name)) return (xml) => withChartCaches(withQuietGrid(xml), model);
  const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1];
  const sheet = number === undefined ? undefined : sheets[Number(number) - 1];
  return sheet === undefined ? null : (xml) => finishSheet(xml, sheet);
}

function finishSheet(xml: string, { fixedRows, textAreas }: RenderedSheet): string {
  return withTextAreas(
    xml
      .replace(/<row r="(\d+)" ht="[\d.]+" customHeight="1"/g, (found, row: string) =>
        fixedRows.has(Number(row)) ? found : found.replace(' customHeight="1"', ''),
      )
      .replaceAll('<dataBar>', '<dataBar minLength="0" maxLength="100">'),
    textAreas,
  );
}

/** The element stands behind the footer and before drawings and tables. */
function withTextAreas(xml: string, areas: readonly string[]): string {
  if (areas.length === 0) return xml;
  const next = /<(?:drawing|legacyDrawing|picture|tableParts|extLst)\b|<\/worksheet>$/g;
  next.lastIndex = xml.lastIndexOf('<pageMargins');
  const at = next.exec(xml)?.index;
  if (at === undefined) throw new Error('A sheet ends without its end.'); // a bug: the driver's output has changed
  const ignored = `<ignoredErrors><ignoredError sqref="${areas.join(' ')}" numberStoredAsText="1"/></ignoredErrors>`;
  return xml.slice(0, at) + ignored + xml.slice(at);
}

function withQuietGrid(xml: string): string {
  const line = `<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="${ink.rule}"/></a:solidFill></a:ln></c:spPr>`;
  return xml.replaceAll('<c:majorGridlines/>', `<c:majorGridlines>${line}</c:majorGridlines>`);
}
