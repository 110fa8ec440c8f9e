import assert from 'node:assert/strict';
import { readTyped, type TypedInput } from '#addin/workbench/model/typed-input';

function typed(text: string, format = 'General'): readonly [TypedInput['value'], string | null] {
  const { value, formula, numberFormat } = readTyped(text, format, 2026);
  return formula === null ? [value, numberFormat] : [formula, 'formula'];
}

describe('what is typed', () => {
  it('[E6] is a number with its format', () => {
    assert.deepEqual(typed('12'), [12, null]);
    assert.deepEqual(typed(' -1,234.5 '), [-1234.5, '#,##0.00']);
    assert.deepEqual(typed('.5'), [0.5, null]);
    assert.deepEqual(typed('7%'), [0.07, '0%']);
    assert.deepEqual(typed('7.25%'), [0.0725, '0.00%']);
    assert.deepEqual(typed('$20'), [20, '$#,##0']);
    assert.deepEqual(typed('1e3'), [1000, '0.00E+00']);
  });

  it('[E6] is a date or a time with its format, by the calendar', () => {
    assert.deepEqual(typed('2026-04-03'), [46115, 'm/d/yyyy']);
    assert.deepEqual(typed('4/3/2026'), [46115, 'm/d/yyyy']);
    assert.deepEqual(typed('4/3'), [46115, 'd-mmm']);
    assert.deepEqual(typed('3-Apr-26'), [46115, 'd-mmm-yy']);
    assert.deepEqual(typed('April 3, 2026'), [46115, 'd-mmm-yy']);
    assert.deepEqual(typed('12:00'), [0.5, 'h:mm']);
    assert.deepEqual(typed('6:00 pm'), [0.75, 'h:mm AM/PM']);
    assert.deepEqual(typed('2026-02-30'), ['2026-02-30', null]);
    assert.deepEqual(typed('1900-01-01'), [1, 'm/d/yyyy']);
    assert.deepEqual(typed('1900-03-01'), [61, 'm/d/yyyy']);
  });

  it('[E6] is a truth value, an error, a formula, or else text', () => {
    assert.deepEqual(typed('true'), [true, null]);
    assert.deepEqual(typed('#n/a'), [{ error: '#N/A' }, null]);
    assert.deepEqual(typed('=A1+1'), ['=A1+1', 'formula']);
    assert.deepEqual(typed('='), ['=', null]);
    assert.deepEqual(typed('Not Implemented'), ['Not Implemented', null]);
    assert.deepEqual(typed('AC-2'), ['AC-2', null]);
    assert.deepEqual(typed(''), [null, null]);
  });

  it('[E6] is text after an apostrophe and in a cell formatted as text', () => {
    assert.deepEqual(typed("'=A1"), ['=A1', null]);
    assert.deepEqual(typed("'12"), ['12', null]);
    assert.deepEqual(typed('=A1', '@'), ['=A1', null]);
    assert.deepEqual(typed('12', '@'), ['12', null]);
  });
});
