import assert from 'node:assert/strict';
import type { CellValue, WorkbookModel } from '#engine/contract/model/table';
import { cellAddress } from '#engine/domain/sheets/address';
import { recalculate } from '#test/support/recalculate';
import { oneTableModel, sampleColumn, sampleWorkbookModel } from '#test/support/sample-workbook-model';

describe('an independent recalculation', () => {
  it('[W69] agrees with the values formulas carry', () => {
    const model = sampleWorkbookModel(30);
    const values = recalculate(model);
    const carried = carriedValues(model);
    assert.equal(values.size, carried.size);
    assert.ok(carried.size > 40);
    for (const [place, value] of carried) {
      const found = values.get(place);
      if (typeof value === 'number')
        assert.ok(Math.abs(Number(found) - value) < 1e-12, `${place}: ${found}, not ${value}`);
      else assert.equal(found, value, place);
    }
  });

  it('[W69] knows the functions the sheets are made of', () => {
    const cases: readonly (readonly [string, string | number | boolean])[] = [
      ['SUM(B2:B5)', 18],
      ['SUMIF(A2:A5,"*; AC-1;*",B2:B5)', 12],
      ['SUMIF(A2:A5,"=; ac-12;",B2:B5)', 4],
      ['COUNTIF(A2:A5,"*; AC-1;*")', 2],
      ['COUNTIFS(A2:A5,"*AC-1;*",B2:B5,">6")', 1],
      ['SUMIF(A2:A5,"*~**",B2:B5)', 2],
      ['IF(AND(1=1,OR(FALSE,TRUE)),"yes","no")', 'yes'],
      ['IFERROR(1/0,"none")', 'none'],
      ['1/0', '#DIV/0!'],
      ['ROUND(2.345,2)', 2.35],
      ['IF(B9="","blank","filled")', 'blank'],
      ['LEFT("Failed-Low Risk",6)="Failed"', true],
      ['1/3', 0.333333333333333],
    ];
    const rows: CellValue[][] = [
      ['; AC-1; AC-2;', 7],
      ['=1; AC-1;', 5],
      ['; AC-12;', 4],
      ['a * b', 2],
      ...cases.map(([formula]): CellValue[] => [{ formula, value: null }, null]),
    ];
    // The rows behind the four of data are kept apart from the ranges by a blank column B.
    const model = oneTableModel([sampleColumn('a', 'A', 10, 'text'), sampleColumn('b', 'B', 10, 'whole')], rows);
    const values = recalculate(model);
    for (const [index, [formula, expected]] of cases.entries()) {
      assert.equal(values.get(`Sheet one!A${index + 6}`), expected, formula);
    }
  });
});

function carriedValues(model: WorkbookModel): ReadonlyMap<string, string | number | null> {
  const carried = new Map<string, string | number | null>();
  const note = (sheet: string, row: number, column: number, value: CellValue | undefined): void => {
    if (typeof value !== 'object' || value === null || !('formula' in value)) return;
    carried.set(`${sheet}!${cellAddress(row, column)}`, value.value);
  };
  for (const { name, loose, tables } of model.sheets) {
    for (const { row, column, value } of loose) note(name, row, column, value);
    for (const { headerRow, firstColumn, rows } of tables) {
      for (const [offset, { cells }] of rows.entries()) {
        for (const [index, value] of cells.entries()) note(name, headerRow + 1 + offset, firstColumn + index, value);
      }
    }
  }
  return carried;
}
