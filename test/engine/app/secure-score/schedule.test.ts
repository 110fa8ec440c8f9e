import assert from 'node:assert/strict';
import { beginRun, endRun } from '#engine/app/secure-score/runs';
import { scheduleSecureScore } from '#engine/app/secure-score/schedule';
import type { SecureScoreUseCases } from '#engine/app/secure-score/secure-score';
import { createSecureScore } from '#engine/app/secure-score/secure-score';
import { openPlayedScore, type PlayedScore } from '#test/support/graph-played-source';
import { createManualClock } from '#test/support/manual-clock';
import { createMemoryStore } from '#test/support/memory-evidence';
import { emptyDatabase, withPostgres } from '#test/support/postgres';
import { startNode } from '#test/support/postgres-nodes';
import { silentLog } from '#test/support/test-organisation';

const minute = 60_000;

describe('when Secure Score is read', () => {
  let played: PlayedScore;
  beforeEach(async () => {
    played = await openPlayedScore();
    played.source.say({ PatchAll: { score: 10 } });
  });

  it('[B20] is read when it is time, and not before', async () => {
    const { organisation } = played.test;
    let now = '2026-01-01T00:00:00.000Z';
    const clock = { ...organisation.clock, now: () => now };
    const secureScore = createSecureScore({ ...organisation, clock }, createMemoryStore(), {
      source: played.source,
      encode: () => new Uint8Array([1]),
    });
    assert.equal(await secureScore.syncWhenDue(), null, 'nothing is automatic');
    await played.set({ automation: 'all', everyMinutes: 60 });
    now = '2026-01-01T12:00:00.000Z';
    assert.equal((await secureScore.syncWhenDue())?.state, 'done');
    assert.equal(secureScore.overview().nextRun, '2026-01-01T13:00:00.000Z');
    now = '2026-01-01T12:59:59.000Z';
    assert.equal(await secureScore.syncWhenDue(), null);
    now = '2026-01-01T13:00:00.000Z';
    assert.deepEqual([(await secureScore.syncWhenDue())?.by, played.source.readings()], [null, 2]);
  });

  it('[B20] looks soon after the start, then when it is time or somebody may have changed the settings, a little apart', async () => {
    const clock = createManualClock();
    let nextRun: string | null = null;
    let looks = 0;
    const secureScore = {
      overview: () => ({ nextRun }),
      syncWhenDue: async () => {
        looks += 1;
        return null;
      },
    } as unknown as SecureScoreUseCases; // all that a schedule asks
    const stop = scheduleSecureScore(secureScore, { clock, log: silentLog, jitter: () => 0.5 });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    clock.pass(4_500);
    await settled();
    assert.equal(looks, 1);
    assert.equal(clock.waits(63_000), 1, 'nothing is due: a minute, and half of a tenth');
    nextRun = '2026-01-02T03:04:15.678Z';
    clock.pass(63_000);
    await settled();
    assert.equal(clock.waits(10_500), 1, 'due in ten seconds');
    nextRun = '2026-01-01T00:00:00.000Z';
    clock.pass(10_500);
    await settled();
    assert.equal(clock.waits(1_050), 1, 'overdue, which another engine may be seeing to');
    await stop();
    assert.equal(clock.waits(1_050), 0);
  });

  it('[B20] goes on after a look that went wrong', async () => {
    const clock = createManualClock();
    const logged: string[] = [];
    const secureScore = {
      overview: () => ({ nextRun: null }),
      syncWhenDue: () => Promise.reject(new Error('no disk')),
    } as unknown as SecureScoreUseCases; // all that a schedule asks
    const log = { ...silentLog, error: (message: string) => void logged.push(message) };
    const stop = scheduleSecureScore(secureScore, { clock, log, jitter: () => 0 });
    clock.pass(3_000);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(clock.waits(minute), 1);
    assert.equal(logged.length, 1);
    await stop();
  });

  it('[B21] is one reading at a time', async () => {
    await played.set('all');
    const open = played.source.hold();
    const first = played.secureScore.sync(played.test.caller());
    const second = await played.secureScore.sync(played.test.caller());
    assert.equal(second.ok ? null : second.error.code, 'secure-score-busy');
    assert.equal(await played.secureScore.syncWhenDue(), null);
    open();
    const ended = await first;
    assert.ok(ended.ok);
    assert.equal(played.source.readings(), 1);
  });

  it('[B21] is answered once for a command that is sent twice', async () => {
    const caller = played.test.caller();
    const first = await played.secureScore.sync(caller);
    const second = await played.secureScore.sync(caller);
    assert.ok(first.ok && second.ok);
    assert.deepEqual(second.value, first.value);
    assert.equal(played.source.readings(), 1);
  });

  it('[B21] counts as broken off when it has not ended in its time, and a late end is not written over the next', async () => {
    const { organisation, caller } = played.test;
    const begun = await beginRun(organisation, 'Played', { kind: 'asked', caller: caller() });
    assert.ok(begun.ok);
    const late = { ...organisation, clock: { ...organisation.clock, now: () => '2026-01-01T01:00:00.000Z' } };
    const next = await beginRun(late, 'Played', { kind: 'asked', caller: caller() });
    assert.ok(next.ok && next.value.number === 2);
    assert.ok((await endRun(organisation, { ...begun.value, state: 'done', message: 'late' })).ok);
    const overview = createSecureScore(late, createMemoryStore(), null).overview();
    assert.deepEqual(
      overview.runs.map(({ number, state, code }) => [number, state, code]),
      [
        [2, 'running', null],
        [1, 'failed', 'broken-off'],
      ],
    );
  });
});

describe('when Secure Score is read by several engines over one database', () => {
  before(withPostgres);

  it('[B21] only one of them begins', async () => {
    const url = await emptyDatabase();
    const nodes = await Promise.all([startNode(url), startNode(url)]);
    try {
      const begun = await Promise.all(
        nodes.map(({ organisation }) => beginRun(organisation, 'Played', { kind: 'schedule', dueAfter: minute })),
      );
      assert.deepEqual(begun.map((one) => (one.ok ? 'begun' : one.error.code)).sort(), ['begun', 'secure-score-busy']);
    } finally {
      for (const node of nodes) await node.stop();
    }
  });
});
