import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import type { UserId } from '#engine/contract/model/ids';
import { documentsOf } from '#engine/domain/organisation/documents';
import { type Answer, type AttackBench, openAttackBench } from '#test/support/attack-bench';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';
import { backups } from '#test/support/sample-assessments';

const mallory = { name: 'Mallory M.', email: 'mallory@example.org', email_verified: true };
const ann = { name: 'Ann Archer', email: 'ann@example.org', email_verified: true };

type Case = readonly [what: string, expected: string, send: () => Promise<Answer>];

/** Mallory may read one assessment; the evidence is of the other, and of Ann, who may do everything. */
describe('attacks on an engine by people and tokens', function () {
  this.timeout(120_000);
  let provider: OidcServer;
  let bench: AttackBench;
  let annToken: string;
  let malloryToken: string;
  let hidden: string;
  let shown: string;
  let action: string;
  let evidence: string;
  let pending: string;
  const proof = 'Only Ann may read this.';
  const digest = createHash('sha256').update(proof).digest('hex');

  const as = (token: string | null): Readonly<Record<string, string>> =>
    token === null ? {} : { authorization: `Bearer ${token}`, host: 'controlbook.example.org' };
  const call = (token: string, method: string, path: string, body: unknown = {}) =>
    bench.json(`/api/v1${path}`, method, body, as(token));
  const get = (token: string, path: string, headers = {}) =>
    bench.ask({ path: `/api/v1${path}`, headers: { ...as(token), ...headers } });
  const bytes = (token: string, id: string, text: string) =>
    bench.ask({
      ...{ method: 'PATCH', path: `/api/v1/evidence/uploads/${id}?offset=0`, body: text },
      headers: { ...as(token), 'content-type': 'application/octet-stream' },
    });
  const idOf = ({ status, text }: Answer): string => {
    assert.equal(status, 200, text);
    return (JSON.parse(text) as { readonly id: string }).id; // what the contract says
  };

  before(async () => {
    provider = await startOidcServer();
    bench = await openAttackBench({
      CONTROLBOOK_ISSUER: provider.issuer,
      CONTROLBOOK_AUDIENCE: engineAudience,
      CONTROLBOOK_SCOPE: 'controlbook',
      CONTROLBOOK_ADDRESS: 'https://controlbook.example.org',
      CONTROLBOOK_GLOBAL_ADMINISTRATORS: 'ann@example.org',
    });
    annToken = await provider.token('ann', { claims: ann });
    malloryToken = await provider.token('mallory', { claims: mallory });
    const annId = idOf(await get(annToken, '/me')) as UserId;
    const malloryId = idOf(await get(malloryToken, '/me')) as UserId;
    const { core } = bench.served.engine.organisation;
    const [one, other] = ['Sample Security Baseline', 'Sample Privacy Check'].map((title) =>
      documentsOf(core.image, 'assessment').find((each) => each.title === title),
    );
    const found = documentsOf(core.image, 'action').find(({ title }) => /lock their screens/.test(title));
    assert.ok(one !== undefined && other !== undefined && found !== undefined);
    [hidden, shown, action] = [one.id, other.id, found.id];
    const roles = ['reader', 'contributor', 'assessor', 'administrator', 'portal-admin'] as const;
    const changes = [
      ...roles.map((role) => ({ kind: 'add', role, user: annId })),
      { kind: 'grant', assessment: shown, user: malloryId, role: 'contributor' },
    ];
    const granted = await call(annToken, 'POST', '/access/changes', { changes });
    assert.equal(granted.status, 200, granted.text);
    const begin = (more: object = {}) =>
      call(annToken, 'POST', '/evidence/uploads', {
        ...{ to: { assessment: hidden, action }, fileName: 'proof.txt', size: proof.length, ...more },
      });
    const upload = idOf(await begin());
    assert.equal((await bytes(annToken, upload, proof)).status, 200);
    evidence = idOf(await call(annToken, 'POST', `/evidence/uploads/${upload}/finish`));
    pending = idOf(await begin({ fileName: 'pending.txt' }));
  });
  after(async () => {
    await bench?.stop();
    await provider?.stop();
  });

  const check = async (count: number, cases: readonly Case[]): Promise<void> => {
    assert.equal(cases.length, count);
    const wrong: string[] = [];
    for (const [what, expected, run] of cases) {
      const { status, code, text } = await bench.unchanged(run);
      const refusal = code === '' ? /"code":"([a-z-]+)"/.exec(text)?.[1] : code;
      if (`${status} ${refusal}` !== expected)
        wrong.push(`${what}: ${status} ${refusal}, not ${expected} ${text.slice(0, 200)}`);
      if (text.includes(proof)) wrong.push(`${what}: shows what only Ann may read`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      bench.logged.filter((line) => /A request failed/.test(line)),
      [],
    );
  };

  it('[H44] refuses 24 ways to other people’s evidence and work, and nothing is changed', async () => {
    const { organisation } = bench.served.engine;
    const group = organisation.partitions().find(({ id }) => id.startsWith('group:'));
    assert.ok(group !== undefined);
    const set = { id: `mallory/${Math.random()}`, partition: group.id, epoch: group.image.epoch };
    const change = (entity: string, field: string, value: unknown) =>
      call(malloryToken, 'POST', '/changes', {
        ...set,
        id: `mallory/${Math.random()}`,
        changes: [{ entity, field, value, base: group.image.position }],
      });
    const to = { assessment: hidden, action };
    await check(24, [
      ['reading it', '404 unknown-evidence', () => get(malloryToken, `/evidence/${evidence}`)],
      ['its bytes', '404 unknown-evidence', () => get(malloryToken, `/evidence/${evidence}/content`)],
      [
        'a part of its bytes',
        '404 unknown-evidence',
        () => get(malloryToken, `/evidence/${evidence}/content`, { range: 'bytes=0-3' }),
      ],
      ['an older version', '404 unknown-evidence', () => get(malloryToken, `/evidence/${evidence}/content?version=1`)],
      ['the list of it', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}/evidence`)],
      ['the assessment', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}`)],
      ['its history', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}/history`)],
      ['its workbook', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}/workbook`)],
      ['its report', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}/report`)],
      ['its score', '403 forbidden', () => get(malloryToken, `/assessments/${hidden}/score`)],
      [
        'removing it',
        '403 forbidden',
        () => bench.ask({ method: 'DELETE', path: `/api/v1/evidence/${evidence}`, headers: as(malloryToken) }),
      ],
      [
        'taking it from its action',
        '403 forbidden',
        () =>
          bench.ask({
            method: 'DELETE',
            path: `/api/v1/evidence/${evidence}/actions/${action}`,
            headers: as(malloryToken),
          }),
      ],
      [
        'a next version of it',
        '403 forbidden',
        () => call(malloryToken, 'POST', '/evidence/uploads', { to: { evidence }, fileName: 'a.txt', size: 1 }),
      ],
      [
        'a link in its place',
        '403 forbidden',
        () => call(malloryToken, 'POST', '/evidence/links', { to: { evidence }, url: 'https://evil.example.com/' }),
      ],
      [
        'evidence beside it',
        '403 forbidden',
        () => call(malloryToken, 'POST', '/evidence/links', { to, url: 'https://evil.example.com/' }),
      ],
      ['its name by a change', '200 forbidden', () => change(`evidence/${evidence}`, 'name', 'Mine')],
      [
        'the record of its action',
        '200 forbidden',
        () => change(`record/${action}`, 'implementationStatus', 'Implemented'),
      ],
      ['Ann’s upload', '404 unknown-upload', () => get(malloryToken, `/evidence/uploads/${pending}`)],
      ['bytes into Ann’s upload', '404 unknown-upload', () => bytes(malloryToken, pending, 'x')],
      [
        'finishing Ann’s upload',
        '404 unknown-upload',
        () => call(malloryToken, 'POST', `/evidence/uploads/${pending}/finish`),
      ],
      [
        'giving up Ann’s upload',
        '404 unknown-upload',
        () => bench.ask({ method: 'DELETE', path: `/api/v1/evidence/uploads/${pending}`, headers: as(malloryToken) }),
      ],
      [
        'a content by its hash alone',
        '409 incomplete-upload',
        async () => {
          const found = documentsOf(organisation.core.image, 'action').find(({ title }) => title === backups);
          const begun = await call(malloryToken, 'POST', '/evidence/uploads', {
            to: { assessment: shown, action: found?.id },
            fileName: 'guess.txt',
            size: proof.length,
            sha256: digest,
          });
          const id = idOf(begun);
          const finished = await call(malloryToken, 'POST', `/evidence/uploads/${id}/finish`);
          await bench.ask({ method: 'DELETE', path: `/api/v1/evidence/uploads/${id}`, headers: as(malloryToken) });
          return finished;
        },
      ],
      [
        'a role of one’s own',
        '403 forbidden',
        async () => {
          const { text } = await get(malloryToken, '/me');
          const { id } = JSON.parse(text) as { readonly id: string }; // what the contract says
          return call(malloryToken, 'POST', '/access/changes', {
            changes: [{ kind: 'add', role: 'portal-admin', user: id }],
          });
        },
      ],
      [
        'switching Secure Score on',
        '403 forbidden',
        async () => {
          const { text } = await get(annToken, '/secure-score');
          const { settings } = JSON.parse(text) as { readonly settings: object }; // what the contract says
          return call(malloryToken, 'PUT', '/secure-score/settings', { ...settings, automation: 'all' });
        },
      ],
    ]);
    const own = await get(annToken, `/evidence/${evidence}/content`);
    assert.equal(own.text, proof);
  });

  it('[H45] refuses 22 ways to misuse a token, and nothing is changed', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { kid, privateKey: own, publicJwk } = await provider.signingKey();
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: provider.issuer, aud: engineAudience, sub: 'ann', scope: 'controlbook', exp: seconds + 60 };
    const signed = (more: object, header: object = {}, key = own) =>
      new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'RS256', kid, ...header }).sign(key);
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const symmetric = (secret: string) => {
      const text = `${encode({ alg: 'HS256', kid })}.${encode(claims)}`;
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    };
    const tamper = async () => {
      const [head, , signature] = (await signed({})).split('.');
      return `${head}.${encode({ ...claims, sub: 'mallory', scope: 'controlbook admin' })}.${signature}`;
    };
    const made = JSON.parse((await call(annToken, 'POST', '/tokens', { name: 'script', scope: 'read' })).text) as {
      readonly text: string;
      readonly token: { readonly id: string };
    };
    const gone = JSON.parse(
      (await call(annToken, 'POST', '/tokens', { name: 'gone', scope: 'admin' })).text,
    ) as typeof made;
    await bench.ask({ method: 'DELETE', path: `/api/v1/tokens/${gone.token.id}`, headers: as(annToken) });
    const me = (token: string) => get(token, '/me');
    const plain = (headers: Readonly<Record<string, string>>, path = '/api/v1/me') =>
      bench.ask({ path, headers: { host: 'controlbook.example.org', ...headers } });
    const refused = '401 unauthenticated';
    await check(22, [
      ['none', refused, () => plain({})],
      ['an empty one', refused, () => plain({ authorization: 'Bearer ' })],
      ['a password', refused, () => plain({ authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}` })],
      ['one in the address', refused, () => plain({}, `/api/v1/me?access_token=${annToken}`)],
      ['one in a cookie', refused, () => plain({ cookie: `token=${annToken}; access_token=${annToken}` })],
      ['a word', refused, () => me('constructor')],
      ['one without end', refused, () => me('x'.repeat(9_000))],
      ['one that is unsigned', refused, () => me(`${encode({ alg: 'none' })}.${encode(claims)}.`)],
      ['one signed by the public key', refused, () => me(symmetric(JSON.stringify(publicJwk)))],
      ['one signed by nothing', refused, () => me(symmetric(''))],
      ['one of another key', refused, async () => me(await signed({}, {}, privateKey))],
      ['one of a key that is not known', refused, async () => me(await signed({}, { kid: '../key-1' }))],
      ['one that was changed', refused, async () => me(await tamper())],
      ['one that ran out', refused, async () => me(await signed({ exp: seconds - 60 }))],
      ['one that is not good yet', refused, async () => me(await signed({ nbf: seconds + 600 }))],
      ['one for somebody else', refused, async () => me(await signed({ aud: 'api://other' }))],
      ['one of another issuer', refused, async () => me(await signed({ iss: 'https://evil.example.com' }))],
      ['one without the scope', refused, async () => me(await signed({ scope: 'openid' }))],
      ['an identity token', refused, async () => me(await signed({}, { typ: 'id+jwt' }))],
      ['an access token that was revoked', refused, () => me(gone.text)],
      [
        'an access token beyond its scope',
        '403 forbidden',
        () => bench.ask({ method: 'DELETE', path: `/api/v1/assessments/${hidden}`, headers: as(made.text) }),
      ],
      [
        'an access token that makes another',
        '403 token-by-token',
        () => call(made.text, 'POST', '/tokens', { name: 'more', scope: 'admin' }),
      ],
    ]);
    const secrets = [annToken, malloryToken, made.text, gone.text];
    assert.deepEqual(
      bench.logged.filter((line) => secrets.some((secret) => line.includes(secret))),
      [],
    );
  });
});
