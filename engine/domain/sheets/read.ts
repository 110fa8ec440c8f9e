import type { ReadCell, ReadWorkbook } from '../../contract/model/cells.ts';
import type { RecordField } from '../../contract/model/field.ts';
import type { ActionId, UserId } from '../../contract/model/ids.ts';
import { cellNames, columnsRevision, type TableKey, tableLayouts } from '../../contract/model/layout.ts';
import { type FieldContext, kindOfField, normalizeField } from '../fields/normalize.ts';
import { placeOf } from './address.ts';
import { readIdentity } from './identity.ts';
import { columnsMark, hasRoom, lateColumns } from './late-columns.ts';
import { gridOf, isBlankCell, type LocatedTable, locateIdentity, locateName, locateTable } from './locate.ts';
import { readCell } from './read-cell.ts';
import { readDecisions } from './read-decisions.ts';
import type { FieldReading, ReadingProblem, RecordReading, WorkbookReading } from './reading.ts';
import { type SoundRow, sortOutRows } from './sort-out-rows.ts';

export type ReadingContext = {
  readonly findUser: (nameOrEmail: string) => UserId | null;
  /** Titles of the assessment's actions, to tell a row from one that was pasted over half of it. */
  readonly titleByAction: ReadonlyMap<ActionId, string>;
};

/** Columns are found by header, rows by key, sheets by name or by their table: nothing depends on order or place. */
export function readWorkbook(file: ReadWorkbook, context: ReadingContext): WorkbookReading {
  const problems: ReadingProblem[] = [];
  const fieldContext = (cell: ReadCell | undefined): FieldContext => ({
    dateSystem: file.date1904 ? '1904' : '1900',
    shownAsDate: cell?.date ?? false,
    findUser: context.findUser,
  });
  const readField: ReadFieldCell = (field, cell, place) => {
    const kind = kindOfField(field) ?? 'text';
    const value = readCell(cell);
    const normal = value.ok ? normalizeField(kind, value.value, fieldContext(cell)) : value;
    return {
      value: normal,
      raw: cell?.value ?? null,
      place,
      blank: isBlankCell(cell) && (cell?.formula ?? null) === null,
    };
  };
  const actions = locate(file, 'actions', problems);
  const conflicts = locate(file, 'conflicts', problems);
  for (const key of ['controls', 'providerControls', 'evidence', 'history'] as const) locate(file, key, problems);
  const rows = actions === null ? null : sortOutRows(actions, context.titleByAction, problems);
  return {
    identity: readIdentity(locateIdentity(file)),
    records: actions === null || rows === null ? [] : rows.sound.map((row) => readRecord(actions, row, readField)),
    overview: {
      title: readNamed(file, cellNames.title, 'title', readField),
      inScopeServices: readNamed(file, cellNames.services, 'inScopeServices', readField),
    },
    decisions: conflicts === null ? [] : readDecisions(conflicts, problems),
    doubtful: rows?.doubtful ?? new Set(),
    problems,
  };
}

type ReadFieldCell = (field: string, cell: ReadCell | undefined, place: string) => FieldReading;

function locate(file: ReadWorkbook, key: TableKey, problems: ReadingProblem[]): LocatedTable | null {
  const layout = tableLayouts[key];
  const table = locateTable(file, key);
  if (table === null) {
    const isCut = file.sheets.some(({ name, leftOut = 0 }) => name === layout.sheet && leftOut > 0);
    const message = isCut
      ? `The sheet ${layout.sheet} holds more cells than can be read, so nothing was read from it. Move what is not part of the assessment to another sheet.`
      : `The table of the sheet ${layout.sheet} was not found, so nothing was read from it. Undo its removal, or take a fresh copy of the workbook.`;
    problems.push({ code: 'missing-table', place: layout.sheet, message });
    return null;
  }
  const mark = columnsMark(file);
  const late = lateColumns(table, mark);
  const place = placeOf(table.sheet.name, table.headerRow, table.firstColumn);
  if (late.length > 0 && !hasRoom(table, late.length) && mark.told < columnsRevision) {
    const headers = late.map(({ header }) => header).join(', ');
    const message = `There is no room for what came after this workbook was made: ${headers}. Clear the cells to the right of the table of the sheet ${layout.sheet}, and it is added; or take a fresh copy of the workbook.`;
    problems.push({ code: 'no-room', place, message });
  }
  for (const column of table.missing) {
    if (late.includes(column)) continue;
    const message = `The column ${column.header} was not found, so its cells were left alone. Give the column its header ${column.header} back.`;
    problems.push({ code: 'missing-column', place, message });
  }
  return table;
}

function readRecord(table: LocatedTable, { action, row }: SoundRow, readField: ReadFieldCell): RecordReading {
  const fields: Partial<Record<RecordField, FieldReading>> = {};
  for (const { key, field } of table.layout.columns) {
    const found = table.columns.get(key);
    if (field === null || found === undefined) continue;
    const cell = table.grid.get(row)?.get(found.column);
    fields[field] = readField(field, cell, placeOf(table.sheet.name, row, found.column));
  }
  return { action, row, fields };
}

function readNamed(file: ReadWorkbook, name: string, field: string, readField: ReadFieldCell): FieldReading | null {
  const found = locateName(file, name);
  if (found === null) return null;
  const cell = gridOf(found.sheet).get(found.row)?.get(found.column);
  return readField(field, cell, placeOf(found.sheet.name, found.row, found.column));
}
