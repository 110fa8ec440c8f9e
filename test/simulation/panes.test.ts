import assert from 'node:assert/strict';
import process from 'node:process';
import fc from 'fast-check';
import type { RecordField } from '#engine/contract/model/field';
import { decisions } from '#engine/contract/model/vocabulary';
import { createPanesDesk } from './panes-desk.ts';

type Desk = Awaited<ReturnType<typeof createPanesDesk>>;
type Step = (desk: Desk) => Promise<unknown> | unknown;

const seed = Number(process.env['SEED'] ?? 20261123);
const runs = Number(process.env['RUNS'] ?? 200);

const pane = fc.nat(3);
const row = fc.nat(2);
// People hardly ever type the same: without bias towards small numbers.
const text = fc.noBias(fc.nat(999_999)).map((number) => `typed ${number}`);
const edit = fc.oneof(
  fc.record({
    field: fc.constantFrom<RecordField>('implementationNotes', 'testPlan'),
    value: fc.oneof(text, text, text, text, fc.constant(null)),
  }),
  fc.record({
    field: fc.constant<RecordField>('implementationStatus'),
    value: fc.oneof(fc.constantFrom('Planned', 'Implemented', 'not in scope'), text),
  }),
);

/** A step that says what it was when a run fails. */
function step<A extends unknown[]>(
  weight: number,
  says: string,
  args: { readonly [K in keyof A]: fc.Arbitrary<A[K]> },
  run: (desk: Desk, ...args: A) => Promise<unknown> | unknown,
): { weight: number; arbitrary: fc.Arbitrary<Step> } {
  return {
    weight,
    arbitrary: fc.tuple<A>(...args).map((drawn) => {
      const take: Step = (desk) => run(desk, ...drawn);
      return Object.assign(take, {
        [fc.toStringMethod]: () => `${says} ${drawn.map((one) => JSON.stringify(one)).join(' ')}`,
      });
    }),
  };
}

const steps = fc.array(
  fc.oneof(
    step(10, 'pass', [fc.constantFrom(0, 5, 30, 200, 900, 3_000, 9_000)], (desk, time) => desk.pass(time)),
    step(9, 'type', [pane, row, edit], (desk, index, at, { field, value }) =>
      desk.type(index, at, field, value, false),
    ),
    step(2, 'pick', [pane, row, edit], (desk, index, at, { field, value }) => desk.type(index, at, field, value, true)),
    step(2, 'paste', [pane, row, fc.tuple(text, text)], (desk, index, at, values) => desk.paste(index, at, values)),
    step(2, 'in the pane', [pane, row, text], (desk, index, at, value) => desk.dispatchField(index, at, value)),
    step(2, 'sort', [pane, fc.nat(7)], (desk, index, column) => desk.sort(index, column)),
    step(1, 'delete row', [pane, row], (desk, index, at) => desk.deleteRow(index, at)),
    step(1, 'insert row', [pane, row], (desk, index, at) => desk.insertRow(index, at)),
    step(
      1,
      'select',
      [pane, row, fc.constantFrom<RecordField>('implementationStatus', 'testPlan')],
      (desk, index, at, field) => desk.select(index, at, field),
    ),
    step(1, 'leave', [pane], (desk, index) => desk.leave(index)),
    step(1, 'wake', [pane], (desk, index) => desk.wake(index)),
    step(1, 'settle', [pane, fc.nat(3), fc.constantFrom(...decisions), text], (desk, index, which, decision, value) =>
      desk.settle(index, which, decision, value),
    ),
    step(
      3,
      'line',
      [
        pane,
        fc.constantFrom(0, 0.1, 0.5),
        fc.constantFrom(0, 40, 400),
        fc.constantFrom('nothing', 'nothing', 'sockets', 'everything'),
        fc.nat(999),
      ],
      (desk, index, loss, delay, blocked, number) => desk.line(index, loss, delay, blocked, number),
    ),
    step(1, 'busy', [pane, fc.boolean()], (desk, index, isBusy) => desk.busy(index, isBusy)),
    step(1, 'lose answer', [pane], (desk, index) => desk.loseAnswer(index)),
    step(1, 'close pane', [pane], (desk, index) => desk.closePane(index)),
    step(2, 'open pane', [pane], (desk, index) => desk.openPane(index)),
    step(1, 'stop engine', [], (desk) => desk.stopEngine()),
    step(2, 'start engine', [], (desk) => desk.startEngine()),
    step(1, 'api', [fc.constantFrom<RecordField>('implementationNotes', 'testPlan'), text], (desk, field, value) =>
      desk.apiWrites(field, value),
    ),
  ),
  { minLength: 15, maxLength: 40, size: 'max' },
);

describe('panes in step', () => {
  it(`[P90] whatever happens, every workbook ends at the engine’s state and nothing typed is lost (seed ${seed})`, () =>
    fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const desk = await createPanesDesk();
        try {
          if (process.env['TRACE'] !== undefined)
            process.stdout.write(`run ${taken.map((take) => String(fc.stringify(take))).join(',')}\n`);
          for (const take of taken) await take(desk);
          await desk.comeToRest();
          const journal = await desk.journal();
          const unseen = new Set(desk.seats.flatMap(({ pane: { seat } }) => [...seat.unseen]));
          for (const value of new Set([...desk.taken, ...[...desk.last.values()].filter((one) => !unseen.has(one))])) {
            assert.ok(journal.includes(`"${value}"`), `${value} is lost`);
          }
          for (const {
            pane: { session },
            name,
          } of desk.seats) {
            assert.equal(session.state().binding.kind, 'bound', name);
            assert.deepEqual(session.state().pending, {}, name);
            assert.equal(session.state().outbox.waiting, 0, name);
          }
          for (const index of desk.books.keys()) {
            const { shown, engine } = await desk.compare(index);
            assert.deepEqual(shown, engine, `workbook ${index}`);
          }
        } finally {
          desk.close();
        }
      }),
      {
        seed,
        numRuns: runs,
        endOnFailure: process.env['SHRINK'] === undefined,
        ...(process.env['RUN'] === undefined ? {} : { path: process.env['RUN'] }),
      },
    )).timeout(600_000);
});
