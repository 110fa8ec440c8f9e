import { read, utils, write } from 'xlsx';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openPackage } from '#engine/adapters/workbook/package/open-package';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { median, type Sample } from './measure.ts';
import { newExcelBook, openPopulateBook } from './peers.ts';

export type FidelityInput = { readonly library: 'ours' | 'exceljs' | 'sheetjs' | 'populate'; readonly times: number };

/** Where the cells lie that are written again and again. */
const place = { sheet: 'Actions', first: 4, last: 13, column: 2 } as const;

/** What a workbook is made of besides its cells, by how its parts spell it. */
const features: Readonly<Record<string, RegExp>> = {
  merged: /<mergeCell /g,
  colours: /<cfRule /g,
  checks: /<(?:x14:)?dataValidation /g,
  names: /<definedName /g,
  links: /<hyperlink /g,
  tables: /<tablePart /g,
  notes: /<comment /g,
  threads: /<threadedComment /g,
  charts: /<(?:\w+:)?chart [^>]*r:id/g,
  pictures: /<xdr:pic>/g,
  shapes: /<xdr:sp /g,
  sparklines: /<x14:sparkline>/g,
  slicers: /<(?:x14:|x15:)?slicer /g,
  pivots: /<pivotTableDefinition/g,
  connections: /<connection /g,
  outlines: / outlineLevel="/g,
  protection: /<sheetProtection /g,
  pages: /<(?:pageSetup|headerFooter|rowBreaks|colBreaks) ?/g,
  extensions: /<ext uri=/g,
  styles: /<xf /g,
};

/**
 * Changes ten cells of a workbook that has something of everything, saves it and opens what was saved, so many times; then
 * holds the last file against the first.
 */
export async function keepWorkbook({ library, times }: FidelityInput): Promise<Sample> {
  const original = richAssessment();
  const durations: number[] = [];
  let bytes: Uint8Array = original;
  for (let time = 1; time <= times; time += 1) {
    const start = performance.now();
    bytes = await writers[library](bytes, `Write-back ${time}`);
    durations.push(performance.now() - start);
  }
  const [before, after] = [partsOf(original), partsOf(bytes)];
  const others = [...before].filter(([name]) => name !== touched(before));
  let [kept, expected] = [0, 0];
  for (const pattern of Object.values(features)) {
    const had = countOf(before, pattern);
    expected += had;
    kept += Math.min(had, countOf(after, pattern));
  }
  return {
    parts: before.size,
    there: [...before.keys()].filter((name) => after.has(name)).length,
    same: others.filter(([name, text]) => after.get(name) === text).length + (after.has(touched(before)) ? 1 : 0),
    features: (kept / expected) * 100,
    written: writtenIn(bytes, `Write-back ${times}`),
    kilobytes: bytes.length / 1024,
    milliseconds: median(durations),
  };
}

const rows = Array.from({ length: place.last - place.first + 1 }, (_, index) => place.first + index);

const writers: Readonly<Record<FidelityInput['library'], (bytes: Uint8Array, text: string) => Promise<Uint8Array>>> = {
  async ours(bytes, text) {
    const edits = rows.map((row) => ({ sheet: place.sheet, row, column: place.column, value: text, owned: false }));
    const patched = patchWorkbook(bytes, { edits, appends: [] });
    if (!patched.ok) throw new Error(patched.error.message);
    return patched.value.bytes;
  },
  async exceljs(bytes, text) {
    const book = newExcelBook();
    await book.xlsx.load(bytes);
    const sheet = book.getWorksheet(place.sheet);
    for (const row of rows) if (sheet !== undefined) sheet.getCell(row, place.column).value = text;
    return book.xlsx.writeBuffer();
  },
  async sheetjs(bytes, text) {
    const book = read(bytes, { cellStyles: true, cellNF: true, bookVBA: true });
    const sheet = book.Sheets[place.sheet] ?? {};
    for (const row of rows) utils.sheet_add_aoa(sheet, [[text]], { origin: { r: row - 1, c: place.column - 1 } });
    return write(book, { type: 'buffer', bookType: 'xlsm', bookVBA: true, compression: true }) as Buffer;
  },
  async populate(bytes, text) {
    const book = await openPopulateBook(bytes);
    const sheet = book.sheet(place.sheet);
    for (const row of rows) sheet?.cell(row, place.column).value(text);
    return book.outputAsync();
  },
};

type Parts = ReadonlyMap<string, string>;

function partsOf(bytes: Uint8Array): Parts {
  const opened = openPackage(bytes, { ...defaultLimits, fileSize: Number.MAX_SAFE_INTEGER });
  const names = opened.zip.entries.map(({ name }) => name).filter((name) => !name.endsWith('/'));
  return new Map(names.map((name) => [name, opened.readBytes(name).toString('latin1')]));
}

/** The part of the sheet that is written. */
function touched(parts: Parts): string {
  const id = new RegExp(`<sheet name="${place.sheet}"[^>]*r:id="([^"]+)"`).exec(
    parts.get('xl/workbook.xml') ?? '',
  )?.[1];
  const target = new RegExp(`Id="${id}"[^>]*Target="([^"]+)"`).exec(parts.get('xl/_rels/workbook.xml.rels') ?? '')?.[1];
  return `xl/${target ?? ''}`;
}

function countOf(parts: Parts, pattern: RegExp): number {
  let count = 0;
  for (const [name, text] of parts) if (/\.(?:xml|vml)$/.test(name)) count += text.match(pattern)?.length ?? 0;
  return count;
}

function writtenIn(bytes: Uint8Array, text: string): number {
  const result = readWorkbook(bytes);
  if (!result.ok) return 0;
  const cells = result.value.sheets.find(({ name }) => name === place.sheet)?.cells ?? [];
  return cells.filter(({ column, value }) => column === place.column && value === text).length;
}
