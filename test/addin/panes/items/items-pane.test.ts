import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { useScenes } from '#test/support/scene';

/** The titles in the list, in order. */
const titles = (page: Page): Promise<readonly string[]> =>
  page.evaluate<string[]>(
    '[...document.querySelectorAll(\'ul[aria-label="Action items"] button\')].map((one) => one.textContent)',
  );

describe('ItemsPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U12] several values of one filter are alternatives, several filters all have to fit', async () => {
    const { page } = await open('items', ['Filter']);
    const choose = async (label: string, ...options: readonly string[]): Promise<void> => {
      await page.getByRole('combobox', { name: label }).click();
      for (const name of options) await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
      await page.keyboard.press('Escape');
    };
    await choose('Status', 'Implemented', 'Planned');
    assert.equal((await titles(page)).length, 7);
    await choose('Assigned To', 'Ann Lindqvist');
    assert.deepEqual(await titles(page), [
      'Keep audit logs for a year and protect them from change',
      'Restore a sample backup every quarter and record how long it took',
      'Take backups of business data every day',
    ]);
    assert.equal(await page.getByRole('status').textContent(), '3 of 12 action items');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    assert.equal((await titles(page)).length, 12);
  });

  it('[U12] a search and an order show what was asked for', async () => {
    const { page } = await open('items', ['Filter']);
    await page.getByRole('searchbox').fill('backup');
    assert.equal((await titles(page)).length, 2);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('combobox', { name: 'Sort by' }).click();
    await page.getByRole('option', { name: 'Points' }).click();
    await page.getByRole('button', { name: 'Ascending' }).click();
    assert.match((await titles(page)).at(-1) ?? '', /scheme for classifying|time of all servers/);
  });

  it('[U12] due dates stand in the rows, what is late says so, and what Secure Score keeps is marked', async () => {
    const { page } = await open('items', ['Filter']);
    const row = (title: RegExp) => page.getByRole('listitem').filter({ hasText: title });
    await row(/Restore a sample/)
      .getByText('Was due on Oct 31, 2026')
      .waitFor();
    await row(/Rotate encryption/)
      .getByText('Due on Dec 31, 2099')
      .waitFor();
    await row(/Keep audit logs/)
      .getByText('Secure Score', { exact: true })
      .waitFor();
    assert.equal(await page.getByText('Secure Score', { exact: true }).count(), 1);
    await page.getByRole('combobox', { name: 'Due', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Overdue' }).click();
    await page.keyboard.press('Escape');
    assert.deepEqual(await titles(page), ['Restore a sample backup every quarter and record how long it took']);
    await page.getByRole('combobox', { name: 'Due', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'No due date' }).click();
    await page.keyboard.press('Escape');
    assert.equal((await titles(page)).length, 11);
  });

  it('[U12] Mine shows what is assigned to this person, and a title leads to its row', async () => {
    const { page, intents } = await open('items');
    await page.getByRole('button', { name: 'Mine' }).click();
    assert.equal((await titles(page)).length, 3);
    await page.getByRole('button', { name: 'Take backups of business data every day' }).click();
    assert.deepEqual(await intents(), [
      { do: 'selectAction', action: 'a-backup' },
      { do: 'goTo', page: 'home' },
    ]);
  });

  it('[U12] a change of many is previewed with what was chosen and can still be seen', async () => {
    const { page, intents } = await open('items');
    await page.getByRole('searchbox').fill('backup');
    await page.getByRole('checkbox', { name: 'Choose all 2 action items' }).click();
    await page.getByRole('button', { name: 'Set a field' }).click();
    await page.getByRole('combobox', { name: 'New value' }).click();
    await page.getByRole('option', { name: 'Planned' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    assert.deepEqual(await intents(), [
      {
        do: 'previewBulk',
        actions: ['a-restore', 'a-backup'],
        change: { kind: 'set', field: 'implementationStatus', value: 'Planned' },
      },
    ]);
  });

  it('[U12] many are assigned at once with a message, after a look at them', async () => {
    const { page, intents } = await open('items');
    await page.getByRole('checkbox', { name: 'Choose Rotate encryption keys every year' }).click();
    await page.getByRole('checkbox', { name: 'Choose Publish a scheme for classifying information' }).click();
    await page.getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').pressSequentially('ann');
    await page.getByRole('option', { name: /Ann Lindqvist/ }).click();
    await dialog.getByLabel('Message').fill('Yours');
    await dialog.getByRole('button', { name: 'Assign' }).click();
    assert.deepEqual(await intents(), [
      {
        do: 'previewBulk',
        actions: ['a-classify', 'a-keys'],
        change: { kind: 'assign', to: 'u-ann', message: 'Yours' },
      },
    ]);
  });

  it('[U12] what a change of many would do is shown row by row, done on confirmation, and can be taken back', async () => {
    const { page, intents } = await open('items-preview');
    const dialog = page.getByRole('dialog');
    assert.match((await dialog.textContent()) ?? '', /9 change, 3 stay as they are/);
    await dialog.getByRole('button', { name: 'Change 9' }).click();
    assert.deepEqual(await intents(), [{ do: 'applyBulk' }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    const undone = (await intents()).slice(1);
    assert.equal(undone.length, 9);
    assert.deepEqual(undone[0], {
      do: 'changeField',
      action: 'a-mfa',
      field: 'implementationStatus',
      value: 'Implemented',
    });
  });

  it('[U12] what Secure Score keeps stays as it is, with the engine’s sentence', async () => {
    const { page } = await open('items-preview-automatic');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 change, 1 stay as they are.').waitFor();
    const row = dialog.getByRole('listitem').filter({ hasText: 'Keep audit logs' });
    await row.getByText(/are kept by Secure Score\. Secure Score, AuditLogs: all 10 points reached/).waitFor();
    await dialog.getByRole('button', { name: 'Change 3' }).waitFor();
  });

  it('[U12] cancelling the preview leaves everything', async () => {
    const { page, intents } = await open('items-preview');
    await page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await intents(), [{ do: 'dropBulk' }]);
  });
});
