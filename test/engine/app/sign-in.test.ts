import assert from 'node:assert/strict';
import { createAccessTokens } from '#engine/app/access-tokens';
import { importPeople } from '#engine/app/import-people';
import { type Claims, createTeamIdentity } from '#engine/app/sign-in';
import type { UserId } from '#engine/contract/model/ids';
import type { Role } from '#engine/contract/model/permission';
import { can, wholeOrganisation } from '#engine/domain/permissions/can';
import { err, ok } from '#engine/domain/result';
import { fillRoles, into, signedIn } from '#test/support/access-builders';
import { createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

const ada: Claims = {
  ...{ issuer: 'https://issuer.test', subject: 'sub-1', name: 'Ada Adams' },
  ...{ email: 'ada@example.org', addressIsSure: true },
};

/** A token is what the provider says of its owner, as JSON. */
const tokenOf = (claims: Partial<Claims>): string => JSON.stringify({ ...ada, ...claims });

async function team(globalAdministrators: readonly string[] = []) {
  const test = await createTestOrganisation();
  const { organisation } = test;
  const tokens = createAccessTokens(organisation);
  const standing = new Set<UserId>();
  const identity = createTeamIdentity({
    ...{ organisation, tokens, globalAdministrators, standing },
    signIn: { kind: 'openid', issuer: ada.issuer, client: null, scope: null },
    verifier: {
      verify: async (token) =>
        token.startsWith('{') ? ok(JSON.parse(token)) : err({ code: 'unauthenticated', message: 'Not a token.' }),
    },
  });
  const signIn = async (claims: Partial<Claims> = {}): Promise<UserId> => {
    const result = await identity.authenticate(tokenOf(claims));
    assert.ok(result.ok);
    return result.value.user;
  };
  return { test, tokens, identity, standing, signIn };
}

const people = (test: TestOrganisation) => test.organisation.directory.all().map(({ name, email }) => [name, email]);

describe('signing in', () => {
  it('[I35] takes somebody new into the directory, and knows them again', async () => {
    const { test, signIn } = await team();
    const user = await signIn();
    assert.deepEqual(test.organisation.directory.byId(user), {
      ...{ id: user, name: 'Ada Adams', email: 'ada@example.org', source: 'directory' },
    });
    const { position } = test.organisation.core.image;
    assert.equal(await signIn(), user);
    assert.equal(test.organisation.core.image.position, position);
    assert.notEqual(await signIn({ subject: 'sub-2', email: 'other@example.org' }), user);
    assert.notEqual(await signIn({ issuer: 'https://other.test', email: null }), user);
  });

  it('[I35] is one person however many first requests come at once', async () => {
    const { test, signIn } = await team();
    const users = await Promise.all(Array.from({ length: 5 }, () => signIn()));
    assert.equal(new Set(users).size, 1);
    assert.equal(people(test).filter(([name]) => name === 'Ada Adams').length, 1);
  });

  it('[I35] follows the provider in name and address', async () => {
    const { test, signIn } = await team();
    const user = await signIn();
    await signIn({ name: 'Ada Brown', email: 'brown@example.org' });
    assert.deepEqual(
      [test.organisation.directory.byId(user)?.name, test.organisation.directory.byId(user)?.email],
      ['Ada Brown', 'brown@example.org'],
    );
    assert.equal(
      test.organisation.directory.byId(await signIn({ subject: 'x', name: null, email: null }))?.name,
      'Nameless',
    );
  });

  it('[I36] makes an account that of who was imported with its address, if the address is sure', async () => {
    const { test, signIn } = await team();
    const imported = await importPeople(
      test.organisation,
      [{ name: 'A. Adams', email: 'ADA@example.org', roles: ['assessor'] }],
      test.caller(),
    );
    assert.ok(imported.ok);
    const expected = test.organisation.directory.find('ada@example.org')?.id;
    const stranger = await signIn({ subject: 'mallory', addressIsSure: false });
    assert.notEqual(stranger, expected);
    const user = await signIn({ email: 'ada@example.org' });
    assert.equal(user, expected);
    assert.deepEqual(test.organisation.access().rolesByUser.get(user), ['assessor']);
  });

  it('[I36] gives nobody’s person to a second account, whatever address that has', async () => {
    const { signIn } = await team();
    const user = await signIn();
    assert.notEqual(await signIn({ subject: 'sub-2' }), user);
    assert.equal(await signIn(), user);
  });

  it('[I36] does not take a name that a file has said, or the machine’s user, for somebody who signs in', async () => {
    const { test, signIn } = await team();
    await test.organisation.directory.put({
      id: 'kim' as UserId,
      name: 'kim',
      email: 'kim@example.org',
      source: 'machine',
    });
    assert.notEqual(await signIn({ email: 'kim@example.org' }), 'kim');
  });

  it('[I37] names global administrators by subject or sure address, as long as the configuration does', async () => {
    const { test, standing, signIn } = await team(['sub-7', 'ADA@example.org']);
    const access = () => ({
      ...test.organisation.access(),
      standing: { owners: new Set<UserId>(), globalAdministrators: standing },
    });
    const governs = (user: UserId) =>
      can(access(), signedIn(user), 'global-administration', wholeOrganisation) === 'allowed';
    assert.ok(governs(await signIn()));
    assert.ok(governs(await signIn({ subject: 'sub-7', email: null })));
    assert.ok(!governs(await signIn({ subject: 'sub-8', addressIsSure: false })));
    const user = await signIn({ email: 'moved@example.org' });
    assert.ok(!governs(user));
  });

  it('[I38] refuses who brings no token, or one nobody takes', async () => {
    const { identity } = await team();
    for (const token of [null, 'nonsense', 'cbk_unknown']) {
      const result = await identity.authenticate(token);
      assert.ok(!result.ok && result.error.code === 'unauthenticated', String(token));
    }
  });

  it('[I38] takes an access token for its owner, within its scope', async () => {
    const { test, tokens, identity, signIn } = await team();
    const user = await signIn();
    const made = await tokens.create({ name: 'x', scope: 'read', days: 1 }, { ...test.caller(), actor: user });
    assert.ok(made.ok);
    assert.deepEqual(await identity.authenticate(made.value.text), ok({ user, scope: 'read' }));
  });
});

describe('importing people', () => {
  const import_ = async (test: TestOrganisation, ...list: readonly (readonly [string, string, ...Role[]])[]) =>
    importPeople(
      test.organisation,
      list.map(([name, email, ...roles]) => ({ name, email, roles })),
      test.caller(),
    );

  it('[I18] adds and renames people by address and puts them into roles; again it changes nothing', async () => {
    const test = await createTestOrganisation();
    const list = [
      ['Ada Adams', 'ada@example.org', 'reader', 'assessor'],
      ['Ann Amber', 'ann@example.org', 'portal-admin'],
      ['Bob Baker', 'bob@example.org'],
    ] as const;
    assert.deepEqual(await import_(test, ...list), ok({ added: 1, renamed: 1, unchanged: 1, roles: 3 }));
    assert.equal(test.organisation.directory.byId('ann' as UserId)?.name, 'Ann Amber');
    assert.deepEqual(test.organisation.access().members['portal-admin'], ['ann']);
    const { position } = test.organisation.core.image;
    assert.deepEqual(await import_(test, ...list), ok({ added: 0, renamed: 0, unchanged: 3, roles: 0 }));
    assert.equal(test.organisation.core.image.position, position);
  });

  it('[I18] adds nobody when a role may not be given', async () => {
    const test = await createTestOrganisation();
    await fillRoles(test, into('portal-admin', 'bob'));
    const refused = await import_(test, ['Ada Adams', 'ada@example.org', 'reader']);
    assert.ok(!refused.ok && refused.error.code === 'forbidden');
    assert.equal(test.organisation.directory.find('ada@example.org'), null);
  });
});
