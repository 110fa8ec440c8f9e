import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { useScenes } from '#test/support/scene';

describe('PrivacyPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const choose = async (page: Page): Promise<void> => {
    await page.getByRole('combobox', { name: 'Person' }).pressSequentially('cara');
    await page.getByRole('option', { name: /^Cara Mbeki/ }).click();
    await page.getByText('Assigned actions').waitFor();
  };

  it('[U31] somebody is found, and what is kept about them exported', async () => {
    const { page, intents } = await open('privacy');
    await choose(page);
    await page.getByRole('button', { name: 'Export everything (JSON)' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'download', what: 'exportPerson', name: 'Cara Mbeki.json' },
      request: { params: { person: 'u-cara' } },
    });
  });

  it('[U31] all actions go to somebody else at once', async () => {
    const { page, intents } = await open('privacy');
    await choose(page);
    await page.getByRole('button', { name: 'Give all actions to somebody else …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To' }).pressSequentially('bo');
    await page.getByRole('option', { name: /^Bo Chen/ }).click();
    await dialog.getByRole('button', { name: 'Give them to Bo Chen' }).click();
    const sent = (await intents()).at(-1);
    assert.ok(sent?.do === 'send' && sent.what === 'reassignPerson');
    assert.deepEqual(sent.request, { params: { person: 'u-cara' }, body: { to: 'u-bo' } });
  });

  it('[U31] nobody is forgotten before their address was typed once more; what stays is said', async () => {
    const { page, intents } = await open('privacy');
    await choose(page);
    await page.getByRole('button', { name: 'Forget for good …' }).click();
    const dialog = page.getByRole('dialog');
    const forget = dialog.getByRole('button', { name: 'Forget for good' });
    await dialog.getByText('This cannot be taken back.').waitFor();
    await dialog.getByRole('textbox').fill('cara');
    assert.ok(await forget.isDisabled());
    await dialog.getByRole('textbox').fill('cara.mbeki@example.org');
    await forget.click();
    const sent = (await intents()).at(-1);
    assert.ok(sent?.do === 'send' && sent.what === 'forgetPerson' && sent.inPlace === true);
    await page.evaluate('window.change((state) => ({ ...state, sent: { forgetPerson: { kind: "under-way" } } }))');
    await page.evaluate(`window.change((state) => ({ ...state, sent: { forgetPerson: { kind: 'done', answer: {
      id: 'u-cara', unassigned: 1, comments: 0, stays: 'Free texts stay.' } } } }))`);
    await page.getByText('Free texts stay.').waitFor();
    const reader = await open('privacy-reader');
    await reader.page.getByText('You may look at this but not change it.').waitFor();
  });
});
