import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { buildServer } from '#engine/adapters/http/server';
import { systemClock } from '#engine/adapters/system/clock';
import { randomIds } from '#engine/adapters/system/ids';
import { machineIdentity } from '#engine/app/identity';
import type { UserId } from '#engine/contract/model/ids';
import { workbenchPaths } from '#engine/contract/model/workbench-files';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';
import { silentLog } from '#test/support/test-organisation';
import { type BoundExcel, boundExcel, readyAt } from './pane-page.ts';
import { type Bench, type BenchPage, openBench } from './workbench.ts';

/** A person with an account at the provider. */
export type Account = { readonly name: string; readonly email: string };

/** One person's Excel on one workbook, with the pane signed in. */
export type Person = BenchPage & BoundExcel;

/** A provider, and the environment that makes an engine take its people. */
export function createProvider(administrator: Account) {
  let started: OidcServer | undefined;
  const provider = (): OidcServer => started ?? assert.fail('asked for before it was started');
  after(() => started?.stop());
  return {
    environment: async (address: string) => {
      started = await startOidcServer();
      return {
        CONTROLBOOK_ISSUER: started.issuer,
        CONTROLBOOK_AUDIENCE: engineAudience,
        CONTROLBOOK_SCOPE: 'controlbook',
        CONTROLBOOK_CLIENT: 'pane',
        CONTROLBOOK_ADDRESS: address,
        CONTROLBOOK_GLOBAL_ADMINISTRATORS: administrator.email,
      };
    },
    token: (account: Account) => provider().token(account.email, { claims: claimsOf(account) }),
    /** Opens a workbook and signs in at the provider's own pages, as that person does. */
    async open(bench: Bench, account: Account, path: string): Promise<Person> {
      provider().person(account.email, claimsOf(account));
      const { issuer } = provider();
      const prepare = (page: Page): Promise<void> => playFiles(bench, page, issuer);
      const expected = /401 \(Unauthorized\)/; // until somebody has signed in
      const on = await openBench(bench, { open: [path], pane: true, prepare, expected });
      const excel = boundExcel(on, 0);
      await excel.pane.getByRole('button', { name: 'Sign in' }).click();
      await signIn(on.page, account);
      await readyAt(on, 0);
      return { ...on, ...excel };
    },
  };
}

const claimsOf = ({ name, email }: Account) => ({ name, email, email_verified: true });

/** Excel's dialog is played: the window it would show is opened, and what comes back is handed to the pane. */
async function signIn(page: Page, { email }: Account): Promise<void> {
  await page.waitForFunction(findDialog);
  const { url } = (await page.evaluate(findDialog)) ?? assert.fail('no dialog');
  const dialog = await page.context().newPage();
  await dialog.goto(url);
  await dialog.locator('input[name=login]').fill(email);
  await dialog.locator('input[name=password]').fill('x');
  await dialog.getByRole('button', { name: 'Sign-in' }).click();
  await dialog.getByRole('button', { name: 'Continue' }).click(); // consents
  await dialog.waitForURL(/sign-in\.html\?/);
  await page.evaluate(answerDialog, new URL(dialog.url()).search);
  await dialog.close();
}

type Windows = {
  readonly controlbook: {
    readonly windows: readonly {
      pane(): {
        readonly pane: {
          readonly dialogs: readonly {
            readonly options: Readonly<Record<string, unknown>>;
            sendToPane(message: string): void;
          }[];
        };
      };
    }[];
  };
};

function findDialog(): { readonly url: string } | null {
  const [shown] = (window as unknown as Windows).controlbook.windows[0]?.pane().pane.dialogs ?? [];
  return shown === undefined ? null : { url: String(shown.options['url']) };
}

function answerDialog(query: string): void {
  (window as unknown as Windows).controlbook.windows[0]?.pane().pane.dialogs[0]?.sendToPane(query);
}

/**
 * Where people sign in, the engine opens and saves no files for a page, and lets the pane beside a workbench talk to nobody
 * else. Excel does both, so here they are played: everything else comes from the engine itself.
 */
async function playFiles(bench: Bench, page: Page, issuer: string): Promise<void> {
  const { engine } = bench.served;
  const pages = { workbench: engine.workbench, pane: '', page: '', officeJs: null };
  const identity = machineIdentity('me' as UserId);
  const files = buildServer(engine.useCases, {
    ...{
      identity,
      clock: systemClock,
      ids: randomIds,
      log: silentLog,
      hosts: [],
      allowedOrigins: [],
      workbench: pages,
    },
  });
  page.once('close', () => void files.close());
  const paths: readonly string[] = Object.values(workbenchPaths).filter((path) => path !== workbenchPaths.page);
  await page.context().grantPermissions(['local-network-access']);
  await page.context().route(
    ({ pathname }) => paths.includes(pathname),
    async (route) => {
      const request = route.request();
      const { pathname, search } = new URL(request.url());
      const payload = request.postDataBuffer();
      const answer = await files.inject({
        method: request.method() === 'POST' ? 'POST' : 'GET',
        url: `${pathname}${search}`,
        headers: { ...request.headers(), host: 'localhost' },
        ...(payload === null ? {} : { payload }),
      });
      await route.fulfill({ status: answer.statusCode, contentType: 'application/json', body: answer.rawPayload });
    },
  );
  await page.context().route('**/workbench/pane/taskpane.html', async (route) => {
    const answer = await route.fetch();
    const policy = (answer.headers()['content-security-policy'] ?? '').replace(
      "connect-src 'self'",
      `connect-src 'self' ${issuer}`,
    );
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': policy } });
  });
  // The page one comes back to loads office.js as a pane in Excel does; the provider's pages want a font.
  const hosted = 'https://appsforoffice.microsoft.com/lib/1/hosted/';
  await page.context().route(`${hosted}**`, async (route) => {
    const name = route.request().url().slice(hosted.length);
    await route.fulfill({ response: await page.request.get(`${bench.served.url}/office-js/${name}`) });
  });
  await page.context().route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css' }));
}
