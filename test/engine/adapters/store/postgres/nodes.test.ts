import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sha256 } from '#engine/adapters/store/sha256';
import type { Log } from '#engine/app/ports';
import type { GroupId, UserId } from '#engine/contract/model/ids';
import { chainHash, genesisHash } from '#engine/domain/journal/seal';
import { saveImage } from '#engine/domain/state/snapshot';
import { type CutLine, openCutLine } from '#test/support/cut-line';
import { entriesAfter } from '#test/support/journal-entries';
import { emptyDatabase, postgres, withPostgres } from '#test/support/postgres';
import { type Node, startNode, through, until } from '#test/support/postgres-nodes';

/** Names of edits by the value they set. */
const values = (node: Node): readonly string[] => entriesOf(node).map((entry) => entry);

function entriesOf({ group }: Node): readonly string[] {
  return Array.from(group.image.commands(), ([command]) => command);
}

describe('engines over one database', () => {
  before(withPostgres);
  let url = '';
  let nodes: Node[] = [];
  let lines: CutLine[] = [];

  beforeEach(async () => {
    url = await emptyDatabase();
    nodes = [];
    lines = [];
  });
  afterEach(async () => {
    for (const line of lines) line.set('open');
    for (const node of nodes) await node.stop();
    for (const line of lines) await line.close();
  });

  const start = async (options: Parameters<typeof startNode>[1] = {}, address = url): Promise<Node> => {
    const node = await startNode(address, options);
    nodes.push(node);
    return node;
  };
  const startOnLine = async (options: Parameters<typeof startNode>[1] = {}): Promise<[Node, CutLine]> => {
    const line = await openCutLine((await postgres()).port);
    lines.push(line);
    return [await start(options, through(url, line.port)), line];
  };

  /** Every engine has the same state, and the database one chain without a hole that ends where they are. */
  const assertInStep = async (...all: readonly Node[]): Promise<void> => {
    for (const { organisation } of all) await organisation.refresh();
    const [first, ...others] = all as [Node, ...Node[]];
    const head = first.group.head();
    for (const other of others) {
      assert.deepEqual(other.group.head(), head);
      assert.deepEqual(saveImage(other.group.image), saveImage(first.group.image));
    }
    let hash = genesisHash(head.partition, head.epoch, sha256);
    const entries = await first.store.journal.read(head.partition, 0, 100_000);
    for (const [index, { entry, text, hash: sealed }] of entries.entries()) {
      hash = chainHash(hash, text, sha256);
      assert.equal(sealed, hash);
      assert.equal(entry.position, index + 1);
    }
    assert.deepEqual([entries.length, hash], [head.position, head.hash]);
  };

  for (const notify of [true, false]) {
    it(`[J19] show what the others wrote, ${notify ? 'hinted at once' : 'without hints at the next look'}`, async () => {
      const watch = notify ? { poll: 60_000 } : { notify, poll: 20 };
      const [one, two] = [await start({ watch }), await start({ watch })];
      if (notify) await new Promise((resolve) => setTimeout(resolve, 200)); // until both listen
      const heard: number[] = [];
      two.organisation.listen((entries) => heard.push(...entries.map(({ entry }) => entry.position)));
      for (let n = 1; n <= 5; n += 1)
        assert.deepEqual(await one.edit(n, `note ${n}`), { ok: true, value: ['accepted'] });
      await until(() => two.shown(5) === 'note 5', 'the fifth note on the other engine');
      assert.deepEqual(heard, [1, 2, 3, 4, 5]);
      assert.deepEqual(await two.edit(1, 'from two'), { ok: true, value: ['accepted'] });
      await until(() => one.shown(1) === 'from two', 'the answer on the first engine');
      await assertInStep(one, two);
    });
  }

  it('[J19] show partitions that another engine began, from their first entry', async () => {
    const [one, two] = [await start(), await start()];
    const heard: string[] = [];
    two.organisation.listen((entries) =>
      heard.push(...entries.map(({ entry }) => `${entry.partition} ${entry.position}`)),
    );
    const begun = await one.organisation.group('new' as GroupId);
    await begun.execute({
      meta: one.organisation.meta('begin', 'ann' as UserId, 'api'),
      decide: (draft) => {
        draft.emit({ kind: 'put', entity: 'settings' as never, value: { a: 1 } });
        return { ok: true, value: null };
      },
      recall: () => null,
    });
    await until(() => heard.length > 0, 'the entry of the new partition');
    assert.deepEqual(heard, ['group:new 1']);
  });

  it('[J20] decide again what was decided beside each other: the merge is that of one engine', async () => {
    const watch = { notify: false, poll: 60_000 };
    const [one, two] = [await start({ watch }), await start({ watch })];
    await one.edit(1, 'first');
    const blind = await two.edit(1, 'second', { base: 0 });
    assert.deepEqual(blind, { ok: true, value: ['conflict'] });
    assert.equal(two.shown(1), 'first');
    assert.deepEqual(await two.edit(2, 'other field'), { ok: true, value: ['accepted'] });
    await assertInStep(one, two);
    assert.equal([...one.group.image.conflicts()].length, 1);
  });

  it('[J20] let everybody through while all write to one group as fast as they can', async () => {
    const all = [await start(), await start(), await start()];
    const done = await Promise.all(
      all.flatMap((node, index) =>
        Array.from({ length: 8 }, async (_, writer) => {
          const outcomes: string[] = [];
          for (let count = 0; count < 12; count += 1) {
            const answer = await node.edit(index * 100 + writer, `${index} ${writer} ${count}`);
            outcomes.push(answer.ok ? (answer.value[0] ?? '') : answer.error.code);
          }
          return outcomes;
        }),
      ),
    );
    assert.deepEqual(new Set(done.flat()), new Set(['accepted']));
    await assertInStep(...all);
    assert.equal(all[0]?.group.head().position, 3 * 8 * 12);
  });

  it('[J20] pass over an engine that falls asleep in its turn, which then has written nothing', async () => {
    const timing = { lock: 150, patience: 2_000, retry: 50 };
    const [one, two] = [await start({ timing }), await start({ timing })];
    await one.edit(1, 'before');
    await two.organisation.refresh();
    const head = one.group.head();
    const asleep = one.store.journal.shared?.appendInTurn(head.partition, head.position, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return entriesAfter(head, ['dreamt']);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await two.edit(1, 'awake'), { ok: true, value: ['accepted'] });
    const answer = await asleep;
    assert.equal(answer?.ok === false && answer.error.code, 'stale');
    await assertInStep(one, two);
    assert.deepEqual([one.shown(1), one.group.head().position], ['awake', 2]);
  });

  it('[J23] confirm what writes nothing: no agreement and no refusal rests on what others have changed', async () => {
    const watch = { notify: false, poll: 60_000 };
    const [one, two] = [await start({ watch }), await start({ watch })];
    await one.edit(1, 'x');
    await two.organisation.refresh();
    await one.edit(1, 'y');
    const seen = one.group.image.position;
    // The second engine still shows x. Whoever has seen y and sets x back must not be told that it is x anyway.
    assert.equal(two.shown(1), 'x');
    assert.deepEqual(await two.edit(1, 'x', { base: seen }), { ok: true, value: ['accepted'] });
    await assertInStep(one, two);
    assert.equal(one.shown(1), 'x');
  });

  it('[J21] take an append once whose answer was lost on the way', async () => {
    const [one, line] = await startOnLine({ watch: { notify: false, poll: 60_000 } });
    const two = await start();
    for (let n = 1; n <= 5; n += 1) {
      await one.edit(n, `before ${n}`);
      line.set('deaf');
      const before = line.lost();
      const answer = one.edit(n, `after ${n}`);
      await until(() => line.lost() > before, 'an answer that is lost');
      line.set('open');
      assert.deepEqual(await answer, { ok: true, value: ['accepted'] });
    }
    await assertInStep(one, two);
    assert.equal(one.group.head().position, 10);
  });

  it('[J21] answer a command that was saved before it was refused with what it wrote, on every engine', async () => {
    const [one, line] = await startOnLine({ watch: { notify: false, poll: 60_000 } });
    const two = await start({ watch: { notify: false, poll: 60_000 } });
    await one.edit(1, 'before');
    line.set('deaf');
    const refused = await one.edit(1, 'after', { command: 'c:1' });
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'unreachable');
    assert.match(refused.error.message, /send the same command again/);
    assert.equal(one.shown(1), 'before');
    line.set('open');
    await until(
      async () =>
        await one.organisation.refresh().then(
          () => true,
          () => false,
        ),
      'the database',
    );
    assert.deepEqual(await two.edit(1, 'after', { command: 'c:1' }), { ok: true, value: ['recalled'] });
    assert.deepEqual(await one.edit(1, 'after', { command: 'c:1' }), { ok: true, value: ['recalled'] });
    await assertInStep(one, two);
    assert.deepEqual([one.shown(1), one.group.head().position], ['after', 2]);
  });

  it('[J22] refuse edits while they are cut off, show what they have, and go on by themselves', async () => {
    const told: string[] = [];
    const log: Log = { info: () => {}, warn: (message) => told.push(message), error: (message) => told.push(message) };
    const [one, line] = await startOnLine({ log, watch: { poll: 50 } });
    const two = await start();
    await one.edit(1, 'seen');
    line.set('cut');
    const first = await one.edit(2, 'lost');
    assert.ok(!first.ok);
    assert.equal(first.error.code, 'unreachable');
    const began = performance.now();
    const again = await one.edit(2, 'lost');
    assert.ok(!again.ok);
    assert.equal(again.error.code, 'unreachable');
    assert.ok(performance.now() - began < 200, 'the second refusal does not wait');
    assert.equal(one.shown(1), 'seen');
    await two.edit(3, 'meanwhile');
    line.set('open');
    await until(() => one.shown(3) === 'meanwhile', 'what the other wrote meanwhile');
    assert.deepEqual(await one.edit(2, 'there'), { ok: true, value: ['accepted'] });
    await assertInStep(one, two);
    assert.deepEqual(told, ['The database does not answer; it is tried again', 'The database answers again']);
  });

  it('[J22] give up a database that says nothing at all, and stop in good order without it', async () => {
    const [one, line] = await startOnLine({
      timing: { statement: 200, patience: 300, retry: 50 },
      watch: { poll: 50 },
    });
    const two = await start();
    await one.edit(1, 'seen');
    line.set('silent');
    const refused = await one.edit(1, 'into the dark');
    assert.equal(!refused.ok && refused.error.code, 'unreachable');
    line.set('cut');
    line.set('open');
    await two.edit(2, 'meanwhile');
    await until(() => one.shown(2) === 'meanwhile', 'what the other wrote meanwhile');
    await assertInStep(one, two);
    line.set('cut');
    await one.edit(3, 'too late');
    await one.organisation.saveSnapshots();
    await one.stop();
    assert.equal(two.shown(3), null);
  });

  it('[J22] refuse edits while somebody else holds the database’s rows, and go on when they are let go', async () => {
    const one = await start({ timing: { lock: 100, patience: 300, retry: 50 } });
    await one.edit(1, 'seen');
    const holder = new pg.Client({ connectionString: url.replace('controlbook:secret@', 'postgres@') });
    await holder.connect();
    await holder.query(`begin; select * from controlbook.head for update`);
    const refused = await one.edit(1, 'held up');
    assert.equal(!refused.ok && refused.error.code, 'unreachable');
    await holder.query('rollback');
    assert.deepEqual(await one.edit(1, 'through'), { ok: true, value: ['accepted'] });
    await holder.query('drop table controlbook.entry');
    await holder.end();
    const broken = await one.edit(1, 'nowhere');
    assert.equal(!broken.ok && broken.error.code, 'unreachable');
    assert.match(broken.ok ? '' : broken.error.message, /relation "controlbook.entry" does not exist/);
    assert.equal(one.shown(1), 'through');
  });

  it('[J22] wait a moment for a connection that comes back, and lose nothing', async () => {
    const [one, line] = await startOnLine({ timing: { patience: 5_000, retry: 50 } });
    await one.edit(1, 'seen');
    line.set('cut');
    const answer = one.edit(1, 'kept');
    setTimeout(() => line.set('open'), 200);
    assert.deepEqual(await answer, { ok: true, value: ['accepted'] });
    assert.equal(one.shown(1), 'kept');
  });

  for (const how of ['stop', 'kill'] as const) {
    it(`[J22] are in step after the database was ${how === 'stop' ? 'restarted' : 'killed'} under load, nothing lost or doubled`, async () => {
      const server = await postgres();
      const all = [await start({ watch: { poll: 50 } }), await start({ watch: { poll: 50 } })];
      const sent = new Map<string, string>();
      let going = true;
      const writing = all.flatMap((node, index) =>
        Array.from({ length: 5 }, async (_, writer) => {
          for (let count = 0; going; count += 1) {
            const command = `${index}:${writer}:${count}`;
            const value = `${command} ${randomUUID()}`;
            // As a pane does: the same command again and again until it is answered.
            for (;;) {
              const answer = await node.edit(index * 10 + writer, value, { command });
              if (answer.ok) break;
              assert.equal(answer.error.code, 'unreachable');
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
            sent.set(command, value);
          }
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      await server.say(how);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await server.say('start');
      await new Promise((resolve) => setTimeout(resolve, 500));
      going = false;
      await Promise.all(writing);
      await assertInStep(...all);
      const commands = values(all[0] as Node);
      assert.deepEqual([...commands].sort(), [...sent.keys()].sort());
      assert.equal(all[0]?.group.head().position, sent.size);
    });
  }

  it('[J24] write nothing onto a history that is not theirs, and say so', async () => {
    const errors: string[] = [];
    const log: Log = { info: () => {}, warn: () => {}, error: (message) => errors.push(message) };
    const node = await start({ log, watch: { notify: false, poll: 20 } });
    for (const n of [1, 2, 3]) await node.edit(n, 'x');
    const database = new URL(url).pathname.slice(1);
    const server = await postgres();
    // As if a backup of a moment ago had been put back.
    const [row] = await server.query(
      `select hash from controlbook.entry where partition = 'group:g' and position = 1`,
      [],
      database,
    );
    await server.query(`delete from controlbook.entry where partition = 'group:g' and position > 1`, [], database);
    await server.query(
      `update controlbook.head set position = 1, hash = $1 where partition = 'group:g'`,
      [row?.['hash']],
      database,
    );
    const refused = await node.edit(4, 'y');
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'stale');
    assert.match(refused.error.message, /does not hold the history .* restart the engine/);
    await until(() => errors.some((message) => /has lost entries/.test(message)), 'an error in the log');
    const [{ count } = {}] = await server.query(
      `select count(*)::int as count from controlbook.entry where partition = 'group:g'`,
      [],
      database,
    );
    assert.equal(count, 1);
  });

  it('[J27] know people that were changed through another by the time they show its entries', async () => {
    const [one, two] = [await start(), await start()];
    const ada = { id: 'ada' as UserId, name: 'Ada Lovelace', email: 'ada@example.org', source: 'directory' } as const;
    await one.store.directory.put(ada);
    await one.edit(1, 'by ada');
    await until(() => two.shown(1) === 'by ada', 'the entry');
    assert.deepEqual(two.store.directory.byId(ada.id), ada);
    await two.store.directory.put({ ...ada, name: 'Forgotten', email: null });
    await one.organisation.refresh();
    assert.equal(one.store.directory.find('ada@example.org'), null);
    assert.equal(one.store.directory.find('forgotten')?.id, 'ada');
  });
});
