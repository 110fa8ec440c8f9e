import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('ActionsPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const title = 'Require a security key for the vault of the payment servers';

  it('[U29] actions are found by words and filters once the typing pauses, page by page', async () => {
    const { page, intents } = await open('actions');
    await page.getByRole('button', { name: 'Show 481 more' }).click();
    await page.getByRole('combobox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Platform' }).click();
    await page.getByRole('searchbox').pressSequentially('vault');
    await page.waitForTimeout(600);
    const asked = (await intents()).flatMap((one) =>
      one.do === 'load' && one.what === 'actions' ? [one.request.query] : [],
    );
    assert.deepEqual(asked, [
      { from: 50, limit: 50 },
      { owner: 'Platform', from: 0, limit: 50 },
      { search: 'vault', owner: 'Platform', from: 0, limit: 50 },
    ]);
  });

  it('[U29] only own actions are changed; what is wrong is said before it is sent', async () => {
    const { page, intents } = await open('actions');
    const builtIn = 'What to do with Turn on the audit log';
    assert.equal(await page.getByRole('button', { name: builtIn }).count(), 0);
    await page.getByRole('button', { name: `What to do with ${title}` }).click();
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Points' }).fill('0');
    await dialog.getByRole('textbox', { name: 'Title of the description' }).nth(1).fill('servers');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Two descriptions have the same title.').waitFor();
    assert.equal((await intents()).filter((one) => one.do === 'send').length, 0);
    await dialog.getByRole('textbox', { name: 'Points' }).fill('12');
    await dialog.getByRole('button', { name: 'Remove description 2' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    const sent = (await intents()).at(-1);
    assert.ok(sent?.do === 'send' && sent.what === 'changeAction');
    assert.deepEqual(sent.request, {
      params: { action: 'a-vault' },
      body: {
        ...{ title, points: 12, type: 'Operational', category: 'Security', purpose: null, enforcement: null },
        ...{ owners: ['Platform'], dimensions: [{ key: 'Region', value: 'Europe' }], parents: ['a-mfa'] },
        ...{ secureScoreControl: null },
        descriptions: [{ title: 'Servers', text: 'Take the vault from password to **security key**.' }],
      },
    });
  });

  it('[U29] descriptions are shown as they will be read, and deleting is confirmed', async () => {
    const { page } = await open('actions-preview');
    await page.getByRole('dialog').locator('strong', { hasText: 'security key' }).waitFor();
    const detail = await open('actions-detail');
    await detail.page.getByRole('button', { name: 'Delete' }).click();
    const dialog = detail.page.getByRole('dialog');
    await dialog.getByText('This cannot be taken back.').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    const sent = (await detail.intents()).at(-1);
    assert.ok(sent?.do === 'send' && sent.what === 'deleteAction' && sent.request.params.action === 'a-vault');
  });
});
