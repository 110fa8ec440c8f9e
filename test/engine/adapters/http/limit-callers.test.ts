import assert from 'node:assert/strict';
import { createManualClock } from '#test/support/manual-clock';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer } from '#test/support/test-server';

describe('the limit a caller', () => {
  it('[M5] lets everybody send so many requests a second, ten seconds’ worth at once, and says when to go on', async () => {
    let now = 0;
    const clock = { ...createManualClock(), ticks: () => now };
    const { app } = await createTestServer({ identity: namedIdentity, rate: 2, clock });
    const ask = async (who: string) =>
      app.inject({ url: '/api/v1/settings', headers: { host: 'localhost', authorization: `Bearer ${who}` } });
    const statuses = async (who: string, times: number): Promise<number[]> => {
      const all: number[] = [];
      for (let count = 0; count < times; count += 1) all.push((await ask(who)).statusCode);
      return all;
    };
    const first = await statuses('ann', 21);
    assert.deepEqual([first.filter((status) => status === 429).length, first.at(-1)], [1, 429]);
    const refused = await ask('ann');
    assert.deepEqual([refused.json().code, refused.headers['retry-after']], ['too-many-requests', '1']);
    assert.notEqual((await ask('bob')).statusCode, 429); // a share of his own
    now += 1_000;
    assert.deepEqual(
      (await statuses('ann', 3)).map((status) => status === 429),
      [false, false, true],
    );
    now += 60_000;
    assert.equal((await statuses('ann', 20)).includes(429), false);
    assert.equal((await ask('ann')).statusCode, 429); // quiet times are not saved up beyond that
  });

  it('[M5] asks those nothing who need not sign in', async () => {
    const { app } = await createTestServer({ identity: namedIdentity, rate: 1, clock: createManualClock() });
    for (let count = 0; count < 30; count += 1) {
      const answer = await app.inject({ url: '/api/docs', headers: { host: 'localhost' } });
      assert.equal(answer.statusCode, 200);
    }
  });
});
