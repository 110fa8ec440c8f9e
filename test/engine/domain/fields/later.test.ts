import assert from 'node:assert/strict';
import fc from 'fast-check';
import { later, millisecondsBetween } from '#engine/domain/fields/later';

describe('times', () => {
  it('[B20] are reckoned as the calendar has them, whatever the day, and back again', () => {
    const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(time, fc.integer({ min: -1e11, max: 1e11 }), (start, milliseconds) => {
        const from = start.toISOString();
        const to = new Date(start.getTime() + milliseconds).toISOString();
        assert.equal(later(from, milliseconds), to);
        assert.equal(millisecondsBetween(from, to), milliseconds);
      }),
    );
  });
});
