import type { PaneContext } from './pane-context.ts';

/** The numbers events have on the wire. */
export const eventNumber = {
  changed: 10,
  activated: 11,
  deactivated: 12,
  sheetAdded: 13,
  selectionChanged: 14,
  sheetDeleted: 15,
  calculated: 16,
  formatChanged: 18,
  rowSorted: 19,
  rowHiddenChanged: 22,
  protectionChanged: 24,
  nameChanged: 25,
  visibilityChanged: 26,
  moved: 27,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
  commentAdded: 250,
  commentDeleted: 251,
  commentChanged: 252,
  customFunction: 1000,
  customFunctionCancelled: 1001,
} as const;

/** Stands for handlers of the whole workbook where others name a sheet or a table. */
export const wholeWorkbook = 'Workbook';

/** By class: the name in `_Register…` and `_Unregister…`, and the number the event then comes under. */
const registrations: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Worksheet: {
    ActivatedEvent: eventNumber.activated,
    CalculatedEvent: eventNumber.calculated,
    DataChangedEvent: eventNumber.changed,
    DeactivatedEvent: eventNumber.deactivated,
    FormatChangedEvent: eventNumber.formatChanged,
    ProtectionChangedEvent: eventNumber.protectionChanged,
    RowHiddenChangedEvent: eventNumber.rowHiddenChanged,
    RowSortedEvent: eventNumber.rowSorted,
    SelectionChangedEvent: eventNumber.selectionChanged,
    EventNameChanged: eventNumber.nameChanged,
    EventVisibilityChanged: eventNumber.visibilityChanged,
  },
  WorksheetCollection: {
    ActivatedEvent: eventNumber.activated,
    AddedEvent: eventNumber.sheetAdded,
    CalculatedEvent: eventNumber.calculated,
    DataChangedEvent: eventNumber.changed,
    DeactivatedEvent: eventNumber.deactivated,
    DeletedEvent: eventNumber.sheetDeleted,
    FormatChangedEvent: eventNumber.formatChanged,
    ProtectionChangedEvent: eventNumber.protectionChanged,
    RowHiddenChangedEvent: eventNumber.rowHiddenChanged,
    RowSortedEvent: eventNumber.rowSorted,
    SelectionChangedEvent: eventNumber.selectionChanged,
    EventMoved: eventNumber.moved,
    EventNameChanged: eventNumber.nameChanged,
    EventVisibilityChanged: eventNumber.visibilityChanged,
  },
  TableCollection: {
    AddedEvent: eventNumber.tableAdded,
    DataChangedEvent: eventNumber.tableChanged,
    DeletedEvent: eventNumber.tableDeleted,
  },
  Table: {
    DataChangedEvent: eventNumber.tableChanged,
    SelectionChangedEvent: eventNumber.tableSelectionChanged,
  },
  CommentCollection: {
    AddedEvent: eventNumber.commentAdded,
    ChangedEvent: eventNumber.commentChanged,
    DeletedEvent: eventNumber.commentDeleted,
  },
};

type Register<T> = (target: T, args: unknown, context: PaneContext) => void;

/** The calls by which office.js asks for events of a class, and takes that back. */
export function eventMethods<T>(
  className: string,
  targetId: (target: T) => string = () => wholeWorkbook,
): Readonly<Record<string, Register<T>>> {
  const methods: Record<string, Register<T>> = {};
  for (const [name, number] of Object.entries(registrations[className] ?? {})) {
    methods[`_Register${name}`] = (target, _, { events }) => count(events.registered, number, targetId(target), 1);
    methods[`_Unregister${name}`] = (target, _, { events }) => count(events.registered, number, targetId(target), -1);
  }
  return methods;
}

export function registrationKey(number: number, targetId: string): string {
  return `${number} ${targetId}`;
}

function count(registered: Map<string, number>, number: number, targetId: string, by: number): void {
  const key = registrationKey(number, targetId);
  const handlers = (registered.get(key) ?? 0) + by;
  if (handlers > 0) registered.set(key, handlers);
  else registered.delete(key);
}
