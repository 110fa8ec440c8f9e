import assert from 'node:assert/strict';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { createGate } from '#engine/app/gate';
import { changePreferences, feedFor } from '#engine/app/notify/feed';
import { saveRule } from '#engine/app/notify/rules';
import { comment } from '#engine/app/workflow/discuss';
import type { UserId } from '#engine/contract/model/ids';
import type { AlertCondition } from '#engine/contract/model/notice';
import { fillRoles, into } from '#test/support/access-builders';
import { createNotifyBench, type NotifyBench } from '#test/support/notify-bench';
import { createTestOrganisation } from '#test/support/test-organisation';

const told = async (bench: NotifyBench, doing: () => Promise<unknown>): Promise<void> => {
  const notifying = await bench.start();
  await doing();
  await notifying.idle();
  await notifying.stop();
};

async function rule(bench: NotifyBench, when: AlertCondition, more: { mine?: boolean; recipients?: string[] } = {}) {
  const { mine = true, recipients = [] } = more;
  const request = { name: 'r', mine, active: true, recipients: recipients as UserId[], email: true, when };
  const saved = await saveRule(bench.test.organisation, null, request, {
    ...bench.test.caller(),
    actor: 'olga' as UserId,
  });
  assert.ok(saved.ok, JSON.stringify(saved));
  return saved.value;
}

