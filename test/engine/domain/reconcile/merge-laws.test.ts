import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Change } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import { applyEntry } from '#engine/domain/journal/apply';
import { fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { baseOf } from '#engine/domain/reconcile/merge';
import { createImage, type Image } from '#engine/domain/state/image';
import { restoreImage, saveImage } from '#engine/domain/state/snapshot';
import { createLedger, group, type Ledger, note, record } from '#test/support/writers';

/**
 * Writers: files A and B are edited offline and delivered as the difference to what they last saw, possibly several
 * times before the engine writes back; the pane sends each edit at once and learns of others only when it pulls; the
 * API gives a base of its own choosing. Notation of a step: [writer, what, record, value].
 */
type Step =
  | { readonly who: 'A' | 'B'; readonly what: 'type'; readonly n: number; readonly value: string }
  | { readonly who: 'A' | 'B'; readonly what: 'save' | 'write back' | 'save twice' }
  | { readonly who: 'pane'; readonly what: 'type'; readonly n: number; readonly value: string }
  | { readonly who: 'pane'; readonly what: 'pull' }
  | { readonly who: 'api'; readonly what: 'type'; readonly n: number; readonly value: string; readonly behind: number };

const n = fc.integer({ min: 1, max: 3 });
const value = fc.constantFrom('', 'x', 'y', 'z', 'w');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ who: fc.constantFrom('A', 'B'), what: fc.constant('type'), n, value }) },
  {
    weight: 3,
    arbitrary: fc.record({ who: fc.constantFrom('A', 'B'), what: fc.constantFrom('save', 'write back', 'save twice') }),
  },
  { weight: 2, arbitrary: fc.record({ who: fc.constant('pane'), what: fc.constant('type'), n, value }) },
  { weight: 1, arbitrary: fc.record({ who: fc.constant('pane'), what: fc.constant('pull') }) },
  {
    weight: 2,
    arbitrary: fc.record({ who: fc.constant('api'), what: fc.constant('type'), n, value, behind: fc.nat(6) }),
  },
) as fc.Arbitrary<Step>;

type FileCopy = { marker: number; readonly cells: Map<number, FieldValue> };

const shown = (image: Image, at: number) => fieldValueOf(image, record(at), 'implementationNotes');
const toValue = (text: string): FieldValue => (text === '' ? null : text);

function run(steps: readonly Step[]): { ledger: Ledger; typed: readonly (readonly [number, FieldValue])[] } {
  const ledger = createLedger();
  const files = { A: blankFile(), B: blankFile() };
  const typed: (readonly [number, FieldValue])[] = [];
  let paneSaw = 0;

  const save = (name: 'A' | 'B'): void => {
    const file = files[name];
    const lineage = `wb/${name}@${file.marker}`;
    const changes: Change[] = [];
    for (const [at, cell] of file.cells) {
      const current = ledger.image.entity(record(at))?.fields['implementationNotes'];
      if (baseOf(current, file.marker, lineage, null).value !== cell) changes.push(note(at, cell, file.marker));
    }
    if (changes.length > 0) ledger.edit(changes, { lineage, channel: 'file' });
    for (const { entity, value: sent } of changes) typed.push([Number(entity.slice('record/a'.length)), sent]);
  };

  for (const step of steps) {
    if (step.what === 'type' && (step.who === 'A' || step.who === 'B')) {
      files[step.who].cells.set(step.n, toValue(step.value));
    } else if (step.what === 'save') save(step.who);
    else if (step.what === 'save twice') {
      save(step.who);
      save(step.who);
    } else if (step.what === 'write back') {
      save(step.who);
      const file = files[step.who];
      file.marker = ledger.image.position;
      for (const at of [1, 2, 3]) file.cells.set(at, shown(ledger.image, at));
    } else if (step.what === 'pull') paneSaw = ledger.image.position;
    else if (step.who === 'pane' && step.what === 'type') {
      ledger.edit([note(step.n, toValue(step.value), paneSaw)], { lineage: 'live/pane', channel: 'pane' });
      typed.push([step.n, toValue(step.value)]);
    } else if (step.who === 'api') {
      const base = Math.max(0, ledger.image.position - step.behind);
      ledger.edit([note(step.n, toValue(step.value), base)]);
      typed.push([step.n, toValue(step.value)]);
    }
  }
  return { ledger, typed };
}

