import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';
import { type BoundExcel, boundExcel, readyAt } from './pane-page.ts';
import { openWeb, type WebPage } from './web-page.ts';
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
    /** Opens the page for people without Excel, and signs in at the provider's own pages in the window that opens. */
    async openWeb(bench: Bench, account: Account): Promise<WebPage> {
      provider().person(account.email, claimsOf(account));
      const on = await openWeb(bench, {
        expected: /401 \(Unauthorized\)|409 \(Conflict\)/, // until somebody has signed in; a name that is taken
        prepare: (page) => playElsewhere(bench, page),
      });
      await signIn(on.page, account, on.page.getByRole('button', { name: 'Sign in' }), false);
      await on.page.getByRole('img', { name: `You are ${account.name}` }).waitFor();
      return on;
    },
    /** Signs in at the provider's own pages, as that person does: in the page, where one is chosen, and in the pane. */
    async open(bench: Bench, account: Account, title: string): Promise<Person> {
      provider().person(account.email, claimsOf(account));
      const prepare = (page: Page): Promise<void> => playElsewhere(bench, page);
      const arrive = async (page: Page): Promise<void> => {
        await signIn(page, account, page.locator('header').getByRole('button', { name: 'Sign in' }), false);
        const list = page.getByRole('dialog', { name: 'Open a workbook' });
        await list.getByRole('button', { name: title }).click();
      };
      const expected = /401 \(Unauthorized\)/; // until somebody has signed in
      const on = await openBench(bench, { open: [], pane: true, prepare, arrive, expected });
      const excel = boundExcel(on, 0);
      await signIn(on.page, account, excel.pane.getByRole('button', { name: 'Sign in' }), true);
      await readyAt(on, 0);
      return { ...on, ...excel };
    },
  };
}

const claimsOf = ({ name, email }: Account) => ({ name, email, email_verified: true });

/** Goes through the window that opens; one whom the provider knows already only has to say yes. */
async function signIn(page: Page, { email }: Account, button: Locator, isKnown: boolean): Promise<void> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), button.click()]);
  const closed = popup.waitForEvent('close');
  if (!isKnown) {
    await popup.locator('input[name=login]').fill(email);
    await popup.locator('input[name=password]').fill('x');
    await popup.getByRole('button', { name: 'Sign-in' }).click();
  }
  await popup.getByRole('button', { name: 'Continue' }).click(); // consents
  await closed;
}

/** The page one comes back to loads office.js as a pane in Excel does; the provider's pages want a font. */
async function playElsewhere(bench: Bench, page: Page): Promise<void> {
  const hosted = 'https://appsforoffice.microsoft.com/lib/1/hosted/';
  await page.context().route(`${hosted}**`, async (route) => {
    const name = route.request().url().slice(hosted.length);
    await route.fulfill({ response: await page.request.get(`${bench.served.url}/office-js/${name}`) });
  });
  await page.context().route('https://fonts.googleapis.com/**', (route) => route.fulfill({ contentType: 'text/css' }));
}
