import assert from 'node:assert/strict';
import { dateText, percentText, sizeText, timeText } from '#addin/ui/format';

/** The kind of space differs between versions of the language data. */
const plain = (text: string): string => text.replace(/\s/gu, ' ');

describe('format', () => {
  it('[U7] a percentage is never rounded up: 100 % means all of it', () => {
    assert.equal(plain(percentText(99.99, 'en')), '99.9%');
    assert.equal(plain(percentText(100, 'en')), '100%');
    assert.equal(plain(percentText(57.83, 'de')), '57,8 %');
    assert.equal(plain(percentText(0, 'en')), '0%');
  });

  it('[U7] a day is the same day in every time zone; what is no date is shown as it is', () => {
    assert.equal(dateText('2026-04-03', 'en'), 'Apr 3, 2026');
    assert.equal(dateText('2026-04-03', 'de'), '03.04.2026');
    assert.equal(dateText('soon', 'en'), 'soon');
    assert.equal(timeText('later', 'en'), 'later');
    assert.match(timeText('2026-04-03T10:00:00.000Z', 'en'), /2026/);
  });

  it('[U7] a size has the unit that suits it', () => {
    assert.deepEqual(
      [0, 999, 1_500, 18_204, 2_411_008, 2_147_483_648].map((bytes) => plain(sizeText(bytes, 'en'))),
      ['0 bytes', '999 bytes', '1.5 kB', '18 kB', '2.4 MB', '2.1 GB'],
    );
  });
});
