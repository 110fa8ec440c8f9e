import { XmlCursor } from '../package/xml-cursor.ts';
import { dateStylesOf } from '../read/styles.ts';
import type { Splice } from './text-splice.ts';

/** Cell styles of a workbook, with date twins made on demand. */
export type DateStyles = {
  /** The style itself when it shows a date, else one that differs from it only by showing a date. */
  dateTwin(style: number): number;
  splices(): readonly Splice[];
};

/** The format Excel shows in the reader's own short date form. */
const shortDate = '14';

/** Null when the part has no cellXfs, so that no style can be added. Throws FileFault. */
export function openDateStyles(xml: string, part: string, most: number): DateStyles | null {
  const dateByStyle = [...dateStylesOf(xml, part, most)];
  const found = findFormats(xml, part);
  if (found === null) return null;
  const markups = [...found.markups];
  const twins = new Map<number, number>();

  const makeTwin = (style: number): number => {
    const base = markups[style] ?? markups[0] ?? `<${found.prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`;
    const twin = withFormat(base);
    const same = markups.indexOf(twin);
    if (same >= 0) return same;
    markups.push(twin);
    dateByStyle.push(true);
    return markups.length - 1;
  };

  return {
    dateTwin: (style) => {
      if (dateByStyle[style] === true) return style;
      const twin = twins.get(style) ?? makeTwin(style);
      twins.set(style, twin);
      return twin;
    },
    splices: () => {
      const added = markups.slice(found.markups.length);
      if (added.length === 0) return [];
      const insert = { start: found.closeStart, end: found.closeStart, text: added.join('') };
      if (found.count === null) return [insert];
      return [insert, { ...found.count, text: String(markups.length) }];
    },
  };
}

type CellFormats = {
  readonly prefix: string;
  readonly markups: readonly string[];
  readonly closeStart: number;
  readonly count: { readonly start: number; readonly end: number } | null;
};

function findFormats(xml: string, part: string): CellFormats | null {
  const cursor = new XmlCursor(xml, part);
  while (cursor.next() !== 'end') {
    if (cursor.token === 'open' && cursor.local === 'cellXfs' && cursor.namespace === 'main') {
      const formats = collectFormats(cursor);
      return formats.markups.length === 0 ? null : formats;
    }
  }
  return null;
}

/** From the open token of `cellXfs`. */
function collectFormats(cursor: XmlCursor): CellFormats {
  const { depth } = cursor;
  const prefix = cursor.prefix === '' ? '' : `${cursor.prefix}:`;
  const span = cursor.attributeSpan('count');
  const count = span === null ? null : { start: span.valueStart, end: span.valueEnd };
  const markups: string[] = [];
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.local !== 'xf') continue;
    const { start } = cursor;
    cursor.skip();
    markups.push(cursor.xml.slice(start, cursor.end));
  }
  return { prefix, markups, closeStart: cursor.start, count };
}

/** The open tag's number format replaced; everything else of the style stays. */
function withFormat(markup: string): string {
  const end = markup.indexOf('>');
  const closing = markup[end - 1] === '/' ? end - 1 : end;
  const tag = markup.slice(0, closing).replace(/\s+(numFmtId|applyNumberFormat)\s*=\s*("[^"]*"|'[^']*')/g, '');
  return `${tag.trimEnd()} numFmtId="${shortDate}" applyNumberFormat="1"${markup.slice(closing)}`;
}