function blankFile(): FileCopy {
  return { marker: 0, cells: new Map([1, 2, 3].map((at) => [at, null])) };
}

const runs = 10_000;

describe('merge laws', () => {
  it('[R6] loses no value over random interleavings of two offline files, a pane and the API', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { ledger, typed } = run(steps);
        for (const [at, wanted] of typed) assert.ok(isKept(ledger, at, wanted), `"${wanted}" in record ${at} is gone`);
      }),
      { numRuns: runs },
    );
  });

  it('[R5] never replaces a value its writer had not seen', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { ledger } = run(steps);
        const image = createImage(group, 'e');
        for (const entry of ledger.entries) {
          const { event } = entry;
          if (event.kind === 'changed') {
            const before = image.entity(event.entity)?.fields[event.field];
            const own = before?.lineage !== null && before?.lineage === entry.lineage;
            const seen = baseOf(before, event.base, entry.lineage, null).value;
            assert.ok(before === undefined || before.at <= event.base || own || seen === before.value);
          }
          applyEntry(image, entry);
        }
      }),
      { numRuns: runs },
    );
  });

  it('[R4] gives the same result whatever the order independent edits are delivered in', () => {
    const edit = fc.record({ n: fc.integer({ min: 1, max: 8 }), value });
    fc.assert(
      fc.property(
        fc.uniqueArray(edit, { selector: (one) => one.n, maxLength: 8 }),
        fc.infiniteStream(fc.nat(7)),
        (edits, order) => {
          const shuffled = edits.map((one) => [order.next().value, one] as const).sort(([a], [b]) => a - b);
          const results = [edits, shuffled.map(([, one]) => one)].map((sequence) => {
            const ledger = createLedger();
            for (const one of sequence) ledger.edit([note(one.n, toValue(one.value), 0)]);
            assert.equal([...ledger.image.conflicts()].length, 0);
            return [1, 2, 3, 4, 5, 6, 7, 8].map((at) => shown(ledger.image, at));
          });
          assert.deepEqual(results[0], results[1]);
        },
      ),
      { numRuns: runs },
    );
  });

  it('[R7] changes nothing when a file is saved again unchanged', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.constantFrom('A', 'B'), (steps, who) => {
        const once = run([...steps, { who, what: 'save' }]).ledger;
        const twice = run([...steps, { who, what: 'save twice' }]).ledger;
        assert.deepEqual(
          [1, 2, 3].map((at) => shown(twice.image, at)),
          [1, 2, 3].map((at) => shown(once.image, at)),
        );
        const open = (ledger: Ledger) => [...ledger.image.conflicts()].map(({ id }) => id);
        assert.deepEqual(open(twice), open(once));
      }),
      { numRuns: runs },
    );
  });

  it('[R14] folds to the same state again, from the journal and from a snapshot in the middle', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(40), (steps, cut) => {
        const { ledger } = run(steps);
        const at = Math.min(cut, ledger.entries.length);
        const replayed = createImage(group, 'e');
        for (const entry of ledger.entries.slice(0, at)) applyEntry(replayed, entry);
        const saved: unknown = JSON.parse(JSON.stringify(saveImage(replayed)));
        const restored = restoreImage(saved, group, 'e');
        assert.ok(restored !== null);
        for (const image of [replayed, restored]) {
          for (const entry of ledger.entries.slice(at)) applyEntry(image, entry);
          assert.deepEqual(saveImage(image), saveImage(ledger.image));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** In the field's history, in an open conflict, or in an entry that says what became of it. */
function isKept(ledger: Ledger, at: number, wanted: FieldValue): boolean {
  for (
    let state = ledger.image.entity(record(at))?.fields['implementationNotes'] ?? null;
    state !== null;
    state = state.before
  ) {
    if (state.value === wanted) return true;
  }
  return ledger.entries.some(({ event }) => {
    if (!('entity' in event) || event.entity !== record(at)) return false;
    return (
      (event.kind === 'conflicted' && event.yours === wanted) || (event.kind === 'agreed' && event.value === wanted)
    );
  });
}
