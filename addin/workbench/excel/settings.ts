import { ExcelError } from '../model/excel-error.ts';
import type { Workbook } from '../model/workbook.ts';
import { nullObject } from '../richapi/kind.ts';
import { asText, optionalText, textAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

/** `workbook.settings`, the same store as `Office.context.document.settings`. */
export const settingCollection = play('SettingCollection', {
  items: ({ settings }) => [...settings.keys()].map((key) => objectOf('Setting', { key })),
  item: ({ settings }, args) =>
    objectOf('Setting', settings.has(textAt(args, 0)) ? { key: textAt(args, 0) } : missing()),
  methods: {
    Add: ({ settings }, args) => {
      settings.set(textAt(args, 0), JSON.stringify(args[1] ?? null));
      return objectOf('Setting', { key: textAt(args, 0) });
    },
    GetCount: ({ settings }) => settings.size,
    GetItemOrNullObject: ({ settings }, args) =>
      settings.has(textAt(args, 0)) ? objectOf('Setting', { key: textAt(args, 0) }) : nullObject,
  },
});

export const setting = play('Setting', {
  identity: ({ key }) => ({ _Id: key }),
  properties: {
    Key: ({ key }) => key,
    _Id: ({ key }) => key,
    Value: {
      get: ({ key }, { book }) => JSON.parse(book.settings.get(key) ?? missing()),
      set: ({ key }, value, { book }) => void book.settings.set(key, JSON.stringify(value ?? null)),
    },
  },
  methods: { Delete: ({ key }, _, { book }) => void book.settings.delete(key) },
});

const propertyNames = ['Title', 'Subject', 'Author', 'Keywords', 'Comments', 'Category', 'Manager', 'Company'] as const;

export const documentProperties = play('DocumentProperties', {
  properties: {
    ...Object.fromEntries(
      propertyNames.map((name) => [
        name,
        {
          get: ({ properties }: Workbook) => properties.get(name) ?? '',
          set: ({ properties }: Workbook, value: unknown) => void properties.set(name, asText(value)),
        },
      ]),
    ),
    LastAuthor: ({ properties }) => properties.get('LastAuthor') ?? '',
    RevisionNumber: () => 1,
  },
  navigations: { Custom: (book) => objectOf('CustomPropertyCollection', book) },
});

export const customPropertyCollection = play('CustomPropertyCollection', {
  items: ({ customProperties }) => [...customProperties.keys()].map((key) => objectOf('CustomProperty', { key })),
  item: (book, args) => objectOf('CustomProperty', findCustom(book, textAt(args, 0)) ?? missing()),
  methods: {
    Add: (book, args) => {
      const [, value] = args;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        throw new ExcelError('InvalidArgument');
      }
      const key = findCustom(book, textAt(args, 0))?.key ?? textAt(args, 0);
      book.customProperties.set(key, value);
      return objectOf('CustomProperty', { key });
    },
    GetCount: ({ customProperties }) => customProperties.size,
    GetItemOrNullObject: (book, args) => {
      const found = findCustom(book, textAt(args, 0));
      return found === null ? nullObject : objectOf('CustomProperty', found);
    },
    DeleteAll: ({ customProperties }) => customProperties.clear(),
  },
});

function findCustom({ customProperties }: Workbook, wanted: string): { readonly key: string } | null {
  const key = [...customProperties.keys()].find((each) => each.toLowerCase() === wanted.toLowerCase());
  return key === undefined ? null : { key };
}

export const customProperty = play('CustomProperty', {
  identity: ({ key }) => ({ Key: key }),
  properties: {
    Key: ({ key }) => key,
    Type: ({ key }, { book }) => {
      const value = book.customProperties.get(key);
      return typeof value === 'number' ? 'Number' : typeof value === 'boolean' ? 'Boolean' : 'String';
    },
    Value: {
      get: ({ key }, { book }) => book.customProperties.get(key) ?? missing(),
      set: ({ key }, value, { book }) => void book.customProperties.set(key, value as string),
    },
  },
  methods: { Delete: ({ key }, _, { book }) => void book.customProperties.delete(key) },
});

export const worksheetCustomPropertyCollection = play('WorksheetCustomPropertyCollection', {
  items: (sheet) =>
    [...sheet.customProperties.keys()].map((key) => objectOf('WorksheetCustomProperty', { sheet, key })),
  item: (sheet, args) => {
    if (!sheet.customProperties.has(textAt(args, 0))) missing();
    return objectOf('WorksheetCustomProperty', { sheet, key: textAt(args, 0) });
  },
  methods: {
    Add: (sheet, args) => {
      sheet.customProperties.set(textAt(args, 0), optionalText(args, 1) ?? '');
      return objectOf('WorksheetCustomProperty', { sheet, key: textAt(args, 0) });
    },
    GetCount: ({ customProperties }) => customProperties.size,
    GetItemOrNullObject: (sheet, args) =>
      sheet.customProperties.has(textAt(args, 0))
        ? objectOf('WorksheetCustomProperty', { sheet, key: textAt(args, 0) })
        : nullObject,
  },
});

export const worksheetCustomProperty = play('WorksheetCustomProperty', {
  properties: {
    Key: ({ key }) => key,
    Value: {
      get: ({ sheet, key }) => sheet.customProperties.get(key) ?? missing(),
      set: ({ sheet, key }, value) => void sheet.customProperties.set(key, asText(value)),
    },
  },
  methods: { Delete: ({ sheet, key }) => void sheet.customProperties.delete(key) },
});
