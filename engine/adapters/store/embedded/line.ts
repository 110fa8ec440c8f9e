import { crc32 } from 'node:zlib';
import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, PartitionId, Position } from '../../../contract/model/ids.ts';
import { checksum } from '../checksum.ts';

/**
 * The journal's lines. Each begins with the CRC-32 of what follows it (eight hex digits, a space), then a letter:
 *
 *   H {json}                          the segment's first line: whose journal this is and where it goes on
 *   E batch index/count hash {json}   an entry, the `index`th of `count` written together; `json` is its exact text
 *   C {json}                          closed in good order: nothing before this line is an unfinished write
 *
 * Batch and index are in every line because a disk may keep the second half of a torn batch and lose the first.
 */
export type Line = Header | EntryLine | Closing | LaterHeader;

/** The beginning of a segment that a later program wrote. */
export type LaterHeader = { readonly kind: 'later'; readonly version: number };

export type Header = {
  readonly kind: 'header';
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  /** Position and batch number of the segment's first entry. */
  readonly first: Position;
  readonly batch: number;
  /** The hash the first entry is chained to. */
  readonly before: string;
  /** The epoch this one follows: a backup was put back here, and from now on the history is another one. */
  readonly restores?: Epoch;
};

export type EntryLine = {
  readonly kind: 'entry';
  readonly batch: number;
  readonly index: number;
  readonly count: number;
  readonly hash: string;
  /** Where the entry's text begins in the bytes that were parsed. */
  readonly textStart: number;
};

export type Closing = {
  readonly kind: 'closing';
  readonly batch: number;
  readonly position: Position;
  readonly hash: string;
};

/** The form of the lines this program reads and writes. */
export const journalVersion = 1;

/** Bytes an entry's line has beside its text, at most: checksum, letter, batch and index of up to 15 digits, hash. */
const maxFrame = 140;

/** All lines of a batch, ready to be written in one piece; in `spare` where they fit, which is then theirs. */
export function encodeBatch(batch: number, entries: readonly SealedEntry[], spare?: Buffer): Buffer {
  // Room for the worst, three bytes a character: cheaper than counting the bytes of every text first.
  const room = entries.reduce((sum, { text }) => sum + 3 * text.length + maxFrame, 0);
  const bytes = spare !== undefined && room <= spare.length ? spare : Buffer.allocUnsafe(room);
  let end = 0;
  for (const [at, { text, hash }] of entries.entries()) {
    end = writeLine(bytes, end, `E ${batch} ${at + 1}/${entries.length} ${hash} `, text);
  }
  return bytes.subarray(0, end);
}

export function encodeHeader(header: Header): Buffer {
  const { partition, epoch, first, batch, before, restores } = header; // one left out is left out of the line, too
  return encodeLine('H ', JSON.stringify({ v: journalVersion, partition, epoch, first, batch, before, restores }));
}

export function encodeClosing({ batch, position, hash }: Omit<Closing, 'kind'>): Buffer {
  return encodeLine('C ', JSON.stringify({ batch, position, hash }));
}

function encodeLine(start: string, text: string): Buffer {
  const bytes = Buffer.allocUnsafe(10 + start.length + Buffer.byteLength(text));
  writeLine(bytes, 0, start, text);
  return bytes;
}

/** Writes a line of an ASCII start and any text, checksum first; returns where it ends. */
function writeLine(bytes: Buffer, at: number, start: string, text: string): number {
  const from = at + 9;
  const middle = from + bytes.write(start, from, 'latin1');
  const end = middle + bytes.write(text, middle);
  writeChecksum(bytes, at, crc32(bytes.subarray(from, end)));
  bytes[at + 8] = space;
  bytes[end] = newline;
  return end + 1;
}

/** Digit by digit: this is done for every edit while the disk waits, and a text of them would cost as much as the rest. */
function writeChecksum(bytes: Buffer, at: number, crc: number): void {
  for (let digit = 0; digit < 8; digit += 1) {
    const nibble = (crc >>> (28 - 4 * digit)) & 15;
    bytes[at + digit] = nibble < 10 ? 48 + nibble : 87 + nibble;
  }
}

const newline = 0x0a;
const space = 0x20;
const letterE = 0x45;
const letterH = 0x48;
const letterC = 0x43;

/** Whether a line might begin here; a cheap look before its checksum is computed. */
export function mayBeginLine(bytes: Buffer, start: number): boolean {
  const letter = bytes[start + 9];
  return (
    bytes[start + 8] === space &&
    bytes[start + 10] === space &&
    (letter === letterE || letter === letterH || letter === letterC)
  );
}

/** Reads the line at `start` up to its newline at `end`. Null when checksum or shape are wrong: not a line of ours. */
export function parseLine(bytes: Buffer, start: number, end: number): Line | null {
  if (end - start < 12 || !mayBeginLine(bytes, start)) {
    return null;
  }
  if (bytes.toString('latin1', start, start + 8) !== checksum(bytes, start + 9, end)) {
    return null;
  }
  switch (bytes[start + 9]) {
    case letterE:
      return parseEntry(bytes, start + 11, end);
    case letterH:
      return parseHeader(bytes.toString('utf8', start + 11, end));
    default:
      return parseClosing(bytes.toString('utf8', start + 11, end));
  }
}

function parseEntry(bytes: Buffer, start: number, end: number): EntryLine | null {
  const prefix = bytes.toString('latin1', start, Math.min(end, start + 120));
  const match = /^([1-9]\d{0,14}) ([1-9]\d{0,8})\/([1-9]\d{0,8}) ([0-9a-f]{64}) /.exec(prefix);
  if (match === null) {
    return null;
  }
  return {
    kind: 'entry',
    batch: Number(match[1]),
    index: Number(match[2]),
    count: Number(match[3]),
    hash: match[4] as string, // the groups of a match are there
    textStart: start + match[0].length,
  };
}

function parseHeader(json: string): Header | LaterHeader | null {
  const value = parseObject(json);
  const version = value?.['v'];
  if (typeof version === 'number' && version > journalVersion) return { kind: 'later', version };
  if (
    value?.['v'] !== journalVersion ||
    typeof value['partition'] !== 'string' ||
    typeof value['epoch'] !== 'string' ||
    typeof value['first'] !== 'number' ||
    typeof value['batch'] !== 'number' ||
    typeof value['before'] !== 'string' ||
    !['string', 'undefined'].includes(typeof value['restores'])
  ) {
    return null;
  }
  const { epoch, first, batch, before, restores } = value as Header; // each checked just above
  const header = { partition: value['partition'] as PartitionId, epoch, first, batch, before };
  return { kind: 'header', ...header, ...(restores === undefined ? {} : { restores }) };
}

function parseClosing(json: string): Closing | null {
  const value = parseObject(json);
  if (
    typeof value?.['batch'] !== 'number' ||
    typeof value['position'] !== 'number' ||
    typeof value['hash'] !== 'string'
  ) {
    return null;
  }
  return { kind: 'closing', batch: value['batch'], position: value['position'], hash: value['hash'] };
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null; // the checksum fits but this is no JSON: not a line this version wrote
  }
}
