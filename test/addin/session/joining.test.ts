import assert from 'node:assert/strict';
import { cellNames, sheetNames } from '#engine/contract/model/layout';
import { createPaneBench, type PaneBench } from '#test/support/pane/pane-bench';
import { createPlayedBook, type PlayedBook } from '#test/support/pane/played-book';

const empty = (names: readonly string[]): PlayedBook =>
  createPlayedBook({
    sheets: names.map((name) => ({ name, visibility: 'visible', cells: [], tables: [] })),
    ...{ names: {}, date1904: false, lastModifiedBy: null, modified: null },
  });

describe('bringing an assessment into a workbook', () => {
  let bench: PaneBench;
  beforeEach(async () => {
    bench = await createPaneBench();
  });
  afterEach(() => bench.close());

  it('[P5] inserts the sheets of an assessment with their names, and binds the workbook', async () => {
    const book = empty(['Budget', 'Overview']);
    const pane = bench.pane(book);
    await bench.clock.pass(50);
    const assessment = bench.assessments[0]?.id ?? assert.fail();
    pane.session.dispatch({ do: 'join', assessment });
    await bench.clock.pass(2_500);
    assert.deepEqual(pane.session.state().binding, { kind: 'bound', assessment, readOnly: false });
    assert.deepEqual(pane.session.state().problems, []);
    const names = book.file.sheets.map(({ name }) => name);
    assert.deepEqual(names.slice(0, 2), ['Budget', 'Overview']);
    assert.ok(names.includes('Overview (2)') && names.includes(sheetNames.actions));
    assert.equal(book.file.sheets.find(({ name }) => name === sheetNames.identity)?.visibility, 'veryHidden');
    assert.match(book.file.names[cellNames.title] ?? '', /^'Overview \(2\)'!/);
    assert.equal(pane.seat.selected?.sheet, 'Overview (2)');
    pane.type('Patch', 'implementationNotes', 'typed in the joined one');
    await bench.clock.pass(500);
    assert.equal((await bench.changes()).length, 1);
    pane.session.stop();
  });

  it('[P5] opens a new assessment and brings it in', async () => {
    const pane = bench.pane(empty(['Sheet1']));
    await bench.clock.pass(50);
    const template = bench.assessments[0]?.template ?? assert.fail();
    pane.session.dispatch({
      do: 'create',
      insert: true,
      request: { title: 'Fresh', template, group: { name: 'Fresh' } },
    });
    await bench.clock.pass(2_500);
    assert.equal(pane.session.state().binding.kind, 'bound');
    assert.equal(pane.session.state().view?.assessment.title, 'Fresh');
    pane.session.stop();
  });

  it('[P5] brings no second assessment into a workbook that has one, and none where Excel cannot', async () => {
    const book = await bench.book(bench.assessments[0] ?? assert.fail());
    const bound = bench.pane(book);
    await bench.clock.pass(50);
    bound.session.dispatch({ do: 'join', assessment: bench.assessments[0]?.id ?? assert.fail() });
    await bench.clock.pass(500);
    assert.equal(book.calls['insertSheets'], undefined);
    const old = bench.pane(empty(['Sheet1']));
    old.seat.host.abilities = { insertSheets: false, growTables: false, readFile: false, notes: false };
    await bench.clock.pass(50);
    old.session.dispatch({ do: 'join', assessment: bench.assessments[0]?.id ?? assert.fail() });
    await bench.clock.pass(500);
    const { problems, binding, busy } = old.session.state();
    assert.deepEqual(
      problems.map(({ code, data }) => [code, data]),
      [['excel-cannot', { what: 'insert-sheets' }]],
    );
    assert.equal(binding.kind, 'unbound');
    assert.deepEqual(busy, []);
    bound.session.stop();
    old.session.stop();
  });
});
