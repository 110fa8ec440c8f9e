import { type CustomFunction, createCalculator, type FormulaCalculator } from '#addin/workbench/formulas/calculator';
import { parseArea } from '#addin/workbench/model/address';
import { isError, type Scalar } from '#addin/workbench/model/cell';
import { cellAt, type Sheet, setCell } from '#addin/workbench/model/sheet';
import { readTyped } from '#addin/workbench/model/typed-input';
import { createWorkbook, freshen, markStale, type Workbook } from '#addin/workbench/model/workbook';

/** A workbook of one sheet `S` with a calculator: `put('A1', '=1+1')`, then `value('A1')`. */
export type SheetOf = {
  readonly book: Workbook;
  readonly sheet: Sheet;
  readonly calculator: FormulaCalculator;
  put(cell: string, input: string | number | boolean): void;
  value(cell: string): string | number | boolean | null;
};

const moment = Date.UTC(2026, 10, 23, 12);

/** Cells are typed as a person types them; values of a file come as `[formula, value]`. */
export function sheetOf(
  cells: Readonly<Record<string, string | number | boolean | readonly [formula: string, value: Scalar]>> = {},
  custom?: CustomFunction,
): SheetOf {
  const book = createWorkbook('Book.xlsx', ['S'], () => moment);
  const [sheet] = book.sheets;
  if (sheet === undefined) throw new Error('a workbook has a sheet');
  const place = (cell: string) => {
    const area = parseArea(cell);
    if (area === null) throw new Error(`${cell} is no cell`);
    return area;
  };
  const put = (cell: string, input: string | number | boolean): void => {
    const { top, left } = place(cell);
    const { value, formula } = readTyped(input, 'General', 2026);
    setCell(sheet, top, left, { value, formula, format: null });
    markStale(book);
  };
  for (const [cell, input] of Object.entries(cells)) {
    if (!Array.isArray(input)) put(cell, input as string);
    else setCell(sheet, place(cell).top, place(cell).left, { formula: input[0], value: input[1], format: null });
  }
  const calculator = createCalculator(book, custom);
  book.calculator = calculator;
  markStale(book);
  return {
    book,
    sheet,
    calculator,
    put,
    value(cell) {
      freshen(book);
      const { top, left } = place(cell);
      const { value } = cellAt(sheet, top, left);
      return isError(value) ? value.error : value;
    },
  };
}
