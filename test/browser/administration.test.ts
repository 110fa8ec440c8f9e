import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import type { UserId } from '#engine/contract/model/ids';
import { type Account, createProvider } from './support/signed-in.ts';
import { openWeb, type WebPage } from './support/web-page.ts';
import { useBench } from './support/workbench.ts';

const alma = { name: 'Alma Administrator', email: 'alma@example.org' };
const berta = { name: 'Berta Administrator', email: 'berta@example.org' };
const rosa = { name: 'Rosa Root', email: 'rosa@example.org' };
const carl = { name: 'Carl Contributor', email: 'carl@example.org' };

const controls = `Domain,Ref,Requirement,What to do,Weight
Access,PAY-01,Only named accounts,Remove shared accounts from the payment servers,9
Access,PAY-02,Second factor,Require a security key for the vault,27
Change,PAY-03,Four eyes,Protect the main branch,9
`;

const goTo = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await page.getByRole('button', { name, exact: true }).click();
};
const choose = async (page: Page, field: string, choice: string): Promise<void> => {
  await page.getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: choice, exact: true }).click();
};

describe('two administrators without Excel, each signed in', function () {
  this.timeout(120_000);
  this.bail(true);
  const provider = createProvider(rosa);
  const bench = useBench({ pane: true, environment: provider.environment });
  let first: WebPage;
  let second: WebPage;

  const ask = async (account: Account, path: string, body?: object): Promise<{ readonly id: UserId }> => {
    const answer = await fetch(`${bench().served.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${await provider.token(account)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return (await answer.json()) as { readonly id: UserId };
  };

  before(async () => {
    const roles = [
      ['administrator', alma],
      ['administrator', berta],
      ['portal-admin', rosa],
      ['contributor', carl],
    ] as const;
    const changes = [];
    for (const [role, account] of roles) changes.push({ kind: 'add', role, user: (await ask(account, '/me')).id });
    await ask(rosa, '/access/changes', { changes });
    [first, second] = [await provider.openWeb(bench(), alma), await provider.openWeb(bench(), berta)];
  });

  it('[U33] one brings a template in and publishes it, and cannot approve it', async () => {
    const { page } = first;
    await page.getByRole('button', { name: 'Import a template' }).click();
    assert.equal(await page.getByRole('button', { name: 'Use the open workbook' }).count(), 0);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'Payments.csv', mimeType: 'text/csv', buffer: Buffer.from(controls) });
    await page.getByText('This is a spreadsheet of its own kind').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Payments');
    await page.getByRole('textbox', { name: 'Product' }).fill('Payments');
    await page.getByRole('textbox', { name: 'Certification' }).fill('Internal');
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByText('This makes a new template.').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('It is Imported. Publish it on the page Templates').waitFor();
    await page.getByRole('button', { name: 'Templates', exact: true }).click();
    await page.getByRole('button', { name: 'What to do with the template Payments' }).click();
    await page.getByRole('menuitem', { name: 'Publish' }).click();
    await page.getByText('You brought it in or published it: somebody else has to approve it.').waitFor();
  });

  it('[U33] another sees it waiting, sends it back with a reason, and approves it once it is offered again', async () => {
    await goTo(second.page, 'Templates');
    const menu = (page: Page) => page.getByRole('button', { name: 'What to do with the template Payments' }).click();
    await menu(second.page);
    await second.page.getByRole('menuitem', { name: 'Send back …' }).click();
    const dialog = second.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Who owns PAY-02?');
    await dialog.getByRole('button', { name: 'Send back …' }).click();
    await dialog.waitFor({ state: 'detached' });
    // It shows in the other window by itself.
    await first.page.getByText(/Sent back by Berta Administrator.*Who owns PAY-02\?/).waitFor();
    await menu(first.page);
    await first.page.getByRole('menuitem', { name: 'Publish' }).click();
    await second.page.getByText(/Published by Alma Administrator/).waitFor();
    await menu(second.page);
    await second.page.getByRole('menuitem', { name: 'Approve' }).click();
    await first.page.getByText(/Published by/).waitFor({ state: 'detached' });
    await first.page.getByRole('button', { name: 'Payments, version 1' }).click();
    await first.page.getByRole('button', { name: 'Access: 2 controls' }).click();
    await first.page.getByRole('heading', { name: 'PAY-02 Second factor' }).waitFor();
  });

  it('[U33] a dimension, an owner and an action are added, and what is wrong is said where it was typed', async () => {
    const { page } = first;
    const dialog = page.getByRole('dialog');
    const saved = async (): Promise<void> => {
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await goTo(page, 'Dimensions');
    await page.getByRole('button', { name: 'Add a dimension' }).click();
    await dialog.getByRole('textbox', { name: 'Key' }).fill('Region');
    await dialog.getByRole('textbox', { name: 'Value 1' }).fill('Europe');
    await saved();
    await goTo(page, 'Owners');
    await page.getByRole('button', { name: 'Add an owner' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Platform');
    await saved();
    await page.getByRole('button', { name: 'Add an owner' }).click();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('platform');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('There is an owner of this name.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await goTo(page, 'Customer actions');
    await page.getByRole('button', { name: 'Add an action' }).click();
    await dialog.getByRole('textbox', { name: 'Title', exact: true }).fill('Count the payment servers');
    await dialog.getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Platform' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('combobox', { name: 'Dimensions' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Region: Europe' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('textbox', { name: 'Description', exact: true }).fill('Walk by and **count** them.');
    await saved();
    await choose(page, 'Owner', 'Platform');
    await page.getByRole('button', { name: 'Count the payment servers', exact: true }).click();
    await page.locator('strong', { hasText: 'count' }).waitFor();
  });

  it('[U33] the activity says who did all that', async () => {
    const { page } = second;
    await goTo(page, 'Activity');
    await page.getByText('Count the payment servers').first().waitFor();
    await choose(page, 'Kind', 'Templates');
    await page
      .getByText(/Alma Administrator/)
      .first()
      .waitFor();
    await page.getByText('Count the payment servers').first().waitFor({ state: 'detached' });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    assert.match(await readFile(await file.path(), 'utf8'), /Payments/);
  });

  it('[U33] an assessment is made of the new template, and its workbook and report are downloaded', async () => {
    const { page } = second;
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('button', { name: 'New assessment' }).click();
    await page.getByRole('radio', { name: /^Payments/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('radio', { name: 'A new group' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Payments 2026');
    await page.getByRole('button', { name: 'Next' }).click();
    assert.equal(await page.getByRole('button', { name: 'Create in this workbook' }).count(), 0);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Payments 2026' }).waitFor();
    const there = page.getByRole('link', { name: 'Open Payments in the workbench' });
    assert.match((await there.getAttribute('href')) ?? '', /^\/workbench\/\?open=./);
    for (const what of ['workbook', 'report']) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: new RegExp(`Download (a|the) ${what} of Payments`) }).click(),
      ]);
      const bytes = await readFile(await file.path());
      assert.equal(bytes.subarray(0, 2).toString('latin1'), 'PK', what);
    }
  });

  it('[U33] who manages users sees what is kept about somebody, and forgets them', async () => {
    const { page } = await provider.openWeb(bench(), rosa);
    await goTo(page, 'Privacy');
    await page.getByRole('combobox', { name: 'Person' }).pressSequentially('carl');
    await page.getByRole('option', { name: /^Carl Contributor/ }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export everything (JSON)' }).click(),
    ]);
    assert.equal(file.suggestedFilename(), 'Carl Contributor.json');
    await page.getByRole('button', { name: 'Forget for good …' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(carl.email);
    await page.getByRole('dialog').getByRole('button', { name: 'Forget for good' }).click();
    await page.getByText('Carl Contributor has been forgotten.').waitFor();
  });
});

describe('the web page on a machine of one’s own', function () {
  this.timeout(120_000);
  const bench = useBench({ pane: true });

  it('[U32] is found from the engine’s first page, and shows the groups with scores, reports and workbooks', async () => {
    const { page } = await openWeb(bench());
    await page.goto(new URL('/', page.url()).href);
    await page.getByRole('link', { name: 'Open the web page' }).click();
    await page.getByRole('heading', { name: 'Groups and assessments' }).waitFor();
    await page.getByText('Office 365 ISO 27001').first().waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the report of Office 365 ISO 27001' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    assert.equal(await page.getByRole('link', { name: /Open the workbench/ }).getAttribute('href'), '/workbench/');
    await page.getByRole('button', { name: 'What to do with Office 365 ISO 27001' }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Add to this workbook' }).count(), 0);
  });

  it('[U32] its pages have nothing serious by axe-core, at 320 pixels and at the width of a desk', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    for (const width of [320, 1_440]) {
      const on = await openWeb(bench(), { width });
      const { page } = on;
      await page.getByRole('heading', { name: 'Groups and assessments' }).waitFor();
      const faults = await faultsOf(page, axe);
      for (const name of ['Templates', 'Customer actions', 'Activity', 'People and roles']) {
        await goTo(page, name);
        await page.locator('[data-fetching], [aria-label=Loading]').first().waitFor({ state: 'detached' });
        faults.push(...(await faultsOf(page, axe)).map((fault) => `${name}: ${fault}`));
      }
      assert.deepEqual(faults, [], `at ${width}`);
      await on.close();
    }
  });

  it('[U32] a page that cannot be fetched says so and is fetched when it is asked for again', async () => {
    const on = await openWeb(bench(), { expected: /Failed to load resource|ChunkLoadError|Loading chunk/ });
    const { page } = on;
    await page.getByRole('heading', { name: 'Groups and assessments' }).waitFor();
    await page.route(/\/web\/[\w.]+\.js$/, (route) => route.abort());
    await page.getByRole('button', { name: 'Administration' }).click();
    await page.getByText('This page could not be shown').waitFor();
    await page.unroute(/\/web\/[\w.]+\.js$/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'How work goes' }).waitFor();
  });
});

/** Serious findings, and what reaches beyond the window. */
async function faultsOf(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe);
  const options = { resultTypes: ['violations'] };
  const context = { exclude: [['[data-tabster-dummy]']] };
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(context)}, ${JSON.stringify(options)})`,
  );
  const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth + 1');
  return [
    ...violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => String(target)).join('; ')}`),
    ...(wide === true ? ['scrolls sideways'] : []),
  ];
}
