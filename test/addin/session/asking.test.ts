import assert from 'node:assert/strict';
import { lastOf, listKey, listOf, sentOf } from '#addin/state/asking';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';

describe('what pages ask', () => {
  let bench: PaneBench;
  let pane: Pane;
  beforeEach(async () => {
    bench = await createPaneBench();
    pane = bench.pane(await bench.book(bench.assessments[0] ?? assert.fail()));
    await bench.clock.pass(2_500);
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  const group = () => bench.assessments[0]?.group ?? assert.fail();
  const scoreRequest = (depth: number) => ({ params: { group: group() }, query: { depth } });
  const rename = (name: string) =>
    ({
      do: 'send',
      what: 'renameGroup',
      reload: ['groups'],
      request: { params: { group: group() }, body: { name } },
    }) as const;
  const nameNow = (): string | undefined => lastOf(listOf(pane.session.state(), 'groups'))?.groups[0]?.name;

  it('[P80] every question has an answer of its own; with particulars it goes with its page', async () => {
    const { session } = pane;
    session.dispatch({ do: 'goTo', page: 'library' });
    session.dispatch({ do: 'load', what: 'groups' });
    session.dispatch({ do: 'load', what: 'groupScore', request: scoreRequest(0) });
    session.dispatch({ do: 'load', what: 'groupScore', request: scoreRequest(1) });
    await bench.clock.pass(200);
    assert.equal(lastOf(listOf(session.state(), 'groupScore', scoreRequest(0)))?.parts?.length ?? 0, 0);
    assert.equal(lastOf(listOf(session.state(), 'groupScore', scoreRequest(1)))?.parts?.length, 1);
    session.dispatch({ do: 'load', what: 'groupScore', request: scoreRequest(2) });
    session.dispatch({ do: 'goTo', page: 'settings' });
    await bench.clock.pass(200);
    assert.deepEqual(
      Object.keys(session.state().lists).filter((key) => key.startsWith('groupScore')),
      [],
      'also what arrived after the page was left',
    );
    assert.equal(listOf(session.state(), 'groups').kind, 'ready');
  });

  it('[P80] what a page no longer wants is forgotten, and what failed keeps what was there before', async () => {
    const { session } = pane;
    session.dispatch({ do: 'load', what: 'groupScore', request: scoreRequest(0) });
    session.dispatch({ do: 'forget', what: 'groupScore' });
    await bench.clock.pass(200);
    assert.ok(!(listKey('groupScore', scoreRequest(0)) in session.state().lists));
    session.dispatch({ do: 'load', what: 'groups' });
    await bench.clock.pass(200);
    pane.line.blocked = 'everything';
    session.dispatch({ do: 'load', what: 'groups' });
    await bench.clock.pass(200);
    const groups = listOf(session.state(), 'groups');
    assert.equal(groups.kind === 'failed' ? groups.code : groups.kind, 'no-engine');
    assert.equal(nameNow(), 'Default Group');
  });

  it('[U32] a page without a workbook is bound to nothing, and its scores are fresh all the same', async () => {
    const assessment = bench.assessments[0] ?? assert.fail();
    const web = bench.pane(await bench.book(assessment), { name: 'web', surface: 'web' });
    await bench.clock.pass(2_000);
    assert.equal(web.session.state().binding.kind, 'unbound');
    web.session.dispatch({ do: 'load', what: 'groups' });
    await bench.clock.pass(100);
    const score = () => lastOf(listOf(web.session.state(), 'groups'))?.groups[0]?.score.achieved;
    assert.equal(score(), 0);
    pane.type('Patch', 'implementationStatus', 'Implemented');
    pane.type('Patch', 'testResult', 'Passed');
    await bench.clock.pass(20_000);
    assert.ok((score() ?? 0) > 0, String(score()));
    web.session.stop();
  });

  it('[P81] what is sent makes what was loaded of it fresh', async () => {
    const { session } = pane;
    session.dispatch({ do: 'load', what: 'groups' });
    session.dispatch(rename('Audit'));
    await bench.clock.pass(500);
    assert.equal(nameNow(), 'Audit');
    assert.deepEqual(session.state().sent, {});
  });

  it('[P81] in place, what came of it stands there alone; elsewhere it is a problem with a way to try again', async () => {
    const { session } = pane;
    const broken = { ...rename('   '), inPlace: true } as const;
    session.dispatch(broken);
    assert.equal(sentOf(session.state(), 'renameGroup').kind, 'under-way');
    await bench.clock.pass(500);
    const sent = sentOf(session.state(), 'renameGroup');
    assert.equal(sent.kind === 'failed' ? sent.code : sent.kind, 'empty-name');
    assert.deepEqual(session.state().problems, []);
    session.dispatch({ do: 'forget', what: 'renameGroup' });
    assert.equal(sentOf(session.state(), 'renameGroup').kind, 'none');
    session.dispatch(rename('  '));
    await bench.clock.pass(500);
    assert.deepEqual(
      session.state().problems.map(({ code, remedies }) => ({ code, remedies })),
      [{ code: 'empty-name', remedies: [rename('  ')] }],
    );
  });

  it('[P81] sent again after its answer was lost for good, it is still done once', async () => {
    const { session, line } = pane;
    const template = bench.assessments[0]?.template ?? assert.fail();
    const open = {
      do: 'send',
      what: 'openAssessment',
      request: { body: { title: 'Once', template, group: { name: 'Once' } } },
    } as const;
    // It arrives; neither its answer nor any try after it does.
    let passes = 1;
    line.loses = () => {
      passes -= 1;
      return passes < 0;
    };
    session.dispatch(open);
    await bench.clock.pass(10_000);
    assert.ok(session.state().problems.some(({ code }) => code === 'no-engine'));
    line.loses = () => false;
    session.dispatch(open);
    await bench.clock.pass(10_000);
    // As another request it would be refused: there is one of this name.
    assert.deepEqual(
      session.state().problems.filter(({ code }) => code !== 'no-engine'),
      [],
    );
    const groups = await bench.useCases.groups();
    assert.equal(groups.flatMap(({ assessments }) => assessments).filter(({ title }) => title === 'Once').length, 1);
  });
});
