import assert from 'node:assert/strict';
import { createAccessTokens, tokenMark } from '#engine/app/access-tokens';
import type { UserId } from '#engine/contract/model/ids';
import type { TokenScope } from '#engine/contract/model/permission';
import { addPeople, fillRoles, into, signedIn } from '#test/support/access-builders';
import { createTestOrganisation } from '#test/support/test-organisation';

async function organisation() {
  const test = await createTestOrganisation();
  let today = '2026-01-01T10:00:00.000Z';
  const tokens = createAccessTokens({ ...test.organisation, clock: { ...test.organisation.clock, now: () => today } });
  await addPeople(test, 'paul', 'rita');
  const by = (actor: string, scope: TokenScope | null = null) => ({ ...test.caller(), actor: actor as UserId, scope });
  const make = async (actor: string, scope: TokenScope = 'edit', days = 30) => {
    const made = await tokens.create({ name: ' nightly ', scope, days }, by(actor));
    assert.ok(made.ok);
    return made.value;
  };
  return {
    test,
    tokens,
    by,
    make,
    setToday: (to: string) => {
      today = to;
    },
  };
}

describe('access tokens', () => {
  it('[I40] recognise their owner and scope', async () => {
    const { tokens, make } = await organisation();
    const { text, token } = await make('ann', 'read');
    assert.ok(text.startsWith(tokenMark));
    assert.deepEqual(tokens.recognise(text), { ok: true, value: { user: 'ann', scope: 'read' } });
    assert.deepEqual(
      [token.name, token.created, token.expires],
      ['nightly', '2026-01-01T10:00:00.000Z', '2026-01-31T10:00:00.000Z'],
    );
    assert.ok(!tokens.recognise(`${text}x`).ok);
    assert.ok(!tokens.recognise(tokenMark).ok);
  });

  it('[I40] are kept as a digest: nothing that is stored or shown can be used', async () => {
    const { test, tokens, make } = await organisation();
    const { text, token } = await make('ann');
    const entries = await test.organisation.core.read(0, 100);
    assert.ok(entries.some(({ text: line }) => line.includes(token.id)));
    for (const { text: line } of entries) assert.ok(!line.includes(text.slice(tokenMark.length)));
    assert.ok(!JSON.stringify(tokens.list(signedIn('ann'))).includes('digest'));
  });

  it('[I40] run out', async () => {
    const { tokens, make, setToday } = await organisation();
    const { text } = await make('ann', 'edit', 1);
    setToday('2026-01-02T09:59:59.999Z');
    assert.ok(tokens.recognise(text).ok);
    setToday('2026-01-02T10:00:00.000Z');
    const late = tokens.recognise(text);
    assert.ok(!late.ok && /ran out on 2026-01-02/.test(late.error));
  });

  it('[I41] are revoked by their owner, or by who manages users, at once', async () => {
    const { test, tokens, make, by } = await organisation();
    const [own, other] = [await make('rita'), await make('rita')];
    assert.ok((await tokens.revoke(own.token.id, by('rita'))).ok);
    assert.ok(!tokens.recognise(own.text).ok);
    await fillRoles(test, into('portal-admin', 'paul'));
    const unseen = await tokens.revoke(other.token.id, by('ann'));
    assert.ok(!unseen.ok && unseen.error.code === 'unknown-token');
    assert.ok((await tokens.revoke(other.token.id, by('paul'))).ok);
    assert.ok(!tokens.recognise(other.text).ok);
    const again = await tokens.revoke(other.token.id, by('paul'));
    assert.ok(!again.ok && again.error.code === 'unknown-token');
  });

  it('[I41] are listed to their owner, and all of them to who manages users', async () => {
    const { test, tokens, make } = await organisation();
    await fillRoles(test, into('portal-admin', 'paul'));
    await make('rita');
    await make('ann');
    const owners = (user: string) => tokens.list(signedIn(user)).map((token) => token.user);
    assert.deepEqual(owners('rita'), ['rita']);
    assert.deepEqual([...owners('paul')].sort(), ['ann', 'rita']);
    assert.deepEqual(owners('bob'), []);
  });

  it('[I41] cannot make others, nor revoke beyond their scope', async () => {
    const { test, tokens, make, by } = await organisation();
    await fillRoles(test, into('portal-admin', 'paul'));
    const made = await tokens.create({ name: 'x', scope: 'admin', days: 1 }, by('paul', 'admin'));
    assert.ok(!made.ok && made.error.code === 'token-by-token');
    const { token } = await make('rita');
    const refused = await tokens.revoke(token.id, by('rita', 'edit'));
    assert.ok(!refused.ok && refused.error.code === 'forbidden');
  });

  it('[I41] are at most fifty for each person, those that ran out aside', async () => {
    const { tokens, make, by, setToday } = await organisation();
    for (let index = 0; index < 50; index += 1) await make('rita', 'read', 1);
    const refused = await tokens.create({ name: 'x', scope: 'read', days: 1 }, by('rita'));
    assert.ok(!refused.ok && refused.error.code === 'too-many-tokens');
    await make('ann');
    setToday('2026-02-01T00:00:00.000Z');
    await make('rita');
    assert.equal(tokens.list(signedIn('rita')).filter(({ user }) => user === 'rita').length, 1);
  });
});
