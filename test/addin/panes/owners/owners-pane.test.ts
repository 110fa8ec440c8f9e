import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('OwnersPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U28] an owner is added by name and description; of a change only the description is asked', async () => {
    const { page, intents } = await open('owners-add');
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled());
    await dialog.getByRole('textbox', { name: 'Name' }).fill(' Security office ');
    await dialog.getByRole('textbox', { name: 'Description' }).fill('Room 12');
    await dialog.getByRole('button', { name: 'Save' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'addOwner', reload: ['owners'], inPlace: true },
      request: { body: { name: 'Security office', description: 'Room 12' } },
    });
    const edit = await open('owners', ['What to do with Platform', 'Edit']);
    assert.equal(await edit.page.getByRole('dialog').getByRole('textbox').count(), 1);
  });

  it('[U28] why something was refused stands in the dialog, and what was typed stays', async () => {
    const { page } = await open('owners-add');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Platform');
    await page.evaluate(`window.change((state) => ({ ...state, sent: { addOwner: {
      kind: 'failed', code: 'duplicate-owner', detail: 'There is an owner Platform.' } } }))`);
    await dialog.getByText('There is an owner Platform.').waitFor();
    assert.equal(await dialog.getByRole('textbox', { name: 'Name' }).inputValue(), 'Platform');
  });

  it('[U28] of an owner in use somebody takes the actions over', async () => {
    const { page, intents } = await open('owners-delete');
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('button', { name: 'Delete' }).isDisabled());
    await dialog.getByRole('combobox', { name: 'Taken over by' }).click();
    await page.getByRole('option', { name: 'Cloud service customers' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'deleteOwner', reload: ['owners'], inPlace: true },
      request: { params: { owner: 'platform' }, query: { replacement: 'customers' } },
    });
  });
});
