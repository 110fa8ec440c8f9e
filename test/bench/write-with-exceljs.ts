import type { CellValue, SheetModel, TableModel, WorkbookModel } from '#engine/contract/model/table';
import { type ExcelBook, type ExcelSheet, newExcelBook } from './peers.ts';

const solid = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const colours = {
  good: 'FFC6EFCE',
  partial: 'FFFFEB9C',
  warning: 'FFFFD699',
  bad: 'FFFFC7CE',
  neutral: 'FFE7E6E6',
  accent: 'FFDDEBF7',
};

/** The same content with exceljs: sheets, tables, typed cells, formulas with values, drop-downs, colours by value. */
export async function writeWithExceljs(model: WorkbookModel): Promise<Uint8Array> {
  const book = newExcelBook();
  for (const sheet of model.sheets) addSheet(book, sheet);
  return book.xlsx.writeBuffer();
}

function addSheet(book: ExcelBook, model: SheetModel): void {
  const sheet = book.addWorksheet(model.name, {
    state: model.visibility,
    pageSetup: { orientation: model.landscape ? 'landscape' : 'portrait' },
    views: [{ state: 'frozen', ySplit: model.frozen.rows, xSplit: model.frozen.columns }],
  });
  for (const loose of model.loose) {
    const cell = sheet.getCell(loose.row, loose.column);
    cell.value = toExceljs(loose.value);
    if (loose.role === 'title') cell.font = { bold: true, size: 16 };
    if (loose.role === 'band') cell.fill = solid(colours.neutral);
    if (loose.span > 1) sheet.mergeCells(loose.row, loose.column, loose.row, loose.column + loose.span - 1);
  }
  for (const table of model.tables) addTable(sheet, table);
}

function addTable(sheet: ExcelSheet, table: TableModel): void {
  const first = table.headerRow + 1;
  const last = table.headerRow + Math.max(1, table.rows.length);
  for (const [index, column] of table.columns.entries()) {
    const place = sheet.getColumn(table.firstColumn + index);
    place.width = column.width;
    place.hidden = column.hidden;
    place.alignment = { vertical: 'top', wrapText: column.kind === 'long' };
    if (column.kind === 'date') place.numFmt = 'yyyy-mm-dd';
  }
  const empty = table.columns.map(() => null);
  sheet.addTable({
    name: table.name,
    ref: `${letters(table.firstColumn)}${table.headerRow}`,
    headerRow: true,
    style: { theme: 'TableStyleMedium2', showRowStripes: true },
    columns: table.columns.map(({ header }) => ({ name: header, filterButton: true })),
    rows: table.rows.length === 0 ? [empty] : table.rows.map(({ cells }) => cells.map(toExceljs)),
  });
  for (const [index, column] of table.columns.entries()) {
    const letter = letters(table.firstColumn + index);
    const range = `${letter}${first}:${letter}${last}`;
    if (column.choices !== null) {
      const list = `"${column.choices.values.join(',').slice(0, 250)}"`;
      sheet.dataValidations.add(range, { type: 'list', allowBlank: true, formulae: [list] });
    }
    const rules = Object.entries(column.tones).map(([text, tone], priority) => ({
      type: 'cellIs',
      operator: 'equal',
      priority: priority + 1,
      formulae: [`"${text}"`],
      style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: colours[tone] } } },
    }));
    if (rules.length > 0) sheet.addConditionalFormatting({ ref: range, rules });
  }
}

function toExceljs(value: CellValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if ('date' in value) return new Date(value.date);
  if ('formula' in value) return { formula: value.formula, result: value.value ?? undefined };
  return { text: value.text, hyperlink: value.link };
}

function letters(column: number): string {
  const rest = (column - 1) % 26;
  const before = (column - 1 - rest) / 26;
  return (before === 0 ? '' : letters(before)) + String.fromCharCode(65 + rest);
}
