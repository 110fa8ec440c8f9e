import assert from 'node:assert/strict';
import { shiftFormula } from '#engine/adapters/workbook/read/shift-formula';

describe('shiftFormula', () => {
  it('[W15] relative references move; absolute ones, texts, names, functions and structured references stay', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['A1+$A1+A$1+$A$1', 'B3+$A3+B$1+$A$1'],
      ['SUM(A1:B2,A:A,$A:B,1:2,$1:2)', 'SUM(B3:C4,B:B,$A:C,3:4,$1:4)'],
      ['"A1 ""B2"""&A1', '"A1 ""B2"""&B3'],
      ["'It''s A1'!A1+Sheet1!A1", "'It''s A1'!B3+Sheet1!B3"],
      ['LOG10(A1)+ATAN2(A1,1E5)+rate_A1+A1.x', 'LOG10(B3)+ATAN2(B3,1E5)+rate_A1+A1.x'],
      ['Table1[[#This Row],[A1]]+Table1[A1]', 'Table1[[#This Row],[A1]]+Table1[A1]'],
      ['[1]Book!A1+XFE1+TRUE', '[1]Book!B3+XFE1+TRUE'],
    ];
    for (const [formula, shifted] of cases) assert.equal(shiftFormula(formula, 2, 1), shifted);
    assert.equal(shiftFormula('A1+B2', -1, 0), '#REF!+B1');
    assert.equal(shiftFormula('XFD1', 0, 1), '#REF!');
    assert.equal(shiftFormula('A1', 0, 0), 'A1');
  });
});
