import type { Package } from '../package/open-package.ts';
import { partOfKind, type WorkbookStructure } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';

/** Reads the colour of the element the cursor stands on: `#RRGGBB`, or null for none and for automatic. */
export type ReadColor = (cursor: XmlCursor) => string | null;

/** Colours are given outright, by the workbook's theme with a tint, or by the old palette. Throws FileFault. */
export function colorReader(workbook: Package, structure: WorkbookStructure): ReadColor {
  const part = partOfKind(workbook, structure.relationships, 'theme');
  const theme = part === null ? officeTheme : readTheme(workbook, part);
  return (cursor) => {
    const base = baseColor(cursor, theme);
    const tint = Number(cursor.attribute('tint') ?? 0);
    return base === null || !Number.isFinite(tint) || tint === 0 ? base : tinted(base, Math.max(-1, Math.min(1, tint)));
  };
}

function baseColor(cursor: XmlCursor, theme: readonly string[]): string | null {
  const rgb = cursor.attribute('rgb');
  if (rgb !== null) return /^([0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}$/.test(rgb) ? `#${rgb.slice(-6).toUpperCase()}` : null;
  const place = cursor.attribute('theme');
  if (place !== null) return theme[Number(place)] ?? null;
  const indexed = cursor.attribute('indexed');
  return indexed === null ? null : (palette[Number(indexed)] ?? null);
}

/** Light comes before dark for the first two pairs: cells number them the other way round than the theme lists them. */
function readTheme(workbook: Package, part: string): readonly string[] {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  const colors: string[] = [];
  let within = false;
  while (cursor.next() !== 'end') {
    if (cursor.local === 'clrScheme') within = cursor.token === 'open';
    if (!within || cursor.token !== 'open') continue;
    const value =
      cursor.local === 'srgbClr' ? cursor.attribute('val') : cursor.local === 'sysClr' ? system(cursor) : null;
    if (value !== null && /^[0-9A-Fa-f]{6}$/.test(value)) colors.push(`#${value.toUpperCase()}`);
  }
  const [dark1, light1, dark2, light2, ...rest] = colors;
  if (dark1 === undefined || light1 === undefined || dark2 === undefined || light2 === undefined) return officeTheme;
  return [light1, dark1, light2, dark2, ...rest];
}

function system(cursor: XmlCursor): string {
  return cursor.attribute('lastClr') ?? (cursor.attribute('val') === 'window' ? 'FFFFFF' : '000000');
}

/** A tint moves lightness towards white (above nothing) or black (below), as Excel does. */
function tinted(color: string, tint: number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ]; // three steps give three numbers
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const light = (most + least) / 2;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * light - 1));
  const hue =
    spread === 0
      ? 0
      : most === red
        ? ((green - blue) / spread + 6) % 6
        : most === green
          ? (blue - red) / spread + 2
          : (red - green) / spread + 4;
  const moved = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
  const chroma = (1 - Math.abs(2 * moved - 1)) * saturation;
  const parts = [0, 8, 4].map((offset) => {
    const k = (offset + hue * 2) % 12;
    return moved - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  });
  return `#${parts
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0')
        .toUpperCase(),
    )
    .join('')}`;
}

const officeTheme: readonly string[] = [
  '#FFFFFF',
  '#000000',
  '#E7E6E6',
  '#44546A',
  '#4472C4',
  '#ED7D31',
  '#A5A5A5',
  '#FFC000',
  '#5B9BD5',
  '#70AD47',
  '#0563C1',
  '#954F72',
];

/** The palette of old workbooks; 0 to 7 are repeated as 8 to 15, 64 and 65 are the window's own ink and ground. */
const palette: readonly string[] = [
  ...'000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF'.split(
    ' ',
  ),
  ...'800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF'.split(
    ' ',
  ),
  ...'000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99'.split(
    ' ',
  ),
  ...'3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  ),
  ...'000000 FFFFFF'.split(' '),
].map((color) => `#${color}`);
