import { formatAddress } from '../model/address.ts';
import { valueForApi } from '../model/cell.ts';
import { addName, deleteName, nameFormula, readTarget } from '../model/change-names.ts';
import { ExcelError } from '../model/excel-error.ts';
import { cellAt } from '../model/sheet.ts';
import { type DefinedName, findName, freshen, type LivePlace } from '../model/workbook.ts';
import { type HostObject, nullObject } from '../richapi/kind.ts';
import { asFlag, asText, optionalText, targetAt, textAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';

export const namedItemCollection = play('NamedItemCollection', {
  items: ({ scope }, { book }) =>
    book.names.filter((name) => name.scope === scope).map((name) => objectOf('NamedItem', name)),
  item: ({ scope }, args, { book }) => objectOf('NamedItem', findName(book, textAt(args, 0), scope) ?? missing()),
  methods: {
    Add: ({ scope }, args, { editor }) => {
      const place = targetAt<LivePlace>(args, 1, 'Range');
      const target = place === null ? { formula: textAt(args, 1) } : { sheet: place.sheet, area: areaOf(place) };
      return objectOf('NamedItem', addName(editor, scope, textAt(args, 0), target, optionalText(args, 2)));
    },
    AddFormulaLocal: ({ scope }, args, { editor }) =>
      objectOf(
        'NamedItem',
        addName(editor, scope, textAt(args, 0), { formula: textAt(args, 1) }, optionalText(args, 2)),
      ),
    GetCount: ({ scope }, _, { book }) => book.names.filter((name) => name.scope === scope).length,
    GetItemOrNullObject: ({ scope }, args, { book }) => {
      const name = findName(book, textAt(args, 0), scope);
      return name === undefined ? nullObject : objectOf('NamedItem', name);
    },
  },
});

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

export const namedItem = play('NamedItem', {
  identity: ({ name }) => ({ _Id: name }),
  properties: {
    Name: ({ name }) => name,
    _Id: ({ name }) => name,
    Comment: {
      get: ({ comment }) => comment,
      set: (name, value) => {
        name.comment = asText(value);
      },
    },
    Visible: {
      get: ({ visible }) => visible,
      set: (name, value) => {
        name.visible = asFlag(value);
      },
    },
    Scope: ({ scope }) => (scope === null ? 'Workbook' : 'Worksheet'),
    Type: ({ refersTo }) => ('sheet' in refersTo ? (refersTo.area === null ? 'Error' : 'Range') : 'String'),
    Formula: {
      get: nameFormula,
      set: (name, value, { book }) => Object.assign(name, { refersTo: readTarget(book, asText(value)) }),
    },
    Value: (name, { book }) => {
      freshen(book);
      const { refersTo } = name;
      if ('formula' in refersTo) return refersTo.formula;
      if (refersTo.area === null) return '#REF!';
      const { top, left, bottom, right } = refersTo.area;
      const single = top === bottom && left === right;
      return single
        ? valueForApi(cellAt(refersTo.sheet, top, left).value)
        : formatAddress(refersTo.sheet.name, refersTo.area);
    },
  },
  navigations: {
    Worksheet: ({ scope }) => objectOf('Worksheet', scope ?? missing()),
    WorksheetOrNullObject: ({ scope }) => (scope === null ? nullObject : objectOf('Worksheet', scope)),
  },
  methods: {
    GetRange: (name, _, context) => rangeOf(name, context) ?? missing(),
    GetRangeOrNullObject: (name, _, context) => rangeOf(name, context) ?? nullObject,
    Delete: (name, _, { editor }) => deleteName(editor, name),
  },
});

function rangeOf({ refersTo }: DefinedName, { ranges }: PaneContext): HostObject | null {
  if (!('sheet' in refersTo) || refersTo.area === null) return null;
  return objectOf('Range', ranges.make(refersTo.sheet, refersTo.area));
}
