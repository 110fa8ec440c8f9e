import type { SheetModel, TableModel, WorkbookModel } from '../../../contract/model/table.ts';
import { type Area, areaAddress, areasOverlap } from './a1.ts';
import { headerText } from './excel-text.ts';

const lastSheetRow = 1_048_576;
const lastSheetColumn = 16_384;
const definedName = /^[A-Za-z_\\][A-Za-z0-9_.\\]{0,254}$/;
const likeAnAddress = /^(?:[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*)$/;

/**
 * A model a spreadsheet would have to repair is a bug of whoever made it: thrown here with its place, before people get
 * to see "We found a problem with some content". Sheet names are checked by the driver.
 */
export function checkModel(model: WorkbookModel): void {
  const names = new Set<string>();
  const claim = (name: string, place: string): void => {
    if (!definedName.test(name) || likeAnAddress.test(name)) fail(place, `${JSON.stringify(name)} is no valid name`);
    if (names.has(name.toLowerCase())) fail(place, `the name ${JSON.stringify(name)} is used twice`);
    names.add(name.toLowerCase());
  };
  for (const name of Object.keys(model.names)) claim(name, 'Names');
  for (const sheet of model.sheets) {
    for (const cell of sheet.loose) if (cell.name !== null) claim(cell.name, sheet.name);
    for (const table of sheet.tables) {
      claim(table.name, sheet.name);
      checkTable(table, `${sheet.name}, table ${table.name}`);
    }
    checkAreas(sheet);
  }
  if (!model.sheets.some(({ visibility }) => visibility === 'visible')) fail('Workbook', 'no sheet is visible');
}

/** Headers and everything below, spare rows included; a table has at least one row, if only a blank one. */
export function tableArea(table: TableModel): Area {
  return {
    firstRow: table.headerRow,
    firstColumn: table.firstColumn,
    lastRow: table.headerRow + Math.max(1, table.rows.length + table.spare),
    lastColumn: table.firstColumn + table.columns.length - 1,
  };
}

function checkTable(table: TableModel, place: string): void {
  if (table.columns.length === 0) fail(place, 'there are no columns');
  const headers = new Set<string>();
  for (const { header } of table.columns) {
    const text = headerText(header).toLowerCase();
    if (text === '') fail(place, 'a header is empty');
    if (headers.has(text)) fail(place, `the header ${JSON.stringify(header)} stands twice`);
    headers.add(text);
  }
  const odd = table.rows.find((row) => row.cells.length !== table.columns.length);
  if (odd !== undefined) {
    fail(place, `row ${odd.key} has ${odd.cells.length} cells for ${table.columns.length} columns`);
  }
}

function checkAreas(sheet: SheetModel): void {
  const areas: Area[] = [];
  const add = (area: Area): void => {
    if (area.firstRow < 1 || area.firstColumn < 1 || area.lastRow > lastSheetRow || area.lastColumn > lastSheetColumn) {
      fail(sheet.name, `${areaAddress(area)} is outside the sheet`);
    }
    const other = areas.find((each) => areasOverlap(each, area));
    if (other !== undefined) fail(sheet.name, `${areaAddress(area)} overlaps ${areaAddress(other)}`);
    areas.push(area);
  };
  for (const table of sheet.tables) add(tableArea(table));
  for (const { row, column, span } of sheet.loose) {
    add({ firstRow: row, firstColumn: column, lastRow: row, lastColumn: column + Math.max(1, span) - 1 });
  }
}

function fail(place: string, problem: string): never {
  throw new Error(`The workbook cannot be written. ${place}: ${problem}.`);
}
