import assert from 'node:assert/strict';
import { createClient } from '#addin/sync/client';
import { createLive, type Live } from '#addin/sync/live';
import type { LiveEvent } from '#addin/sync/live-events';
import type { ToEngine, ToPane } from '#engine/contract/live';
import { type Cursor, groupPartition } from '#engine/contract/model/ids';
import { createPaneBench, type PaneBench } from '#test/support/pane/pane-bench';
import { goodLine, type Line } from '#test/support/pane/played-engine';
import { pushAs } from '#test/support/pane/push-as';
import { createVirtualClock } from '#test/support/pane/virtual-clock';

describe('the line to the engine', () => {
  let bench: PaneBench;
  let line: Line;
  let live: Live;
  let events: LiveEvent[];
  let token: string | null;
  beforeEach(async () => {
    bench = await createPaneBench();
    [line, events, token] = [goodLine(), [], null];
    live = createLive({
      address: 'ws://localhost',
      client: createClient('http://localhost', bench.engine.fetch(line)),
      openSocket: bench.engine.socket(line),
      ...{ clock: bench.clock, random: () => 0.5, token: async () => token },
      hear: (event) => void events.push(event),
    });
  });
  afterEach(() => {
    live.stop();
    bench.close();
  });

  const cursors = (): readonly Cursor[] => {
    const partition = groupPartition(bench.assessments[0]?.group ?? assert.fail());
    const image = bench.test.organisation.partition(partition)?.image ?? assert.fail();
    return [{ partition, epoch: image.epoch, position: image.position }];
  };
  const positions = (): readonly number[] =>
    events.flatMap((event) => (event.kind === 'entries' ? event.entries.map(({ position }) => position) : []));
  const kinds = (): readonly string[] => events.map((event) => (event.kind === 'caughtUp' ? event.way : event.kind));

  it('[P30] hears what came after its cursors, then what happens, each once and in order', async () => {
    const from = cursors();
    await pushAs(bench, 'Patch', 'testPlan', 'before');
    live.follow(from);
    await bench.clock.pass(50);
    await pushAs(bench, 'Patch', 'testPlan', 'after');
    await bench.clock.pass(50);
    assert.deepEqual(positions(), [1, 2]);
    assert.ok(live.isConnected());
  });

  it('[P30] comes back by itself, from where it has got to, whatever the network loses', async () => {
    live.follow(cursors());
    let random = 11;
    line.loses = () => {
      random = (random * 48_271) % 2_147_483_647;
      return random / 2_147_483_647 < 0.2;
    };
    line.delay = () => 7;
    for (let count = 1; count <= 40; count += 1) {
      await pushAs(bench, 'Patch', 'testPlan', `plan ${count}`);
      await bench.clock.pass(500);
    }
    line.loses = () => false;
    await bench.clock.pass(60_000);
    assert.deepEqual(
      positions(),
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    assert.ok(kinds().includes('cut'));
  });

  it('[P31] polls where no WebSocket gets through, and tries the live channel again', async () => {
    line.blocked = 'sockets';
    live.follow(cursors());
    await bench.clock.pass(20_000);
    assert.equal(kinds().at(-1), 'polling');
    await pushAs(bench, 'Patch', 'testPlan', 'polled');
    await bench.clock.pass(50);
    assert.deepEqual(positions(), [1]);
    line.blocked = 'nothing';
    await bench.clock.pass(320_000);
    assert.equal(kinds().at(-1), 'live');
    await pushAs(bench, 'Patch', 'testPlan', 'live');
    await bench.clock.pass(50);
    assert.deepEqual(positions(), [1, 2]);
  });

  it('[P36] tells of another history, and of too much', async () => {
    const [cursor] = cursors();
    live.follow([{ ...(cursor ?? assert.fail()), epoch: 'another' }]);
    await bench.clock.pass(50);
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'resync').map((event) => (event.kind === 'resync' ? event.reason : '')),
      ['unknown-epoch'],
    );
  });

  it('[P36] waits for a restarted engine and goes on', async () => {
    live.follow(cursors());
    await bench.clock.pass(50);
    bench.stopEngine();
    await bench.clock.pass(10_000);
    assert.equal(live.isConnected(), false);
    await bench.restart();
    await pushAs(bench, 'Patch', 'testPlan', 'after the restart');
    await bench.clock.pass(60_000);
    assert.deepEqual(positions(), [1]);
  });
});

/** A line whose other end is the test. */
function playedLine() {
  const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
  const clock = createVirtualClock(rest);
  const events: LiveEvent[] = [];
  const sent: ToEngine[] = [];
  let hear: (text: string) => void = () => {};
  let opened = 0;
  let closed = 0;
  const tokens: { now: string | null } = { now: null };
  const live = createLive({
    address: 'ws://localhost',
    client: createClient('http://localhost', () => Promise.reject(new Error('no network'))),
    openSocket: (_, on) => {
      opened += 1;
      hear = on.heard;
      return {
        send: (text) => void sent.push(JSON.parse(text)),
        close: () => {
          closed += 1;
        },
      };
    },
    ...{ clock, random: () => 0.999, token: async () => tokens.now },
    hear: (event) => void events.push(event),
  });
  live.follow([{ partition: 'group:g1' as Cursor['partition'], epoch: 'e1', position: 4 }]);
  return {
    ...{ clock, rest, live, events, sent, tokens },
    tell: (message: ToPane) => hear(JSON.stringify(message)),
    raw: (text: string) => hear(text),
    opened: () => opened,
    closed: () => closed,
  };
}

