import type { CellEdit } from '../../../contract/model/cells.ts';
import type { PackageLimits } from '../package/limits.ts';
import { doCellEscapes, encodeXml } from '../package/xml-text.ts';
import { dateToSerial } from '../read/date-serial.ts';

/** An edit's value, checked and in the workbook's own terms. A date is a number that wants a date style. */
export type CellContent =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly date: boolean }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'formula'; readonly formula: string; readonly value: string | number | null }
  | { readonly kind: 'cached'; readonly value: string | number | null };

export type BadValue = { readonly bad: string };

/** Checks a value against the format's limits; `bad` is a sentence for a person. */
export function toContent(value: CellEdit['value'], date1904: boolean, limits: PackageLimits): CellContent | BadValue {
  if (value === null || value === '') return { kind: 'empty' };
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value };
  if (typeof value === 'number') return numberContent(value);
  if (typeof value === 'string') {
    return value.length > limits.characters ? tooLong(limits) : { kind: 'text', text: value };
  }
  if ('date' in value) {
    const serial = dateToSerial(value.date, date1904);
    if (serial !== null) return { kind: 'number', number: serial, date: true };
    const first = date1904 ? '1904-01-01' : '1900-01-01';
    return { bad: `"${value.date.slice(0, 20)}" is not a date from ${first} on; write it as YYYY-MM-DD.` };
  }
  const cached = 'formula' in value ? value.value : value.cached;
  if (typeof cached === 'number' && !Number.isFinite(cached)) return notFinite;
  if (typeof cached === 'string' && cached.length > limits.characters) return tooLong(limits);
  if (!('formula' in value)) return { kind: 'cached', value: cached };
  if (value.formula === '' || value.formula.length > 8_192) {
    return { bad: 'A formula has between 1 and 8,192 characters; shorten it.' };
  }
  return { kind: 'formula', formula: value.formula, value: cached };
}

function numberContent(value: number): CellContent | BadValue {
  return Number.isFinite(value) ? { kind: 'number', number: value, date: false } : notFinite;
}

const notFinite: BadValue = { bad: 'A cell holds finite numbers only; leave it empty instead.' };

function tooLong(limits: PackageLimits): BadValue {
  return { bad: `A cell holds at most ${limits.characters} characters; shorten the text.` };
}

/** What stands inside the cell element, and the type it needs. `keptFormula` is the existing formula's own markup. */
export function contentMarkup(
  content: CellContent,
  prefix: string,
  keptFormula: string,
): { readonly type: string | null; readonly inner: string } {
  switch (content.kind) {
    case 'empty':
      return { type: null, inner: '' };
    case 'boolean':
      return { type: 'b', inner: element(prefix, 'v', content.boolean ? '1' : '0') };
    case 'number':
      return { type: null, inner: element(prefix, 'v', String(content.number)) };
    case 'text':
      return { type: 'inlineStr', inner: element(prefix, 'is', textElement(prefix, content.text)) };
    case 'formula':
      return withValue(element(prefix, 'f', encodeXml(doCellEscapes(content.formula))), content.value, prefix);
    case 'cached':
      return withValue(keptFormula, content.value, prefix);
  }
}

function withValue(
  formula: string,
  value: string | number | null,
  prefix: string,
): { readonly type: string | null; readonly inner: string } {
  if (value === null) return { type: null, inner: formula };
  if (typeof value === 'number') return { type: null, inner: formula + element(prefix, 'v', String(value)) };
  return { type: 'str', inner: formula + element(prefix, 'v', encodeXml(doCellEscapes(value))) };
}

function textElement(prefix: string, text: string): string {
  const escaped = encodeXml(doCellEscapes(text));
  const space = /^\s|\s$|[\n\t]|\s\s/.test(text) ? ' xml:space="preserve"' : '';
  return `<${prefix}t${space}>${escaped}</${prefix}t>`;
}

function element(prefix: string, name: string, inner: string): string {
  return `<${prefix}${name}>${inner}</${prefix}${name}>`;
}
