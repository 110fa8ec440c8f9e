import assert from 'node:assert/strict';
import { pushChanges } from '#engine/app/push-changes';
import type { RecordField } from '#engine/contract/model/field';
import { recordFields } from '#engine/contract/model/field';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { tableLayouts } from '#engine/contract/model/layout';
import type { Decision } from '#engine/contract/model/vocabulary';
import { readWorkbook } from '#engine/domain/sheets/read';
import { createPaneBench, memoryStorage, type Pane } from '#test/support/pane/pane-bench';
import { goodLine } from '#test/support/pane/played-engine';
import { ann } from '#test/support/test-organisation';

/** Texts carry a mark by which they are found again wherever they went. */
const isMarked = (value: unknown): value is string => typeof value === 'string' && /^typed \d+$/.test(value);

type Seated = { pane: Pane; readonly book: number; readonly name: string; open: boolean };

/** Four panes on three workbooks of one group: two of them side by side in one workbook, two assessments sharing actions. */
export async function createPanesDesk() {
  const bench = await createPaneBench([
    { 'C-1': ['Lock', 'Back up'], 'C-2': ['Patch'] },
    { 'D-1': ['Back up', 'Train'] },
  ]);
  const [one, two] = bench.assessments;
  if (one === undefined || two === undefined) throw new Error('no assessments');
  const books = [await bench.book(one), await bench.book(one), await bench.book(two)];
  const assessmentOf = [one, one, two];
  /** Texts a pane has shown as pending: what it once took it must not lose. */
  const taken = new Set<string>();
  /** What a person last typed into each cell of each workbook. */
  const last = new Map<string, string>();
  let api = 0;

  const openPane = (book: number, name: string, from?: Pane): Pane => {
    const workbook = books[book] ?? assert.fail('no book');
    const seat = from?.seat ?? workbook.seat(name);
    const pane = bench.pane(workbook, {
      name,
      seat,
      storage: from?.storage ?? memoryStorage(),
      line: from?.line ?? goodLine(),
    });
    pane.session.subscribe(() => {
      for (const { value } of Object.values(pane.session.state().pending)) if (isMarked(value)) taken.add(value);
    });
    return pane;
  };
  const seats: Seated[] = [
    { pane: openPane(0, 'ann'), book: 0, name: 'ann', open: true },
    { pane: openPane(0, 'bo'), book: 0, name: 'bo', open: true },
    { pane: openPane(1, 'cy'), book: 1, name: 'cy', open: true },
    { pane: openPane(2, 'di'), book: 2, name: 'di', open: true },
  ];
  await bench.clock.pass(50);
  const seatAt = (index: number): Seated => seats[index % seats.length] ?? assert.fail('no seats');
  const titlesOf = (book: number): readonly string[] =>
    book === 2 ? ['Back up', 'Train'] : ['Lock', 'Back up', 'Patch'];

  return {
    bench,
    taken,
    last,
    seats,
    books,
    pass: (milliseconds: number) => bench.clock.pass(milliseconds),
    type(index: number, row: number, field: RecordField, value: string | null, silently: boolean): void {
      const { pane, book } = seatAt(index);
      const titles = titlesOf(book);
      const title = titles[row % titles.length] ?? '';
      if (!hasRow(pane, title)) return;
      if (silently) pane.pick(title, field, value);
      else pane.type(title, field, value);
      note(book, title, field, value);
    },
    /** Pastes over two rows of a column, whatever rows these are now. */
    paste(index: number, row: number, values: readonly [string, string]): void {
      const { pane, book } = seatAt(index);
      const titles = titlesOf(book).filter((title) => hasRow(pane, title));
      const first = titles[row % Math.max(1, titles.length)];
      if (first === undefined) return;
      const at = pane.place(first, 'implementationNotes');
      const below = titles.find((title) => pane.place(title, 'implementationNotes').row === at.row + 1);
      const rows = below === undefined ? [[values[0]]] : [[values[0]], [values[1]]];
      pane.seat.type(at.sheet, at.row, at.column, rows);
      note(book, first, 'implementationNotes', values[0]);
      if (below !== undefined) note(book, below, 'implementationNotes', values[1]);
    },
    sort(index: number, column: number): void {
      seatAt(index).pane.seat.sort(tableLayouts.actions.name, 1 + (column % 8));
    },
    deleteRow(index: number, row: number): void {
      const { pane, book } = seatAt(index);
      const titles = titlesOf(book);
      const title = titles[row % titles.length] ?? '';
      if (!hasRow(pane, title)) return;
      const at = pane.place(title, 'implementationNotes');
      pane.seat.deleteRow(at.sheet, at.row);
      // What was typed and never looked at is gone with the row, as the person wanted.
      for (const key of [...last.keys()]) if (key.startsWith(`${book} ${title} `)) last.delete(key);
    },
    insertRow(index: number, row: number): void {
      const { pane, book } = seatAt(index);
      const titles = titlesOf(book);
      const title = titles[row % titles.length] ?? '';
      if (!hasRow(pane, title)) return;
      const at = pane.place(title, 'implementationNotes');
      pane.seat.insertRow(at.sheet, at.row);
    },
    select(index: number, row: number, field: RecordField): void {
      const { pane, book } = seatAt(index);
      const titles = titlesOf(book);
      const title = titles[row % titles.length] ?? '';
      if (!hasRow(pane, title)) return;
      const at = pane.place(title, field);
      pane.seat.select(at.sheet, at.row, at.column);
    },
    leave: (index: number) => seatAt(index).pane.seat.leave(tableLayouts.actions.sheet),
    wake: (index: number) => seatAt(index).pane.session.wake(),
    dispatchField(index: number, row: number, value: string): void {
      const { pane, book, open } = seatAt(index);
      const titles = titlesOf(book);
      const action = bench.action(titles[row % titles.length] ?? '');
      if (open) pane.session.dispatch({ do: 'changeField', action, field: 'testPlan', value });
    },
    settle(index: number, which: number, decision: Decision, value: string): void {
      const { pane } = seatAt(index);
      const conflicts = pane.session.state().view?.conflicts ?? [];
      const conflict = conflicts[which % Math.max(1, conflicts.length)];
      if (conflict !== undefined) pane.session.dispatch({ do: 'settle', conflict: conflict.id, decision, value });
    },
    line(
      index: number,
      loss: number,
      delay: number,
      blocked: 'nothing' | 'sockets' | 'everything',
      seed: number,
    ): void {
      const { line } = seatAt(index).pane;
      let random = seed + 1;
      const next = (): number => {
        random = (random * 48_271) % 2_147_483_647;
        return random / 2_147_483_647;
      };
      line.loses = () => next() < loss;
      line.delay = () => Math.floor(next() * delay);
      line.blocked = blocked;
    },
    busy(index: number, isBusy: boolean): void {
      seatAt(index).pane.seat.fault = isBusy ? { code: 'busy' } : null;
    },
    loseAnswer(index: number): void {
      seatAt(index).pane.seat.loseNextAnswer = true;
    },
    closePane(index: number): void {
      const seated = seatAt(index);
      if (seated.open) seated.pane.session.stop();
      seated.open = false;
    },
    openPane(index: number): void {
      const seated = seatAt(index);
      if (seated.open) seated.pane.session.stop();
      seated.pane = openPane(seated.book, seated.name, seated.pane);
      seated.open = true;
    },
    stopEngine: () => bench.stopEngine(),
    startEngine: () => bench.restart(),
    async apiWrites(field: RecordField, value: string): Promise<void> {
      api += 1;
      const partition = groupPartition(one.group);
      const { organisation } = bench.test;
      const image = organisation.partition(partition)?.image;
      if (image === undefined) return;
      const change = { entity: recordRef(bench.action('Back up')), field, value, base: image.position };
      const id = `api/${api}` as CommandId; // of the id alphabet
      await pushChanges(organisation, { id, partition, epoch: image.epoch, changes: [change] }, ann, 'api');
    },
    /** Everything works again, every pane is open, and time goes by. */
    async comeToRest(): Promise<void> {
      await bench.restart();
      for (const [index, seated] of seats.entries()) {
        this.line(index, 0, 0, 'nothing', 0);
        this.busy(index, false);
        seated.pane.seat.loseNextAnswer = false;
        if (!seated.open) this.openPane(index);
      }
      for (let round = 0; round < 3; round += 1) {
        for (const { pane } of seats) pane.session.dispatch({ do: 'syncNow' });
        await bench.clock.pass(40_000);
      }
    },
    /** What a workbook says, as the reader takes it, beside what the engine has. */
    async compare(book: number) {
      const assessment = assessmentOf[book] ?? assert.fail('no assessment');
      const view = (await bench.useCases.view(assessment.id)) ?? assert.fail('no view');
      const reading = readWorkbook((books[book] ?? assert.fail('no book')).file, {
        findUser: () => null,
        titleByAction: new Map(view.actions.map(({ id, title }) => [id, title])),
      });
      const fields = Object.keys(recordFields) as RecordField[];
      const shown = reading.records
        .map(({ action, fields: cells }) => [action, fields.map((name) => readValue(cells[name]?.value))] as const)
        .sort();
      const engine = view.actions
        .map(
          ({ id, fields: states }) =>
            [id, fields.map((name) => states[name]?.value ?? untouched[name] ?? null)] as const,
        )
        .sort();
      return { shown, engine, doubtful: reading.doubtful };
    },
    async journal(): Promise<string> {
      const partition = bench.test.organisation.partition(groupPartition(one.group));
      const entries = (await partition?.read(0, 100_000)) ?? [];
      return JSON.stringify(entries.map(({ entry }) => entry.event));
    },
    close(): void {
      for (const { pane } of seats) pane.session.stop();
      bench.close();
    },
  };

  function note(book: number, title: string, field: RecordField, value: string | null): void {
    if (isMarked(value)) last.set(`${book} ${title} ${field}`, value);
    else last.delete(`${book} ${title} ${field}`);
  }
}

function hasRow(pane: Pane, title: string): boolean {
  try {
    pane.place(title, 'implementationNotes');
    return true;
  } catch {
    return false;
  }
}

const untouched: Readonly<Record<string, string>> = {
  implementationStatus: 'Not Implemented',
  testResult: 'Not Assessed',
};

function readValue(value: { readonly ok: boolean; readonly value?: unknown } | undefined): unknown {
  return value?.ok === true ? value.value : '(none)';
}
