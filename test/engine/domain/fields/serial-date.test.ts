import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dateToSerial, serialToDate } from '#engine/domain/fields/serial-date';

describe('serialToDate', () => {
  it('[F4] the 1900 system has the days around the one that never was', () => {
    assert.equal(serialToDate(1, '1900'), '1900-01-01');
    assert.equal(serialToDate(59, '1900'), '1900-02-28');
    assert.equal(serialToDate(60, '1900'), null);
    assert.equal(serialToDate(61, '1900'), '1900-03-01');
    assert.equal(serialToDate(0, '1900'), null);
    assert.equal(serialToDate(2_958_465, '1900'), '9999-12-31');
    assert.equal(serialToDate(2_958_466, '1900'), null);
    assert.equal(serialToDate(Number.NaN, '1900'), null);
  });

  it('[F4] the 1904 system counts from its own first day', () => {
    assert.equal(serialToDate(0, '1904'), '1904-01-01');
    assert.equal(serialToDate(60, '1904'), '1904-03-01');
    assert.equal(dateToSerial('1903-12-31', '1904'), null);
    assert.equal(dateToSerial('1899-12-31', '1900'), null);
  });

  it('[F4] agrees with an independent calendar over four centuries', () => {
    for (let day = 61; day < 150_000; day += 1) {
      const expected = new Date(Date.UTC(1899, 11, 30) + day * 86_400_000).toISOString().slice(0, 10);
      assert.equal(serialToDate(day, '1900'), expected);
    }
  });

  it('[F4] a day and its number are each other in both systems', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_957_000 }),
        fc.constantFrom('1900' as const, '1904' as const),
        (serial, system) => {
          const date = serialToDate(serial, system);
          if (date === null) assert.deepEqual([serial, system], [60, '1900']);
          else assert.equal(dateToSerial(date, system), serial);
        },
      ),
    );
    for (const none of ['2026-02-29', '2026-13-01', '2026-4-3', '', '0000-01-01']) {
      assert.equal(dateToSerial(none, '1900'), null);
    }
    assert.equal(dateToSerial('2024-02-29', '1900'), 45_351);
    assert.equal(dateToSerial('2100-02-29', '1900'), null);
  });
});
