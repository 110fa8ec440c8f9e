import type { ShownTable } from '../../../contract/model/shown-workbook.ts';
import { rangeName } from '../package/cell-reference.ts';
import type { Package } from '../package/open-package.ts';
import { isTrue } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { readTableParts } from '../read/tables.ts';

/** A sheet's tables with their looks and the values their filters let through. Throws FileFault. */
export function readTables(workbook: Package, sheetPart: string): readonly ShownTable[] {
  return readTableParts(workbook, sheetPart).map((table) => ({
    name: table.name,
    range: rangeName(table.range),
    headers: table.headerRows > 0,
    totals: table.totalsRows > 0,
    columns: table.columns.map(({ name }) => name),
    ...readLooks(new XmlCursor(workbook.readText(table.part).text, table.part)),
  }));
}

function readLooks(cursor: XmlCursor): Omit<ShownTable, 'name' | 'range' | 'headers' | 'totals' | 'columns'> {
  const looks = {
    style: '',
    bandedRows: false,
    bandedColumns: false,
    firstColumn: false,
    lastColumn: false,
    filterButtons: false,
    filters: [] as { column: number; values: string[] }[],
  };
  let column = 0;
  let hiddenButtons = 0;
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'autoFilter') looks.filterButtons = true;
    else if (cursor.local === 'filterColumn') {
      column = Number(cursor.attribute('colId') ?? 0);
      if (isTrue(cursor.attribute('hiddenButton'))) hiddenButtons += 1;
    } else if (cursor.local === 'filters') {
      looks.filters.push({ column, values: isTrue(cursor.attribute('blank')) ? [''] : [] });
    } else if (cursor.local === 'filter') looks.filters.at(-1)?.values.push(cursor.attribute('val') ?? '');
    else if (cursor.local === 'tableColumn') column += 1;
    else if (cursor.local === 'tableStyleInfo') {
      looks.style = cursor.attribute('name') ?? '';
      looks.bandedRows = isTrue(cursor.attribute('showRowStripes'));
      looks.bandedColumns = isTrue(cursor.attribute('showColumnStripes'));
      looks.firstColumn = isTrue(cursor.attribute('showFirstColumn'));
      looks.lastColumn = isTrue(cursor.attribute('showLastColumn'));
    }
  }
  // Programs hide the buttons of a table by hiding every one of them.
  if (hiddenButtons > 0 && looks.filters.length === 0) looks.filterButtons = false;
  return looks;
}
