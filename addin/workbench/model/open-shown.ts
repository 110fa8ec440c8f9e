import type { ShownColumns, ShownRow, ShownSheet, ShownWorkbook } from '#engine/contract/model/shown-workbook';
import { parseAddress, parseArea } from './address.ts';
import { type Area, lastColumn, lastRow } from './area.ts';
import { isErrorWord, type Scalar } from './cell.ts';
import type { CellFormat } from './cell-format.ts';
import { readTarget } from './change-names.ts';
import { emptySheet, type Protection, plainLine, type Sheet, setCell } from './sheet.ts';
import { formatOfStyle } from './shown-look.ts';
import { conditionalFormatOf, validationOf } from './shown-rules.ts';
import type { Table } from './table.ts';
import { createWorkbook, findSheet, newNumber, newSheetId, type Workbook } from './workbook.ts';

/**
 * A workbook from what the engine says a file shows. Formula results are those of the file; notes, links and charts stay
 * outside the model.
 */
export function openShown(name: string, shown: ShownWorkbook, now: () => number = Date.now): Workbook {
  const book = createWorkbook(name, [], now);
  book.sheets.push(...openSheets(book, shown));
  for (const { name: defined, sheet, refersTo, hidden } of shown.names) {
    const scope = sheet === null ? null : (findSheet(book, sheet) ?? null);
    book.names.push({
      name: defined,
      scope,
      refersTo: readTarget(book, `=${refersTo}`),
      comment: '',
      visible: !hidden,
    });
  }
  book.front = book.sheets[shown.activeSheet] ?? null;
  return book;
}

/** The sheets alone, made for a workbook and not yet in it. */
export function openSheets(book: Workbook, shown: ShownWorkbook): readonly Sheet[] {
  const formats = shown.styles.map(formatOfStyle);
  return shown.sheets.map((each) => openSheet(book, each, formats));
}

const visibilities = { visible: 'Visible', hidden: 'Hidden', veryHidden: 'VeryHidden' } as const;

function openSheet(book: Workbook, shown: ShownSheet, formats: readonly CellFormat[]): Sheet {
  const sheet = emptySheet(newSheetId(book), shown.name);
  const [plain] = formats;
  if (plain !== undefined) sheet.format = plain;
  sheet.visibility = visibilities[shown.visibility];
  sheet.tabColor = shown.tabColor ?? '';
  sheet.showGridlines = shown.gridlines;
  sheet.frozen = frozenArea(shown.frozen);
  for (const columns of shown.columns) openColumns(sheet, columns, formats);
  for (const [row, column, value, style, formula] of shown.cells) {
    setCell(sheet, row - 1, column - 1, {
      value: asScalar(value),
      formula: formula === undefined ? null : `=${formula}`,
      format: formats[style] ?? null,
    });
  }
  sheet.merges = areasOf(shown.merges);
  for (const table of shown.tables) openTable(book, sheet, table);
  for (const row of shown.rows) openRow(sheet, row, formats);
  sheet.validations = shown.validations.map((each) => validationOf(each, areasOf(each.ranges)));
  sheet.conditionalFormats = shown.formats.map((each) =>
    conditionalFormatOf(each, `{CF${newNumber(book)}}`, areasOf(each.ranges)),
  );
  sheet.protection = shown.protection === null ? null : protectionOf(shown.protection);
  return sheet;
}

function asScalar(value: ShownSheet['cells'][number][2]): Scalar {
  if (typeof value !== 'object' || value === null) return value;
  return { error: isErrorWord(value.error) ? value.error : '#VALUE!' };
}

function areasOf(ranges: readonly string[]): Area[] {
  return ranges.flatMap((range) => parseArea(range) ?? []);
}

function frozenArea({ rows, columns }: ShownSheet['frozen']): Area | null {
  if (rows === 0 && columns === 0) return null;
  return {
    top: 0,
    left: 0,
    bottom: rows === 0 ? lastRow : rows - 1,
    right: columns === 0 ? lastColumn : columns - 1,
  };
}

/** A column's width in a file counts characters of seven pixels, with five around them; a pixel is 0.75 points. */
function pointsOf(characters: number): number {
  return Math.round(characters * 7 + 5) * 0.75;
}

function openColumns(sheet: Sheet, columns: ShownColumns, formats: readonly CellFormat[]): void {
  const format = columns.style === 0 ? null : (formats[columns.style] ?? null);
  const size = columns.width === null ? null : pointsOf(columns.width);
  // Files often describe all columns to the edge at once; beyond a few hundred nobody looks.
  for (let column = columns.first; column <= Math.min(columns.last, columns.first + 500); column += 1) {
    sheet.columns.set(column - 1, { size, hidden: columns.hidden, format });
  }
}

/** A row a table's filter has put away counts as filtered, any other hidden row as hidden by a person. */
function openRow(sheet: Sheet, shown: ShownRow, formats: readonly CellFormat[]): void {
  const row = shown.row - 1;
  const filtered =
    shown.hidden &&
    sheet.tables.some(
      ({ area, columns }) => row > area.top && row <= area.bottom && columns.some(({ filter }) => filter !== null),
    );
  if (filtered) sheet.filteredRows.add(row);
  const format = shown.style === null ? null : (formats[shown.style] ?? null);
  sheet.rows.set(row, { ...plainLine, size: shown.height, hidden: shown.hidden && !filtered, format });
}

function openTable(book: Workbook, sheet: Sheet, shown: ShownSheet['tables'][number]): void {
  const area = parseAddress(shown.range)?.area;
  if (area === undefined) return;
  const table: Table = {
    id: String(newNumber(book)),
    name: shown.name,
    area,
    columns: shown.columns.map((name, index) => {
      const filter = shown.filters.find(({ column }) => column === index);
      return {
        id: index + 1,
        name,
        filter: filter === undefined ? null : { filterOn: 'Values', values: filter.values },
      };
    }),
    style: shown.style,
    showHeaders: shown.headers,
    showTotals: shown.totals,
    showBandedRows: shown.bandedRows,
    showBandedColumns: shown.bandedColumns,
    highlightFirstColumn: shown.firstColumn,
    highlightLastColumn: shown.lastColumn,
    showFilterButton: shown.filterButtons,
    sorted: [],
  };
  sheet.tables.push(table);
}

/** A file holds a password only as a hash, so that here nothing anybody types can match it. */
function protectionOf({ password, allowed }: NonNullable<ShownSheet['protection']>): Protection {
  const options = Object.fromEntries(
    allowed.map((name) => [`allow${name.charAt(0).toUpperCase()}${name.slice(1)}`, true]),
  );
  return { password: password ? '\u0000' : null, options };
}
