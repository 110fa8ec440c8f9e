import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { useScenes } from '#test/support/scene';

const card = (page: Page, title: string | RegExp): Locator => page.getByRole('article', { name: title });
const mfa = 'Require multi-factor authentication for administrators';

describe('ConflictsPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U12] keeping and taking are said as decisions; taking can be taken back', async () => {
    const { page, intents } = await open('conflicts', []);
    await card(page, mfa).getByRole('button', { name: 'Settle' }).click();
    await card(page, mfa).getByRole('radio', { name: 'Take the other' }).click();
    await card(page, mfa).getByRole('button', { name: 'Settle' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.deepEqual(await intents(), [
      { do: 'settle', conflict: 'c1@group:g-1', decision: 'keep', value: null },
      { do: 'settle', conflict: 'c1@group:g-1', decision: 'take', value: null },
      { do: 'changeField', action: 'a-mfa', field: 'testResult', value: 'Not Assessed' },
    ]);
  });

  it('[U12] a third value is given in the way of its field, and only then can be settled', async () => {
    const { page, intents } = await open('conflicts', []);
    await card(page, mfa).getByRole('radio', { name: 'Something else' }).click();
    const settle = card(page, mfa).getByRole('button', { name: 'Settle' });
    assert.ok(await settle.isDisabled());
    await card(page, mfa).getByRole('combobox', { name: 'What shall stand there' }).click();
    await page.getByRole('option', { name: 'Failed-Medium Risk' }).click();
    await settle.click();
    assert.deepEqual(await intents(), [
      { do: 'settle', conflict: 'c1@group:g-1', decision: 'other', value: 'Failed-Medium Risk' },
    ]);
  });

  it('[U12] a held batch is left or applied as a whole', async () => {
    const { page, intents } = await open('conflicts', []);
    const held = card(page, '12 cells in 12 rows');
    assert.equal(await held.getByRole('radio').count(), 2);
    await held.getByRole('radio', { name: 'Apply the changes' }).click();
    await held.getByRole('button', { name: 'Settle' }).click();
    assert.deepEqual(await intents(), [{ do: 'settle', conflict: 'c3@group:g-1', decision: 'take', value: null }]);
  });

  it('[U12] own edits that look like a slip are put back or sent', async () => {
    const { page, intents } = await open('conflicts-held', []);
    await page.getByRole('button', { name: 'Send anyway' }).click();
    await page.getByRole('button', { name: 'Put the cells back' }).click();
    assert.deepEqual(await intents(), [
      { do: 'confirmHeld', held: 'h-1' },
      { do: 'dropHeld', held: 'h-1' },
    ]);
  });

  it('[U4] long notes are compared side by side, each with what it did to the text both started from', async () => {
    const { page } = await open('conflicts', ['Side by side']);
    const dialog = page.getByRole('dialog');
    const sides = dialog.getByRole('region');
    assert.equal(await sides.count(), 2);
    assert.deepEqual(await sides.nth(0).locator('ins').allTextContents(), ['working day', 'five working']);
    assert.deepEqual(await sides.nth(1).locator('del').allTextContents(), ['500']);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('[U12] a conflict leads to its cell', async () => {
    const { page, intents } = await open('conflicts', []);
    await page.getByRole('button', { name: mfa }).click();
    assert.deepEqual(await intents(), [{ do: 'selectAction', action: 'a-mfa', field: 'testResult' }]);
  });
});
