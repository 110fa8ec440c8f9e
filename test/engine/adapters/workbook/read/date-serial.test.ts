import assert from 'node:assert/strict';
import { showsDate } from '#engine/adapters/workbook/read/date-format';
import { dateToSerial, isoToSerial } from '#engine/adapters/workbook/read/date-serial';

describe('dates', () => {
  it('[W13] serials follow the workbook’s date system, the leap day of 1900 that never was included', () => {
    const serials = ['1900-01-01', '1900-02-28', '1900-03-01', '2026-11-22'].map((date) => dateToSerial(date, false));
    assert.deepEqual(serials, [1, 59, 61, 46348]);
    assert.equal(dateToSerial('1904-01-01', true), 0);
    assert.equal(dateToSerial('2026-11-22', true), 46348 - 1462);
    for (const date of ['1899-12-31', '2026-02-30', '2026-1-1', 'today', ''])
      assert.equal(dateToSerial(date, false), null);
    assert.equal(dateToSerial('1903-12-31', true), null);
    assert.equal(isoToSerial('2026-11-22T06:00:00Z', false), 46348.25);
    assert.equal(isoToSerial('06:00', false), null);
  });

  it('[W14] number formats: only what shows a day, month or year is a date', () => {
    for (const code of ['yyyy-mm-dd', 'd/m', '[$-409]mmmm', 'dd.mm.yy hh:mm', 'mmm', '[Blue]d;@'])
      assert.ok(showsDate(code), code);
    for (const code of [
      'General',
      '0.00E+00',
      'h:mm:ss',
      '[mm]:ss',
      '0" d"',
      '\\d0',
      '#,##0;[Red]d',
      '_d0',
      '*d0',
      '@',
    ]) {
      assert.ok(!showsDate(code), code);
    }
  });
});
