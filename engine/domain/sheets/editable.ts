import { sheetNames, tableLayouts } from '../../contract/model/layout.ts';
import type { ColumnModel, SheetModel, WorkbookModel } from '../../contract/model/table.ts';

/** What the person a workbook is made for may change in it. */
export type Editable = { readonly data: boolean; readonly testResults: boolean; readonly assessment: boolean };

const hint = 'Your role may not change this; what is typed here is put back.';

/** The workbook with everything locked that this person may not change, like the engine's own columns. */
export function lockFor(workbook: WorkbookModel, editable: Editable): WorkbookModel {
  if (editable.data && editable.testResults && editable.assessment) return workbook;
  return { ...workbook, sheets: workbook.sheets.map((sheet) => lockSheet(sheet, editable)) };
}

function lockSheet(sheet: SheetModel, editable: Editable): SheetModel {
  switch (sheet.name) {
    case sheetNames.overview:
      return editable.assessment ? sheet : { ...sheet, loose: sheet.loose.map((cell) => ({ ...cell, input: false })) };
    case sheetNames.actions:
      return lockColumns(sheet, ({ key }) => mayFill(key, editable));
    case sheetNames.conflicts:
      return lockColumns(sheet, () => editable.data || editable.testResults);
    default:
      return sheet;
  }
}

function mayFill(key: string, { data, testResults }: Editable): boolean {
  const field = tableLayouts.actions.columns.find((column) => column.key === key)?.field ?? null;
  return field === 'testResult' || field === 'testDate' ? testResults : data;
}

function lockColumns(sheet: SheetModel, isEditable: (column: ColumnModel) => boolean): SheetModel {
  const lock = (column: ColumnModel): ColumnModel =>
    column.locked || isEditable(column) ? column : { ...column, locked: true, hint };
  return { ...sheet, tables: sheet.tables.map((table) => ({ ...table, columns: table.columns.map(lock) })) };
}
