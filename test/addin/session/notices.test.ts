import assert from 'node:assert/strict';
import { listKey, listOf } from '#addin/state/asking';
import { comment } from '#engine/app/workflow/discuss';
import type { UserId } from '#engine/contract/model/ids';
import { createPaneBench, type Pane, type PaneBench } from '#test/support/pane/pane-bench';
import { goodLine } from '#test/support/pane/played-engine';
import { tellOf } from '#test/support/tell-of';

describe('what a person is told', () => {
  let bench: PaneBench;
  let pane: Pane;
  beforeEach(async () => {
    bench = await createPaneBench();
    pane = await open();
  });
  afterEach(() => {
    pane.session.stop();
    bench.close();
  });

  async function open(line = goodLine(), name = 'me'): Promise<Pane> {
    const opened = bench.pane(await bench.book(assessment()), { line, name });
    await bench.clock.pass(2_500);
    return opened;
  }
  const assessment = () => bench.assessments[0] ?? assert.fail();
  const tell = (user: string, times?: number) => tellOf(bench.test, assessment(), bench.action('Patch'), user, times);
  const notices = (of: Pane = pane) => {
    const list = listOf(of.session.state(), 'notices');
    return list.kind === 'ready' ? list.value : assert.fail(list.kind);
  };

  it('[P86] is counted live, whatever page is shown, and nothing is asked for what others are told', async () => {
    assert.deepEqual([notices().unread, notices().notices.length], [0, 0]);
    pane.session.dispatch({ do: 'goTo', page: 'settings' });
    await tell('ann', 3);
    await bench.clock.pass(1_000);
    assert.deepEqual([notices().unread, notices().notices[0]?.assessments[0]?.title], [3, 'Standard 1']);
    const before = notices();
    await tell('bob', 5);
    await bench.clock.pass(2_000);
    assert.equal(notices(), before);
    assert.equal(pane.session.state().connection.kind, 'live');
    assert.deepEqual(pane.session.state().problems, []);
    assert.ok(!JSON.stringify(pane.book.file).includes('"notices"'), 'the workbook notes nothing of it');
  });

  it('[P86] is read in every pane of that person once it is in one', async () => {
    const other = await open(goodLine(), 'other');
    await tell('ann', 2);
    await bench.clock.pass(1_000);
    pane.session.dispatch({ do: 'send', what: 'readNotices', request: { body: { upTo: 1 } }, reload: ['notices'] });
    await bench.clock.pass(1_000);
    assert.deepEqual([notices().unread, notices(other).unread], [1, 1]);
    other.session.stop();
  });

  it('[P86] is counted where no WebSocket gets through, over a lost line, and by another engine', async () => {
    const line = goodLine();
    line.blocked = 'sockets';
    const polling = await open(line, 'polling');
    await bench.clock.pass(20_000);
    assert.equal(polling.session.state().connection.kind, 'polling');
    await tell('ann');
    await bench.clock.pass(1_000);
    assert.deepEqual([notices().unread, notices(polling).unread], [1, 1]);
    polling.session.stop();
    pane.line.blocked = 'everything';
    await bench.restart();
    await tell('ann');
    await bench.clock.pass(5_000);
    pane.line.blocked = 'nothing';
    await bench.clock.pass(60_000);
    assert.equal(notices().unread, 2);
    await tell('ann');
    await bench.clock.pass(1_000);
    assert.equal(notices().unread, 3);
  });

  it('[P87] comments on an action show at once in every pane that looks at it, and are not asked for elsewhere', async () => {
    const where = { params: { assessment: assessment().id, action: bench.action('Patch') } };
    const elsewhere = { params: { assessment: assessment().id, action: bench.action('Train') } };
    pane.session.dispatch({ do: 'load', what: 'comments', request: elsewhere });
    pane.session.dispatch({ do: 'forget', what: 'comments' });
    pane.session.dispatch({ do: 'load', what: 'comments', request: where });
    await bench.clock.pass(200);
    const caller = { ...bench.test.caller(), actor: 'bob' as UserId };
    const said = await comment(bench.test.organisation, { ...where.params }, 'How **far** is it?', caller);
    assert.ok(said.ok);
    await bench.clock.pass(500);
    const list = listOf(pane.session.state(), 'comments', where);
    assert.deepEqual(list.kind === 'ready' && list.value.comments.map(({ author, text }) => [author, text]), [
      ['bob', 'How **far** is it?'],
    ]);
    assert.equal(pane.session.state().lists[listKey('comments', elsewhere)], undefined);
    pane.session.dispatch({
      ...{ do: 'send', what: 'addComment', reload: ['comments'], inPlace: true },
      request: { ...where, body: { text: 'Nearly there' } },
    });
    await bench.clock.pass(500);
    const after = listOf(pane.session.state(), 'comments', where);
    assert.equal(after.kind === 'ready' && after.value.comments.at(-1)?.text, 'Nearly there');
    assert.equal(pane.session.state().sent['addComment']?.kind, 'done');
  });
});
