import type { ReadTable } from '../../../contract/model/cells.ts';
import { type CellRange, parseRange } from '../package/cell-reference.ts';
import { damaged } from '../package/file-fault.ts';
import type { Package } from '../package/open-package.ts';
import { readRelationships } from '../package/relationships.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { undoCellEscapes } from '../package/xml-text.ts';

/** A table part as the patcher needs it: header row (0 or 1), totals rows and its columns in order. */
export type TablePart = {
  readonly part: string;
  readonly name: string;
  readonly range: CellRange;
  readonly headerRows: number;
  readonly totalsRows: number;
  readonly columns: readonly { readonly name: string; readonly formula: string | null }[];
  /** Filled by an external query, which would write over what is added. */
  readonly query: boolean;
};

/** The tables of a sheet part. Throws FileFault. */
export function readTableParts(workbook: Package, sheetPart: string): readonly TablePart[] {
  return readRelationships(workbook, sheetPart)
    .filter((relationship) => relationship.kind === 'table')
    .map((relationship) => {
      const part = relationship.target === null ? null : workbook.nameOf(relationship.target);
      if (part === null) throw damaged(sheetPart, 'the part of one of its tables is missing');
      return readTablePart(workbook, part);
    });
}

/** What people see of a table: headers and data rows. Tables without a header row have no column names and give null. */
export function toReadTable(table: TablePart): ReadTable | null {
  if (table.headerRows !== 1) return null;
  return {
    name: table.name,
    firstRow: table.range.firstRow,
    lastRow: table.range.lastRow - table.totalsRows,
    firstColumn: table.range.firstColumn,
    lastColumn: table.range.lastColumn,
    headers: table.columns.map((column) => column.name),
  };
}

function readTablePart(workbook: Package, part: string): TablePart {
  const cursor = new XmlCursor(workbook.readText(part).text, part);
  let head: Omit<TablePart, 'columns'> | null = null;
  const columns: { name: string; formula: string | null }[] = [];
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'table' && cursor.depth === 1) head = readHead(cursor, part);
    else if (cursor.local === 'tableColumn') {
      columns.push({ name: undoCellEscapes(cursor.attribute('name') ?? ''), formula: null });
    } else if (cursor.local === 'calculatedColumnFormula') {
      const column = columns.at(-1);
      const formula = cursor.readElementText();
      if (column !== undefined) column.formula = formula;
    }
  }
  if (head === null) throw damaged(part, 'it is not a table');
  if (columns.length !== head.range.lastColumn - head.range.firstColumn + 1) {
    throw damaged(part, 'the table has another number of columns than its range');
  }
  return { ...head, columns };
}

function readHead(cursor: XmlCursor, part: string): Omit<TablePart, 'columns'> {
  const name = cursor.attribute('displayName') ?? cursor.attribute('name');
  const range = parseRange(cursor.attribute('ref') ?? '');
  if (name === null || range === null) throw damaged(part, 'a table without a name or range');
  return {
    part,
    name,
    range,
    headerRows: Number(cursor.attribute('headerRowCount') ?? 1),
    totalsRows: Number(cursor.attribute('totalsRowCount') ?? 0),
    query: cursor.attribute('tableType') === 'queryTable',
  };
}
