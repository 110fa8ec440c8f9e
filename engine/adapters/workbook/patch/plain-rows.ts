import type { Buffer } from 'node:buffer';
import type { Span } from './survey-sheet.ts';

/**
 * The rows of a worksheet part that a strict reading may leave out: runs of whole rows, as byte offsets. Each such row
 * has a number, stands in order, and is written in the form nearly every program writes: numbered cells with a style and
 * a type, a formula of its own (with `dependents`, also a shared one that stands elsewhere), a value or a text, nothing else. Such a row is well-formed wherever it stands, so leaving
 * it out makes no broken part whole. Rows in any other form stay, and after anything but a row all of the rest stays.
 *
 * Of the rows around each wanted one those stay that say where it is or belongs. The first row of each set of attributes
 * stays too, so that the strict reading vouches for the names its likes carry.
 */
export function findPlainRows(bytes: Buffer, wanted: ReadonlySet<number>, dependents: boolean): readonly Span[] {
  const opening = bytes.indexOf('<sheetData>');
  if (opening < 0) return [];
  const reader = new RowReader(bytes, opening + '<sheetData>'.length, dependents);
  const awaited = [...wanted].sort((a, b) => a - b);
  const runs: Span[] = [];
  let passed = 0;
  let start = -1;
  let end = -1;
  let previousEnd = -1;
  while (reader.next()) {
    const before = passed;
    while ((awaited[passed] ?? Number.POSITIVE_INFINITY) <= reader.number) passed += 1;
    if (reader.plain && passed === before) {
      if (start < 0) {
        start = reader.start;
        end = start;
      }
      previousEnd = end;
      end = reader.end;
    } else if (start >= 0) {
      runs.push({ start, end });
      start = -1;
    }
  }
  // A row without a number counts on from the one before, so the last one stays.
  if (start >= 0 && previousEnd > start) runs.push({ start, end: previousEnd });
  return runs;
}

const rowOpen = codes('<row r="');
const rowClose = codes('</row>');
const cellOpen = codes('<c r="');
const cellClose = codes('</c>');
const formulaOpen = codes('<f>');
const formulaClose = codes('</f>');
const sharedOpen = codes('<f t="shared" si="');
const sharedClose = codes('"/>');
const valueOpen = codes('<v>');
const valueClose = codes('</v>');
const textOpen = codes('<is><t>');
const spacedTextOpen = codes('<is><t xml:space="preserve">');
const textClose = codes('</t></is>');

const entities = ['&amp;', '&lt;', '&gt;', '&quot;', '&apos;'].map(codes);

const space = 32;
const quote = 34;
const ampersand = 38;
const slash = 47;
const equals = 61;
const less = 60;
const greater = 62;

/** Goes from row to row; positions are byte offsets. */
class RowReader {
  start = 0;
  end: number;
  number = 0;
  plain = false;
  private readonly bytes: Buffer;
  private digitsStart = 0;
  private digitsEnd = 0;
  /** What followed the number in the last plain row's tag, up to and with its `>`. */
  private tailStart = 0;
  private tailEnd = 0;
  private readonly knownNames = new Set<string>();

  private readonly dependents: boolean;

  constructor(bytes: Buffer, at: number, dependents: boolean) {
    this.bytes = bytes;
    this.dependents = dependents;
    this.end = at;
  }

  /** False where no row follows, or one whose number does not come after the last. */
  next(): boolean {
    const { bytes } = this;
    let p = this.end;
    while (isSpace(bytes[p])) p += 1;
    if (!startsWith(bytes, rowOpen, p)) return false;
    this.start = p;
    p += rowOpen.length;
    this.digitsStart = p;
    let number = 0;
    for (let c = bytes[p]; isDigit(c) && p - this.digitsStart < 7; c = bytes[p]) {
      number = number * 10 + c - 48;
      p += 1;
    }
    if (bytes[p] !== quote || bytes[this.digitsStart] === 48 || number <= this.number) return false;
    this.digitsEnd = p;
    this.number = number;
    const end = this.plainEnd(p + 1);
    this.plain = end >= 0;
    if (end >= 0) this.end = end;
    else {
      const close = bytes.indexOf('</row>', p);
      if (close < 0) return false;
      this.end = close + rowClose.length;
    }
    return true;
  }

  /** Where the row ends whose tag goes on at `from`; -1 when it is not plain. */
  private plainEnd(from: number): number {
    const { bytes } = this;
    let p = this.endOfTag(from);
    if (p < 0) return -1;
    if (bytes[p - 2] === slash) return p;
    while (!startsWith(bytes, rowClose, p)) {
      p = this.endOfCell(p);
      if (p < 0) return -1;
    }
    return p + rowClose.length;
  }

