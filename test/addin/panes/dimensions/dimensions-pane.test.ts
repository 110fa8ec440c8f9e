import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('DimensionsPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U27] values are added, renamed and removed at once; the key and built-in values stay', async () => {
    const { page, intents } = await open('dimensions-edit');
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByRole('textbox', { name: 'Key' }).count(), 0);
    await dialog.getByRole('textbox', { name: 'Value 1' }).fill('Europe and Africa');
    await dialog.getByRole('button', { name: 'Remove the value North America' }).click();
    await dialog.getByRole('button', { name: 'Add a value' }).click();
    await dialog.getByRole('textbox', { name: 'Value 2' }).fill('europe and africa');
    await dialog.getByText('A value stands there twice.').waitFor();
    assert.ok(await dialog.getByRole('button', { name: 'Save' }).isDisabled());
    await dialog.getByRole('textbox', { name: 'Value 2' }).fill('Asia');
    await dialog.getByRole('button', { name: 'Save' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'changeDimension', reload: ['dimensions'], inPlace: true },
      request: {
        params: { dimension: 'region' },
        body: {
          ...{ multiple: true, add: ['Asia'], remove: ['North America'] },
          rename: [{ from: 'Europe', to: 'Europe and Africa' }],
        },
      },
    });
    const builtIn = await open('dimensions', ['What to do with Action Type', 'Edit']);
    const fields = builtIn.page.getByRole('dialog');
    assert.ok(await fields.getByRole('textbox', { name: 'Value 1' }).isDisabled());
    assert.ok(await fields.getByRole('textbox', { name: 'Value 4' }).isEnabled());
  });

  it('[U27] what is named somewhere is not deleted, and who may not change it is not asked to', async () => {
    const { page } = await open('dimensions-delete');
    await page.getByRole('dialog').getByText('actions: 4, templates: 1, assessments: 1').waitFor();
    assert.ok(await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).isDisabled());
    const reader = await open('dimensions-reader');
    await reader.page.getByText('You may look at this but not change it.').waitFor();
    assert.equal(await reader.page.getByRole('button', { name: 'What to do with Region' }).count(), 0);
  });
});
