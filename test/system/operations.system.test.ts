import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#engine/config';
import { type CommandId, recordRef } from '#engine/contract/model/ids';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { openPlan } from '#test/support/busy-organisation';
import { openCutLine } from '#test/support/cut-line';
import { connectPane } from '#test/support/live-pane';
import { emptyDatabase, withPostgres } from '#test/support/postgres';
import { through } from '#test/support/postgres-nodes';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

describe('an engine that is run by others', function () {
  this.timeout(60_000);

  const start = async (root: string, environment: Readonly<Record<string, string>> = {}): Promise<ServedEngine> => {
    const flags = { data: join(root, 'data'), folder: join(root, 'workbooks'), port: '0', bare: true };
    const config = readConfig(flags, environment);
    assert.ok(config.ok);
    const served = await serveEngine(config.value, silentLog);
    assert.ok(served.ok, served.ok ? '' : served.error.message);
    return served.value;
  };
  const ready = async (url: string) => {
    const answer = await fetch(`${url}/health/ready`);
    return { status: answer.status, ...((await answer.json()) as { problems: { check: string; problem: string }[] }) };
  };
  /** Findings stand for two seconds. */
  const later = () => new Promise((resolve) => setTimeout(resolve, 2_050));

  it('[M2] is ready, and says that its folder or its disk is gone as long as it is', () =>
    withTemporaryFolder(async (root) => {
      const { url, stop } = await start(root);
      try {
        assert.deepEqual(await ready(url), { status: 200, ready: true, problems: [] });
        await rename(join(root, 'workbooks'), join(root, 'unmounted'));
        await later();
        const away = await ready(url);
        assert.deepEqual([away.status, away.problems.map(({ check }) => check)], [503, ['folder']]);
        assert.match(away.problems[0]?.problem ?? '', /ENOENT.*mounted/);
        assert.ok(!JSON.stringify(away).includes(root), 'it names no path');
        await rename(join(root, 'unmounted'), join(root, 'workbooks'));
        await later();
        assert.equal((await ready(url)).status, 200);
        const metrics = await (await fetch(`${url}/metrics`)).text();
        assert.match(metrics, /^controlbook_journal_position\{partition="org"\} \d+$/m);
        assert.match(metrics, /^controlbook_event_loop_delay_seconds\{quantile="0.99"\} 0\.\d+$/m);
        assert.match(metrics, /^controlbook_ready 1$/m);
      } finally {
        await stop();
      }
    }));

  describe('over a database', () => {
    before(withPostgres);

    it('[M2] is not ready while the database does not answer, is alive all the same, and is ready again by itself', () =>
      withTemporaryFolder(async (root) => {
        const database = await emptyDatabase();
        const line = await openCutLine(Number(new URL(database).port));
        const { url, stop } = await start(root, { DATABASE_URL: through(database, line.port) });
        try {
          assert.equal((await ready(url)).status, 200);
          line.set('cut');
          await later();
          const away = await ready(url);
          assert.deepEqual([away.status, away.problems.map(({ check }) => check)], [503, ['store']]);
          assert.ok((await fetch(`${url}/health/live`)).ok);
          line.set('open');
          for (const end = performance.now() + 15_000; (await ready(url)).status !== 200; await later()) {
            assert.ok(performance.now() < end, 'it comes back');
          }
        } finally {
          line.set('open');
          await stop();
          await line.close();
        }
      }));
  });

  it('[M6] answers every edit it has taken when it is stopped, and has each of them after the next start', () =>
    withTemporaryFolder(async (root) => {
      const first = await start(root, { CONTROLBOOK_DRAIN: '1' });
      const { partition, epoch, actions } = await openPlan(first, 8);

      const pane = connectPane(Number(new URL(first.url).port));
      await pane.next('welcome');
      pane.subscribe({ partition, epoch, position: 0 });
      await pane.next('subscribed');

      const acknowledged: number[] = [];
      const write = async (writer: number): Promise<void> => {
        let base = 0;
        for (let count = 0; ; count += 1) {
          const entity = recordRef(actions[writer] ?? assert.fail());
          const change = { entity, field: 'implementationNotes', value: `${writer} ${count}`, base };
          const set = { id: `w${writer}:${count}` as CommandId, partition, epoch, changes: [change] };
          const answer = await fetch(`${first.url}/api/v1/changes`, {
            method: 'POST',
            body: JSON.stringify(set),
            headers: { 'content-type': 'application/json' },
          }).catch(() => null);
          if (answer === null) return; // no new connection is taken
          assert.equal(answer.status, 200);
          const { verdicts } = (await answer.json()) as { verdicts: { outcome: string; position: number }[] };
          assert.equal(verdicts[0]?.outcome, 'accepted');
          base = verdicts[0]?.position ?? 0;
          acknowledged.push(base);
        }
      };
      const writing = actions.map((_, writer) => write(writer));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const stopping = first.stop();
      const said = await ready(first.url);
      assert.deepEqual([said.status, said.problems[0]?.check], [503, 'running']);
      const before = acknowledged.length;
      await Promise.all([stopping, ...writing]);
      assert.equal(await pane.closed, 1001);
      assert.ok(acknowledged.length > before, 'it goes on working while others are sent elsewhere');

      const second = await start(root);
      try {
        const again = second.engine.organisation.partition(partition);
        const heard = (await again?.read(0, 100_000)) ?? [];
        const values = new Set(heard.map(({ entry }) => entry.position));
        assert.deepEqual(
          acknowledged.filter((position) => !values.has(position)),
          [],
        );
      } finally {
        await second.stop();
      }
    }));
});
