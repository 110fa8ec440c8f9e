import {
  assessmentFields,
  attestationFields,
  type FieldKind,
  type FieldName,
  type FieldValue,
  maxTextLength,
  recordFields,
} from '../../contract/model/field.ts';
import type { UserId } from '../../contract/model/ids.ts';
import { ok, type Result, unreachable } from '../result.ts';
import { normalizeResult, normalizeStatus } from './closed-list.ts';
import { type FieldProblem, isBlank, problem, quote, type RawValue } from './field-problem.ts';
import { parseDateText } from './parse-date.ts';
import { type DateSystem, serialToDate } from './serial-date.ts';

export type FieldContext = {
  readonly dateSystem: DateSystem;
  /** Whether a number is shown as a date, which matters where a text is expected. */
  readonly shownAsDate: boolean;
  /** By display name, e-mail address or id, letter case aside; null for nobody, and for a name two people share. */
  readonly findUser: (nameOrEmail: string) => UserId | null;
};

/** Titles stay short enough for a file name and a sheet's header. */
const maxTitleLength = 200;
const maxListItems = 1_000;
const maxItemLength = 1_000;

/**
 * The one way from a raw value to a field's value: closed lists in their exact words, dates as `YYYY-MM-DD`, line ends as
 * `\n`, blank as null (or, where a list has a word for it, that word).
 */
export function normalizeField(
  kind: FieldKind,
  raw: RawValue,
  context: FieldContext,
): Result<FieldValue, FieldProblem> {
  switch (kind) {
    case 'implementationStatus':
      return normalizeStatus(raw);
    case 'testResult':
      return normalizeResult(raw);
    case 'date':
      return normalizeDate(raw, context);
    case 'text':
      return normalizeText(raw, context, maxTextLength);
    case 'title':
      return normalizeTitle(raw, context);
    case 'user':
      return normalizeUser(raw, context);
    case 'list':
      return normalizeList(raw);
    case 'boolean':
      return normalizeBoolean(raw);
    default:
      return unreachable(kind);
  }
}

const kindByField: ReadonlyMap<FieldName, FieldKind> = new Map<FieldName, FieldKind>([
  ...Object.entries(attestationFields),
  ...Object.entries(assessmentFields),
  ...Object.entries(recordFields),
]);

/** The kind of a record's, an assessment's or an attestation's field; null for no such field. */
export function kindOfField(field: FieldName): FieldKind | null {
  return kindByField.get(field) ?? null;
}

/** What a field holds before anybody filled it in, and again after its cell was cleared. */
export function blankValue(field: FieldName): FieldValue {
  const kind = kindByField.get(field);
  if (kind === 'implementationStatus') return 'Not Implemented';
  if (kind === 'testResult') return 'Not Assessed';
  return kind === 'list' ? [] : null;
}

function normalizeDate(raw: RawValue, context: FieldContext): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok(null);
  const advice = 'Type it as year-month-day, for example 2026-04-03.';
  if (typeof raw === 'number') {
    const date = serialToDate(raw, context.dateSystem);
    // A year typed into a plain cell is the number of a day in 1905; nobody means that.
    const looksLikeYear = !context.shownAsDate && Number.isInteger(raw) && raw >= 1900 && raw <= 2100;
    if (date !== null && !looksLikeYear) return ok(date);
    return problem('not-a-date', `${raw} is not a date. ${advice}`);
  }
  if (typeof raw !== 'string') return problem('not-a-date', `${quote(raw)} is not a date. ${advice}`);
  const parsed = parseDateText(raw);
  if (parsed.ok) return parsed;
  if (parsed.error === 'ambiguous-date') {
    return problem('ambiguous-date', `${quote(raw)} can be read as two different days. ${advice}`);
  }
  return problem('not-a-date', `${quote(raw)} is not a date. ${advice}`);
}

