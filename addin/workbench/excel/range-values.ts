import { type Area, areaAt, columnsIn, rowsIn } from '../model/area.ts';
import { valueForApi, valueType } from '../model/cell.ts';
import { ExcelError } from '../model/excel-error.ts';
import { formatCells } from '../model/format-cells.ts';
import { formatValue } from '../model/number-format.ts';
import { cellAt, formatAt, isRowHidden, type Sheet } from '../model/sheet.ts';
import { type Editor, freshen, type LivePlace, tell } from '../model/workbook.ts';
import { type CellInput, writeCells } from '../model/write-cells.ts';
import type { Property } from '../richapi/kind.ts';
import { asFlag } from './arguments.ts';
import { hideLines } from './line-sizes.ts';
import { areaOf, type PaneContext, readableArea } from './pane-context.ts';

type RangeProperty = Property<LivePlace, PaneContext> | Property<LivePlace, PaneContext>['get'];

/** What a range says cell by cell. */
export const rangeValues: Readonly<Record<string, RangeProperty>> = {
  Values: {
    get: (place, context) =>
      grid(place, context, ({ row, column }) => valueForApi(cellAt(place.sheet, row, column).value)),
    set: writeInputs,
  },
  Formulas: { get: readFormulas, set: writeInputs },
  FormulasLocal: { get: readFormulas, set: writeInputs },
  Text: (place, context) =>
    grid(place, context, ({ row, column }) =>
      formatValue(cellAt(place.sheet, row, column).value, formatAt(place.sheet, row, column).numberFormat),
    ),
  ValueTypes: (place, context) =>
    grid(place, context, ({ row, column }) => valueType(cellAt(place.sheet, row, column).value)),
  NumberFormat: { get: readNumberFormats, set: writeNumberFormats },
  NumberFormatLocal: { get: readNumberFormats, set: writeNumberFormats },
  RowHidden: {
    get: (place) => uniform(rowNumbers(areaOf(place)), (row) => isRowHidden(place.sheet, row)),
    set: (place, value, { editor }) => hideLines(editor, place, 'rows', asFlag(value)),
  },
  ColumnHidden: {
    get: (place) => uniform(columnNumbers(areaOf(place)), (column) => place.sheet.columns.get(column)?.hidden ?? false),
    set: (place, value, { editor }) => hideLines(editor, place, 'columns', asFlag(value)),
  },
  HasSpill: () => false,
};

type Spot = { readonly row: number; readonly column: number };

function grid(place: LivePlace, { book }: PaneContext, read: (spot: Spot) => unknown): unknown[][] {
  freshen(book);
  const area = readableArea(place);
  return rowNumbers(area).map((row) => columnNumbers(area).map((column) => read({ row, column })));
}

function readFormulas(place: LivePlace, context: PaneContext): unknown[][] {
  return grid(place, context, ({ row, column }) => {
    const { formula, value } = cellAt(place.sheet, row, column);
    return formula ?? valueForApi(value);
  });
}

function readNumberFormats(place: LivePlace, context: PaneContext): unknown[][] {
  return grid(place, context, ({ row, column }) => formatAt(place.sheet, row, column).numberFormat);
}

function rowNumbers(area: Area): readonly number[] {
  return Array.from({ length: rowsIn(area) }, (_, index) => area.top + index);
}

function columnNumbers(area: Area): readonly number[] {
  return Array.from({ length: columnsIn(area) }, (_, index) => area.left + index);
}

/** The value all share; null when they differ. */
function uniform<T>(numbers: readonly number[], read: (number: number) => T): T | null {
  const first = read(numbers[0] ?? 0);
  return numbers.every((number) => read(number) === first) ? first : null;
}

function writeInputs(place: LivePlace, value: unknown, { editor }: PaneContext): void {
  writeCells(editor, place.sheet, readableArea(place), inputRows(value, readableArea(place)));
}

/** One value for all cells, or rows of the very size of the range. */
function inputRows(value: unknown, area: Area): readonly (readonly CellInput[])[] {
  if (!Array.isArray(value)) {
    const input = asInput(value);
    return Array.from({ length: rowsIn(area) }, () => Array.from({ length: columnsIn(area) }, () => input));
  }
  return checkedRows(value, area).map((row) => row.map(asInput));
}

function checkedRows(value: readonly unknown[], area: Area): readonly (readonly unknown[])[] {
  const fits =
    value.length === rowsIn(area) && value.every((row) => Array.isArray(row) && row.length === columnsIn(area));
  if (!fits) {
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  }
  // Every row was just found to be an array.
  return value as readonly (readonly unknown[])[];
}

export function asInput(value: unknown): CellInput {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new ExcelError('InvalidArgument');
}

function writeNumberFormats(place: LivePlace, value: unknown, { editor }: PaneContext): void {
  const area = areaOf(place);
  const rows = Array.isArray(value) ? checkedRows(value, area) : [[value]];
  const distinct = new Set(rows.flat());
  if (distinct.size === 1) setNumberFormat(editor, place.sheet, area, rows[0]?.[0]);
  else {
    for (const [offset, row] of rows.entries()) {
      for (const [step, each] of row.entries()) {
        const cell = areaAt(area.top + offset, area.left + step);
        setNumberFormat({ ...editor, muted: true }, place.sheet, cell, each);
      }
    }
    tell(editor, { kind: 'formatChanged', sheet: place.sheet, area });
  }
}

/** Null leaves a cell's format as it is. */
function setNumberFormat(editor: Editor, sheet: Sheet, area: Area, numberFormat: unknown): void {
  if (numberFormat === null) return;
  if (typeof numberFormat !== 'string') throw new ExcelError('InvalidArgument');
  formatCells(editor, sheet, area, (format) => ({ ...format, numberFormat }));
}
