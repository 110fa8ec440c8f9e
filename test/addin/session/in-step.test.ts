import assert from 'node:assert/strict';
import { sheetNames, tableLayouts } from '#engine/contract/model/layout';
import { readIdentity } from '#engine/domain/sheets/identity';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';
import type { PlayedBook } from '#test/support/pane/played-book';
import { pushAs } from '#test/support/pane/push-as';

const notes = 'implementationNotes';

describe('a workbook in step', () => {
  let bench: PaneBench;
  let book: PlayedBook;
  let pane: Pane;
  beforeEach(async () => {
    bench = await createPaneBench([{ 'C-1': ['Patch', 'Train'], 'C-2': ['Review'] }]);
    book = await bench.book(bench.assessments[0] ?? assert.fail());
    pane = bench.pane(book);
    await bench.clock.pass(2_500);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  it('[P40] shows what others change at once, in one write, and moves no selection', async () => {
    pane.seat.select(sheetNames.overview, 3, 3);
    await bench.clock.pass(10);
    const { selected } = pane.seat;
    const before = book.calls['write'] ?? 0;
    for (const title of ['Patch', 'Train', 'Review']) await pushAs(bench, title, notes, `news of ${title}`);
    await bench.clock.pass(20);
    assert.equal(pane.shows('Patch', notes), 'news of Patch');
    assert.equal(pane.shows('Review', notes), 'news of Review');
    assert.ok((book.calls['write'] ?? 0) - before <= 2);
    assert.deepEqual(pane.seat.selected, selected);
  });

  it('[P40] takes what the engine refuses to compare for old: a later view never brings an older value back', async () => {
    pane.line.delay = () => 300;
    await pushAs(bench, 'Patch', notes, 'one');
    await bench.clock.pass(400);
    await pushAs(bench, 'Patch', notes, 'two');
    await bench.clock.pass(3_000);
    assert.equal(pane.shows('Patch', notes), 'two');
  });

  it('[P41] never writes over a cell whose edit is on its way; both values are kept', async () => {
    pane.line.delay = () => 200;
    pane.type('Patch', notes, 'mine');
    await bench.clock.pass(10);
    await pushAs(bench, 'Patch', notes, 'theirs');
    await bench.clock.pass(230);
    assert.equal(pane.shows('Patch', notes), 'mine');
    pane.line.delay = () => 0;
    await bench.clock.pass(5_000);
    assert.equal(pane.shows('Patch', notes), 'theirs');
    const [conflicted] = Object.values(pane.session.state().conflicted);
    assert.ok(conflicted?.value === 'mine' && conflicted.inPlace === 'theirs');
    assert.equal(pane.session.state().view?.conflicts[0]?.yours, 'mine');
    assert.equal(pane.seat.marks.get(tableLayouts.actions.sheet)?.[0]?.kind, 'conflict');
  });

  it('[P42] waits while Excel is busy, and then writes what is right by then', async () => {
    pane.seat.fault = { code: 'busy' };
    await pushAs(bench, 'Patch', notes, 'one');
    await bench.clock.pass(1_000);
    await pushAs(bench, 'Patch', notes, 'two');
    await bench.clock.pass(5_000);
    assert.equal(pane.shows('Patch', notes), null);
    pane.seat.fault = null;
    await bench.clock.pass(5_000);
    assert.equal(pane.shows('Patch', notes), 'two');
    assert.deepEqual(pane.session.state().problems, []);
  });

  it('[P43] does not lose what was typed in the moment before a write', async () => {
    const at = pane.place('Patch', notes);
    await pushAs(bench, 'Patch', notes, 'theirs');
    const { write } = pane.seat.host;
    pane.seat.host.write = async (batch) => {
      pane.seat.host.write = write;
      pane.seat.pick(at.sheet, at.row, at.column, 'just typed');
      return write(batch);
    };
    await bench.clock.pass(5_000);
    assert.equal(bench.useCases.conflicts().length, 1);
    assert.equal(pane.session.state().view?.conflicts[0]?.yours, 'just typed');
    assert.equal(pane.shows('Patch', notes), 'theirs');
  });

  it('[P44] puts back what went astray because rows were sorted in the moment before a write', async () => {
    await pushAs(bench, 'Patch', notes, 'for Patch');
    const { write } = pane.seat.host;
    pane.seat.host.write = async (batch) => {
      pane.seat.host.write = write;
      reverseRows(book);
      return write(batch);
    };
    await bench.clock.pass(5_000);
    for (const title of ['Train', 'Review']) assert.equal(pane.shows(title, notes), null, title);
    assert.equal(pane.shows('Patch', notes), 'for Patch');
    assert.equal((await bench.changes()).length, 1);
  });

  it('[P45] brings scores, notices and history after a burst once, and not while somebody types', async () => {
    const lines = () => pane.session.state().view?.history.filter(({ what }) => what === 'changed').length;
    for (let count = 0; count < 30; count += 1) {
      await pushAs(bench, 'Patch', 'testPlan', `plan ${count}`);
      await bench.clock.pass(20);
    }
    await bench.clock.pass(3_000);
    assert.equal(lines(), 30);
    const writes = book.calls['write'] ?? 0;
    for (let count = 0; count < 5; count += 1) {
      pane.type('Train', notes, `note ${count}`);
      await bench.clock.pass(1_000);
    }
    assert.equal(book.calls['write'], writes);
    await bench.clock.pass(3_000);
    const history = book.file.sheets.find(({ name }) => name === sheetNames.history);
    assert.ok(history?.cells.some(({ value }) => value === 'note 4'));
  });

  it('[P45] puts back what was typed over the engine’s own cells', async () => {
    const { sheet, row } = pane.place('Patch', notes);
    const controls = () =>
      book.file.sheets.find(({ name }) => name === sheet)?.cells.find((one) => one.row === row && one.column === 2)
        ?.value;
    const before = controls();
    pane.seat.type(sheet, row, 2, [['mine now']]);
    await bench.clock.pass(3_000);
    assert.equal(controls(), before);
  });

  it('[P46] tells what cannot be written, and keeps nothing else waiting', async () => {
    const { write } = pane.seat.host;
    pane.seat.host.write = async () => ({ ok: false, error: { code: 'protected' } });
    await pushAs(bench, 'Patch', notes, 'theirs');
    await bench.clock.pass(1_000);
    assert.ok(pane.session.state().problems.some(({ code }) => code === 'protected'));
    pane.type('Train', notes, 'mine');
    await bench.clock.pass(500);
    assert.equal((await bench.changes()).length, 2);
    pane.seat.host.write = write;
    await bench.clock.pass(25_000);
    assert.equal(pane.shows('Patch', notes), 'theirs');
  });

  it('[P48] marks an edit that waits, and takes the mark away when it is through', async () => {
    pane.line.blocked = 'everything';
    pane.type('Patch', notes, 'waiting');
    await bench.clock.pass(1_000);
    assert.equal(pane.seat.marks.get(tableLayouts.actions.sheet), undefined);
    await bench.clock.pass(1_000);
    const { row, column } = pane.place('Patch', notes);
    assert.deepEqual(pane.seat.marks.get(tableLayouts.actions.sheet), [{ row, column, kind: 'pending', note: null }]);
    pane.line.blocked = 'nothing';
    await bench.clock.pass(40_000);
    assert.deepEqual(pane.seat.marks.get(tableLayouts.actions.sheet), []);
  });

  it('[P49] notes in the workbook what it has seen, so that its file is compared with the right past', async () => {
    await pushAs(bench, 'Patch', notes, 'theirs');
    await bench.clock.pass(5_000);
    const identity = readIdentity(book.file.sheets.find(({ name }) => name === sheetNames.identity) ?? null);
    const group = identity.ok ? identity.value.cursors.find(({ partition }) => partition.startsWith('group:')) : null;
    assert.equal(group?.position, 1);
  });

  it('[P49] notes no more than it had seen while a field is typed over that somebody else has changed', async () => {
    pane.line.blocked = 'everything';
    pane.type('Patch', notes, 'mine');
    await bench.clock.pass(100);
    await pushAs(bench, 'Patch', notes, 'theirs');
    // What arrives is heard; nothing can be sent.
    pane.session.dispatch({ do: 'syncNow' });
    const { outbox } = pane.session.state();
    assert.equal(outbox.waiting, 1);
    await bench.clock.pass(5_000);
    const identity = readIdentity(book.file.sheets.find(({ name }) => name === sheetNames.identity) ?? null);
    const group = identity.ok ? identity.value.cursors.find(({ partition }) => partition.startsWith('group:')) : null;
    assert.equal(group?.position, 0);
  });

  it('[P50] has two panes on one workbook write together without end, and no row twice', async () => {
    const beside = bench.pane(book, { name: 'colleague' });
    await bench.clock.pass(3_000);
    const { sheet, row } = pane.place('Review', notes);
    pane.seat.deleteRow(sheet, row);
    await pushAs(bench, 'Patch', notes, 'news');
    await bench.clock.pass(30_000);
    const keys = book.file.sheets
      .find(({ name }) => name === sheet)
      ?.cells.filter(({ column, row: at }) => column === 25 && at > 4)
      .map(({ value }) => value);
    assert.equal(keys?.length, 3);
    assert.equal(new Set(keys).size, 3);
    const writes = book.calls['write'];
    await bench.clock.pass(120_000);
    assert.equal(book.calls['write'], writes);
    beside.session.stop();
  });
});

/** Turns the action items' rows around, without an event. */
function reverseRows(book: PlayedBook): void {
  const { sheet: name, headerRow } = tableLayouts.actions;
  book.file = {
    ...book.file,
    sheets: book.file.sheets.map((sheet) => {
      const last = sheet.tables[0]?.lastRow ?? 0;
      if (sheet.name !== name) return sheet;
      const cells = sheet.cells.map((cell) =>
        cell.row > headerRow && cell.row <= last ? { ...cell, row: headerRow + 1 + last - cell.row } : cell,
      );
      return { ...sheet, cells: cells.sort((a, b) => a.row - b.row || a.column - b.column) };
    }),
  };
}