  private endOfTag(from: number): number {
    const { bytes, tailStart, tailEnd } = this;
    const length = tailEnd - tailStart;
    let same = 0;
    while (same < length && bytes[from + same] === bytes[tailStart + same]) same += 1;
    if (length > 0 && same === length) return from + length;
    const end = bytes.indexOf(greater, from) + 1;
    if (end === 0 || end - from > 1_000) return -1;
    const tail = bytes.toString('latin1', from, end);
    if (!/^(?: [A-Za-z][\w.:-]*="[^"<&]*")*\/?>$/.test(tail)) return -1;
    const names = tail.replace(/="[^"]*"|\/?>$/g, '');
    if (names.includes(' xmlns')) return -1;
    if (!this.knownNames.has(names)) {
      this.knownNames.add(names);
      return -1;
    }
    this.tailStart = from;
    this.tailEnd = end;
    return end;
  }

  private endOfCell(from: number): number {
    const { bytes } = this;
    if (!startsWith(bytes, cellOpen, from)) return -1;
    const letters = from + cellOpen.length;
    let p = letters;
    while (isCapital(bytes[p])) p += 1;
    if (p === letters || p > letters + 3) return -1;
    for (let d = this.digitsStart; d < this.digitsEnd; d += 1, p += 1) {
      if (bytes[p] !== bytes[d]) return -1;
    }
    if (bytes[p] !== quote) return -1;
    p += 1;
    for (let seen = 0; bytes[p] === space; p += 1) {
      const name = bytes[p + 1] === 115 ? 1 : bytes[p + 1] === 116 ? 2 : 0;
      if (name === 0 || (seen & name) !== 0 || bytes[p + 2] !== equals || bytes[p + 3] !== quote) return -1;
      seen |= name;
      p += 4;
      while (isLetterOrDigit(bytes[p])) p += 1;
      if (bytes[p] !== quote) return -1;
    }
    if (bytes[p] === slash) return bytes[p + 1] === greater ? p + 2 : -1;
    if (bytes[p] !== greater) return -1;
    p = endOfLeaf(bytes, p + 1, formulaOpen, formulaClose);
    if (this.dependents && startsWith(bytes, sharedOpen, p)) p = endOfShared(bytes, p + sharedOpen.length);
    if (p >= 0) p = endOfLeaf(bytes, p, valueOpen, valueClose);
    if (p >= 0) p = endOfLeaf(bytes, p, textOpen, textClose);
    if (p >= 0) p = endOfLeaf(bytes, p, spacedTextOpen, textClose);
    return p >= 0 && startsWith(bytes, cellClose, p) ? p + cellClose.length : -1;
  }
}

/** The same place when no such element stands there; -1 when it holds more than text. */
function endOfLeaf(bytes: Buffer, from: number, open: Uint8Array, close: Uint8Array): number {
  if (!startsWith(bytes, open, from)) return from;
  let p = from + open.length;
  for (let c = bytes[p]; c !== less; c = bytes[p]) {
    // A bare `>` may end a comment or a CDATA section, should the row lie in one.
    if (c === greater || c === undefined) return -1;
    // The strict reading decodes formulas, and nothing else of rows nobody wants.
    if (c === ampersand && open === formulaOpen && !entities.some((entity) => startsWith(bytes, entity, p))) return -1;
    p += 1;
  }
  return startsWith(bytes, close, p) ? p + close.length : -1;
}

/** Of a formula that only names the group it belongs to, from behind its `si="`; -1 when it says more. */
function endOfShared(bytes: Buffer, from: number): number {
  let p = from;
  while (isDigit(bytes[p])) p += 1;
  if (p === from) return -1;
  return startsWith(bytes, sharedClose, p) ? p + sharedClose.length : -1;
}

function startsWith(bytes: Buffer, expected: Uint8Array, at: number): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}

function codes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function isSpace(code: number | undefined): boolean {
  return code === space || code === 10 || code === 13 || code === 9;
}

function isDigit(code: number | undefined): code is number {
  return code !== undefined && code >= 48 && code <= 57;
}

function isCapital(code: number | undefined): boolean {
  return code !== undefined && code >= 65 && code <= 90;
}

function isLetterOrDigit(code: number | undefined): boolean {
  return isCapital(code) || isDigit(code) || (code !== undefined && code >= 97 && code <= 122);
}