const entry = (position: number) => ({
  ...{ v: 1, partition: 'group:g1', epoch: 'e1', position, time: 't', actor: 'ann', channel: 'api', lineage: null },
  ...{ command: `c${position}`, index: 0, event: { kind: 'put', entity: 'group/g1' } },
});

describe('one connection', () => {
  it('[P30] asks anew when entries are missing, and passes nothing on twice', async () => {
    const { tell, rest, sent, events } = playedLine();
    tell({ kind: 'welcome', protocol: 1, oldest: 1 });
    await rest();
    tell({ kind: 'entries', entries: [entry(4), entry(5)] } as ToPane);
    tell({ kind: 'entries', entries: [entry(7)] } as ToPane);
    await rest();
    assert.deepEqual(
      events.flatMap((event) => (event.kind === 'entries' ? event.entries.map(({ position }) => position) : [])),
      [5],
    );
    const asked = sent.filter(({ kind }) => kind === 'subscribe');
    assert.equal(asked.length, 2);
    assert.deepEqual(asked[1]?.kind === 'subscribe' ? asked[1].cursors[0]?.position : null, 5);
  });

  it('[P32] says that the pane is outdated, and tries no more, when the engine speaks another protocol', async () => {
    const { tell, clock, events, opened } = playedLine();
    tell({ kind: 'welcome', protocol: 9, oldest: 8 });
    await clock.pass(600_000);
    assert.ok(events.some(({ kind }) => kind === 'outdated'));
    assert.equal(opened(), 1);
  });

  it('[P32] ends a connection on which something else than the protocol is spoken', async () => {
    const { raw, closed } = playedLine();
    raw('<html>Sign in to the network</html>');
    assert.equal(closed(), 1);
  });

  it('[P33] ends a silent connection: one that never greets, and one that answers no more', async () => {
    const silent = playedLine();
    await silent.clock.pass(8_000);
    assert.equal(silent.closed(), 1);
    const { tell, clock, sent, closed } = playedLine();
    tell({ kind: 'welcome', protocol: 1, oldest: 1 });
    await clock.pass(15_000);
    assert.equal(sent.at(-1)?.kind, 'ping');
    tell({ kind: 'pong' });
    await clock.pass(15_000);
    assert.equal(closed(), 0);
    await clock.pass(8_000);
    assert.equal(closed(), 1);
  });

  it('[P33] gives a set up as lost when no verdict comes', async () => {
    const { tell, clock, rest, live } = playedLine();
    tell({ kind: 'welcome', protocol: 1, oldest: 1 });
    await rest();
    tell({ kind: 'subscribed', cursors: [] });
    const answer = live.push({ id: 'c:1' as never, partition: 'group:g1' as never, epoch: 'e1', changes: [] });
    for (let beat = 0; beat < 3; beat += 1) {
      await clock.pass(5_000);
      tell({ kind: 'pong' });
    }
    assert.deepEqual(await answer, { kind: 'lost' });
  });

  it('[P34] sends no more between two beats than the engine takes', async () => {
    const { tell, clock, rest, live, sent } = playedLine();
    tell({ kind: 'welcome', protocol: 1, oldest: 1 });
    await rest();
    tell({ kind: 'subscribed', cursors: [] });
    for (let count = 0; count < 400; count += 1) {
      void live.push({ id: `c:${count}` as never, partition: 'group:g1' as never, epoch: 'e1', changes: [] });
    }
    await rest();
    const pushes = () => sent.filter(({ kind }) => kind === 'push').length;
    assert.equal(pushes(), 150);
    await clock.pass(9_000);
    assert.equal(pushes(), 150);
    await clock.pass(1_500);
    assert.equal(pushes(), 300);
  });

  it('[P37] shows its token before it subscribes, and each new one before the last runs out', async () => {
    const { tell, clock, rest, sent, tokens, events } = playedLine();
    tokens.now = 'first';
    tell({ kind: 'welcome', protocol: 1, oldest: 1 });
    await rest();
    assert.deepEqual(
      sent.map(({ kind }) => kind),
      ['sign-in', 'subscribe'],
    );
    tell({ kind: 'signed-in', user: 'ann' as never });
    tokens.now = 'second';
    for (let beat = 0; beat < 25; beat += 1) {
      await clock.pass(10_000);
      tell({ kind: 'pong' });
    }
    assert.deepEqual(
      sent.flatMap((message) => (message.kind === 'sign-in' ? [message.token] : [])),
      ['first', 'second'],
    );
    tell({ kind: 'problem', id: null, code: 'unauthenticated', detail: 'The token has run out.' });
    assert.deepEqual(events.at(-1), { kind: 'signedOut', detail: 'The token has run out.' });
  });
});
