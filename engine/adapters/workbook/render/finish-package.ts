import { Buffer } from 'node:buffer';
import type { WorkbookModel } from '../../../contract/model/table.ts';
import { defaultLimits } from '../package/limits.ts';
import { spliceZip } from '../package/splice-zip.ts';
import { openZip, readEntry } from '../package/zip.ts';
import { withChartCaches } from './chart-caches.ts';
import { ink } from './palette.ts';
import type { RenderedSheet } from './render-sheet.ts';
import { checkSampleCells } from './sample-cells.ts';
import type { WorkbookDraft } from './workbook-draft.ts';

/**
 * Puts our own rows and texts in the place of the driver's, several times quicker than having it write them, and what
 * it has no setting for: data bars that start at nothing, no warning marks on identifiers kept as text, charts that
 * carry their values.
 */
export function finishPackage(
  bytes: Uint8Array,
  sheets: readonly RenderedSheet[],
  workbook: WorkbookDraft,
  model: WorkbookModel,
): Uint8Array {
  // Our own output: no limit on its sizes.
  const unlimited = Number.POSITIVE_INFINITY;
  const sizes = { entries: unlimited, partSize: unlimited, totalSize: unlimited, ratio: unlimited };
  const zip = openZip(bytes, { ...defaultLimits, ...sizes });
  const replaced = new Map<string, Uint8Array>();
  for (const entry of zip.entries) {
    const read = () => readEntry(zip, entry).toString('utf8');
    const text = finishPart(entry.name, read, sheets, workbook, model);
    if (text !== null) replaced.set(entry.name, Buffer.from(text, 'utf8'));
  }
  return spliceZip(zip, { replaced, removed: new Set() });
}

function finishPart(
  name: string,
  read: () => string,
  sheets: readonly RenderedSheet[],
  { styles, strings }: WorkbookDraft,
  model: WorkbookModel,
): string | null {
  if (name === 'docProps/app.xml') return read().replace('>hucre<', '>Controlbook<');
  if (name === 'xl/sharedStrings.xml') return strings.xml();
  if (/^xl\/charts\/chart\d+\.xml$/.test(name)) return withChartCaches(withQuietGrid(read()), model);
  const number = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1];
  const sheet = number === undefined ? undefined : sheets[Number(number) - 1];
  if (sheet === undefined) return null;
  const xml = read();
  if (number === '1') checkSampleCells(xml, styles);
  return finishSheet(xml, sheet);
}

function finishSheet(xml: string, { rows, dimension, textAreas }: RenderedSheet): string {
  const parts = /(?:<dimension [^>]*>)?(<sheetViews>.*)<sheetData(?:\/>|>.*<\/sheetData>)/s.exec(xml);
  if (parts === null) throw new Error('A sheet has no place for its rows.'); // a bug: the driver's output has changed
  const [found, settings = ''] = parts;
  const head = `${xml.slice(0, parts.index)}<dimension ref="${dimension}"/>${settings}<sheetData>`;
  const tail = xml.slice(parts.index + found.length).replaceAll('<dataBar>', '<dataBar minLength="0" maxLength="100">');
  return `${head}${rows}</sheetData>${withTextAreas(tail, textAreas)}`;
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
