import { ExcelError } from '../model/excel-error.ts';
import { insertSheets } from '../model/insert-sheets.ts';
import type { LivePlace, Workbook } from '../model/workbook.ts';
import { selectionOf } from '../model/workbook.ts';
import { type Arguments, type HostObject, nullObject } from '../richapi/kind.ts';
import { asFlag, asRecord, asText, oneOf, textAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';
import type { PaneContext } from './pane-context.ts';

export const workbook = play('Workbook', {
  properties: {
    Name: ({ name }) => name,
    ReadOnly: () => false,
    IsDirty: { get: () => false, set: () => undefined },
    AutoSave: () => true,
    PreviouslySaved: () => true,
    CalculationEngineVersion: () => 191_029,
  },
  navigations: {
    Worksheets: (book) => objectOf('WorksheetCollection', book),
    Tables: () => objectOf('TableCollection', { sheet: null }),
    Names: () => objectOf('NamedItemCollection', { scope: null }),
    Settings: (book) => objectOf('SettingCollection', book),
    Properties: (book) => objectOf('DocumentProperties', book),
    Application: (book) => objectOf('Application', book),
    Protection: (book) => objectOf('WorkbookProtection', book),
    Comments: () => objectOf('CommentCollection', { sheet: null }),
    _Runtime: (book) => objectOf('Runtime', book),
  },
  methods: {
    GetSelectedRange: (_, __, context) => {
      const { areas, sheet } = selected(context);
      const [area] = areas;
      if (area === undefined || areas.length > 1) throw new ExcelError('InvalidSelection');
      return objectOf('Range', context.ranges.make(sheet, area));
    },
    GetSelectedRanges: (_, __, context) => objectOf('RangeAreas', selected(context)),
    GetActiveCell: (_, __, context) => {
      const { areas, sheet } = selected(context);
      const [area] = areas;
      if (area === undefined) throw new ExcelError('InvalidSelection');
      return objectOf('Range', context.ranges.make(sheet, { ...area, bottom: area.top, right: area.left }));
    },
    InsertWorksheetsFromBase64: insertWorksheets,
    _RemoveReference: (_, args, { ranges }) => ranges.release(textAt(args, 0)),
    _RemoveAllReferences: () => undefined,
    _GetObjectByReferenceId: (_, args, context) => byReference(args[0], context) ?? missing(),
    _GetRangeForEventByReferenceId: (_, args, context) => byReference(args[0], context) ?? missing(),
    _GetRangeOrNullObjectForEventByReferenceId: (_, args, context) => byReference(args[0], context) ?? nullObject,
  },
});

/** Answers with the ids of the sheets. */
function insertWorksheets(book: Workbook, args: Arguments, { editor, openedFiles }: PaneContext): readonly string[] {
  const shown = openedFiles?.get(textAt(args, 0)) ?? null;
  if (openedFiles === null)
    throw new ExcelError('UnsupportedOperation', 'This host was given nothing to open files with.');
  if (shown === null) throw new ExcelError('InvalidArgument', 'The file cannot be opened.');
  const { sheetNamesToInsert, positionType, relativeTo } = args[1] == null ? {} : asRecord(args[1]);
  const only =
    Array.isArray(sheetNamesToInsert) && sheetNamesToInsert.length > 0 ? sheetNamesToInsert.map(asText) : null;
  return insertSheets(editor, shown, only, positionFor(book, positionType, relativeTo)).map(({ id }) => id);
}

function positionFor({ sheets }: Workbook, positionType: unknown, relativeTo: unknown): number | null {
  if (positionType === 'Beginning') return 0;
  if (positionType !== 'Before' && positionType !== 'After') return null;
  const at = sheets.findIndex(({ id, name }) => id === relativeTo || name === relativeTo);
  if (at === -1) throw new ExcelError('InvalidArgument');
  return positionType === 'Before' ? at : at + 1;
}

function selected({ seat }: PaneContext) {
  return { sheet: seat.activeSheet, areas: selectionOf(seat, seat.activeSheet) };
}

function byReference(reference: unknown, { ranges }: PaneContext): HostObject | null {
  const place: LivePlace | null = ranges.find(String(reference));
  return place === null || place.area === null ? null : objectOf('Range', place);
}

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

export const application = play('Application', {
  properties: {
    CalculationMode: { get: () => 'Automatic', set: (_, value) => void oneOf(value, ['Automatic'] as const) },
    CalculationState: () => 'Done',
  },
  methods: {
    Calculate: (book) => {
      book.stale = book.calculator !== null;
    },
    SuspendApiCalculationUntilNextSync: () => undefined,
    SuspendScreenUpdatingUntilNextSync: () => undefined,
  },
});

export const runtime = play('Runtime', {
  properties: {
    EnableEvents: {
      get: (_, { events }) => events.enabled,
      set: (_, value, { events }) => {
        events.enabled = asFlag(value);
      },
    },
  },
});

export const workbookProtection = play('WorkbookProtection', {
  properties: { Protected: (book) => book.protected },
  methods: {
    Protect: (book) => {
      if (book.protected) throw new ExcelError('InvalidOperation');
      book.protected = true;
    },
    Unprotect: (book) => {
      book.protected = false;
    },
  },
});
