import { Buffer } from 'node:buffer';
import { checkEncoding, decodeContent, encodePart } from '../package/part-text.ts';
import { findPlainRows } from './plain-rows.ts';
import { inOrder, type Splice } from './text-splice.ts';

/** A worksheet part, of which only what a patch has to look at is text. */
export type SheetDigest = {
  /** The part without most of its plain rows; well-formed exactly when the part is. */
  readonly text: string;
  /** The part's new content, in pieces of the old and of what is put in; the splices are those of `text`. */
  splice(splices: readonly Splice[]): readonly Uint8Array[];
};

type KeptRange = { readonly start: number; readonly end: number; readonly textStart: number };

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
  const ranges: KeptRange[] = [];
  const texts: string[] = [];
  let textStart = 0;
  let start = 0;
  for (const run of [...runs, { start: content.length, end: content.length }]) {
    const text = decodeContent(content.subarray(start, run.start), encoding);
    ranges.push({ start, end: run.start, textStart });
    texts.push(text);
    textStart += text.length;
    start = run.end;
  }
  const text = texts.join('');
  const byteLength = (from: number, to: number): number =>
    Buffer.byteLength(text.slice(from, to), encoding === 'utf-8' ? 'utf8' : 'utf16le');

  const splice = (splices: readonly Splice[]): readonly Uint8Array[] => {
    const pieces: Uint8Array[] = [];
    let copied = 0;
    let index = 0;
    let at = 0; // in the text; `byte` is the same place in the part
    let byte = 0;
    const goTo = (offset: number): number => {
      byte += byteLength(at, offset);
      at = offset;
      return byte;
    };
    for (const { start: from, end: to, text: put } of inOrder(splices)) {
      // Where rows were left out at the very place, what is put in stands behind them.
      for (let next = ranges[index + 1]; next !== undefined && next.textStart <= from; next = ranges[index + 1]) {
        index += 1;
        at = next.textStart;
        byte = next.start;
      }
      pieces.push(content.subarray(copied, goTo(from)));
      if (put !== '') pieces.push(encodePart({ text: put, encoding }));
      copied = goTo(to);
      if (copied > (ranges[index]?.end ?? 0)) throw new Error(`A splice at ${from} reaches over rows left out`);
    }
    pieces.push(content.subarray(copied));
    return pieces;
  };
  return { text, splice };
}
