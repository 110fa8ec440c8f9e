import assert from 'node:assert/strict';
import { tableLayouts } from '#engine/contract/model/layout';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';
import type { PlayedBook } from '#test/support/pane/played-book';
import { pushAs } from '#test/support/pane/push-as';

const notes = 'implementationNotes';

describe('typing in the sheet', () => {
  let bench: PaneBench;
  let book: PlayedBook;
  let pane: Pane;
  beforeEach(async () => {
    const titles = ['Patch', 'Train', 'Review', 'Log', 'Lock', 'Back up', 'Test'];
    bench = await createPaneBench([{ 'C-1': titles }]);
    book = await bench.book(bench.assessments[0] ?? assert.fail());
    pane = bench.pane(book);
    await bench.clock.pass(2_500);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  it('[P10] sends a typed value once, and the engine has it', async () => {
    pane.type('Patch', notes, 'every month');
    await bench.clock.pass(100);
    assert.deepEqual(await bench.changes(), ['Patch implementationNotes null > every month']);
    assert.deepEqual(pane.session.state().pending, {});
    assert.equal(pane.session.state().view?.actions[0]?.fields.implementationNotes?.value, 'every month');
  });

  it('[P10] finds what a paste over several cells changed, cell by cell', async () => {
    const at = pane.place('Patch', notes);
    pane.seat.type(at.sheet, at.row, at.column, [['one'], ['two'], ['three']]);
    await bench.clock.pass(100);
    assert.deepEqual(await bench.changes(), [
      'Patch implementationNotes null > one',
      'Train implementationNotes null > two',
      'Review implementationNotes null > three',
    ]);
  });

  it('[P10] sends what undo brings back as one more edit', async () => {
    pane.type('Patch', notes, 'right');
    await bench.clock.pass(100);
    pane.type('Patch', notes, null);
    await bench.clock.pass(100);
    assert.deepEqual(await bench.changes(), [
      'Patch implementationNotes null > right',
      'Patch implementationNotes right > null',
    ]);
  });

  it('[P10] sends edits that follow each other quickly in their order, each on top of the one before', async () => {
    for (const value of ['a', 'b', 'c']) {
      pane.type('Patch', notes, value);
      await bench.clock.pass(0);
    }
    await bench.clock.pass(100);
    assert.deepEqual(await bench.changes(), [
      'Patch implementationNotes null > a',
      'Patch implementationNotes a > b',
      'Patch implementationNotes b > c',
    ]);
    assert.deepEqual(bench.useCases.conflicts(), []);
  });

  it('[P10] sends the title and the services of the Overview', async () => {
    pane.seat.type('Overview', 1, 1, [['Our plan']]);
    pane.seat.type('Overview', 8, 2, [['Mail\nChat']]);
    await bench.clock.pass(500);
    const view = await bench.useCases.view(bench.assessments[0]?.id ?? assert.fail());
    assert.equal(view?.assessment.title, 'Our plan');
    assert.deepEqual(view?.assessment.inScopeServices, ['Mail', 'Chat']);
  });

  it('[P11] never sends what it wrote itself, nor what says the same in other words', async () => {
    await pushAs(bench, 'Patch', 'implementationStatus', 'Planned');
    await bench.clock.pass(2_500);
    assert.equal(pane.shows('Patch', 'implementationStatus'), 'Planned');
    pane.type('Patch', 'implementationStatus', ' planned ');
    await bench.clock.pass(2_500);
    assert.deepEqual(await bench.changes(), ['Patch implementationStatus Not Implemented > Planned']);
    assert.equal(pane.shows('Patch', 'implementationStatus'), ' planned ');
    pane.session.dispatch({ do: 'syncNow' });
    await bench.clock.pass(2_500);
    assert.equal(pane.shows('Patch', 'implementationStatus'), 'Planned');
  });

  it('[P11] leaves a co-author’s typing to their own pane', async () => {
    const colleague = bench.pane(book, { name: 'colleague' });
    await bench.clock.pass(500);
    colleague.type('Patch', notes, 'theirs');
    await bench.clock.pass(1_000);
    assert.equal((await bench.changes()).length, 1);
    assert.deepEqual(pane.session.state().pending, {});
    assert.equal(pane.session.state().view?.actions[0]?.fields.implementationNotes?.value, 'theirs');
    colleague.session.stop();
  });

  it('[P11] sends a co-author’s typing after a while when nobody else did', async () => {
    const stranger = book.seat('stranger');
    const at = pane.place('Patch', notes);
    stranger.type(at.sheet, at.row, at.column, [['without a pane']]);
    await bench.clock.pass(25_000);
    assert.deepEqual(await bench.changes(), []);
    assert.equal(pane.shows('Patch', notes), 'without a pane');
    await bench.clock.pass(40_000);
    assert.deepEqual(await bench.changes(), ['Patch implementationNotes null > without a pane']);
  });

  it('[P12] finds a pick from a drop-down that raised no event: when the selection moves on', async () => {
    const at = pane.place('Patch', 'implementationStatus');
    pane.seat.select(at.sheet, at.row, at.column);
    await bench.clock.pass(10);
    pane.pick('Patch', 'implementationStatus', 'Planned');
    pane.seat.select(at.sheet, at.row + 1, at.column);
    await bench.clock.pass(100);
    assert.equal((await bench.changes()).length, 1);
  });

  for (const [what, look] of [
    ['when its sheet is left', (each: Pane) => each.seat.leave(tableLayouts.actions.sheet)],
    ['when the pane is seen again', (each: Pane) => each.session.wake()],
  ] as const) {
    it(`[P12] finds a pick from a drop-down that raised no event: ${what}`, async () => {
      pane.pick('Patch', 'implementationStatus', 'Planned');
      look(pane);
      await bench.clock.pass(100);
      assert.equal((await bench.changes()).length, 1);
    });
  }

  it('[P12] finds a pick from a drop-down that raised no event: when nothing happens for a while', async () => {
    pane.pick('Patch', 'implementationStatus', 'Planned');
    await bench.clock.pass(21_000);
    assert.equal((await bench.changes()).length, 1);
  });

  it('[P13] takes sorted rows for the same rows, and finds them again to write to', async () => {
    pane.type('Patch', notes, 'zzz');
    await bench.clock.pass(100);
    const { sheet, row } = pane.place('Patch', notes);
    pane.seat.sort(tableLayouts.actions.name, pane.place('Patch', notes).column);
    await bench.clock.pass(100);
    assert.notEqual(pane.place('Patch', notes).row, row);
    await pushAs(bench, 'Patch', 'testPlan', 'where it stands now');
    await bench.clock.pass(100);
    assert.equal(pane.shows('Patch', 'testPlan'), 'where it stands now');
    assert.equal((await bench.changes()).length, 2);
    pane.seat.select(sheet, pane.place('Patch', notes).row, 1);
    await bench.clock.pass(200);
    assert.deepEqual(pane.session.state().selection, { kind: 'action', action: bench.action('Patch'), field: null });
  });

  it('[P13] sends nothing of inserted, duplicated and deleted rows; names copies, and brings rows back', async () => {
    const at = pane.place('Train', notes);
    pane.seat.insertRow(at.sheet, at.row);
    await bench.clock.pass(5_000);
    assert.deepEqual(pane.session.state().problems, []);
    pane.seat.duplicateRow(at.sheet, pane.place('Review', notes).row);
    await bench.clock.pass(5_000);
    const [problem] = pane.session.state().problems;
    assert.ok(problem?.code === 'sheet' && /same action/.test(problem.detail ?? ''), JSON.stringify(problem));
    const copy = pane.place('Review', notes);
    pane.seat.type(copy.sheet, copy.row, copy.column, [['typed into one of the two']]);
    await bench.clock.pass(30_000);
    assert.deepEqual(await bench.changes(), []);
    pane.seat.deleteRow(copy.sheet, copy.row);
    await bench.clock.pass(5_000);
    assert.deepEqual(pane.session.state().problems, []);
    pane.seat.deleteRow(at.sheet, pane.place('Patch', notes).row);
    await bench.clock.pass(8_000);
    assert.equal(pane.shows('Patch', 'implementationStatus'), 'Not Implemented');
    assert.deepEqual(await bench.changes(), []);
  });

  it('[P14] holds a column that looks sorted by itself until a person says what it was', async () => {
    const titles = ['Patch', 'Train', 'Review', 'Log', 'Lock', 'Back up'];
    for (const [index, title] of titles.entries()) pane.type(title, notes, `note ${index}`);
    await bench.clock.pass(5_000);
    const at = pane.place('Patch', notes);
    const sorted = ['note 5', 'note 4', 'note 3', 'note 2', 'note 1', 'note 0'];
    for (const decision of ['dropHeld', 'confirmHeld'] as const) {
      const before = (await bench.changes()).length;
      pane.seat.type(
        at.sheet,
        at.row,
        at.column,
        sorted.map((note) => [note]),
      );
      await bench.clock.pass(60_000);
      const [held] = pane.session.state().held;
      assert.ok(held?.reason === 'one-column-sort' && held.field === notes && held.changes.length === 6);
      assert.equal((await bench.changes()).length, before);
      assert.equal(pane.shows('Patch', notes), 'note 5');
      pane.session.dispatch({ do: decision, held: held.id });
      await bench.clock.pass(5_000);
      assert.deepEqual(pane.session.state().held, []);
      assert.equal(pane.shows('Patch', notes), decision === 'dropHeld' ? 'note 0' : 'note 5');
      assert.equal((await bench.changes()).length, decision === 'dropHeld' ? before : before + 6);
    }
  });

  it('[P14] lets go of what is undone by hand', async () => {
    const titles = ['Patch', 'Train', 'Review', 'Log', 'Lock', 'Back up'];
    for (const [index, title] of titles.entries()) pane.type(title, notes, `note ${index}`);
    await bench.clock.pass(5_000);
    const at = pane.place('Patch', notes);
    const column = [0, 1, 2, 3, 4, 5].map((index) => [`note ${index}`]);
    pane.seat.type(at.sheet, at.row, at.column, [...column].reverse());
    await bench.clock.pass(100);
    assert.equal(pane.session.state().held.length, 1);
    pane.seat.type(at.sheet, at.row, at.column, column);
    await bench.clock.pass(100);
    assert.deepEqual(pane.session.state().held, []);
    assert.equal((await bench.changes()).length, 6);
  });

  it('[P15] sends nothing for a formula in an input cell, and leaves it there', async () => {
    pane.type('Patch', notes, { formula: 'A1' });
    await bench.clock.pass(1_000);
    await pushAs(bench, 'Patch', notes, 'engine');
    await bench.clock.pass(2_500);
    assert.deepEqual(await bench.changes(), ['Patch implementationNotes null > engine']);
    const at = pane.place('Patch', notes);
    const cell = book.file.sheets
      .find(({ name }) => name === at.sheet)
      ?.cells.find((one) => one.row === at.row && one.column === at.column);
    assert.equal(cell?.formula, 'A1');
    pane.type('Patch', notes, 'typed after all');
    await bench.clock.pass(1_000);
    assert.equal(bench.useCases.conflicts().length, 1);
  });

  it('[P16] has a value that is none refused by name, puts the cell back and keeps the reason', async () => {
    pane.type('Patch', 'implementationStatus', 'perhaps');
    await bench.clock.pass(500);
    assert.equal(pane.shows('Patch', 'implementationStatus'), 'Not Implemented');
    const [refused] = Object.values(pane.session.state().refused);
    assert.ok(
      refused?.code === 'not-in-list' && refused.value === 'perhaps' && refused.detail.includes('Choose one of'),
    );
    const marks = pane.seat.marks.get(tableLayouts.actions.sheet) ?? [];
    assert.equal(marks[0]?.kind, 'refused');
    assert.ok(marks[0]?.note?.includes('Choose one of'));
    pane.type('Patch', 'implementationStatus', 'Planned');
    await bench.clock.pass(500);
    assert.deepEqual(pane.session.state().refused, {});
    assert.deepEqual(pane.seat.marks.get(tableLayouts.actions.sheet), []);
  });
});
