import assert from 'node:assert/strict';
import type { Area } from '#addin/workbench/model/area';
import { relocateFormula, shiftFormula } from '#addin/workbench/model/shift-formula';

/** Two rows put in above row 3 of the sheet. */
function twoRowsIn(area: Area): Area | null {
  const shift = (row: number): number => (row >= 2 ? row + 2 : row);
  return { ...area, top: shift(area.top), bottom: shift(area.bottom) };
}

const own = (sheetPart: string): boolean => sheetPart === '' || sheetPart === "'My Sheet'!";

describe('references in formulas', () => {
  it('[E12] follow cells that moved, in the form they were written in', () => {
    const moved = (formula: string): string => relocateFormula(formula, own, twoRowsIn);
    assert.equal(moved('=A3+$B$3+C2'), '=A5+$B$5+C2');
    assert.equal(moved('=SUM(\'My Sheet\'!A1:A9)&"A3"'), '=SUM(\'My Sheet\'!A1:A11)&"A3"');
    assert.equal(moved('=Other!A3+LOG10(A3)'), '=Other!A3+LOG10(A5)');
    assert.equal(moved('=SUM(3:3)+SUM(B:C)'), '=SUM(5:5)+SUM(B:C)');
    assert.equal(moved('=Points_A3+Table1[A3]+XFD1048577'), '=Points_A3+Table1[A3]+XFD1048577');
    assert.equal(
      relocateFormula('=A3+B1', own, () => null),
      '=#REF!+#REF!',
    );
  });

  it('[E12] move with a formula that is copied, where they are not fixed', () => {
    assert.equal(shiftFormula('=A1+$A1+A$1+$A$1', 2, 1), '=B3+$A3+B$1+$A$1');
    assert.equal(shiftFormula('=SUM(A1:B2)', -1, 0), '=SUM(#REF!)');
    assert.equal(shiftFormula('=SUM($2:3)', 1, 0), '=SUM($2:4)');
    assert.equal(shiftFormula('="A1"&[@Points]', 5, 5), '="A1"&[@Points]');
  });
});
