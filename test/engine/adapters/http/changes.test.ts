import assert from 'node:assert/strict';
import type { Verdict } from '#engine/contract/model/change';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('changes over HTTP', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await createTestServer();
  });
  afterEach(() => server.app.close());

  const push = async (set: object) => server.app.inject({ method: 'POST', url: '/api/v1/changes', payload: set });
  const verdictsOf = async (set: object): Promise<readonly Verdict[]> => (await push(set)).json().verdicts;
  const changesAfter = (after: number, more = '') => {
    const { epoch } = server.changes('x:1', [server.note('Patch', '')]);
    return server.app.inject(`/api/v1/changes?partition=${server.partition}&epoch=${epoch}&after=${after}${more}`);
  };

  it('[A16] gives a verdict a change, in order', async () => {
    await push(server.changes('a:1', [server.note('Patch', 'first')]));
    const verdicts = await verdictsOf(
      server.changes('b:1', [
        server.note('Patch', 'second'),
        server.note('Train', 'new'),
        { ...server.note('Review', 'x'), field: 'unheardOf' },
        server.note('Patch', 'first', 1),
      ]),
    );
    assert.deepEqual(
      verdicts.map(({ outcome }) => outcome),
      ['conflict', 'accepted', 'refused', 'agreed'],
    );
  });

  it('[A16] takes five thousand changes at once, and not one more', async () => {
    const text = 'A note of the usual length, as somebody writes it after looking at the settings of a service.';
    const many = Array.from({ length: 5_000 }, (_, index) => server.note('Patch', `${text} ${index}`, index));
    const verdicts = await verdictsOf(server.changes('bulk:1', many));
    assert.equal(verdicts.filter(({ outcome }) => outcome === 'accepted').length, 5_000);
    const more = await push({ ...server.changes('bulk:2', many), changes: [...many, server.note('Train', 'x')] });
    assert.deepEqual([more.statusCode, more.json().issues[0].path], [400, 'body.changes']);
  });

  it('[A17] makes none of an atomic set when one cannot be made, and says which', async () => {
    const changes = [server.note('Patch', 'x'), { ...server.note('Train', 'y'), field: 'unheardOf' }];
    const answer = await push(server.changes('a:1', changes, { atomic: true }));
    assert.deepEqual([answer.statusCode, answer.json().code], [409, 'not-atomic']);
    assert.deepEqual(
      answer.json().verdicts.map(({ outcome }: Verdict) => outcome),
      ['accepted', 'refused'],
    );
    assert.deepEqual((await changesAfter(0)).json().entries, []);
  });

  it('[A18] does a set sent twice once, with the same verdicts', async () => {
    const set = server.changes('a:1', [server.note('Patch', 'x'), server.note('Train', 'y')]);
    const first = await verdictsOf(set);
    assert.deepEqual(await verdictsOf(set), first);
    assert.equal((await changesAfter(0)).json().entries.length, 2);
  });

  it('[A18] does a command sent twice under one key once; another request under that key is done, too', async () => {
    const rename = (name: string, key?: string) =>
      server.app.inject({
        method: 'PATCH',
        url: `/api/v1/groups/${server.assessment.group}`,
        payload: { name },
        ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
      });
    const position = async (): Promise<number> =>
      (await server.useCases.status()).partitions.find(({ partition }) => partition === 'org')?.position ?? 0;
    const before = await position();
    for (const name of ['North', 'North', 'South']) assert.equal((await rename(name, 'key-1')).statusCode, 200);
    assert.equal((await position()) - before, 2);
    assert.equal((await rename('North', 'not a key')).json().issues[0].path, 'headers.idempotency-key');
    assert.equal((await rename('North')).statusCode, 200);
    assert.equal((await position()) - before, 3);
  });

  it('[A19] tells what happened after a cursor, page by page, documents by name alone', async () => {
    await push(
      server.changes(
        'a:1',
        ['1', '2', '3'].map((text, index) => server.note('Patch', text, index)),
      ),
    );
    const first = (await changesAfter(0, '&limit=2')).json();
    assert.deepEqual([first.kind, first.entries.length, first.more, first.cursor.position], ['entries', 2, true, 2]);
    const rest = (await changesAfter(2)).json();
    assert.deepEqual([rest.entries[0].event.to, rest.more, rest.cursor.position], ['3', false, 3]);
    const { partitions } = await server.useCases.status();
    const org = partitions.find(({ partition }) => partition === 'org');
    const documents = (
      await server.app.inject(`/api/v1/changes?partition=org&epoch=${org?.epoch ?? ''}&after=0`)
    ).json();
    const put = documents.entries.find(({ event }: { event: { kind: string } }) => event.kind === 'put');
    assert.deepEqual(Object.keys(put.event), ['kind', 'entity']);
  });

  it('[A19] refuses a partition there is none of', async () => {
    const answer = await server.app.inject('/api/v1/changes?partition=group:none&epoch=e&after=0');
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'unknown-partition']);
  });

  it('[A20] keeps a waiting request open until something happens', async () => {
    const waiting = changesAfter(0, '&wait=20');
    let answered = false;
    void waiting.then(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(answered, false);
    await push(server.changes('a:1', [server.note('Patch', 'x')]));
    assert.equal((await waiting).json().entries.length, 1);
  });

  it('[A20] answers a waiting request with nothing when its time is over, or when the engine stops', async () => {
    assert.deepEqual((await changesAfter(0, '&wait=1')).json().entries, []);
    const waiting = changesAfter(0, '&wait=20');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await server.app.close();
    assert.deepEqual((await waiting).json().entries, []);
  });

  it('[A21] lists open conflicts and settles them', async () => {
    await push(server.changes('a:1', [server.note('Patch', 'mine')]));
    await push(server.changes('b:1', [server.note('Patch', 'yours')]));
    const [open] = (await server.app.inject('/api/v1/conflicts')).json().conflicts;
    assert.deepEqual([open.partition, open.conflict.yours], [server.partition, 'yours']);
    const settle = (base: number) =>
      server.app.inject({
        method: 'POST',
        url: `/api/v1/conflicts/${open.partition}/${open.conflict.id}/decision`,
        payload: { decision: 'take', base },
      });
    assert.deepEqual([(await settle(0)).statusCode, (await settle(0)).json().code], [409, 'changed-meanwhile']);
    assert.equal((await settle(2)).json().settled.yours, 'yours');
    assert.deepEqual((await server.app.inject('/api/v1/conflicts')).json().conflicts, []);
    assert.equal((await settle(3)).json().code, 'unknown-conflict');
  });
});
