import assert from 'node:assert/strict';
import { lastOf, listOf } from '#addin/state/asking';
import type { UserId } from '#engine/contract/model/ids';
import { sheetNames, tableLayouts } from '#engine/contract/model/layout';
import { createPaneBench, memoryStorage, type Pane, type PaneBench } from '#test/support/pane/pane-bench';
import type { PlayedBook } from '#test/support/pane/played-book';
import { pushAs } from '#test/support/pane/push-as';

const notes = 'implementationNotes';

describe('working in the pane', () => {
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

  it('[P60] changes a field like typing: in its cell at once, and sent', async () => {
    pane.session.dispatch({
      do: 'changeField',
      action: bench.action('Patch'),
      field: 'testDate',
      value: '3 April 2026',
    });
    await bench.clock.pass(1);
    assert.equal(pane.shows('Patch', 'testDate'), 46_115);
    await bench.clock.pass(500);
    assert.deepEqual(await bench.changes(), ['Patch testDate null > 2026-04-03']);
  });

  it('[P60] refuses at once what is no value of the field, and leaves the cell alone', async () => {
    pane.session.dispatch({ do: 'changeField', action: bench.action('Patch'), field: 'testDate', value: '03/04/2026' });
    await bench.clock.pass(500);
    assert.equal(pane.shows('Patch', 'testDate'), null);
    const [refused] = Object.entries(pane.session.state().refused);
    assert.equal(refused?.[1].code, 'ambiguous-date');
    pane.session.dispatch({ do: 'dismissRefused', key: refused?.[0] ?? '' });
    assert.deepEqual(pane.session.state().refused, {});
  });

  it('[P60] changes the assessment’s title and services in their cells', async () => {
    pane.session.dispatch({ do: 'changeAssessment', field: 'inScopeServices', value: ['Mail', 'Chat'] });
    await bench.clock.pass(500);
    const overview = book.file.sheets.find(({ name }) => name === sheetNames.overview);
    assert.ok(overview?.cells.some(({ value }) => value === 'Mail\nChat'));
    const view = await bench.useCases.view(bench.assessments[0]?.id ?? assert.fail());
    assert.deepEqual(view?.assessment.inScopeServices, ['Mail', 'Chat']);
  });

  it('[P61] assigns with a message on top of the notes', async () => {
    await pushAs(bench, 'Patch', notes, 'Patched monthly.');
    await bench.clock.pass(2_500);
    const actions = [bench.action('Patch'), bench.action('Train')];
    pane.session.dispatch({ do: 'assign', actions, to: 'bob' as UserId, message: ' Please check. ' });
    await bench.clock.pass(2_500);
    assert.equal(pane.shows('Patch', 'assignedTo'), 'Bob Baker');
    assert.equal(pane.shows('Patch', notes), 'Please check.\n\nPatched monthly.');
    assert.equal(pane.shows('Train', notes), 'Please check.');
    pane.session.dispatch({ do: 'assign', actions: [bench.action('Patch')], to: null, message: '' });
    await bench.clock.pass(2_500);
    assert.equal(pane.shows('Patch', 'assignedTo'), null);
    assert.equal(pane.shows('Patch', notes), 'Please check.\n\nPatched monthly.');
  });

  it('[P61] shows what a bulk change would do, and does that and no more', async () => {
    await pushAs(bench, 'Train', 'implementationStatus', 'Planned');
    pane.line.delay = () => 300;
    await bench.clock.pass(4_000);
    pane.type('Review', 'implementationStatus', 'Implemented');
    await bench.clock.pass(10);
    const actions = ['Patch', 'Train', 'Review'].map((title) => bench.action(title));
    pane.session.dispatch({
      do: 'previewBulk',
      actions,
      change: { kind: 'set', field: 'implementationStatus', value: 'Planned' },
    });
    assert.deepEqual(
      pane.session.state().bulk?.rows.map(({ title, from, to, effect }) => [title, from, to, effect]),
      [
        ['Patch', 'Not Implemented', 'Planned', 'change'],
        ['Train', 'Planned', 'Planned', 'same'],
        ['Review', 'Implemented', 'Planned', 'pending'],
      ],
    );
    pane.session.dispatch({ do: 'applyBulk' });
    assert.equal(pane.session.state().bulk, null);
    await bench.clock.pass(4_000);
    assert.equal(pane.shows('Patch', 'implementationStatus'), 'Planned');
    assert.equal(pane.shows('Review', 'implementationStatus'), 'Implemented');
    pane.session.dispatch({
      do: 'previewBulk',
      actions,
      change: { kind: 'assign', to: 'ann' as UserId, message: 'Yours.' },
    });
    pane.session.dispatch({ do: 'applyBulk' });
    await bench.clock.pass(4_000);
    assert.equal(pane.shows('Review', 'assignedTo'), 'Ann Archer');
    assert.equal(pane.shows('Review', notes), 'Yours.');
  });

  it('[P77] says what a bulk change does to the score, and leaves out what cannot be tested yet', async () => {
    await pushAs(bench, 'Patch', 'implementationStatus', 'Implemented');
    await bench.clock.pass(4_000);
    const actions = ['Patch', 'Train', 'Review'].map((title) => bench.action(title));
    pane.session.dispatch({
      do: 'previewBulk',
      actions,
      change: { kind: 'set', field: 'testResult', value: 'Passed' },
    });
    assert.deepEqual(
      pane.session.state().bulk?.rows.map(({ title, effect }) => [title, effect]),
      [
        ['Patch', 'change'],
        ['Train', 'too-early'],
        ['Review', 'too-early'],
      ],
    );
    // Counted by what is fetched first, in a time no test knows.
    while (pane.session.state().bulk?.score === null) await new Promise((resolve) => setTimeout(resolve, 1));
    const score = pane.session.state().bulk?.score ?? assert.fail();
    assert.deepEqual([score.before.achieved, score.after.achieved, score.after.possible], [0, 9, 27]);
    pane.session.dispatch({ do: 'applyBulk' });
    await bench.clock.pass(4_000);
    assert.deepEqual(pane.session.state().view?.score, score.after);
  });

  const makeConflict = async (): Promise<void> => {
    pane.line.blocked = 'everything';
    pane.type('Patch', notes, 'mine');
    await bench.clock.pass(10);
    await pushAs(bench, 'Patch', notes, 'theirs');
    pane.line.blocked = 'nothing';
    await bench.clock.pass(60_000);
    assert.equal(pane.session.state().view?.conflicts.length, 1);
  };

  for (const [decision, value, result] of [
    ['keep', null, 'theirs'],
    ['take', null, 'mine'],
    ['other', 'a third', 'a third'],
  ] as const) {
    it(`[P62] settles a conflict in the pane: ${decision}`, async () => {
      await makeConflict();
      const conflict = pane.session.state().view?.conflicts[0]?.id ?? assert.fail();
      pane.session.dispatch({ do: 'settle', conflict, decision, value });
      await bench.clock.pass(5_000);
      assert.equal(pane.shows('Patch', notes), result);
      assert.deepEqual(pane.session.state().view?.conflicts, []);
      assert.deepEqual(pane.session.state().conflicted, {});
      assert.deepEqual(pane.seat.marks.get(tableLayouts.actions.sheet), []);
    });
  }

  it('[P62] settles a conflict by a decision on the Conflicts sheet, once', async () => {
    await makeConflict();
    const { sheet, headerRow } = tableLayouts.conflicts;
    const decision = tableLayouts.conflicts.columns.findIndex(({ key }) => key === 'decision') + 1;
    pane.seat.type(sheet, headerRow + 1, decision, [['Take yours']]);
    await bench.clock.pass(8_000);
    assert.equal(pane.shows('Patch', notes), 'mine');
    const cells = book.file.sheets.find(({ name }) => name === sheet)?.cells ?? [];
    assert.deepEqual(
      cells.filter(({ row }) => row === headerRow + 1),
      [],
    );
    assert.equal((await bench.changes()).length, 2);
  });

  it('[P62] clears a decision that was made about a value which has changed since', async () => {
    await makeConflict();
    const { sheet, headerRow } = tableLayouts.conflicts;
    const decision = tableLayouts.conflicts.columns.findIndex(({ key }) => key === 'decision') + 1;
    pane.line.blocked = 'everything';
    await bench.clock.pass(20);
    await pushAs(bench, 'Patch', notes, 'changed again');
    pane.seat.type(sheet, headerRow + 1, decision, [['Keep in place']]);
    await bench.clock.pass(100);
    pane.line.blocked = 'nothing';
    await bench.clock.pass(60_000);
    const cells = book.file.sheets.find(({ name }) => name === sheet)?.cells ?? [];
    assert.equal(pane.session.state().view?.conflicts.length, 1);
    assert.ok(pane.session.state().problems.some(({ code }) => code === 'changed-meanwhile'));
    assert.equal(
      cells.find(({ row, column }) => row === headerRow + 1 && column === decision),
      undefined,
    );
    assert.equal(pane.shows('Patch', notes), 'changed again');
  });

  it('[P63] follows the selection, and selects in the sheet what is chosen in the pane', async () => {
    const patch = bench.action('Patch');
    const at = pane.place('Patch', 'testPlan');
    pane.seat.select(at.sheet, at.row, at.column);
    await bench.clock.pass(200);
    assert.deepEqual(pane.session.state().selection, { kind: 'action', action: patch, field: 'testPlan' });
    pane.seat.select(sheetNames.controls, 6, 1);
    await bench.clock.pass(200);
    assert.deepEqual(pane.session.state().selection, { kind: 'control', control: 'C-2' });
    pane.seat.select(sheetNames.overview, 1, 1);
    await bench.clock.pass(200);
    assert.deepEqual(pane.session.state().selection, { kind: 'none' });
    pane.session.dispatch({ do: 'selectAction', action: patch, field: 'testDate' });
    await bench.clock.pass(200);
    assert.deepEqual(pane.seat.selected, pane.place('Patch', 'testDate'));
    pane.session.dispatch({ do: 'selectControl', control: 'C-2' });
    await bench.clock.pass(200);
    assert.equal(pane.seat.selected?.sheet, sheetNames.controls);
  });

  it('[P63] shows what was selected before it was opened, and nothing once a person has moved on', async () => {
    const at = pane.place('Train', 'dueDate');
    const seat = book.seat('later');
    seat.select(at.sheet, at.row, at.column);
    const later = bench.pane(book, { name: 'later', seat });
    await bench.clock.pass(2_000);
    const train = { kind: 'action', action: bench.action('Train'), field: 'dueDate' } as const;
    assert.deepEqual(later.session.state().selection, train);
    later.session.stop();
    const { selected } = seat.host;
    seat.host.selected = async () => {
      const found = await selected();
      const patch = pane.place('Patch', 'testPlan');
      seat.select(patch.sheet, patch.row, patch.column);
      await null;
      return found;
    };
    const again = bench.pane(book, { name: 'later', seat });
    await bench.clock.pass(2_000);
    assert.deepEqual(again.session.state().selection, {
      kind: 'action',
      action: bench.action('Patch'),
      field: 'testPlan',
    });
    again.session.stop();
  });

  it('[P64] shows who is here, and is shown, unless a person does not want that', async () => {
    const colleague = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()), { name: 'colleague' });
    await bench.clock.pass(2_000);
    assert.equal(pane.session.state().present.length, 2);
    colleague.session.dispatch({ do: 'setPreferences', preferences: { showPresence: false } });
    await bench.clock.pass(2_000);
    assert.equal(pane.session.state().present.length, 1);
    colleague.session.stop();
  });

  it('[P64] remembers preferences', async () => {
    const storage = memoryStorage();
    const first = bench.pane(book, { storage, name: 'other' });
    await bench.clock.pass(10);
    first.session.dispatch({ do: 'setPreferences', preferences: { language: 'de' } });
    await bench.clock.pass(10);
    first.session.stop();
    const again = bench.pane(book, { storage, name: 'other' });
    await bench.clock.pass(10);
    assert.equal(again.session.state().preferences.language, 'de');
    again.session.stop();
  });

  it('[P65] loads lists when asked, and again when the organisation has changed', async () => {
    const { session } = pane;
    const groupsNow = () => listOf(session.state(), 'groups');
    assert.equal(groupsNow().kind, 'none');
    session.dispatch({ do: 'load', what: 'groups' });
    assert.equal(groupsNow().kind, 'loading');
    session.dispatch({ do: 'load', what: 'templates' });
    session.dispatch({ do: 'explain', subject: { kind: 'organisation' }, depth: 1 });
    await bench.clock.pass(50);
    assert.equal(lastOf(groupsNow())?.groups[0]?.assessments[0]?.title, 'Standard 1');
    assert.equal(lastOf(listOf(session.state(), 'templates'))?.templates.length, 1);
    assert.equal(session.state().scores['organisation']?.kind, 'ready');
    await bench.test.open('Second', bench.assessments[0]?.template ?? assert.fail(), 'Another group');
    await bench.clock.pass(500);
    assert.equal(lastOf(groupsNow())?.groups.length, 2);
  });

  it('[P65] opens, archives and deletes assessments, with what would be lost shown first', async () => {
    const { session } = pane;
    const template = bench.assessments[0]?.template ?? assert.fail();
    session.dispatch({ do: 'load', what: 'groups' });
    session.dispatch({
      do: 'create',
      insert: false,
      request: { title: 'New one', template, group: { name: 'New group' } },
    });
    await bench.clock.pass(500);
    // The library is shown now, and loads what it shows.
    assert.equal(session.state().page, 'library');
    session.dispatch({ do: 'load', what: 'groups' });
    await bench.clock.pass(100);
    const groups = () => lastOf(listOf(session.state(), 'groups'))?.groups ?? [];
    const made = groups().find(({ name }) => name === 'New group')?.assessments[0];
    assert.equal(made?.title, 'New one');
    const assessment = made?.id ?? assert.fail();
    session.dispatch({ do: 'previewDeletion', assessment });
    await bench.clock.pass(100);
    assert.equal(session.state().deletion?.title, 'New one');
    session.dispatch({ do: 'confirmDeletion' });
    await bench.clock.pass(500);
    assert.equal(session.state().deletion, null);
    assert.deepEqual(
      groups().map(({ name }) => name),
      ['Default Group'],
    );
  });

  it('[P65] tells what the engine refuses, with the intent to try again', async () => {
    const template = bench.assessments[0]?.template ?? assert.fail();
    const intent = {
      do: 'create',
      insert: false,
      request: { title: 'Standard 1', template, group: { name: 'Default Group' } },
    } as const;
    pane.session.dispatch(intent);
    await bench.clock.pass(500);
    const [problem] = pane.session.state().problems;
    assert.equal(problem?.code, 'duplicate-product-certification');
    assert.deepEqual(problem?.remedies, [intent]);
    assert.deepEqual(pane.session.state().busy, []);
    pane.session.dispatch({ do: 'dismissProblem', problem: problem?.id ?? '' });
    assert.deepEqual(pane.session.state().problems, []);
  });

  it('[P65] sends a command under one key however often its answer is lost', async () => {
    const template = bench.assessments[0]?.template ?? assert.fail();
    let lost = 0;
    pane.line.loses = () => {
      lost += 1;
      return lost === 2;
    };
    pane.session.dispatch({
      do: 'create',
      insert: false,
      request: { title: 'Once', template, group: { name: 'Once' } },
    });
    await bench.clock.pass(10_000);
    const groups = await bench.useCases.groups();
    assert.equal(groups.flatMap(({ assessments }) => assessments).filter(({ title }) => title === 'Once').length, 1);
    assert.deepEqual(pane.session.state().problems, []);
  });

  it('[P65] saves settings, and files records where they are kept by then', async () => {
    const settings = listOf(pane.session.state(), 'settings');
    assert.ok(settings.kind === 'ready');
    const next = { ...settings.value, shareTechnicalActions: true };
    pane.session.dispatch({ do: 'send', what: 'changeSettings', request: { body: next }, reload: ['settings'] });
    await bench.clock.pass(2_500);
    assert.deepEqual(listOf(pane.session.state(), 'settings'), { kind: 'ready', value: next });
    pane.type('Patch', notes, 'still taken');
    await bench.clock.pass(500);
    assert.equal((await bench.changes()).length, 1);
  });
});
