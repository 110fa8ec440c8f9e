import { overlap } from '../model/area.ts';
import { normalizeColor } from '../model/cell-format.ts';
import type { ConditionalFormat, ConditionalLook } from '../model/conditional-format.ts';
import { ExcelError } from '../model/excel-error.ts';
import { checkAllowed } from '../model/protection.ts';
import { type LivePlace, newNumber, tell } from '../model/workbook.ts';
import { nullObject, type Property } from '../richapi/kind.ts';
import { asFlag, asText, oneOf, textAt } from './arguments.ts';
import { type FormatOnSheet, objectOf, play } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';

const playedTypes = ['Custom', 'CellValue', 'ContainsText', 'PresetCriteria'] as const;

export const conditionalFormatCollection = play('ConditionalFormatCollection', {
  items: (place) => formatsOn(place).map((format) => objectOf('ConditionalFormat', { sheet: place.sheet, format })),
  item: (place, args) => {
    const format = place.sheet.conditionalFormats.find(({ id }) => id === textAt(args, 0));
    if (format === undefined) throw new ExcelError('ItemNotFound');
    return objectOf('ConditionalFormat', { sheet: place.sheet, format });
  },
  methods: {
    Add: (place, args, { editor, book }) => {
      checkAllowed(place.sheet, 'allowFormatCells');
      const type = playedTypes.find((each) => each === args[0]);
      if (type === undefined) {
        throw new ExcelError(
          'UnsupportedOperation',
          `This host plays no conditional format of type ${String(args[0])}.`,
        );
      }
      const format: ConditionalFormat = {
        id: `{CF${newNumber(book)}}`,
        type,
        areas: [areaOf(place)],
        stopIfTrue: false,
        settings: new Map(),
        look: {},
      };
      place.sheet.conditionalFormats.unshift(format);
      tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
      return objectOf('ConditionalFormat', { sheet: place.sheet, format });
    },
    ClearAll: (place, _, { editor }) => {
      place.sheet.conditionalFormats = place.sheet.conditionalFormats.filter((format) => !touches(format, place));
      tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
    },
    GetCount: (place) => formatsOn(place).length,
    GetItemAt: (place, args) => {
      const format = formatsOn(place)[Number(args[0])];
      if (format === undefined) throw new ExcelError('ItemNotFound');
      return objectOf('ConditionalFormat', { sheet: place.sheet, format });
    },
  },
});

function formatsOn(place: LivePlace): readonly ConditionalFormat[] {
  return place.sheet.conditionalFormats.filter((format) => touches(format, place));
}

function touches(format: ConditionalFormat, place: LivePlace): boolean {
  return format.areas.some((area) => overlap(area, areaOf(place)) !== null);
}

export const conditionalFormat = play('ConditionalFormat', {
  identity: ({ format }) => ({ Id: format.id }),
  properties: {
    Id: ({ format }) => format.id,
    Type: ({ format }) => format.type,
    Priority: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
    StopIfTrue: {
      get: ({ format }) => format.stopIfTrue,
      set: ({ format }, value) => {
        format.stopIfTrue = asFlag(value);
      },
    },
  },
  navigations: {
    Custom: (own) => objectOf('CustomConditionalFormat', ofType(own, 'Custom')),
    CustomOrNullObject: (own) => (own.format.type === 'Custom' ? objectOf('CustomConditionalFormat', own) : nullObject),
    CellValue: (own) => objectOf('CellValueConditionalFormat', ofType(own, 'CellValue')),
    CellValueOrNullObject: (own) =>
      own.format.type === 'CellValue' ? objectOf('CellValueConditionalFormat', own) : nullObject,
    TextComparison: (own) => objectOf('TextConditionalFormat', ofType(own, 'ContainsText')),
    Preset: (own) => objectOf('PresetCriteriaConditionalFormat', ofType(own, 'PresetCriteria')),
  },
  methods: {
    Delete: ({ sheet, format }, _, { editor }) => {
      sheet.conditionalFormats.splice(sheet.conditionalFormats.indexOf(format), 1);
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
    GetRange: ({ sheet, format }, _, { ranges }) => {
      const [area] = format.areas;
      if (area === undefined || format.areas.length > 1) throw new ExcelError('InvalidOperation');
      return objectOf('Range', ranges.make(sheet, area));
    },
  },
});

function ofType(own: FormatOnSheet, type: string): FormatOnSheet {
  if (own.format.type !== type) throw new ExcelError('InvalidOperation');
  return own;
}

export const customConditionalFormat = play('CustomConditionalFormat', {
  navigations: {
    Rule: (own) => objectOf('ConditionalFormatRule', own),
    Format: (own) => objectOf('ConditionalRangeFormat', own),
  },
});

export const conditionalFormatRule = play('ConditionalFormatRule', {
  properties: { Formula: ruleSetting('formula'), FormulaLocal: ruleSetting('formula') },
});

/** Types whose rule is one value in Excel's own shape. */
const ruled = {
  properties: { Rule: ruleSetting('rule') },
  navigations: { Format: (own: FormatOnSheet) => objectOf('ConditionalRangeFormat', own) },
};

export const cellValueConditionalFormat = play('CellValueConditionalFormat', ruled);
export const textConditionalFormat = play('TextConditionalFormat', ruled);
export const presetCriteriaConditionalFormat = play('PresetCriteriaConditionalFormat', ruled);

function ruleSetting(name: string): Property<FormatOnSheet, PaneContext> {
  return {
    get: ({ format }) => format.settings.get(name) ?? null,
    set: ({ sheet, format }, value, { editor }) => {
      format.settings.set(name, value);
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
  };
}

export const conditionalRangeFormat = play('ConditionalRangeFormat', {
  properties: { NumberFormat: lookProperty('numberFormat', asText) },
  navigations: {
    Fill: (own) => objectOf('ConditionalRangeFill', own),
    Font: (own) => objectOf('ConditionalRangeFont', own),
  },
});

export const conditionalRangeFill = play('ConditionalRangeFill', {
  properties: { Color: lookProperty('fillColor', (value) => normalizeColor(asText(value))) },
  methods: {
    Clear: ({ format }) => {
      delete format.look.fillColor;
    },
  },
});

export const conditionalRangeFont = play('ConditionalRangeFont', {
  properties: {
    Color: lookProperty('fontColor', (value) => normalizeColor(asText(value))),
    Bold: lookProperty('bold', asFlag),
    Italic: lookProperty('italic', asFlag),
    Strikethrough: lookProperty('strikethrough', asFlag),
    Underline: lookProperty('underline', (value) => oneOf(value, ['None', 'Single', 'Double'] as const)),
  },
});

function lookProperty<K extends keyof ConditionalLook>(
  name: K,
  read: (value: unknown) => ConditionalLook[K],
): Property<FormatOnSheet, PaneContext> {
  return {
    get: ({ format }) => format.look[name] ?? null,
    set: ({ sheet, format }, value, { editor }) => {
      format.look[name] = read(value);
      tell(editor, { kind: 'appearanceChanged', sheet });
    },
  };
}
