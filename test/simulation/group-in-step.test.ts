import assert from 'node:assert/strict';
import process from 'node:process';
import fc from 'fast-check';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import type { RecordField } from '#engine/contract/model/field';
import { decisions } from '#engine/contract/model/vocabulary';
import { createTestOrganisation } from '#test/support/test-organisation';
import { createSharedDesk, type SharedDesk, viewOf } from './shared-desk.ts';

const seed = Number(process.env['SEED'] ?? 20261123);

const copy = fc.nat(1);
// Two people hardly ever type the same: without bias towards small numbers.
const text = fc.noBias(fc.nat(99_999)).map((number) => `typed ${number}`);
const edit = fc.oneof(
  fc.record({
    field: fc.constantFrom<RecordField>('implementationNotes', 'testPlan'),
    value: fc.oneof(text, text, text, fc.constant(null)),
  }),
  fc.record({
    field: fc.constant<RecordField>('implementationStatus'),
    value: fc.oneof(fc.constantFrom('Planned', 'Implemented', 'not in scope'), text),
  }),
);
const decision = fc.constantFrom(...decisions);

type Step = (desk: SharedDesk) => Promise<unknown> | unknown;

/** A step that says what it was when a run fails. */
function step<A extends unknown[]>(
  weight: number,
  says: string,
  args: { readonly [K in keyof A]: fc.Arbitrary<A[K]> },
  run: (desk: SharedDesk, ...args: A) => Promise<unknown> | unknown,
): { weight: number; arbitrary: fc.Arbitrary<Step> } {
  const chosen = fc.tuple<A>(...args);
  return {
    weight,
    arbitrary: chosen.map((drawn) => {
      const take: Step = (desk) => run(desk, ...drawn);
      return Object.assign(take, {
        [fc.toStringMethod]: () => `${says} ${drawn.map((one) => JSON.stringify(one)).join(' ')}`,
      });
    }),
  };
}

const title = fc.constantFrom('Back up', 'Back up', 'Back up', 'Back up', 'Lock', 'Train');
const steps = fc.array(
  fc.oneof(
    step(7, 'types', [copy, title, edit], (desk, index, row, { field, value }) => desk.type(index, row, field, value)),
    step(8, 'types, saves, ingest', [copy, title, edit], (desk, index, row, { field, value }) => {
      desk.type(index, row, field, value);
      desk.save(index);
      return desk.ingest(index);
    }),
    step(5, 'saves', [copy], (desk, index) => desk.save(index)),
    step(2, 'reopens', [copy], (desk, index) => desk.reopen(index)),
    step(5, 'ingest', [copy], (desk, index) => desk.ingest(index)),
    step(4, 'write back', [copy], (desk, index) => desk.writeBack(index)),
    step(3, 'decides', [copy, decision, text], (desk, index, what, other) => desk.decide(index, what, other)),
    step(2, 'pane types', [edit], (desk, { field, value }) => desk.paneTypes(field, value)),
    step(2, 'pane sends, reply lost', [fc.boolean()], (desk, lose) => desk.paneSends(lose)),
    step(1, 'pane repeats', [], (desk) => desk.paneRepeats()),
    step(1, 'pane catches up', [], (desk) => desk.paneCatchesUp()),
    step(1, 'api writes', [edit], (desk, { field, value }) => desk.apiWrites(field, value)),
    step(3, 'settle', [fc.nat(3), decision, text, fc.constantFrom(0, 0, 1)], (desk, which, what, other, behind) =>
      desk.settle(which, what, other, behind),
    ),
  ),
  { minLength: 20, maxLength: 32, size: 'max' },
);

describe('a group in step', () => {
  it(`[R6] whatever the order, every file ends at the engine’s state and nothing typed is lost (seed ${seed})`, () =>
    fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const store = createMemoryJournal();
        const desk = await createSharedDesk(store);
        for (const take of taken) await take(desk);
        await comeToRest(desk);

        for (const each of desk.copies) {
          const { shown, engine } = await desk.compare(each);
          assert.deepEqual(shown, engine);
        }
        const entries = await desk.group.read(0, 100_000);
        const journal = JSON.stringify(entries.map(({ entry }) => entry.event));
        for (const value of desk.given) assert.ok(journal.includes(`"${value}"`), `${value} is lost`);

        const again = await createTestOrganisation(store);
        const replayed = await Promise.all(desk.copies.map((each) => viewOf(again, each.assessment, each.workbook)));
        assert.deepEqual(replayed, await desk.views());
      }),
      { seed, numRuns: 300 },
    )).timeout(60_000);
});

/** Everything that is still to come arrives: sets of the pane, saved files, write-backs, until nothing moves any more. */
async function comeToRest(desk: SharedDesk): Promise<void> {
  while (!desk.paneIsIdle()) await desk.paneSends(false);
  for (let round = 0; ; round += 1) {
    assert.ok(round < 10, 'The files do not come to rest');
    let moved = false;
    for (const index of desk.copies.keys()) {
      if ((await desk.ingest(index)) > 0) moved = true;
      if (await desk.writeBack(index)) moved = true;
    }
    if (!moved) return;
  }
}
