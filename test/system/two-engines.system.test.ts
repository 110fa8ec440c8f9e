import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '#engine/config';
import type { Verdict } from '#engine/contract/model/change';
import {
  type CommandId,
  type Cursor,
  type GroupId,
  groupPartition,
  type Position,
  recordRef,
} from '#engine/contract/model/ids';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { connectPane } from '#test/support/live-pane';
import { emptyDatabase, withPostgres } from '#test/support/postgres';
import { until } from '#test/support/postgres-nodes';
import { openTemporaryFolder } from '#test/support/temporary-folder';
import { ann, contentOf, importContent, silentLog } from '#test/support/test-organisation';

/** Two whole engines, as two machines would run them, over one database. */
describe('two engines over one database, whole', () => {
  before(withPostgres);
  let engines: ServedEngine[] = [];
  let remove = async (): Promise<void> => {};

  afterEach(async () => {
    for (const { stop } of engines) await stop();
    await remove();
  });

  const start = async (environment: Readonly<Record<string, string>>, folder: string): Promise<ServedEngine> => {
    const flags = { data: join(folder, 'data'), folder: join(folder, 'workbooks'), port: '0', bare: true };
    const config = readConfig(flags, environment);
    assert.ok(config.ok);
    const served = await serveEngine(config.value, silentLog);
    assert.ok(served.ok, served.ok ? '' : served.error.message);
    engines.push(served.value);
    return served.value;
  };

  it('[J34] let a pane move between them under load: nothing lost, repeated or out of order', async () => {
    engines = [];
    const temporary = await openTemporaryFolder();
    remove = temporary.remove;
    const environment = { DATABASE_URL: await emptyDatabase() };
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name) => start(environment, join(temporary.folder, name))),
    );
    assert.ok(one && two);
    assert.equal(one.engine.organisation.id, two.engine.organisation.id);

    const caller = { actor: ann, channel: 'cli', command: 'import' } as const;
    const titles = Array.from({ length: 20 }, (_, index) => `Do thing ${index}`);
    const controls = Object.fromEntries(titles.map((title, index) => [`C-${index}`, [title]]));
    const template = await importContent(one.engine.organisation, contentOf('Standard', controls), caller);
    // Opened through the one, and at once known to the other.
    const body = {
      title: 'Plan',
      template,
      product: null,
      group: { name: 'Group' },
      copyFrom: null,
      inScopeServices: null,
    };
    const { group } = await send<{ group: GroupId }>(one, 'assessments', body);
    const partition = groupPartition(group);
    const epoch = one.engine.organisation.partition(partition)?.image.epoch ?? '';
    const actions = [...one.engine.organisation.index(group).assessmentsByAction.keys()];

    let going = true;
    const accepted: Position[] = [];
    const write = async (writer: number): Promise<void> => {
      const action = actions[writer];
      assert.ok(action);
      let base = 0;
      for (let count = 0; going; count += 1) {
        const change = { entity: recordRef(action), field: 'implementationNotes', value: `${writer} ${count}`, base };
        const set = { id: `${randomUUID()}:${count}` as CommandId, partition, epoch, changes: [change] };
        // Every writer changes engines with every edit.
        const answer: { verdicts: Verdict[] } = await send(
          [one, two][(count + writer) % 2] as ServedEngine,
          'changes',
          set,
        );
        const verdict: Verdict | undefined = answer.verdicts[0];
        assert.equal(verdict?.outcome, 'accepted', JSON.stringify(verdict));
        base = verdict.position;
        accepted.push(base);
      }
    };
    const writing = Array.from({ length: 6 }, (_, writer) => write(writer));

    const heard: Position[] = [];
    let cursor: Cursor = { partition, epoch, position: 0 };
    for (let visit = 0; visit < 10; visit += 1) {
      const engine = [one, two][visit % 2] as ServedEngine;
      const pane = connectPane(Number(new URL(engine.url).port));
      await new Promise((resolve) => pane.socket.once('open', resolve));
      pane.subscribe(cursor);
      await pane.next('subscribed');
      await new Promise((resolve) => setTimeout(resolve, 60));
      pane.socket.close();
      await pane.closed;
      assert.deepEqual(
        pane.messages.filter(({ kind }) => kind === 'resync' || kind === 'problem'),
        [],
      );
      heard.push(...pane.positions());
      cursor = { ...cursor, position: heard.at(-1) ?? 0 };
    }
    going = false;
    await Promise.all(writing);
    await until(
      () => two.engine.organisation.partition(partition)?.image.position === accepted.length,
      'the last edits',
    );
    assert.ok(heard.length > 20, `heard ${heard.length}`);
    assert.deepEqual(
      heard,
      heard.map((_, index) => index + 1),
    );
    assert.deepEqual(
      [...accepted].sort((a, b) => a - b),
      accepted.map((_, index) => index + 1),
    );
    for (const subject of [one, two]) {
      const { groups } = await send<{ groups: { score: { achieved: number } }[] }>(subject, 'groups');
      assert.equal(groups.length, 1);
    }
  });
});

async function send<T>({ url }: ServedEngine, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}/api/v1/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  });
  const said: unknown = await answer.json();
  assert.ok(answer.ok, JSON.stringify(said));
  return said as T; // as the contract says
}
