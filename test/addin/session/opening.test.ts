import assert from 'node:assert/strict';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { recordRef } from '#engine/contract/model/ids';
import { cellNames, sheetNames } from '#engine/contract/model/layout';
import { err } from '#engine/domain/result';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { earlierWorkbook } from '#test/support/earlier-workbook';
import { modelToCells } from '#test/support/model-to-cells';
import { createPaneBench, memoryStorage, type PaneBench } from '#test/support/pane/pane-bench';
import { createPlayedBook, type PlayedBook } from '#test/support/pane/played-book';
import { goodLine } from '#test/support/pane/played-engine';
import { pushAs } from '#test/support/pane/push-as';

describe('opening a workbook', () => {
  let bench: PaneBench;
  let book: PlayedBook;
  beforeEach(async () => {
    bench = await createPaneBench();
    book = await bench.book(bench.assessments[0] ?? assert.fail());
  });
  afterEach(() => bench.close());

  it('[P1] binds what its very hidden sheet names, or the name that points at that sheet', async () => {
    const renamed = createPlayedBook(withSheet(book.file, sheetNames.identity, { name: 'Sheet9' }));
    renamed.file = { ...renamed.file, names: { ...renamed.file.names, [cellNames.identity]: 'Sheet9!$A$1' } };
    for (const each of [book, renamed]) {
      const { session } = bench.pane(each);
      await bench.clock.pass(50);
      const { binding, connection, view, me } = session.state();
      assert.deepEqual(binding, { kind: 'bound', assessment: bench.assessments[0]?.id, readOnly: false });
      assert.equal(connection.kind, 'live');
      assert.equal(view?.assessment.title, 'Standard 1');
      assert.equal(me?.name, 'Ann Archer');
      session.stop();
    }
  });

  it('[P1] leaves any other workbook as it is, and binds it when an assessment comes in', async () => {
    const other = createPlayedBook({
      ...book.file,
      names: {},
      sheets: [{ name: 'Budget', visibility: 'visible', cells: [], tables: [] }],
    });
    const { session, seat } = bench.pane(other);
    await bench.clock.pass(50);
    assert.equal(session.state().binding.kind, 'unbound');
    assert.equal(session.state().connection.kind, 'live');
    assert.equal(other.calls['write'] ?? 0, 0);
    other.file = book.file;
    seat.tell({ kind: 'rebuilt' });
    await bench.clock.pass(50);
    assert.equal(session.state().binding.kind, 'bound');
  });

  it('[W147] gives a workbook of before the columns it lacks, once; a protected one stays as it is', async () => {
    const assessment = bench.assessments[0] ?? assert.fail();
    const view = (await bench.useCases.view(assessment.id)) ?? assert.fail();
    const file = modelToCells(earlierWorkbook(projectWorkbook(view), 'CB_ActionItems', 'Due Date'));
    for (const isProtected of [false, true]) {
      const old = createPlayedBook(file);
      const seat = old.seat('me');
      let asked = 0;
      const { addColumns } = seat.host;
      seat.host.addColumns = (columns) => {
        asked += 1;
        return isProtected ? Promise.resolve(err({ code: 'protected' })) : addColumns(columns);
      };
      const { session } = bench.pane(old, { seat });
      await bench.clock.pass(20_000);
      assert.equal(session.state().binding.kind, 'bound');
      const table = old.file.sheets.flatMap(({ tables }) => tables).find(({ name }) => name === 'CB_ActionItems');
      assert.equal(table?.headers.includes('Due Date'), !isProtected);
      assert.equal(asked, 1);
      assert.deepEqual(session.state().problems, []);
      session.stop();
    }
  });

  it('[P2] names what is wrong with a damaged, newer, foreign or orphaned one, and writes nothing', async () => {
    const identity = book.file.sheets.find(({ name }) => name === sheetNames.identity) ?? assert.fail();
    const withLine = (word: string, value: string | number): ReadWorkbook => ({
      ...withSheet(book.file, sheetNames.identity, {
        cells: identity.cells.map((cell) =>
          cell.column === 2 && identity.cells.some(({ row, value: at }) => row === cell.row && at === word)
            ? { ...cell, value, kind: typeof value === 'number' ? 'number' : 'text' }
            : cell,
        ),
      }),
    });
    for (const [file, code] of [
      [withLine('organisation', 'somebody else'), 'damaged'],
      [withLine('layout', 99), 'newer-layout'],
    ] as const) {
      const broken = createPlayedBook(file);
      const { session } = bench.pane(broken);
      await bench.clock.pass(50);
      const { binding } = session.state();
      assert.ok(
        binding.kind === 'unusable' && binding.code === code && binding.detail.length > 20,
        JSON.stringify(binding),
      );
      assert.equal(broken.calls['write'] ?? 0, 0);
      session.stop();
    }
    const foreign = await createPaneBench();
    const elsewhere = await (await createPaneBenchNamed('org-2')).book();
    const stranger = foreign.pane(elsewhere);
    await foreign.clock.pass(50);
    const { binding } = stranger.session.state();
    assert.equal(binding.kind === 'unusable' ? binding.code : binding.kind, 'foreign-organisation');
    await bench.useCases.remove(bench.assessments[0]?.id ?? assert.fail(), bench.test.caller());
    const orphan = bench.pane(book);
    await bench.clock.pass(50);
    const state = orphan.session.state();
    assert.equal(state.binding.kind === 'unusable' ? state.binding.code : state.binding.kind, 'unknown-assessment');
  });

  it('[P3] sends what was typed while no pane was open, on top of what the workbook had seen', async () => {
    const closed = bench.pane(book);
    closed.type('Patch', 'implementationNotes', 'typed without a pane');
    closed.session.stop();
    const { session } = bench.pane(book);
    await bench.clock.pass(500);
    assert.deepEqual(session.state().pending, {});
    assert.equal(await notesOf(bench, 'Patch'), 'typed without a pane');
  });

  it('[P3] raises a conflict when the engine has moved on from what the workbook had seen', async () => {
    await pushAs(bench, 'Patch', 'implementationNotes', 'from elsewhere');
    const { session, type, shows } = bench.pane(book);
    type('Patch', 'implementationNotes', 'typed without a pane');
    await bench.clock.pass(2_500);
    assert.equal(await notesOf(bench, 'Patch'), 'from elsewhere');
    assert.equal(shows('Patch', 'implementationNotes'), 'from elsewhere');
    const { conflicted, view } = session.state();
    assert.equal(Object.values(conflicted)[0]?.value, 'typed without a pane');
    assert.equal(view?.conflicts[0]?.id, Object.values(conflicted)[0]?.conflict);
  });

  it('[P3] takes a value the engine has had since for old news, and shows the new one', async () => {
    await pushAs(bench, 'Patch', 'implementationNotes', 'first');
    const between = await bench.book(bench.assessments[0] ?? assert.fail());
    // The cells are newer than what the identity sheet says, as after a pane that was closed at once.
    between.file = withSheet(between.file, sheetNames.identity, {
      cells: book.file.sheets.find(({ name }) => name === sheetNames.identity)?.cells ?? [],
    });
    await pushAs(bench, 'Patch', 'implementationNotes', 'second');
    const { session, shows } = bench.pane(between);
    await bench.clock.pass(2_500);
    assert.equal(shows('Patch', 'implementationNotes'), 'second');
    assert.deepEqual(session.state().view?.conflicts, []);
    assert.equal((await bench.useCases.conflicts()).length, 0);
  });

  it('[P4] neither sends nor writes over values of another history until a person says which count', async () => {
    for (const decision of ['takeTheirs', 'sendMine'] as const) {
      const restored = await createPaneBench();
      const theirs = restored.pane(await restored.book(restored.assessments[0] ?? assert.fail()));
      await restored.clock.pass(50);
      theirs.type('Patch', 'implementationNotes', 'mine');
      await restored.clock.pass(2_500);
      theirs.session.stop();
      // Another journal under the same names: a backup was restored.
      const later = await createPaneBench();
      const own = later.pane(theirs.book);
      await later.clock.pass(2_500);
      const { binding } = own.session.state();
      assert.ok(binding.kind === 'differs' && binding.reason === 'other-history');
      assert.deepEqual(
        binding.cells.map(({ title, workbook, engine }) => [title, workbook, engine]),
        [['Patch', 'mine', null]],
      );
      assert.equal(own.shows('Patch', 'implementationNotes'), 'mine');
      own.session.dispatch({ do: decision });
      await later.clock.pass(2_500);
      assert.equal(own.session.state().binding.kind, 'bound');
      assert.equal(own.shows('Patch', 'implementationNotes'), decision === 'sendMine' ? 'mine' : null);
      assert.equal(await notesOf(later, 'Patch'), decision === 'sendMine' ? 'mine' : null);
      later.close();
      restored.close();
    }
  });

  it('[P4] notices that the engine was restored while the pane was open, and asks', async () => {
    const pane = bench.pane(book);
    await bench.clock.pass(50);
    pane.type('Patch', 'implementationNotes', 'mine');
    await bench.clock.pass(2_500);
    pane.line.blocked = 'everything';
    pane.type('Train', 'implementationNotes', 'waiting');
    await bench.clock.pass(1_000);
    const restored = await createPaneBench();
    bench.engine.startLike(restored.engine);
    pane.line.blocked = 'nothing';
    await bench.clock.pass(40_000);
    const { binding, problems } = pane.session.state();
    assert.ok(binding.kind === 'differs', JSON.stringify(binding));
    assert.deepEqual(new Set(binding.cells.map(({ workbook }) => workbook)), new Set(['mine', 'waiting']));
    assert.ok(problems.some(({ code }) => code === 'other-history'));
    pane.session.dispatch({ do: 'sendMine' });
    await bench.clock.pass(2_500);
    assert.equal(await notesOf(restored, 'Train'), 'waiting');
    restored.close();
  });

  it('[P20] comes back after a reload with what waits, sends it once, and shows it as pending meanwhile', async () => {
    const storage = memoryStorage();
    const seat = book.seat('me');
    const line = { ...goodLine() };
    const before = bench.pane(book, { storage, seat, line });
    await bench.clock.pass(50);
    line.blocked = 'everything';
    before.type('Patch', 'implementationNotes', 'offline');
    await bench.clock.pass(500);
    assert.equal(before.session.state().outbox.waiting, 1);
    before.session.stop();
    line.blocked = 'nothing';
    bench.stopEngine();
    const after = bench.pane(book, { storage, seat, line });
    await bench.clock.pass(500);
    assert.equal(after.session.state().outbox.waiting, 1);
    assert.equal(after.session.state().connection.kind, 'offline');
    await bench.restart();
    await bench.clock.pass(60_000);
    assert.equal(after.session.state().outbox.waiting, 0);
    assert.equal(await notesOf(bench, 'Patch'), 'offline');
    const entries = await bench.test.organisation
      .partition(`group:${bench.assessments[0]?.group}` as never)
      ?.read(0, 100);
    assert.equal(entries?.filter(({ entry }) => entry.event.kind === 'changed').length, 1);
  });

  it('[P17] puts back what is typed into an archived assessment, and says why', async () => {
    await bench.useCases.archive(bench.assessments[0]?.id ?? assert.fail(), bench.test.caller());
    const pane = bench.pane(book);
    await bench.clock.pass(2_500);
    const { binding } = pane.session.state();
    assert.ok(binding.kind === 'bound' && binding.readOnly);
    pane.type('Patch', 'implementationNotes', 'too late');
    await bench.clock.pass(100);
    assert.equal(pane.shows('Patch', 'implementationNotes'), null);
    assert.equal(Object.values(pane.session.state().refused)[0]?.code, 'archived');
    assert.ok(pane.session.state().problems.some(({ code }) => code === 'archived'));
    await bench.useCases.activate(bench.assessments[0]?.id ?? assert.fail(), bench.test.caller());
    await bench.clock.pass(2_500);
    assert.deepEqual(pane.session.state().binding, { ...binding, readOnly: false });
  });
});

function withSheet(file: ReadWorkbook, name: string, change: Partial<ReadWorkbook['sheets'][number]>): ReadWorkbook {
  return { ...file, sheets: file.sheets.map((sheet) => (sheet.name === name ? { ...sheet, ...change } : sheet)) };
}

async function notesOf(bench: PaneBench, title: string): Promise<unknown> {
  const view = await bench.useCases.view(bench.assessments[0]?.id ?? assert.fail());
  const action = bench.action(title);
  assert.ok(recordRef(action).startsWith('record/'));
  return view?.actions.find(({ id }) => id === action)?.fields.implementationNotes?.value ?? null;
}

/** A workbook of another organisation. */
async function createPaneBenchNamed(organisation: string) {
  const { projectWorkbook } = await import('#engine/domain/sheets/project');
  const { modelToCells } = await import('#test/support/model-to-cells');
  const { sampleView } = await import('#test/support/assessment-view');
  const view = sampleView();
  return {
    book: async () =>
      createPlayedBook(modelToCells(projectWorkbook({ ...view, workbook: { ...view.workbook, organisation } }))),
  };
}
