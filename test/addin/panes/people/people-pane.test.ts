import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('PeoplePane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U21] puts several people into a role and takes one out, and asks what that changes before anything is saved', async () => {
    const { page, intents } = await open('people');
    await page.getByText('Nobody. Open to everybody: edit test results.').waitFor();
    await page.getByRole('combobox', { name: 'Add people to Assessor' }).pressSequentially('b');
    await page.getByRole('menuitemcheckbox', { name: /^Bo Chen/ }).click();
    await page.getByRole('menuitemcheckbox', { name: /^Ann Lindqvist/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Take Cara Mbeki out of Contributor' }).click();
    await page.getByText('3 changes').waitFor();
    await page.getByRole('button', { name: 'See what changes' }).click();
    assert.deepEqual(
      (await intents()).filter((one) => one.do === 'previewAccess'),
      [
        {
          do: 'previewAccess',
          changes: [
            { kind: 'add', role: 'assessor', user: 'u-bo' },
            { kind: 'add', role: 'assessor', user: 'u-ann' },
            { kind: 'remove', role: 'contributor', user: 'u-cara' },
          ],
        },
      ],
    );
  });

  it('[U21] shows what everybody gains and loses, and saves only then', async () => {
    const { page, intents } = await open('people-preview');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Everybody who has no role').waitFor();
    await dialog.getByText('may no longer: edit test results').first().waitFor();
    await dialog.getByText('3 more people').waitFor();
    await dialog.getByRole('button', { name: 'Save the changes' }).click();
    assert.deepEqual((await intents()).at(-1), { do: 'changeAccess' });
  });

  it('[U21] the last Portal Admin stays; a role for one assessment is given and taken', async () => {
    const { page, intents } = await open('people');
    assert.ok(await page.getByRole('button', { name: 'Take Ann Lindqvist out of Portal Admin' }).isDisabled());
    await page.getByText('You are the last Portal Admin').waitFor();
    await page.getByRole('combobox', { name: 'For', exact: true }).click();
    await page.getByRole('option').nth(1).click();
    await page.getByRole('button', { name: 'Take Cara Mbeki out of Assessor' }).click();
    await page.getByRole('button', { name: 'See what changes' }).click();
    const asked = (await intents()).find((one) => one.do === 'previewAccess');
    assert.deepEqual(asked?.do === 'previewAccess' && asked.changes.map((change) => ({ ...change, assessment: '' })), [
      { kind: 'grant', assessment: '', user: 'u-cara', role: null },
    ]);
  });
});
