import assert from 'node:assert/strict';
import { joinControls } from '#engine/domain/secure-score/observe';
import { firstTimes, type GraphBench, graphSecret, openGraphBench } from '#test/support/graph-bench';

const minute = 60_000;
const scores = /secureScores$/;
const profiles = /secureScoreControlProfiles$/;
const tokens = /token$/;

describe('Secure Score over Microsoft Graph', () => {
  let bench: GraphBench;
  let stop: () => Promise<void>;

  const open = async (...parts: Parameters<typeof openGraphBench>): Promise<void> => {
    const opened = await openGraphBench(...parts);
    bench = opened;
    stop = opened.stop;
    bench.stand({ AdminMFA: 0.5, DLPEnabled: 1 });
  };
  const read = async (patience = 10 * minute) => {
    const reading = await bench.source.read(patience);
    assert.ok(reading.ok, reading.ok ? '' : `${reading.error.code}: ${reading.error.message}`);
    return reading.value;
  };
  const refused = async (patience = 10 * minute) => {
    const reading = await bench.source.read(patience);
    assert.ok(!reading.ok);
    assert.ok(!JSON.stringify(reading.error).includes(graphSecret));
    return reading.error;
  };
  afterEach(() => stop());

  it('[B3] reads the newest scores, and all profiles however many pages they come in', async () => {
    await open({ pageLength: 7 });
    const reading = await read();
    assert.equal(reading.profiles.length, 81);
    assert.deepEqual(
      reading.scores.map(({ control, score, percent }) => [control, score, percent]),
      [
        ['AdminMFA', 25, 50],
        ['DLPEnabled', 20, 100],
      ],
    );
    assert.equal(reading.scoreDate, `${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
    assert.deepEqual(reading.gaps, []);
    const asked = bench.standIn.asked();
    assert.equal(asked.filter((path) => path.includes('secureScores')).length, 1);
    assert.equal(asked.filter((path) => path.includes('Profiles')).length, 12);
    assert.equal(joinControls(reading).get('adminmfa')?.profile?.max, 50);
  });

  it('[B3] goes on behind an empty page', async () => {
    await open();
    const next = `${bench.standIn.address}/security/secureScores?$top=1&again=1`;
    bench.fail(firstTimes(1, scores, { status: 200, body: { value: [], '@odata.nextLink': next } }));
    assert.equal((await read()).scores.length, 2);
  });

  for (const [what, link] of [
    ['another host', 'https://graph.example.com/v1.0/security/secureScoreControlProfiles?$skip=30'],
    ['another port', 'http://127.0.0.1:9/v1.0/security/secureScoreControlProfiles'],
    ['the same host with a name and password', 'http://me:secret@HOST/v1.0/security/secureScoreControlProfiles'],
    ['a file', 'file:///etc/passwd'],
    ['no address at all', '/v1.0/security/secureScoreControlProfiles'],
  ] as const) {
    it(`[B3] does not follow a link to ${what}`, async () => {
      await open();
      const host = new URL(bench.standIn.address).host;
      const body = { value: [], '@odata.nextLink': link.replace('HOST', host) };
      bench.fail(firstTimes(1, profiles, { status: 200, body }));
      assert.equal((await refused()).code, 'graph-foreign-link');
      assert.equal(bench.standIn.asked().length, 1);
    });
  }

  it('[B3] does not walk in a circle', async () => {
    await open();
    const next = `${bench.standIn.address}/security/secureScoreControlProfiles?$skip=1`;
    bench.fail(firstTimes(1_000, profiles, { status: 200, body: { value: [], '@odata.nextLink': next } }));
    const problem = await refused();
    assert.equal(problem.code, 'graph-unexpected');
    assert.match(problem.message, /for ever/);
  });

  it('[B3] takes no more pages than there can be', async () => {
    await open();
    let page = 0;
    bench.fail(({ url }) => {
      if (!profiles.test(url.pathname)) return null;
      page += 1;
      const next = `${url.origin}${url.pathname}?$skip=${page}`;
      return { status: 200, body: JSON.stringify({ value: [{ id: `C${page}` }], '@odata.nextLink': next }) };
    });
    assert.equal((await refused()).code, 'graph-unexpected');
    assert.equal(page, 100);
  });

  it('[B1] uses one token until shortly before it ends', async () => {
    await open();
    await read();
    bench.clock.skip(50 * minute);
    await read();
    assert.equal(bench.standIn.tokens(), 1);
    bench.clock.skip(6 * minute);
    await read();
    assert.equal(bench.standIn.tokens(), 2);
  });

  it('[B1] uses a token that is short to begin with for half its time', async () => {
    await open({ tokenLife: 120 });
    await read();
    bench.clock.skip(59_000);
    await read();
    assert.equal(bench.standIn.tokens(), 1);
    bench.clock.skip(2_000);
    await read();
    assert.equal(bench.standIn.tokens(), 2);
  });

  it('[B1] asks for another when one is refused before its time, once', async () => {
    await open();
    bench.fail(firstTimes(1, scores, { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }));
    await read();
    assert.equal(bench.standIn.tokens(), 2);
    bench.fail(firstTimes(9, scores, { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } }));
    const problem = await refused();
    assert.equal(problem.code, 'graph-denied');
    assert.equal(bench.standIn.tokens(), 3);
  });

  it('[B2] asks for the secret with every token, and says nothing of it', async () => {
    const given: string[] = [];
    await open({}, async () => {
      given.push('asked');
      return given.length === 1 ? 'wrong-but-secret' : graphSecret;
    });
    const problem = await refused();
    assert.equal(problem.code, 'graph-denied');
    assert.match(problem.message, /AADSTS7000215.*CONTROLBOOK_GRAPH_SECRET_FILE/s);
    assert.ok(!problem.message.includes('wrong-but-secret'));
    await read();
    assert.equal(given.length, 2);
  });

  it('[B2] says neither secret nor token where an answer repeats them', async () => {
    await open();
    bench.fail(({ url, token }) => {
      if (!scores.test(url.pathname)) return null;
      return {
        status: 400,
        body: JSON.stringify({ error: { code: 'BadRequest', message: `${token} ${graphSecret}` } }),
      };
    });
    assert.doesNotMatch((await refused()).message, /Bearer|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  for (const [what, header, milliseconds] of [
    ['seconds', '17', 17_000],
    ['a date', 'Wed, 04 Mar 2026 05:06:37 GMT', 30_000],
    ['a date that has passed', 'Wed, 04 Mar 2026 05:00:00 GMT', 0],
  ] as const) {
    it(`[B4] waits as long as Retry-After says, by ${what}`, async () => {
      await open();
      bench.fail(firstTimes(1, scores, { status: 429, headers: { 'retry-after': header } }));
      await read();
      assert.deepEqual(bench.clock.waits, [milliseconds]);
    });
  }

  for (const header of [null, 'soon', '-5', '1e3'] as const) {
    it(`[B4] waits longer each time where Retry-After says ${header ?? 'nothing'}`, async () => {
      await open();
      const headers = header === null ? {} : { 'retry-after': header };
      bench.fail(firstTimes(3, profiles, { status: 503, headers }));
      await read();
      assert.deepEqual(bench.clock.waits, [1_000, 2_000, 4_000]);
    });
  }

  it('[B4] gives up at once where it would have to wait longer than a reading may take', async () => {
    await open();
    bench.fail(firstTimes(1, scores, { status: 429, headers: { 'retry-after': '3600' } }));
    const problem = await refused(4 * minute);
    assert.equal(problem.code, 'graph-throttled');
    assert.match(problem.message, /3600 seconds/);
    assert.deepEqual(bench.clock.waits, []);
  });

  it('[B4] gives up when it is refused again and again', async () => {
    await open();
    bench.fail(firstTimes(99, scores, { status: 500, body: { error: { code: 'generalException' } } }));
    const problem = await refused();
    assert.equal(problem.code, 'graph-unreachable');
    assert.match(problem.message, /generalException/);
    assert.equal(bench.clock.waits.length, 5);
  });

  it('[B5] says which part of an answer is missing', async () => {
    await open();
    const warning = '199 - "Microsoft/SecureScore/504/10000"';
    const body = { value: [{ id: 'AdminMFA', maxScore: 50, title: 'Enable MFA' }] };
    bench.fail(firstTimes(1, profiles, { status: 206, headers: { warning }, body }));
    assert.deepEqual((await read()).gaps, ['A part of the answer is missing: SecureScore of Microsoft answered 504.']);
  });

  it('[B5] says what was left out because it is not as the documentation says', async () => {
    await open();
    const value = [{ id: 'AdminMFA', maxScore: '50' }, { id: 7 }, null, 'text', { maxScore: 5 }];
    bench.fail(firstTimes(1, profiles, { status: 200, body: { value } }));
    const reading = await read();
    assert.deepEqual(reading.profiles, [{ control: 'AdminMFA', title: null, max: 50, state: null }]);
    assert.match(reading.gaps.join(), /4 profiles/);
  });

  it('[B6] asks no more than a hundred times a minute', async () => {
    await open({ pageLength: 1 });
    await read();
    assert.deepEqual(bench.clock.waits, []);
    await read();
    assert.deepEqual(bench.clock.waits, [minute]);
    assert.equal(bench.standIn.asked().length, 2 * 82);
  });

  it('[B7] takes no answer that is larger than any can be', async () => {
    await open();
    bench.fail(({ url }) => (scores.test(url.pathname) ? { status: 200, body: ' '.repeat(17 * 1024 * 1024) } : null));
    const problem = await refused();
    assert.equal(problem.code, 'graph-unexpected');
    assert.match(problem.message, /larger than 16777216 bytes/);
  });

  it('[B7] waits for no answer longer than a reading may take', async () => {
    await open();
    await read();
    bench.fail(() => null);
    assert.equal((await refused(0)).code, 'graph-unreachable');
  });

  for (const [what, path, answer, code, said] of [
    [
      'no permission',
      scores,
      { status: 403, body: { error: { code: 'Forbidden' } } },
      'graph-forbidden',
      /SecurityEvents\.Read\.All/,
    ],
    ['a wrong address', scores, { status: 404, body: 'not json' }, 'graph-unexpected', /CONTROLBOOK_GRAPH_ADDRESS/],
    ['no JSON', scores, { status: 200, body: '<html>Sign in</html>' }, 'graph-unexpected', /no list/],
    ['no list', profiles, { status: 200, body: { value: {} } }, 'graph-unexpected', /no list/],
    [
      'a redirection',
      scores,
      { status: 302, headers: { location: 'http://127.0.0.1:9/' } },
      'graph-unreachable',
      /cannot be reached/,
    ],
    [
      'a token that is none',
      tokens,
      { status: 200, body: { token_type: 'mac' } },
      'graph-unexpected',
      /CONTROLBOOK_GRAPH_LOGIN/,
    ],
    [
      'no such application',
      tokens,
      { status: 400, body: { error: 'unauthorized_client', error_description: 'AADSTS700016: x' } },
      'graph-denied',
      /AADSTS700016.*CONTROLBOOK_GRAPH_CLIENT/s,
    ],
    [
      'no such tenant',
      tokens,
      { status: 400, body: { error: 'invalid_request', error_description: 'AADSTS90002: x' } },
      'graph-denied',
      /CONTROLBOOK_GRAPH_TENANT/,
    ],
    ['a sign-in that is busy', tokens, { status: 503 }, 'graph-unreachable', /no tokens right now/],
  ] as const) {
    it(`[B7] says what to do about ${what}`, async () => {
      await open();
      bench.fail(firstTimes(99, path, answer));
      const problem = await refused();
      assert.equal(problem.code, code);
      assert.match(problem.message, said);
    });
  }

  it('[B7] says that nobody answers', async () => {
    await open();
    await stop();
    assert.equal((await refused()).code, 'graph-unreachable');
  });

  it('[B7] gives up when the engine is being stopped, also while it waits', async () => {
    await open();
    bench.fail(firstTimes(99, scores, { status: 429, headers: { 'retry-after': '1' } }));
    const reading = bench.source.read(10 * minute);
    bench.close();
    const ended = await reading;
    assert.equal(ended.ok ? null : ended.error.code, 'closing');
  });

  it('[B9] takes texts as text: tags and line breaks go', async () => {
    await open();
    const value = [{ id: 'AdminMFA', title: '<b>Enable</b>\n<script>alert(1)</script> MFA\u0000', maxScore: 50 }];
    bench.fail(firstTimes(1, profiles, { status: 200, body: { value } }));
    assert.equal((await read()).profiles[0]?.title, 'Enable alert(1) MFA');
  });

  it('[B9] knows the state that was set last, and the newest snapshot wherever it stands', async () => {
    await open();
    const updates = [
      { state: 'ThirdParty', updatedDateTime: '2026-02-01T00:00:00Z' },
      { state: 'Default', updatedDateTime: '2026-01-01T00:00:00Z' },
      { odd: true },
    ];
    bench.fail(
      firstTimes(1, profiles, { status: 200, body: { value: [{ id: 'AdminMFA', controlStateUpdates: updates }] } }),
    );
    assert.equal((await read()).profiles[0]?.state, 'ThirdParty');
    const snapshot = (day: string, score: number) => ({
      createdDateTime: `${day}T00:00:00Z`,
      controlScores: [{ controlName: 'AdminMFA', score }],
    });
    const value = [snapshot('2026-01-01', 1), snapshot('2026-01-03', 3), snapshot('2026-01-02', 2)];
    bench.fail(firstTimes(1, scores, { status: 200, body: { value } }));
    const reading = await read();
    assert.equal(reading.scoreDate, '2026-01-03T00:00:00Z');
    assert.equal(reading.scores[0]?.score, 3);
  });

  it('[B9] reads a tenant that has no score yet', async () => {
    await open();
    bench.fail(firstTimes(1, scores, { status: 200, body: { value: [] } }));
    const reading = await read();
    assert.deepEqual([reading.scoreDate, reading.scores.length], [null, 0]);
  });
});
