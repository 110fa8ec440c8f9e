import assert from 'node:assert/strict';
import { type FormulaTable, relocateFormula, sameFormula } from '#engine/domain/sheets/relocate';

const items: FormulaTable = {
  sheet: 'Action Items',
  firstRow: 5,
  lastRow: 6,
  firstColumn: 1,
  columnCount: 3,
  target: { sheet: "Bo's tasks", firstRow: 11, lastRow: 14, columns: [4, 2, null] },
};
const host = { table: items, row: 5, targetRow: 13 };

describe('relocateFormula', () => {
  it('[W146] cells of the own row and columns of tables follow where they went, quoted texts stay', () => {
    assert.equal(relocateFormula('IF(A5="B5",B5,LOG10(A5))', host, [items]), 'IF(D13="B5",B13,LOG10(D13))');
    assert.equal(
      relocateFormula(`SUMIF('Action Items'!$A$5:$A$6,"*; A1;*",'Action Items'!$B$5:$B$6)`, host, [items]),
      `SUMIF('Bo''s tasks'!$D$11:$D$14,"*; A1;*",'Bo''s tasks'!$B$11:$B$14)`,
    );
    assert.equal(relocateFormula('"say ""A5"" twice"&A5', host, [items]), '"say ""A5"" twice"&D13');
  });

  it('[W146] a formula over what is gone cannot be placed', () => {
    assert.equal(relocateFormula('C5+1', host, [items]), null);
    assert.equal(relocateFormula('SUM(Other!$A$1:$A$2)', host, [items]), null);
    assert.equal(relocateFormula('SUM($A$5:$A$6)', { ...host, table: { ...items, target: null } }, []), null);
    assert.equal(relocateFormula('1+1', { ...host, table: null }, []), '1+1');
  });

  it('[W136] formulas are the same but for letter case, spaces and needless quotes; texts count letter by letter', () => {
    assert.ok(sameFormula("sum( 'Controls'!$A$1:$A$2 )", 'SUM(Controls!$A$1:$A$2)'));
    assert.ok(!sameFormula('IF(A1="x",1,0)', 'IF(A1="X",1,0)'));
    assert.ok(!sameFormula('IF(A1="a b",1,0)', 'IF(A1="ab",1,0)'));
    assert.ok(!sameFormula('A1+B1', 'A1+B2'));
  });
});
