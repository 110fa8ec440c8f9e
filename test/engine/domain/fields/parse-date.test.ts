import assert from 'node:assert/strict';
import { parseDateText } from '#engine/domain/fields/parse-date';

function read(text: string): string {
  const result = parseDateText(text);
  return result.ok ? result.value : result.error;
}

describe('parseDateText', () => {
  it('[F6] forms that mean one day only are read', () => {
    const third = [
      '2026-04-03',
      '2026/4/3',
      '2026.04.03',
      '2026-04-03T23:30:00Z',
      '2026-04-03 09:15',
      '3 April 2026',
      '3. April 2026',
      '03-Apr-2026',
      '3rd apr 2026',
      'April 3, 2026',
      'Apr 3 2026',
      'APR. 3, 2026',
    ];
    for (const text of third) assert.equal(read(text), '2026-04-03', text);
    assert.equal(read('25/12/2026'), '2026-12-25');
    assert.equal(read('12/25/2026'), '2026-12-25');
    assert.equal(read('04.04.2026'), '2026-04-04');
    assert.equal(read('1 Sept 2026'), '2026-09-01');
    assert.equal(read('May 1, 2026'), '2026-05-01');
  });

  it('[F6] forms that mean two days to two people are ambiguous, all others no dates', () => {
    for (const text of ['03/04/2026', '3.4.2026', '12-11-2026']) assert.equal(read(text), 'ambiguous-date', text);
    for (const text of ['', '31/02/2026', '13/13/2026', '2026-02-30', '3 Foo 2026', '3/4/26', 'tomorrow', '2026-04']) {
      assert.equal(read(text), 'not-a-date', text);
    }
  });
});
