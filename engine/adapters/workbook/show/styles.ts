import type { ShownEdge, ShownLook, ShownStyle } from '../../../contract/model/shown-workbook.ts';
import type { Package } from '../package/open-package.ts';
import { isTrue } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { tooManyStyles } from '../read/styles.ts';
import { builtInFormat } from './built-in-formats.ts';
import type { ReadColor } from './colors.ts';

export type ShownStyles = {
  /** By index into cellXfs. */
  readonly styles: readonly ShownStyle[];
  /** By index into dxfs: what conditional formats change. */
  readonly looks: readonly ShownLook[];
};

type Font = Pick<ShownStyle, 'font' | 'size' | 'color' | 'bold' | 'italic' | 'underline' | 'strike'>;
type Borders = ShownStyle['borders'];

const plainFont: Font = {
  font: 'Calibri',
  size: 11,
  color: '#000000',
  bold: false,
  italic: false,
  underline: false,
  strike: false,
};

export const plainStyle: ShownStyle = {
  ...plainFont,
  numberFormat: 'General',
  fill: null,
  horizontal: 'general',
  vertical: 'bottom',
  wrap: false,
  indent: 0,
  locked: true,
  borders: {},
};

/** Every look cells of the workbook can have. Throws FileFault. */
export function readShownStyles(workbook: Package, part: string, readColor: ReadColor): ShownStyles {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const reader = { cursor, readColor };
  const formats = new Map<string, string>();
  const fonts: Font[] = [];
  const fills: (string | null)[] = [];
  const borders: Borders[] = [];
  const styles: ShownStyle[] = [];
  const looks: ShownLook[] = [];
  let list = '';
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.depth === 2) list = cursor.local;
    else if (cursor.depth !== 3) continue;
    else if (list === 'numFmts') {
      formats.set(cursor.attribute('numFmtId') ?? '', cursor.attribute('formatCode') ?? 'General');
    } else if (list === 'fonts') fonts.push(readFont(reader));
    else if (list === 'fills') fills.push(readFill(reader, 'fgColor'));
    else if (list === 'borders') borders.push(readBorders(reader));
    else if (list === 'dxfs') looks.push(readLook(reader));
    else if (list === 'cellXfs') {
      const format = cursor.attribute('numFmtId') ?? '0';
      const numberFormat = formats.get(format) ?? builtInFormat(Number(format));
      const font = fonts[Number(cursor.attribute('fontId'))] ?? plainFont;
      const fill = fills[Number(cursor.attribute('fillId'))] ?? null;
      const border = borders[Number(cursor.attribute('borderId'))] ?? {};
      styles.push({ ...plainStyle, ...font, numberFormat, fill, borders: border, ...readPlacing(cursor) });
      if (styles.length > workbook.limits.styles) throw tooManyStyles(workbook.limits.styles);
    }
  }
  return { styles: styles.length === 0 ? [plainStyle] : styles, looks };
}

type Reader = { readonly cursor: XmlCursor; readonly readColor: ReadColor };

/** From the open token of an element: its direct and indirect children, one after the other. */
function* childrenOf(cursor: XmlCursor): Generator<string> {
  const { depth } = cursor;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token === 'open') yield cursor.local;
  }
}

function isOn(cursor: XmlCursor): boolean {
  const value = cursor.attribute('val');
  return value === null || isTrue(value);
}

function readFont({ cursor, readColor }: Reader): Font {
  const font: { -readonly [Key in keyof Font]: Font[Key] } = { ...plainFont };
  for (const child of childrenOf(cursor)) {
    if (child === 'name') font.font = cursor.attribute('val') ?? font.font;
    else if (child === 'sz') font.size = Number(cursor.attribute('val')) || font.size;
    else if (child === 'color') font.color = readColor(cursor) ?? font.color;
    else if (child === 'b') font.bold = isOn(cursor);
    else if (child === 'i') font.italic = isOn(cursor);
    else if (child === 'strike') font.strike = isOn(cursor);
    else if (child === 'u') font.underline = cursor.attribute('val') !== 'none';
  }
  return font;
}

/** A pattern shows its own colour, which for anything but a full one is close enough; a gradient its first. */
function readFill({ cursor, readColor }: Reader, from: 'fgColor' | 'bgColor'): string | null {
  let pattern = 'none';
  let found: string | null = null;
  let other: string | null = null;
  for (const child of childrenOf(cursor)) {
    if (child === 'patternFill') pattern = cursor.attribute('patternType') ?? (from === 'bgColor' ? 'solid' : 'none');
    else if (child === 'gradientFill') pattern = 'gradient';
    else if (child === from || child === 'color') found ??= readColor(cursor);
    else if (child === 'fgColor' || child === 'bgColor') other ??= readColor(cursor);
  }
  if (pattern === 'none') return null;
  return from === 'bgColor' ? (found ?? other) : found;
}

function readBorders({ cursor, readColor }: Reader): Borders {
  const borders: { -readonly [Key in keyof Borders]: Borders[Key] } = {};
  let edge: ShownEdge | null = null;
  for (const child of childrenOf(cursor)) {
    const named = edgeByElement[child];
    if (named !== undefined) {
      edge = named;
      const style = cursor.attribute('style') ?? 'none';
      if (style !== 'none') borders[edge] = { style, color: '#000000' };
    } else if (child === 'color' && edge !== null && borders[edge] !== undefined) {
      borders[edge] = { style: borders[edge]?.style ?? 'thin', color: readColor(cursor) ?? '#000000' };
    } else edge = null;
  }
  return borders;
}

const edgeByElement: Readonly<Record<string, ShownEdge>> = Object.assign(Object.create(null), {
  left: 'left',
  start: 'left',
  right: 'right',
  end: 'right',
  top: 'top',
  bottom: 'bottom',
});

/** From the open token of an xf. */
function readPlacing(cursor: XmlCursor): Partial<ShownStyle> {
  const placing: { -readonly [Key in keyof ShownStyle]?: ShownStyle[Key] } = {};
  for (const child of childrenOf(cursor)) {
    if (child === 'alignment') {
      placing.horizontal = cursor.attribute('horizontal') ?? 'general';
      placing.vertical = cursor.attribute('vertical') ?? 'bottom';
      placing.wrap = isTrue(cursor.attribute('wrapText'));
      placing.indent = Math.max(0, Math.min(250, Number(cursor.attribute('indent') ?? 0) || 0));
    } else if (child === 'protection') placing.locked = isTrue(cursor.attribute('locked') ?? '1');
  }
  return placing;
}

/** From the open token of a dxf. */
function readLook(reader: Reader): ShownLook {
  const { cursor } = reader;
  const look: { -readonly [Key in keyof ShownLook]: ShownLook[Key] } = {};
  for (const child of childrenOf(cursor)) {
    if (child === 'font') {
      for (const part of childrenOf(cursor)) {
        if (part === 'b') look.bold = isOn(cursor);
        else if (part === 'i') look.italic = isOn(cursor);
        else if (part === 'u') look.underline = cursor.attribute('val') !== 'none';
        else if (part === 'strike') look.strike = isOn(cursor);
        else if (part === 'color') look.color = reader.readColor(cursor) ?? '#000000';
      }
    } else if (child === 'fill') {
      const fill = readFill(reader, 'bgColor');
      if (fill !== null) look.fill = fill;
    } else if (child === 'border') {
      const [line] = Object.values(readBorders(reader));
      if (line !== undefined) look.border = line.color;
    }
  }
  return look;
}
