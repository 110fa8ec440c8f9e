export type BorderEdge =
  | 'EdgeTop'
  | 'EdgeBottom'
  | 'EdgeLeft'
  | 'EdgeRight'
  | 'InsideHorizontal'
  | 'InsideVertical'
  | 'DiagonalDown'
  | 'DiagonalUp';

export type Border = { readonly style: string; readonly weight: string; readonly color: string };

/** How a cell looks and whether it is locked. Values are those of Excel's own interface. */
export type CellFormat = {
  readonly numberFormat: string;
  readonly style: string;
  readonly fillColor: string;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fontColor: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: string;
  readonly strikethrough: boolean;
  readonly horizontalAlignment: string;
  readonly verticalAlignment: string;
  readonly wrapText: boolean;
  readonly indentLevel: number;
  readonly shrinkToFit: boolean;
  readonly textOrientation: number;
  readonly readingOrder: string;
  readonly locked: boolean;
  readonly formulaHidden: boolean;
  readonly borders: Readonly<Partial<Record<BorderEdge, Border>>>;
};

export const defaultFormat: CellFormat = {
  numberFormat: 'General',
  style: 'Normal',
  fillColor: '',
  fontName: 'Calibri',
  fontSize: 11,
  fontColor: '#000000',
  bold: false,
  italic: false,
  underline: 'None',
  strikethrough: false,
  horizontalAlignment: 'General',
  verticalAlignment: 'Bottom',
  wrapText: false,
  indentLevel: 0,
  shrinkToFit: false,
  textOrientation: 0,
  readingOrder: 'Context',
  locked: true,
  formulaHidden: false,
  borders: {},
};

export const noBorder: Border = { style: 'None', weight: 'Thin', color: '#000000' };

const namedColors: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#FFFFFF',
  red: '#FF0000',
  green: '#008000',
  blue: '#0000FF',
  yellow: '#FFFF00',
  orange: '#FFA500',
  gray: '#808080',
  grey: '#808080',
  purple: '#800080',
};

/** Colours come back as `#RRGGBB`, whatever form they were set in; the empty text is no colour. */
export function normalizeColor(color: string): string {
  return namedColors[color.toLowerCase()] ?? (color.startsWith('#') ? color.toUpperCase() : color);
}

/** Gives each distinct format its changed twin once, so that many cells share few format objects. */
export function formatChanger(change: (format: CellFormat) => CellFormat): (format: CellFormat) => CellFormat {
  const changed = new Map<CellFormat, CellFormat>();
  return (format) => {
    const known = changed.get(format);
    if (known !== undefined) return known;
    const made = change(format);
    changed.set(format, made);
    return made;
  };
}
