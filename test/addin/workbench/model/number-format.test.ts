import assert from 'node:assert/strict';
import { formatValue } from '#addin/workbench/model/number-format';

describe('number formats', () => {
  it('[E7] show numbers', () => {
    const shown = (value: number, format: string): string => formatValue(value, format);
    assert.equal(shown(1234.567, 'General'), '1234.567');
    assert.equal(shown(0.1 + 0.2, 'General'), '0.3');
    assert.equal(shown(123456789012, 'General'), '1.23457E+11');
    assert.equal(shown(1234.565, '#,##0.00'), '1,234.57');
    assert.equal(shown(1.005, '0.00'), '1.01');
    assert.equal(shown(5, '000'), '005');
    assert.equal(shown(0.5, '#.##'), '.5');
    assert.equal(shown(0.856, '0%'), '86%');
    assert.equal(shown(-3, '0;(0)'), '(3)');
    assert.equal(shown(0, '0;-0;"none"'), 'none');
    assert.equal(shown(-0.001, '0.00'), '0.00');
    assert.equal(shown(12345, '0.00E+00'), '1.23E+04');
    assert.equal(shown(20, '$#,##0'), '$20');
    assert.equal(shown(2500000, '0.0,,"M"'), '2.5M');
    assert.equal(shown(3, '0 "of 4"'), '3 of 4');
  });

  it('[E7] show dates and times; m is minutes beside hours or seconds', () => {
    const shown = (format: string): string => formatValue(46115.75, format);
    assert.equal(shown('m/d/yyyy'), '4/3/2026');
    assert.equal(shown('yyyy-mm-dd'), '2026-04-03');
    assert.equal(shown('dddd d mmmm yy'), 'Friday 3 April 26');
    assert.equal(shown('mmm ddd'), 'Apr Fri');
    assert.equal(shown('h:mm AM/PM'), '6:00 PM');
    assert.equal(shown('yyyy\\-mm\\-dd hh:mm:ss'), '2026-04-03 18:00:00');
    assert.equal(formatValue(1.5, '[h]:mm'), '36:00');
    assert.equal(formatValue(60, 'yyyy-mm-dd'), '1900-03-01');
  });

  it('[E7] leave texts, truth values and errors what they are', () => {
    assert.equal(formatValue('text', '0.00'), 'text');
    assert.equal(formatValue('text', '0;0;0;"<"@">"'), '<text>');
    assert.equal(formatValue(true, '0.00'), 'TRUE');
    assert.equal(formatValue({ error: '#N/A' }, '0.00'), '#N/A');
    assert.equal(formatValue(null, '0.00'), '');
    assert.equal(formatValue('long', '@'), 'long');
  });
});
