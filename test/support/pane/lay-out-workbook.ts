/// <reference types="office-js" />
import type { CellValue, WorkbookModel } from '#engine/contract/model/table';
import { dateToSerial } from '#engine/domain/fields/serial-date';
import type { OfficePane } from '../excel.ts';

/** Puts a workbook as the engine makes it into a played Excel, by office.js: sheets, cells with their formats, tables, names. */
export async function layOutWorkbook({ Excel: excel }: OfficePane, model: WorkbookModel): Promise<void> {
  await excel.run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/name');
    await context.sync();
    const before = Array.from(worksheets.items, ({ name }) => name);
    for (const sheet of model.sheets) {
      const own = worksheets.add(sheet.name);
      for (const { row, column, value, name, input } of sheet.loose) {
        const cell = own.getRangeByIndexes(row - 1, column - 1, 1, 1);
        if (input) cell.numberFormat = [['@']];
        cell.formulas = [[inputOf(value, input)]];
        if (name !== null) context.workbook.names.add(name, cell);
      }
      await context.sync();
      for (const table of sheet.tables) {
        const { headerRow, firstColumn, columns, rows, spare } = table;
        const height = Math.max(1, rows.length + spare);
        const whole = own.getRangeByIndexes(headerRow - 1, firstColumn - 1, height + 1, columns.length);
        const body = Array.from({ length: height }, (_, index) => rows[index]?.cells ?? columns.map(() => null));
        for (const [index, column] of columns.entries()) {
          const range = own.getRangeByIndexes(headerRow, firstColumn - 1 + index, height, 1);
          const format = column.kind === 'date' ? 'yyyy-mm-dd' : column.locked ? 'General' : '@';
          if (column.choices !== null) {
            range.dataValidation.rule = { list: { inCellDropDown: true, source: column.choices.values.join(',') } };
            range.dataValidation.errorAlert = { showAlert: false, message: '', style: 'Information', title: '' };
          }
          range.numberFormat = body.map((cells) => [isFormula(cells[index] ?? null) ? 'General' : format]);
        }
        whole.formulas = [
          columns.map(({ header }) => header),
          ...body.map((cells) => cells.map((value, index) => inputOf(value, !(columns[index]?.locked ?? true)))),
        ];
        const made = own.tables.add(whole, true);
        made.name = table.name;
      }
      await context.sync();
    }
    for (const sheet of model.sheets) {
      const own = worksheets.getItem(sheet.name);
      if (sheet.protected) own.protection.protect();
      if (sheet.visibility === 'veryHidden') own.visibility = 'VeryHidden';
    }
    for (const name of before) worksheets.getItem(name).delete();
    await context.sync();
  });
}

function isFormula(value: CellValue): boolean {
  return typeof value === 'object' && value !== null && 'formula' in value;
}

function inputOf(value: CellValue, isText: boolean): string | number | boolean {
  if (value === null) return '';
  if (typeof value === 'string') return isText || /^[A-Za-z][A-Za-z ]*$/.test(value) ? value : `'${value}`;
  if (typeof value !== 'object') return value;
  if ('date' in value) return dateToSerial(value.date, '1900') ?? value.date;
  if ('formula' in value) return `=${value.formula}`;
  return `'${value.text}`;
}
