import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FieldValue } from '#engine/contract/model/field';
import { implementationStatuses, testResults } from '#engine/contract/model/vocabulary';
import { type BatchCell, findMishaps } from '#engine/domain/sheets/mishap';

/** A column of a batch from its values before and after; a null after is an empty cell. */
function column(field: string, base: readonly FieldValue[], yours: readonly FieldValue[]) {
  const cells = base.map((value, index): BatchCell => {
    const after = yours[index] ?? null;
    return { base: value, yours: after, blank: after === null };
  });
  return { field, cells };
}

function reasons(field: string, base: readonly FieldValue[], yours: readonly FieldValue[]): readonly string[] {
  return findMishaps([column(field, base, yours)]).map(({ reason }) => reason);
}

const notes = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 8 }).map((text) => `n${text}`),
  {
    minLength: 12,
    maxLength: 60,
  },
);
const statuses = fc.array(fc.constantFrom(...implementationStatuses), { minLength: 20, maxLength: 200 });

describe('findMishaps', () => {
  it('[W150] one column sorted without the others is noticed, texts and closed lists alike', () => {
    fc.assert(
      fc.property(notes, (base) => {
        const sorted = base.toSorted();
        fc.pre(base.filter((value, index) => value !== sorted[index]).length >= 5);
        assert.equal(reasons('testPlan', base, sorted).length, 1);
        assert.equal(reasons('testPlan', base.toReversed(), sorted.toReversed()).length, 1);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...testResults), { minLength: 30, maxLength: 100 }), (base) => {
        const sorted = base.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
        const moved = base.filter((value, index) => value !== sorted[index]);
        fc.pre(moved.length >= 5 && new Set(moved).size >= 3);
        assert.equal(reasons('testResult', base, sorted).length, 1);
      }),
    );
    assert.deepEqual(reasons('testPlan', ['d', 'b', null, 'e', 'a', 'c'], ['a', 'b', 'c', 'd', 'e', null]), [
      'one-column-sort',
    ]);
  });

  it('[W151] a column moved up or down by some rows is noticed', () => {
    fc.assert(
      fc.property(notes, fc.integer({ min: 1, max: 3 }), fc.boolean(), (base, distance, down) => {
        const blanks = Array.from({ length: distance }, () => null);
        const yours = down
          ? [...blanks, ...base.slice(0, base.length - distance)]
          : [...base.slice(distance), ...blanks];
        assert.deepEqual(reasons('testPlan', base, yours), ['shifted-paste']);
      }),
    );
    const base = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    assert.deepEqual(reasons('testPlan', base, ['a', 'new', 'b', 'c', 'd', 'e', 'f', 'g']), ['shifted-paste']);
    const [mishap] = findMishaps([column('testPlan', base, ['b', 'c', 'd', 'e', 'f', 'g', 'h', null])]);
    assert.equal(mishap?.field, 'testPlan');
    assert.equal(mishap?.message, '7 values moved up by one row.');
  });

  it('[W152] an emptied column is noticed, a few emptied cells are not', () => {
    const base = Array.from({ length: 30 }, (_, index) => (index < 20 ? `note ${index}` : null));
    const clear = (count: number) => base.map((value, index) => (index < count ? null : value));
    assert.deepEqual(reasons('testPlan', base, clear(20)), ['mass-clear']);
    assert.deepEqual(reasons('testPlan', base, clear(10)), ['mass-clear']);
    assert.deepEqual(reasons('testPlan', base, clear(9)), []);
    const long = Array.from({ length: 100 }, (_, index) => `note ${index}`);
    assert.deepEqual(
      reasons(
        'testPlan',
        long,
        long.map((value, index) => (index < 40 ? null : value)),
      ),
      [],
    );
  });

  it('[W152] choosing the word for nothing in many rows is no clearing', () => {
    const base = Array.from({ length: 30 }, () => 'Implemented');
    const typed = base.map((value): BatchCell => ({ base: value, yours: 'Not Implemented', blank: false }));
    assert.deepEqual(findMishaps([{ field: 'implementationStatus', cells: typed }]), []);
    const emptied = typed.map((cell) => ({ ...cell, blank: true }));
    assert.deepEqual(
      findMishaps([{ field: 'implementationStatus', cells: emptied }]).map(({ reason }) => reason),
      ['mass-clear'],
    );
  });

  it('[W153] filling rows with one value is work, however many and whatever stood there', () => {
    fc.assert(
      fc.property(
        statuses,
        fc.constantFrom(...implementationStatuses),
        fc.nat(),
        fc.nat(),
        (base, word, from, count) => {
          const start = from % base.length;
          const yours = base.map((value, index) => (index >= start && index <= start + count ? word : value));
          assert.deepEqual(reasons('implementationStatus', base, yours), []);
        },
      ),
      { numRuns: 500 },
    );
    const fifty = Array.from({ length: 50 }, () => 'Not Implemented');
    assert.deepEqual(
      reasons(
        'implementationStatus',
        fifty,
        fifty.map(() => 'Implemented'),
      ),
      [],
    );
  });

  it('[W153] new texts in many rows, first entries in blank ones, and a few swaps are work', () => {
    fc.assert(
      fc.property(notes, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (base, touched) => {
        const yours = base.map((value, index) => (touched[index] === true ? `new ${value}` : value));
        assert.deepEqual(reasons('testPlan', base, yours), []);
        assert.deepEqual(
          reasons(
            'testPlan',
            base.map(() => null),
            base,
          ),
          [],
        );
      }),
    );
    assert.deepEqual(reasons('testPlan', ['a', 'b', 'c', 'd'], ['b', 'a', 'd', 'c']), []);
    assert.deepEqual(reasons('testPlan', [], []), []);
  });

  it('[W153] ordinary work on a column of few words raises next to no false alarm', () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...implementationStatuses)), { maxLength: 40 });
    let alarms = 0;
    fc.assert(
      fc.property(statuses, edits, (base, changes) => {
        const yours = [...base];
        for (const [row, word] of changes) yours[row % base.length] = word;
        alarms += reasons('implementationStatus', base, yours).length;
      }),
      { numRuns: 2_000, seed: 20_261_123 },
    );
    assert.ok(alarms <= 1, `${alarms} alarms in 2,000 batches`);
  });
});
