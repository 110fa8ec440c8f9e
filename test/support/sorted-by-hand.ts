import assert from 'node:assert/strict';
import { makeZip } from '#test/support/make-zip';
import { readParts } from '#test/support/read-parts';

/** What a person left on the sheet beside its data: the look of a cell, and a note in the margin. */
export type Traces = { readonly colour: string | undefined; readonly note: boolean };

/**
 * A new workbook after a person has sorted its action items (here: two rows changed places, with all their cells and
 * formulas, as a spreadsheet program does), coloured one cell and written beside the table.
 */
export function sortedByHand(
  bytes: Uint8Array,
  [a, b]: readonly [number, number],
): { readonly bytes: Uint8Array; readonly left: Traces; traces(later: Uint8Array): Traces } {
  const parts = readParts(bytes);
  const [name, xml] = [...parts].find(([, text]) => new RegExp(`<f>IF\\(OR\\([A-Z]+${a}=`).test(text)) ?? [];
  assert.ok(name !== undefined && xml !== undefined);
  const row = (text: string, number: number): string =>
    new RegExp(`<row r="${number}".*?</row>`, 's').exec(text)?.[0] ?? assert.fail(`No row ${number}`);
  const moved = (text: string, from: number, to: number): string =>
    text.replace(`<row r="${from}"`, `<row r="${to}"`).replace(new RegExp(`\\b([A-Z]{1,2})${from}\\b`, 'g'), `$1${to}`);
  const colour = /<c r="D4"[^>]* s="(\d+)"/.exec(xml)?.[1] ?? assert.fail('No header style');
  const noted = (text: string): string =>
    text
      .replace(new RegExp(`(<c r="D${a}" s=")\\d+`), `$1${colour}`)
      .replace('</row>', `<c r="AD${a}" t="inlineStr"><is><t>Ask Grace about this</t></is></c></row>`);
  const first = noted(moved(row(xml, b), b, a));
  const second = moved(row(xml, a), a, b);
  const sorted = xml.replace(row(xml, a), () => '\u0001').replace(row(xml, b), () => second);
  const content = sorted.replace('\u0001', () => first);
  const traces = (later: Uint8Array): Traces => {
    const sheet = readParts(later).get(name) ?? '';
    const look = new RegExp(`<c r="D${a}"[^>]* s="(\\d+)"`).exec(sheet)?.[1];
    return { colour: look, note: sheet.includes('Ask Grace about this') };
  };
  return {
    bytes: makeZip([...parts].map(([part, text]) => ({ name: part, content: part === name ? content : text }))),
    left: { colour, note: true },
    traces,
  };
}
