import { type Border, type BorderEdge, type CellFormat, noBorder, normalizeColor } from '../model/cell-format.ts';
import { formatCells, sharedFormat } from '../model/format-cells.ts';
import type { LivePlace } from '../model/workbook.ts';
import type { Property } from '../richapi/kind.ts';
import { asFlag, asNumber, asText, oneOf, textAt } from './arguments.ts';
import { setSize, sharedSize } from './line-sizes.ts';
import { objectOf, play } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';

type FormatProperty = Property<LivePlace, PaneContext>;

/** A property of the format: read where all cells agree, written to all. */
function formatProperty<K extends keyof CellFormat>(name: K, read: (value: unknown) => CellFormat[K]): FormatProperty {
  return {
    get: (place) => sharedFormat(place.sheet, areaOf(place), (format) => format[name]),
    set: (place, value, { editor }) => {
      const wanted = read(value);
      formatCells(editor, place.sheet, areaOf(place), (format) => ({ ...format, [name]: wanted }));
    },
  };
}

const horizontal = [
  'General',
  'Left',
  'Center',
  'Right',
  'Fill',
  'Justify',
  'CenterAcrossSelection',
  'Distributed',
] as const;
const vertical = ['Top', 'Center', 'Bottom', 'Justify', 'Distributed'] as const;

export const rangeFormat = play('RangeFormat', {
  properties: {
    HorizontalAlignment: formatProperty('horizontalAlignment', (value) => oneOf(value, horizontal)),
    VerticalAlignment: formatProperty('verticalAlignment', (value) => oneOf(value, vertical)),
    WrapText: formatProperty('wrapText', asFlag),
    IndentLevel: formatProperty('indentLevel', asNumber),
    ShrinkToFit: formatProperty('shrinkToFit', asFlag),
    TextOrientation: formatProperty('textOrientation', asNumber),
    ReadingOrder: formatProperty('readingOrder', asText),
    RowHeight: {
      get: (place) => sharedSize(place, 'rows'),
      set: (place, value, { editor }) => setSize(editor, place, 'rows', asNumber(value)),
    },
    ColumnWidth: {
      get: (place) => sharedSize(place, 'columns'),
      set: (place, value, { editor }) => setSize(editor, place, 'columns', asNumber(value)),
    },
    UseStandardHeight: {
      get: (place) => [...place.sheet.rows].every(([, line]) => line.size === null),
      set: (place, value, { editor }) => {
        if (asFlag(value)) setSize(editor, place, 'rows', null);
      },
    },
    UseStandardWidth: {
      get: (place) => [...place.sheet.columns].every(([, line]) => line.size === null),
      set: (place, value, { editor }) => {
        if (asFlag(value)) setSize(editor, place, 'columns', null);
      },
    },
  },
  navigations: {
    Fill: (place) => objectOf('RangeFill', place),
    Font: (place) => objectOf('RangeFont', place),
    Borders: (place) => objectOf('RangeBorderCollection', place),
    Protection: (place) => objectOf('FormatProtection', place),
  },
  methods: {
    // Without a screen there are no text widths to fit; the sizes simply go back to standard.
    AutofitColumns: (place, _, { editor }) => setSize(editor, place, 'columns', null),
    AutofitRows: (place, _, { editor }) => setSize(editor, place, 'rows', null),
  },
});

export const rangeFill = play('RangeFill', {
  properties: { Color: formatProperty('fillColor', (value) => normalizeColor(asText(value))) },
  methods: {
    Clear: (place, _, { editor }) =>
      formatCells(editor, place.sheet, areaOf(place), (format) => ({ ...format, fillColor: '' })),
  },
});

export const rangeFont = play('RangeFont', {
  properties: {
    Bold: formatProperty('bold', asFlag),
    Italic: formatProperty('italic', asFlag),
    Color: formatProperty('fontColor', (value) => normalizeColor(asText(value))),
    Name: formatProperty('fontName', asText),
    Size: formatProperty('fontSize', asNumber),
    Underline: formatProperty('underline', asText),
    Strikethrough: formatProperty('strikethrough', asFlag),
  },
});

export const formatProtection = play('FormatProtection', {
  properties: {
    Locked: formatProperty('locked', asFlag),
    FormulaHidden: formatProperty('formulaHidden', asFlag),
  },
});

const edges = [
  'EdgeTop',
  'EdgeBottom',
  'EdgeLeft',
  'EdgeRight',
  'InsideHorizontal',
  'InsideVertical',
  'DiagonalDown',
  'DiagonalUp',
] as const satisfies readonly BorderEdge[];

export const rangeBorderCollection = play('RangeBorderCollection', {
  properties: { Count: () => edges.length },
  items: (place) => edges.map((edge) => objectOf('RangeBorder', { place, edge })),
  item: (place, args) => objectOf('RangeBorder', { place, edge: oneOf(textAt(args, 0), edges) }),
});

function borderProperty(
  name: keyof Border,
): Property<{ readonly place: LivePlace; readonly edge: BorderEdge }, PaneContext> {
  return {
    get: ({ place, edge }) =>
      sharedFormat(place.sheet, areaOf(place), (format) => (format.borders[edge] ?? noBorder)[name]),
    set: ({ place, edge }, value, { editor }) => {
      const wanted = name === 'color' ? normalizeColor(asText(value)) : asText(value);
      formatCells(editor, place.sheet, areaOf(place), (format) => {
        const before = format.borders[edge] ?? { ...noBorder, style: 'Continuous' };
        return { ...format, borders: { ...format.borders, [edge]: { ...before, [name]: wanted } } };
      });
    },
  };
}

export const rangeBorder = play('RangeBorder', {
  properties: {
    SideIndex: ({ edge }) => edge,
    Style: borderProperty('style'),
    Weight: borderProperty('weight'),
    Color: borderProperty('color'),
  },
});
