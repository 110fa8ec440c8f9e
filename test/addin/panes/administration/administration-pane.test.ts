import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('AdministrationPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U23] lists what the person may open, and every page leads back to the list', async () => {
    const { page, intents } = await open('administration');
    await page.getByRole('heading', { name: 'People and records' }).waitFor();
    await page.getByRole('button', { name: 'Customer actions' }).click();
    const inside = await open('owners');
    await inside.page.getByRole('button', { name: 'Back', exact: true }).click();
    assert.deepEqual((await inside.intents()).at(-1), { do: 'goTo', page: 'administration' });
    const reader = await open('administration-reader');
    await reader.page.getByRole('button', { name: 'Settings' }).waitFor();
    assert.equal(await reader.page.getByRole('button', { name: 'Privacy' }).count(), 0);
    assert.equal(await reader.page.getByRole('button', { name: 'Templates' }).count(), 0);
    assert.deepEqual(await intents(), []);
  });

  it('[U24] a page that cannot be drawn says so, keeps the rest, and is tried again when asked', async () => {
    const { page } = await open('administration');
    // A state no engine sends: what the page is given is broken, and later whole again.
    await page.evaluate(
      'window.change((state) => ({ ...state, page: "owners", lists: { owners: { kind: "ready", value: {} } } }))',
    );
    await page.getByRole('alert').getByText('This page could not be shown').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).waitFor();
    await page.evaluate(
      'window.change((state) => ({ ...state, lists: { owners: { kind: "ready", value: { owners: [] } } } }))',
    );
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('There is no owner yet').waitFor();
  });
});
