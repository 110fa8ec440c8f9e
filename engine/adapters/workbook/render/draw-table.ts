import type { TableDefinition } from 'hucre';
import type { TableModel } from '../../../contract/model/table.ts';
import { areaAddress, columnLetters } from './a1.ts';
import { bodyFontSize, headerStyle } from './cell-styles.ts';
import { tableArea } from './check-model.ts';
import { columnFormats, spareRowFormat } from './conditional-formats.ts';
import { excelText, headerText } from './excel-text.ts';
import { addStrip, addValidation, type SheetDraft } from './sheet-draft.ts';
import { drawTableRows, lineHeight, textWidth } from './table-rows.ts';
import { countLines } from './text-lines.ts';
import { columnValidation } from './validations.ts';
import type { WorkbookDraft } from './workbook-draft.ts';
import { writeCell } from './write-cell.ts';

const headerPadding = 9;
const lowestHeader = 28;
/** Bold runs a little wider than the widths counted with. */
const headerFontSize = bodyFontSize * 1.08;
/** The filter button covers the end of a header's line. */
const filterButtonWidth = 2.5;

export function drawTable(draft: SheetDraft, table: TableModel, workbook: WorkbookDraft): void {
  const area = tableArea(table);
  const { firstRow, firstColumn, lastColumn } = area;
  let xml = '';
  let lines = 1;
  for (const [index, column] of table.columns.entries()) {
    const at = firstColumn + index;
    const header = headerText(column.header);
    xml += writeCell(
      `${columnLetters(at)}${firstRow}`,
      workbook.styles.of(headerStyle(column)),
      header,
      workbook.strings,
    );
    const width = textWidth(draft, table, index);
    if (width !== null) {
      lines = Math.max(lines, countLines(header, Math.max(3, width - filterButtonWidth), headerFontSize));
    }
    const range = areaAddress({ ...area, firstRow: firstRow + 1, firstColumn: at, lastColumn: at });
    const validation = columnValidation(column, range, workbook.lists);
    if (validation !== null) addValidation(draft, at, validation);
    draft.formats.push(...columnFormats(column, range, draft.formats.length + 1));
  }
  const height = Math.max(lowestHeader, lines * lineHeight + headerPadding);
  addStrip(draft, firstRow, { firstColumn, lastColumn, xml }, height, true);
  drawTableRows(draft, table, workbook);
  if (table.spare > 0) {
    const range = areaAddress({ ...area, firstRow: firstRow + 1 + table.rows.length });
    draft.formats.push(spareRowFormat(table, range, draft.formats.length + 1));
  }
  draft.textAreas.push(areaAddress({ ...area, firstRow: firstRow + 1 }));
}

export function tableDefinition(table: TableModel): TableDefinition {
  return {
    name: table.name,
    range: areaAddress(tableArea(table)),
    columns: table.columns.map((column) => ({ name: excelText(headerText(column.header)) })),
    style: 'TableStyleLight1',
    showRowStripes: false,
  };
}
