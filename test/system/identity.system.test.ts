import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { generateKeyPair, SignJWT } from 'jose';
import type { Log } from '#engine/app/ports';
import { peopleCommand } from '#engine/commands/people';
import { type Config, readConfig } from '#engine/config';
import type { UserId } from '#engine/contract/model/ids';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { openPane } from '#test/support/live-pane';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';
import { openTemporaryFolder } from '#test/support/temporary-folder';

const ann = { name: 'Ann Archer', email: 'ann@example.org', email_verified: true };
const bob = { name: 'Bob Baker', email: 'bob@example.org', email_verified: true };

/** What the answers looked at here have between them. */
type Reply = {
  readonly signIn: unknown;
  readonly code: string;
  readonly detail: string;
  readonly permission: string;
  readonly permissions: readonly string[];
  readonly roles: readonly string[];
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly source: string;
  readonly scope: string | null;
  readonly text: string;
  readonly token: { readonly id: string };
  readonly everybodyElse: { readonly gains: readonly string[] };
  readonly people: readonly { readonly id: UserId }[];
};

describe('an engine where people sign in', function () {
  this.timeout(60_000);
  let provider: OidcServer;
  let served: ServedEngine;
  let config: Config;
  let remove: () => Promise<void>;
  const logged: string[] = [];

  before(async () => {
    provider = await startOidcServer();
    const opened = await openTemporaryFolder();
    remove = opened.remove;
    const { folder } = opened;
    await mkdir(join(folder, 'books'));
    const read = readConfig(
      { data: join(folder, 'data'), folder: join(folder, 'books'), port: '0', bare: true },
      {
        CONTROLBOOK_ISSUER: provider.issuer,
        CONTROLBOOK_AUDIENCE: engineAudience,
        CONTROLBOOK_SCOPE: 'controlbook',
        CONTROLBOOK_ADDRESS: 'https://controlbook.example.org',
        CONTROLBOOK_GLOBAL_ADMINISTRATORS: 'ann@example.org',
      },
    );
    assert.ok(read.ok);
    config = read.value;
    const note = (message: string, data: unknown) => void logged.push(`${message} ${JSON.stringify(data)}`);
    const log: Log = { info: note, warn: note, error: note };
    const started = await serveEngine(config, log);
    assert.ok(started.ok);
    served = started.value;
  });
  after(async () => {
    await served?.stop();
    await provider?.stop();
    await remove?.();
  });

  const call = async (token: string | null, path: string, method = 'GET', body?: unknown) => {
    const answer = await fetch(`${served.url}${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json().catch(() => ({}))) as Reply, headers: answer.headers };
  };
  const annToken = () => provider.token('ann', { claims: ann });
  const bobToken = () => provider.token('bob', { claims: bob });

  it('[I44] says how to sign in, and refuses everything else without a token, files and pages of the organisation too', async () => {
    const { json } = await call(null, '/api/v1/identity');
    assert.deepEqual(json.signIn, { kind: 'openid', issuer: provider.issuer, client: null, scope: 'controlbook' });
    for (const path of ['/api/v1/status', '/api/v1/me', '/api/v1/groups', '/api/v1/evidence/x/content']) {
      const { status, json, headers } = await call(null, path);
      assert.deepEqual(
        [status, json.code, headers.get('www-authenticate')],
        [401, 'unauthenticated', 'Bearer realm="controlbook"'],
        path,
      );
    }
    const first = await (await fetch(`${served.url}/`)).text();
    assert.ok(first.includes(provider.issuer) && !first.includes('books'));
    assert.equal((await fetch(`${served.url}/workbench/workbooks`)).status, 404);
    assert.ok((await fetch(`${served.url}/workbench/save`, { method: 'POST' })).status >= 400);
  });

  it('[I44] tells who follows a link out of a workbook where to go, and shows nothing of what it leads to', async () => {
    const address = `${served.url}/api/v1/evidence/x/content?version=1`;
    const followed = await fetch(address, { headers: { accept: 'text/html,application/xhtml+xml' } });
    assert.deepEqual([followed.status, followed.headers.get('content-type')], [401, 'text/html; charset=utf-8']);
    assert.equal(followed.headers.get('www-authenticate'), 'Bearer realm="controlbook"');
    const page = await followed.text();
    assert.ok(page.includes(provider.issuer) && /Evidence opens from its action/.test(page));
    const wrong = await fetch(address, { headers: { accept: 'text/html', authorization: 'Bearer nonsense' } });
    assert.match(wrong.headers.get('content-type') ?? '', /^application\/problem\+json/);
  });

  it('[I44] knows people by the provider’s tokens, and scripts by tokens of their own', async () => {
    const me = await call(await annToken(), '/api/v1/me');
    assert.deepEqual(
      [me.status, me.json.name, me.json.email, me.json.source],
      [200, 'Ann Archer', 'ann@example.org', 'directory'],
    );
    const made = await call(await annToken(), '/api/v1/tokens', 'POST', { name: 'script', scope: 'read' });
    assert.equal(made.status, 200);
    const { text, token } = made.json;
    const script = await call(text, '/api/v1/me');
    assert.deepEqual([script.json.id, script.json.scope, script.json.permissions], [me.json.id, 'read', ['read-data']]);
    assert.equal(
      (await call(text, '/api/v1/tokens', 'POST', { name: 'more', scope: 'read' })).json.code,
      'token-by-token',
    );
    assert.equal(
      (await call(text, '/api/v1/settings', 'PUT', (await call(text, '/api/v1/settings')).json)).json.permission,
      'manage-master-data',
    );
    assert.equal((await call(await annToken(), `/api/v1/tokens/${token.id}`, 'DELETE')).status, 200);
    assert.equal((await call(text, '/api/v1/me')).status, 401);
  });

  it('[I44] refuses what is expired, foreign, unsigned or for somebody else, on both channels', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const { kid, privateKey: own } = await provider.signingKey();
    const claims = { iss: provider.issuer, aud: engineAudience, sub: 'ann', scope: 'controlbook' };
    const signed = (more: object, key = own) =>
      new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1000) + 60, ...more })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(key);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims, exp: 9e9 })).toString('base64url')}.`;
    const bad = {
      expired: await signed({ exp: Math.floor(Date.now() / 1000) - 60 }),
      foreign: await signed({}, privateKey),
      elsewhere: await signed({ aud: 'api://other' }),
      unsigned,
      nonsense: 'x'.repeat(5_000),
    };
    const { port } = new URL(served.url);
    for (const [kind, token] of Object.entries(bad)) {
      assert.equal((await call(token, '/api/v1/me')).status, 401, kind);
      const pane = await openPane(Number(port));
      pane.send({ kind: 'sign-in', token });
      assert.equal((await pane.next('problem')).code, 'unauthenticated', kind);
      assert.equal(await pane.closed, 1008);
    }
    const pane = await openPane(Number(port));
    pane.send({ kind: 'sign-in', token: await signed({}) });
    await pane.next('signed-in');
    pane.socket.close();
  });

  it('[I44] leaves Portal Admins to the named global administrator, and the rest to them', async () => {
    const bobId = (await call(await bobToken(), '/api/v1/me')).json.id;
    const annId = (await call(await annToken(), '/api/v1/me')).json.id;
    const make = { changes: [{ kind: 'add', role: 'portal-admin', user: bobId }] };
    const refused = await call(await bobToken(), '/api/v1/access/changes', 'POST', make);
    assert.deepEqual([refused.status, refused.json.permission], [403, 'global-administration']);
    assert.equal((await call(await annToken(), '/api/v1/access/changes', 'POST', make)).status, 200);
    const reader = { changes: [{ kind: 'add', role: 'reader', user: annId }] };
    const preview = await call(await bobToken(), '/api/v1/access/preview', 'POST', reader);
    assert.deepEqual(preview.json.everybodyElse.gains, []);
    assert.equal((await call(await bobToken(), '/api/v1/access/changes', 'POST', reader)).status, 200);
    const cleo = await provider.token('cleo', { claims: { name: 'Cleo' } });
    assert.equal((await call(cleo, '/api/v1/score')).json.code, 'forbidden');
    assert.match((await call(cleo, '/api/v1/score')).json.detail, /guest.*Ask Bob Baker for it/);
    const last = await call(await bobToken(), '/api/v1/access/changes', 'POST', {
      changes: [{ kind: 'remove', role: 'portal-admin', user: bobId }],
    });
    assert.equal(last.json.permission, 'global-administration');
    assert.equal((await call(await bobToken(), '/api/v1/people/search?q=ann')).json.people[0]?.id, annId);
  });

  it('[I19] lets a command import people with an access token, and says what it lacks without', async () => {
    const file = join(config.data, '..', 'team.csv');
    await writeFile(file, 'name,email,roles\nDora Dunn,dora@example.org,Assessor\n');
    const run = async (token: string | null) => {
      const printed: string[] = [];
      const words = ['import', file];
      const talk = { print: (line: string) => void printed.push(line), tell: () => {}, confirm: async () => null };
      await peopleCommand.run({ config: { ...config, token }, values: {}, words, ...talk });
      return printed.join('\n');
    };
    await assert.rejects(run(null), /CONTROLBOOK_TOKEN/);
    const token = async (scope: string): Promise<string> =>
      (await call(await bobToken(), '/api/v1/tokens', 'POST', { name: 'cli', scope })).json.text;
    await assert.rejects(run(await token('read')), /scope, read, covers Read data/);
    assert.equal(await run(await token('admin')), '1 added, 0 renamed, 0 unchanged. 1 role given.');
    const dora = await provider.token('dora', {
      claims: { name: 'Dora D.', email: 'Dora@example.org', email_verified: true },
    });
    const me = await call(dora, '/api/v1/me');
    assert.deepEqual([me.json.name, me.json.roles], ['Dora D.', ['assessor']]);
  });

  it('[I44] answers to the address it is known by, and keeps tokens out of its log', async () => {
    const { port } = new URL(served.url);
    const token = await annToken();
    const ask = (host: string, origin: string) =>
      new Promise<number>((resolve, reject) => {
        const headers = { host, origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const sent = request(
          { port, host: '127.0.0.1', path: '/api/v1/access/preview', method: 'POST', headers },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode ?? 0);
          },
        );
        sent.on('error', reject);
        sent.end('{"changes":[{"kind":"mode","mode":"strict"}]}');
      });
    assert.equal(await ask('controlbook.example.org', 'https://controlbook.example.org'), 200);
    assert.equal(await ask('evil.example', 'https://controlbook.example.org'), 421);
    assert.equal(await ask('controlbook.example.org', 'https://evil.example'), 403);
    assert.ok(logged.length > 5);
    assert.ok(logged.every((line) => !line.includes(token) && !line.includes('cbk_')));
  });
});
