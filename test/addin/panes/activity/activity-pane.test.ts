import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('ActivityPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U30] older lines follow when asked for, from where the page before ended', async () => {
    const { page, intents } = await open('activity');
    await page.getByText('Implementation Status: “Planned” became “Implemented”').waitFor();
    await page.getByRole('button', { name: 'Show older' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'load', what: 'activity', request: { query: { cursor: 'older' } } },
    });
  });

  it('[U30] days, person, kind, group and words narrow it, and what is narrowed is saved as a file', async () => {
    const { page, intents } = await open('activity');
    await page.getByLabel('From day').fill('2026-11-01');
    await page.getByRole('combobox', { name: 'Person' }).pressSequentially('bo');
    await page.getByRole('option', { name: /^Bo Chen/ }).click();
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Templates', exact: true }).click();
    await page.getByRole('combobox', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'Audit 2026' }).click();
    await page.getByRole('searchbox').pressSequentially('sent back');
    await page.waitForTimeout(600);
    const filter = { from: '2026-11-01', person: 'u-bo', kind: 'templates', group: 'g-1', text: 'sent back' };
    assert.deepEqual((await intents()).at(-1), { do: 'load', what: 'activity', request: { query: filter } });
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'download', what: 'exportActivity', request: { query: { ...filter, format: 'csv' } } },
    });
  });

  it('[U30] says when nothing fits', async () => {
    const { page } = await open('activity-none');
    await page.getByText('Nothing fits').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Show older' }).count(), 0);
  });
});
