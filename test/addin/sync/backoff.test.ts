import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createBackoff } from '#addin/sync/backoff';

describe('waiting before the next try', () => {
  it('[P35] doubles up to a most, and begins anew when something worked', () => {
    const backoff = createBackoff([500, 4_000], () => 0.999_999);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map(() => backoff.next()),
      [500, 1_000, 2_000, 4_000, 4_000],
    );
    backoff.reset();
    assert.equal(backoff.next(), 500);
  });

  it('[P35] is shortened by chance, by half at most, and never ends', () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(2_000), (chance, tries) => {
        const backoff = createBackoff([500, 30_000], () => chance);
        for (let count = 0; count < tries; count += 1) backoff.next();
        const wait = backoff.next();
        const whole = Math.min(30_000, 500 * 2 ** Math.min(tries, 30));
        assert.ok(wait >= whole / 2 - 1 && wait <= whole, String(wait));
      }),
    ));
});
