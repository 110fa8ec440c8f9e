import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import WebSocket from 'ws';
import { openOfficeAccount } from '#addin/office-account';
import { createSession, type Session } from '#addin/session';
import { lastOf, listOf } from '#addin/state/asking';
import type { NamedFile } from '#addin/sync/client';
import type { Fetch, OpenSocket } from '#addin/sync/outside';
import { readConfig } from '#engine/config';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { engineAudience, type OidcServer, paneRedirect, startOidcServer } from '#test/support/oidc-server';
import { realClock, until } from '#test/support/pane/excel-session';
import { memoryStorage } from '#test/support/pane/pane-bench';
import { createPlayedBook } from '#test/support/pane/played-book';
import { type OfficeAnswer, type PlayedOffice, playOfficeAccount } from '#test/support/pane/played-office-account';
import { openTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

const ann = { name: 'Ann Archer', email: 'ann@example.org', email_verified: true };

describe('signing in', function () {
  this.timeout(60_000);
  let provider: OidcServer;
  let served: ServedEngine;
  let remove: () => Promise<void>;
  let session: Session;
  let saved: NamedFile[];
  let ahead: number;
  let asked: string[];
  let person: (address: string) => Promise<string | null>;
  let office: PlayedOffice | null;
  let answer: (method: string) => Promise<OfficeAnswer>;

  before(async () => {
    provider = await startOidcServer();
    const opened = await openTemporaryFolder();
    remove = opened.remove;
    await mkdir(join(opened.folder, 'books'));
    const config = readConfig(
      { data: join(opened.folder, 'data'), folder: join(opened.folder, 'books'), port: '0' },
      {
        CONTROLBOOK_ISSUER: provider.issuer,
        CONTROLBOOK_AUDIENCE: engineAudience,
        CONTROLBOOK_SCOPE: 'controlbook',
        CONTROLBOOK_CLIENT: 'pane',
        CONTROLBOOK_ADDRESS: 'https://controlbook.example.org',
      },
    );
    assert.ok(config.ok);
    const started = await serveEngine(config.value, silentLog);
    assert.ok(started.ok);
    served = started.value;
  });
  after(async () => {
    await served?.stop();
    await provider?.stop();
    await remove?.();
  });
  beforeEach(() => {
    [saved, asked, ahead, office] = [[], [], 0, null];
    start();
  });
  afterEach(() => {
    session.stop();
    office?.remove();
  });
  const start = (): void => {
    person = provider.person('ann', ann);
    const book = createPlayedBook({
      sheets: [{ name: 'Sheet1', visibility: 'visible', cells: [], tables: [] }],
      ...{ names: {}, date1904: false, lastModifiedBy: null, modified: null },
    });
    session = createSession({
      host: book.seat('me').host,
      fetch: ((address, request) => {
        if (address.startsWith(provider.issuer)) asked.push(`${request.method} ${new URL(address).pathname}`);
        return globalThis.fetch(address, request as RequestInit);
      }) as Fetch,
      socket: openSocket,
      storage: memoryStorage(),
      clock: { ...realClock, ticks: () => realClock.ticks() + ahead },
      random: Math.random,
      open: () => assert.fail('an address shows no token'),
      save: (file) => void saved.push(file),
      signIn: {
        redirect: paneRedirect,
        open: (address) => person(address),
        officeAccount: async (wanted) => {
          if (office === null) return null;
          return openOfficeAccount({ ...wanted, issuer: 'https://login.microsoftonline.com/tenant/v2.0' });
        },
      },
      engine: served.url,
      document: '',
    });
  };
  const inOffice = async (answers: typeof answer): Promise<PlayedOffice> => {
    session.stop();
    answer = answers;
    office = playOfficeAccount((method) => answer(method));
    start();
    return office;
  };

  const token = (): Promise<string> => provider.token('ann', { claims: ann });
  const account = (): string => session.state().account.kind;
  const signIn = async (): Promise<void> => {
    await until('asked to sign in', () => account() === 'signed-out');
    session.dispatch({ do: 'signIn' });
    await until('signed in', () => account() === 'signed-in' && session.state().me !== null);
  };

  it('[P75] asks to sign in where the engine wants it, and then everything works with the token', async () => {
    await signIn();
    assert.equal(session.state().me?.name, 'Ann Archer');
    await until('connected', () => session.state().connection.kind === 'live');
    assert.deepEqual(session.state().problems, []);
    session.dispatch({ do: 'load', what: 'groups' });
    await until('groups', () => listOf(session.state(), 'groups').kind === 'ready');
    const [group] = lastOf(listOf(session.state(), 'groups'))?.groups ?? [];
    const assessment = group?.assessments[0]?.id ?? assert.fail('the demonstration has assessments');
    session.dispatch({ do: 'download', what: 'report', request: { params: { assessment } } });
    await until('saved', () => saved.length > 0);
    assert.match(saved[0]?.name ?? '', /\.xlsx$/);
    const begin = new Uint8Array(await (saved[0]?.content.slice(0, 2) ?? new Blob([])).arrayBuffer());
    assert.deepEqual([...begin], [0x50, 0x4b]);
  });

  it('[P75] a token is replaced before it runs out, and all who ask at once ask the provider once', async () => {
    await signIn();
    const first = await session.token();
    asked.length = 0;
    ahead = 500_000;
    const [second, same] = await Promise.all([session.token(), session.token()]);
    assert.ok(first !== null && second !== null && second !== first && same === second);
    assert.deepEqual(asked, ['POST /token']);
    assert.equal(account(), 'signed-in');
  });

  it('[P75] signed out, nothing is asked in the person’s name, and the provider hears of it', async () => {
    await signIn();
    session.dispatch({ do: 'signOut' });
    await until('signed out', () => account() === 'signed-out');
    assert.equal(session.state().me, null);
    assert.equal(await session.token(), null);
    await until('revoked', () => asked.includes('POST /token/revocation'));
    session.dispatch({ do: 'signIn' });
    await until('signed in again', () => session.state().me !== null);
  });

  it('[P75] a closed window changes nothing; an answer that is not to this question is not believed', async () => {
    await until('asked to sign in', () => account() === 'signed-out');
    person = async () => null;
    let seen = '';
    const stop = session.subscribe(() => {
      seen = `${seen} ${account()}`;
    });
    session.dispatch({ do: 'signIn' });
    await until('closed', () => seen.includes('signing-in') && account() === 'signed-out');
    stop();
    assert.deepEqual(session.state().problems, []);
    const code = provider.person('ann', ann);
    person = async (address) => (await code(address)).replace(/state=[^&]+/, 'state=forged');
    session.dispatch({ do: 'signIn' });
    await until('refused', () => session.state().problems.length > 0);
    assert.equal(session.state().problems[0]?.code, 'sign-in-failed');
    assert.equal(await session.token(), null);
  });

  it('[P75] what the provider refuses is told in its words', async () => {
    await until('asked to sign in', () => account() === 'signed-out');
    person = async (address) => {
      const state = new URL(address).searchParams.get('state');
      return `?state=${state}&error=access_denied&error_description=Not+you`;
    };
    session.dispatch({ do: 'signIn' });
    await until('refused', () => session.state().problems.length > 0);
    assert.equal(session.state().problems[0]?.detail, 'Not you');
    assert.equal(account(), 'signed-out');
  });

  it('[P138] where Office signs add-ins in itself, nobody is asked', async () => {
    const { asked: ofOffice } = await inOffice(async () => ({ token: await token(), seconds: 3600 }));
    await until('signed in', () => account() === 'signed-in' && session.state().me !== null);
    assert.equal(session.state().me?.name, 'Ann Archer');
    await until('connected', () => session.state().connection.kind === 'live');
    assert.deepEqual(ofOffice, [{ method: 'GetToken', scope: 'controlbook', client: 'pane' }]);
    assert.deepEqual(asked, [], 'the provider is not asked by the pane');
    assert.deepEqual(session.state().problems, []);
  });

  it('[P138] a token of Office is replaced by its next one; away, it is good until its end', async () => {
    const { asked: ofOffice } = await inOffice(async () => ({ token: await token(), seconds: 240 }));
    await until('signed in', () => session.state().me !== null);
    const first = await session.token();
    ahead = 200_000;
    answer = async () => 'NO_NETWORK';
    assert.equal(await session.token(), first);
    answer = async () => ({ token: await token(), seconds: 3600 });
    const second = await session.token();
    assert.ok(second !== null && second !== first);
    assert.deepEqual(new Set(ofOffice.map(({ method }) => method)), new Set(['GetToken']));
  });

  it('[P138] a person is asked when Office wants that, and closing it leaves things as they are', async () => {
    const { asked: ofOffice } = await inOffice(async () => 'USER_INTERACTION_REQUIRED');
    await until('asked to sign in', () => account() === 'signed-out' && ofOffice.length === 1);
    answer = async () => 'USER_CANCEL';
    session.dispatch({ do: 'signIn' });
    await until('closed', () => ofOffice.length === 2 && account() === 'signed-out');
    assert.deepEqual(session.state().problems, []);
    answer = async () => ({ token: await token(), seconds: 3600 });
    session.dispatch({ do: 'signIn' });
    await until('signed in', () => account() === 'signed-in' && session.state().me !== null);
    assert.deepEqual(
      ofOffice.map(({ method }) => method),
      ['GetToken', 'GetTokenPopup', 'GetTokenPopup'],
    );
    session.dispatch({ do: 'signOut' });
    await until('signed out', () => account() === 'signed-out' && session.state().me === null);
    assert.equal(await session.token(), null);
  });

  it('[P138] a token the engine refuses is not fetched over and over: the person decides', async () => {
    const forOthers = (): Promise<string> => provider.token('ann', { audience: 'api://another' });
    const { asked: ofOffice } = await inOffice(async () => ({ token: await forOthers(), seconds: 3600 }));
    await until('refused', () => session.state().problems.some(({ code }) => code === 'sign-in-failed'));
    assert.equal(account(), 'signed-out');
    assert.equal(ofOffice.length, 1);
  });

  it('[P138] Office is asked for tokens of its own provider alone', async () => {
    await inOffice(async () => assert.fail('not of another provider'));
    for (const issuer of [provider.issuer, 'https://login.microsoftonline.com.example.org/tenant/v2.0']) {
      assert.equal(await openOfficeAccount({ issuer, client: 'pane', scope: null }), null);
    }
    office?.remove();
  });
});

const openSocket: OpenSocket = (address, on) => {
  const socket = new WebSocket(address);
  socket.on('message', (data) => on.heard(String(data)));
  socket.on('close', () => on.closed());
  socket.on('error', () => {
    // The end is told by `close`.
  });
  return { send: (text) => socket.send(text), close: () => socket.close() };
};