describe('notices', () => {
  it('[K20] tell whom an action was given to, with the message that came with it, and nobody of their own doing', async () => {
    const bench = await createNotifyBench();
    await told(bench, async () => {
      await bench.assign('olga', 'Patch', 'adam', 'By Friday, please.');
      await bench.assign('olga', 'Train', 'olga');
    });
    assert.deepEqual(bench.titles('adam'), ['Olga Person assigned “Patch” to Adam Person']);
    assert.deepEqual(bench.titles('olga'), []);
    const feed = await feedFor(bench.test.organisation, createGate(bench.test.organisation), {
      user: 'adam' as UserId,
      scope: null,
    });
    assert.deepEqual(
      [feed.unread, feed.notices[0]?.text, feed.notices[0]?.reason],
      [1, 'By Friday, please.', 'assigned'],
    );
  });

  it('[K25] leave out what somebody does not want to be told of, and keep back what is worth no e-mail', async () => {
    const bench = await createNotifyBench();
    const adam = { ...bench.test.caller(), actor: 'adam' as UserId };
    const wishes = { email: true, without: ['commented'], withoutEmail: ['assigned'] } as const;
    assert.ok((await changePreferences(bench.test.organisation, wishes, adam)).ok);
    await told(bench, async () => {
      await bench.assign('olga', 'Patch', 'adam');
      const where = { assessment: bench.one.id, action: bench.action('Patch') };
      const tess = { ...bench.test.caller(), actor: 'tess' as UserId };
      await comment(bench.test.organisation, where, 'How far is it?', tess);
    });
    assert.deepEqual(bench.titles('adam'), ['Olga Person assigned “Patch” to Adam Person']);
    const { organisation } = bench.test;
    const [notice] = (await feedFor(organisation, createGate(organisation), { user: adam.actor, scope: null })).notices;
    assert.deepEqual([notice?.email, bench.letters], [false, []]);
  });

  it('[K20] tell whoever has an action what others say about it, and that a failed test gave it back', async () => {
    const bench = await createNotifyBench();
    await bench.assign('olga', 'Patch', 'adam');
    await told(bench, async () => {
      const where = { assessment: bench.one.id, action: bench.action('Patch') };
      await comment(bench.test.organisation, where, 'How far is it?', {
        ...bench.test.caller(),
        actor: 'tess' as UserId,
      });
      await bench.push('adam', 'Patch', { implementationStatus: 'Implemented' });
      await bench.push('tess', 'Patch', { testResult: 'Failed-Low Risk' });
    });
    assert.deepEqual(bench.titles('adam'), [
      '“Patch” came back after a failed test',
      'Tess Person commented on “Patch”',
    ]);
  });

  it('[K21] are nobody’s news for what happened before there were any, and come once over restarts', async () => {
    const store = createMemoryJournal();
    const bench = await createNotifyBench(await createTestOrganisation(store));
    await bench.assign('olga', 'Patch', 'adam');
    await told(bench, async () => {});
    assert.deepEqual(bench.titles('adam'), []);
    await bench.assign('olga', 'Patch', 'tess');
    await bench.assign('olga', 'Patch', 'adam');
    for (const _ of [1, 2, 3]) await told(bench, async () => {});
    assert.equal(bench.titles('adam').length, 1);
    assert.equal(bench.titles('tess').length, 1);
  });

  it('[K21] are written once by two that look at the same journal', async () => {
    const bench = await createNotifyBench();
    const [first, second] = [await bench.start(), await bench.start()];
    await bench.assign('olga', 'Patch', 'adam');
    await first.idle();
    await second.idle();
    assert.equal(bench.titles('adam').length, 1);
    await first.stop();
    await second.stop();
    assert.equal(bench.letters.length, 1);
  });

  it('[K22] go to nobody who may not read what they are about, and are heard by nobody else', async () => {
    const bench = await createNotifyBench();
    await fillRoles(bench.test, [...into('reader', 'olga', 'tess'), ...into('contributor', 'olga')]);
    await told(bench, () => bench.assign('olga', 'Patch', 'adam'));
    assert.deepEqual(bench.titles('adam'), []);
    await told(bench, () => bench.assign('olga', 'Patch', 'tess'));
    const gate = createGate(bench.test.organisation);
    const hearing = (user: string) => gate.hearing({ user: user as UserId, scope: null }, 'notices' as never);
    assert.deepEqual(
      [hearing('tess')?.('notice/tess/1' as never), hearing('olga')?.('notice/tess/1' as never)],
      [true, false],
    );
    assert.deepEqual([hearing('tess')?.('feed/tess' as never), hearing('tess')?.('told/org' as never)], [true, false]);
  });

  it('[K22] vanish from the feed of somebody who may not read what they are about any more', async () => {
    const bench = await createNotifyBench();
    await told(bench, () => bench.assign('olga', 'Patch', 'adam'));
    const { organisation } = bench.test;
    const feed = async () =>
      (await feedFor(organisation, createGate(organisation), { user: 'adam' as UserId, scope: null })).notices;
    assert.equal((await feed()).length, 1);
    await fillRoles(bench.test, into('reader', 'olga'));
    assert.equal((await feed()).length, 0);
  });

  it('[K23] tell whoever asked for it by a rule, each once however many rules ask', async () => {
    const bench = await createNotifyBench();
    const assessment = bench.one.id;
    await rule(bench, { kind: 'test', values: ['Failed-High Risk'], assessment: null });
    await rule(bench, { kind: 'test', values: [], assessment }, { mine: false, recipients: ['olga', 'tess'] });
    await rule(bench, { kind: 'status', values: [], assessment: 'other' as never }, {}).catch(() => null);
    await told(bench, async () => {
      await bench.push('adam', 'Patch', { implementationStatus: 'Implemented' });
      await bench.push('adam', 'Patch', { testResult: 'Failed-High Risk' });
    });
    assert.deepEqual(bench.titles('olga'), ['Adam Person set the test result of “Patch” to Failed-High Risk']);
    assert.equal(bench.titles('tess').length, 1);
  });

  it('[K24] tell of a score once on its way over the limit, never for standing there', async () => {
    const bench = await createNotifyBench();
    const subject = { kind: 'assessment', assessment: bench.one.id } as const;
    await rule(bench, { kind: 'score', subject, is: 'above', percent: 40 });
    await rule(bench, { kind: 'score', subject, is: 'below', percent: 40 });
    await rule(bench, { kind: 'score', subject, is: 'changed-by', percent: 60 });
    const pass = { implementationStatus: 'Implemented', testResult: 'Passed' };
    const notifying = await bench.start();
    const then = async (...given: Parameters<typeof bench.push>) => {
      await bench.push(...given);
      await notifying.idle();
      return bench.titles('olga').length;
    };
    await notifying.idle();
    assert.equal(await then('adam', 'Patch', { implementationNotes: 'x' }), 0);
    assert.equal(await then('adam', 'Patch', pass), 1);
    assert.match(bench.titles('olga')[0] ?? '', /^The score of “One” went from 0 % to 50 %$/);
    assert.equal(await then('adam', 'Train', pass), 2);
    assert.match(bench.titles('olga')[0] ?? '', /from 0 % to 100 %$/);
    assert.equal(await then('adam', 'Train', { testResult: 'Not Assessed' }), 2);
    assert.equal(await then('adam', 'Patch', { testResult: 'Not Assessed' }), 4);
    await notifying.stop();
  });
});
