import assert from 'node:assert/strict';
import { changePreferences } from '#engine/app/notify/feed';
import { createWebhooks } from '#engine/app/notify/webhooks';
import type { UserId } from '#engine/contract/model/ids';
import { createNotifyBench, type NotifyBench } from '#test/support/notify-bench';

async function hook(bench: NotifyBench) {
  const webhooks = createWebhooks(bench.test.organisation, false);
  const request = { name: 'Tickets', url: 'https://hooks.example.org/x', kinds: ['assignment', 'status'] as const };
  const made = await webhooks.create(request, bench.test.caller());
  assert.ok(made.ok);
  return { webhooks, ...made.value };
}

describe('e-mail', () => {
  it('[K40] takes notices to the address of the directory, several of one person in one letter', async () => {
    const bench = await createNotifyBench();
    const notifying = await bench.start();
    await bench.assign('olga', 'Patch', 'adam', 'By Friday.');
    await notifying.idle();
    assert.equal(bench.letters.length, 1);
    const [letter] = bench.letters;
    assert.deepEqual(
      [letter?.to, letter?.subject],
      ['adam@example.org', 'Olga Person assigned “Patch” to Adam Person'],
    );
    assert.match(letter?.text ?? '', /By Friday\.[\s\S]*https:\/\/controlbook\.test/);
    await notifying.stop();
    await bench.assign('olga', 'Patch', null);
    await bench.assign('olga', 'Patch', 'adam');
    await bench.assign('olga', 'Train', 'adam');
    const again = await bench.start();
    await again.idle();
    await again.stop();
    assert.deepEqual(
      bench.letters.map(({ subject }) => subject),
      ['Olga Person assigned “Patch” to Adam Person', '2 notices of Controlbook'],
    );
  });

  it('[K40] goes to nobody who does not want it', async () => {
    const bench = await createNotifyBench();
    await changePreferences(
      bench.test.organisation,
      { email: false, without: [], withoutEmail: [] },
      { ...bench.test.caller(), actor: 'adam' as UserId },
    );
    const notifying = await bench.start();
    await bench.assign('olga', 'Patch', 'adam');
    await notifying.idle();
    await notifying.stop();
    assert.deepEqual([bench.letters.length, bench.titles('adam').length], [0, 1]);
  });

  it('[K41] waits for a server that is not there, passes over a letter that is refused, and loses nothing else', async () => {
    const bench = await createNotifyBench();
    bench.answers.mail = { code: 'unavailable', message: 'no route' };
    const first = await bench.start();
    await bench.assign('olga', 'Patch', 'adam');
    await first.idle();
    await first.stop();
    assert.equal(bench.letters.length, 0);
    bench.answers.mail = null;
    const second = await bench.start();
    await second.idle();
    assert.equal(bench.letters.length, 1);
    bench.answers.mail = { code: 'refused', message: 'no such box' };
    await bench.assign('olga', 'Train', 'adam');
    await second.idle();
    bench.answers.mail = null;
    await bench.assign('olga', 'Train', 'tess');
    await second.idle();
    await second.stop();
    assert.deepEqual(
      bench.letters.map(({ to }) => to),
      ['adam@example.org', 'tess@example.org'],
    );
  });
});

describe('webhooks', () => {
  it('[K50] tell another system what it asked for, in order, signed over time and body', async () => {
    const bench = await createNotifyBench();
    await bench.assign('olga', 'Patch', 'tess');
    const { secret, webhook, webhooks } = await hook(bench);
    assert.ok(!('secret' in webhook) && secret.length === 64);
    const notifying = await bench.start();
    await bench.assign('olga', 'Patch', 'adam');
    await bench.push('adam', 'Patch', { implementationStatus: 'Implemented', testResult: 'Passed' });
    await notifying.idle();
    await notifying.stop();
    const bodies = bench.posted.map(({ body }) => JSON.parse(body));
    assert.deepEqual(
      bodies.map(({ kind, to, title }) => [kind, to, title]),
      [
        ['assignment', 'adam', 'Olga Person assigned “Patch” to Adam Person'],
        ['status', 'Implemented', 'Adam Person set the implementation status of “Patch” to Implemented'],
      ],
    );
    const [first] = bench.posted;
    const [, seconds] = /^t=(\d+),v1=(.*)$/.exec(first?.headers['controlbook-signature'] ?? '') ?? [];
    const length = `${seconds}.${first?.body}`.length;
    assert.equal(first?.headers['controlbook-signature'], `t=${seconds},v1=${secret} ${length}`);
    assert.equal(first?.headers['controlbook-event'], bodies[0].id);
    assert.deepEqual(
      (await webhooks.deliveries(webhook.id))?.map(({ number, status }) => [number, status]),
      [
        [2, 200],
        [1, 200],
      ],
    );
  });

  it('[K51] go on where they were after a restart, and send what failed again under the same id', async () => {
    const bench = await createNotifyBench();
    const { webhook, webhooks } = await hook(bench);
    bench.answers.hook = 'It answered with the status 500.';
    const first = await bench.start();
    await bench.assign('olga', 'Patch', 'adam');
    await bench.assign('olga', 'Train', 'adam');
    await first.idle();
    await first.stop();
    assert.equal(bench.posted.length, 1);
    assert.deepEqual(
      (await webhooks.all()).map(({ failures, lastProblem }) => [failures, lastProblem]),
      [[1, bench.answers.hook]],
    );
    bench.answers.hook = null;
    const second = await bench.start();
    await second.idle();
    await second.stop();
    const ids = bench.posted.map(({ body }) => JSON.parse(body).id);
    assert.deepEqual([ids.length, ids[0] === ids[1], ids[1] === ids[2]], [3, true, false]);
    const [last] = (await webhooks.deliveries(webhook.id)) ?? [];
    assert.deepEqual([last?.attempt, last?.problem], [1, null]);
    const third = await bench.start();
    await third.idle();
    await third.stop();
    assert.equal(bench.posted.length, 3);
  });

  it('[K52] are switched off after twenty failures in a row, which is said, and go on with what happens once they are on', async () => {
    const bench = await createNotifyBench();
    const { webhook, webhooks } = await hook(bench);
    bench.answers.hook = 'It answered with the status 500.';
    await bench.assign('olga', 'Patch', 'adam');
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const notifying = await bench.start();
      await notifying.idle();
      await notifying.stop();
    }
    const [shown] = await webhooks.all();
    assert.deepEqual([shown?.active, shown?.failures, shown?.lastProblem], [false, 20, bench.answers.hook]);
    bench.answers.hook = null;
    await bench.assign('olga', 'Train', 'adam');
    assert.ok((await webhooks.switch(webhook.id, true, bench.test.caller())).ok);
    const notifying = await bench.start();
    await bench.assign('olga', 'Train', 'tess');
    await notifying.idle();
    await notifying.stop();
    assert.equal(bench.posted.length, 21);
    assert.equal(JSON.parse(bench.posted[20]?.body ?? '').to, 'tess');
  });
});