function normalizeText(raw: RawValue, context: FieldContext, limit: number): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok(null);
  const text = toText(raw, context);
  if (text === null) return problem('not-a-text', 'A list stands where one text is expected. Type it as one text.');
  const clean = text.replace(/\r\n?/g, '\n').trim();
  if (clean === '') return ok(null);
  const character = findControlCharacter(clean);
  if (character !== null) {
    const message = `The text contains a character no cell can show (${character}). Remove it, for example by pasting as plain text.`;
    return problem('control-character', message);
  }
  if (clean.length > limit) {
    const message = `The text has ${clean.length} characters; at most ${limit} are kept. Shorten it, or attach it as evidence.`;
    return problem('too-long', message);
  }
  return ok(clean);
}

/** What a text cell means when its content is a number, a date or a logical value. */
function toText(raw: RawValue, context: FieldContext): string | null {
  if (typeof raw === 'number') {
    return (context.shownAsDate ? serialToDate(raw, context.dateSystem) : null) ?? String(raw);
  }
  if (typeof raw === 'boolean') return raw ? 'TRUE' : 'FALSE';
  return typeof raw === 'string' ? raw : null;
}

function findControlCharacter(text: string): string | null {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if ((unit < 0x20 && unit !== 0x09 && unit !== 0x0a) || unit === 0xfffe || unit === 0xffff) {
      return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
    }
  }
  return null;
}

function normalizeTitle(raw: RawValue, context: FieldContext): Result<FieldValue, FieldProblem> {
  const text = normalizeText(raw, context, maxTextLength);
  if (!text.ok) return text;
  if (typeof text.value !== 'string') return problem('title-missing', 'A title is needed. Type one.');
  const line = text.value.replace(/\s+/g, ' ');
  if (line.length <= maxTitleLength) return ok(line);
  return problem(
    'too-long',
    `The title has ${line.length} characters; at most ${maxTitleLength} are kept. Shorten it.`,
  );
}

function normalizeUser(raw: RawValue, context: FieldContext): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok(null);
  const typed = typeof raw === 'string' ? raw.replace(/\s+/g, ' ').trim() : null;
  // A drop-down shows `Name <address>` where two people share a name.
  const address = typed === null ? undefined : /<([^<>]+)>$/.exec(typed)?.[1];
  const user =
    typed === null ? null : (context.findUser(typed) ?? (address === undefined ? null : context.findUser(address)));
  if (user !== null) return ok(user);
  const message = `${quote(raw)} is nobody this organisation knows, or more than one. Choose from the list, or type the person's e-mail address.`;
  return problem('unknown-user', message);
}

/** One item a line; a semicolon ends an item too. Blank items and repetitions are left out, the order stays. */
function normalizeList(raw: RawValue): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok([]);
  if (typeof raw === 'boolean') return problem('not-a-list', `${quote(raw)} is not a list. Type one item a line.`);
  const parts = typeof raw === 'string' ? raw.split(/[\r\n;]+/) : typeof raw === 'number' ? [String(raw)] : (raw ?? []);
  const items = new Map<string, string>();
  for (const part of parts) {
    const item = part.replace(/\s+/g, ' ').trim();
    if (item.length > maxItemLength) {
      const message = `${quote(item)} has ${item.length} characters; an item may have ${maxItemLength}. Shorten it.`;
      return problem('too-long', message);
    }
    const character = findControlCharacter(item);
    if (character !== null) {
      return problem('control-character', `An item contains a character no cell can show (${character}). Remove it.`);
    }
    if (item !== '' && !items.has(item.toLowerCase())) items.set(item.toLowerCase(), item);
  }
  if (items.size > maxListItems) {
    return problem('too-many', `The list has ${items.size} items; at most ${maxListItems} are kept. Shorten it.`);
  }
  return ok([...items.values()]);
}

function normalizeBoolean(raw: RawValue): Result<FieldValue, FieldProblem> {
  if (isBlank(raw)) return ok(false);
  if (typeof raw === 'boolean') return ok(raw);
  const word = String(raw).trim().toLowerCase();
  if (['yes', 'true', 'on', 'x', '1'].includes(word)) return ok(true);
  if (['no', 'false', 'off', '0'].includes(word)) return ok(false);
  return problem('not-yes-or-no', `${quote(raw)} is neither yes nor no. Type Yes or No.`);
}
