import { Buffer } from 'node:buffer';
import { checkEncoding, decodeContent, decodePart, encodePart } from '../package/part-text.ts';
import { findPlainRows } from './plain-rows.ts';
import type { Span } from './survey-sheet.ts';
import { inOrder, type Splice } from './text-splice.ts';

/** A worksheet part, of which only what a patch has to look at is text. */
export type SheetDigest = {
  /** The part without most of its plain rows; well-formed exactly when the part is. */
  readonly text: string;
  /** The splices are those of `text`. */
  splice(splices: readonly Splice[]): SplicedSheet;
};

export type SplicedSheet = {
  /** The part's new content: pieces of the old and what was put in. */
  readonly pieces: readonly Uint8Array[];
  /** What those pieces say, the same rows left out, for reading it back. */
  readonly text: string;
};

/**
 * The wanted rows are in the text where they exist, and where one is missing the row after it. Rows with nothing special
 * but dependents of shared formulas come with or without. Throws FileFault.
 */
export function digestSheet(
  part: string,
  content: Buffer,
  wanted: ReadonlySet<number>,
  dependents: 'with' | 'without',
): SheetDigest {
  const encoding = checkEncoding(part, content);
  const runs = encoding === 'utf-8' ? findPlainRows(content, wanted, dependents === 'without') : [];
  const texts: string[] = [];
  const ranges: { readonly start: number; readonly textStart: number }[] = [];
  let textStart = 0;
  for (const { start, end } of between(runs, content.length)) {
    const text = decodeContent(content.subarray(start, end), encoding);
    ranges.push({ start, textStart });
    texts.push(text);
    textStart += text.length;
  }
  const text = texts.join('');
  const byteLength = (from: number, to: number): number =>
    Buffer.byteLength(text.slice(from, to), encoding === 'utf-8' ? 'utf8' : 'utf16le');

  const splice = (splices: readonly Splice[]): SplicedSheet => {
    const pieces: (Span | Buffer)[] = [];
    let copied = 0;
    let index = 0;
    let at = 0; // in the text; `byte` is the same place in the part
    let byte = 0;
    const goTo = (offset: number): number => {
      byte += byteLength(at, offset);
      at = offset;
      return byte;
    };
    for (const { start, end, text: put } of inOrder(splices)) {
      // Where rows were left out at the very place, what is put in stands behind them.
      for (let next = ranges[index + 1]; next !== undefined && next.textStart <= start; next = ranges[index + 1]) {
        index += 1;
        at = next.textStart;
        byte = next.start;
      }
      pieces.push({ start: copied, end: goTo(start) }, encodePart({ text: put, encoding }));
      copied = goTo(end);
    }
    pieces.push({ start: copied, end: content.length });
    const kept = Buffer.concat(withoutRuns(content, pieces, runs));
    return {
      pieces: pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : content.subarray(piece.start, piece.end))),
      text: decodePart(part, kept).text,
    };
  };
  return { text, splice };
}

/** What lies around the runs, from the beginning to the end. */
function between(runs: readonly Span[], length: number): readonly Span[] {
  const starts = [0, ...runs.map((run) => run.end)];
  return starts.map((start, index) => ({ start, end: runs[index]?.start ?? length }));
}

/** The pieces less the runs, each of which must lie whole in one of them, or rows would be lost unseen. */
function withoutRuns(
  content: Buffer,
  pieces: readonly (Span | Buffer)[],
  runs: readonly Span[],
): readonly Uint8Array[] {
  const kept: Uint8Array[] = [];
  let passed = 0;
  for (const piece of pieces) {
    if (Buffer.isBuffer(piece)) {
      kept.push(piece);
      continue;
    }
    let at = piece.start;
    for (let run = runs[passed]; run !== undefined && run.start < piece.end; run = runs[passed]) {
      if (run.start < at || run.end > piece.end) throw new Error(`A splice reaches into rows left out at ${run.start}`);
      kept.push(content.subarray(at, run.start));
      at = run.end;
      passed += 1;
    }
    kept.push(content.subarray(at, piece.end));
  }
  if (passed !== runs.length) throw new Error('Rows left out were lost');
  return kept;
}
