import assert from 'node:assert/strict';
import { parseDays } from '#addin/panes/workflow/parse-days';
import { useScenes } from '#test/support/scene';

describe('WorkflowPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do === 'send');

  it('[U44] the rules of the work are saved whole, and only once something has changed', async () => {
    const { page, intents } = await open('workflow');
    const save = page.getByRole('button', { name: 'Save' });
    assert.equal(await save.isDisabled(), true);
    await page.getByRole('switch', { name: 'Who implements may not test' }).check();
    await page.getByLabel('Remind so many days before').fill('14; 3 0');
    await page.getByRole('switch', { name: 'Remind again while it is overdue' }).uncheck();
    await save.click();
    const body = {
      ...{ separateDuties: true, returnFailed: true, remindDaysBefore: [14, 3, 0], remindAtHour: 6 },
      remindOverdueEvery: null,
    };
    assert.deepEqual(await sent(intents), [
      { do: 'send', what: 'changeWorkflowSettings', reload: ['workflowSettings'], request: { body } },
    ]);
    await page.getByRole('button', { name: 'Reset' }).click();
    assert.equal(await page.getByLabel('Remind so many days before').inputValue(), '7, 1, 0');
    assert.equal(await save.isDisabled(), true);
  });

  it('[U44] what is no number of days is said, and not sent', async () => {
    const { page } = await open('workflow');
    await page.getByLabel('Remind so many days before').fill('7, soon');
    await page.getByText('Up to ten whole numbers from 0 to 365').waitFor();
    await page.getByLabel('Every so many days').fill('0');
    await page.getByText('A whole number from 1 to 365.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Save' }).isDisabled(), true);
    assert.deepEqual(parseDays(''), []);
    assert.deepEqual(parseDays('1, 7 1'), [7, 1]);
    for (const wrong of ['-1', '1.5', '366', '1,2,3,4,5,6,7,8,9,10,11', 'x']) assert.equal(parseDays(wrong), null);
  });

  it('[U44] who may not change them sees them, and everybody sees who is told of what', async () => {
    const { page, intents } = await open('workflow-reader');
    assert.equal(await page.getByRole('switch', { name: 'Who implements may not test' }).isDisabled(), true);
    await page.getByText('Whoever a failed test gave an action back to.').waitFor();
    await page.getByRole('button', { name: 'What you want to be told of' }).click();
    assert.deepEqual((await intents()).at(-1), { do: 'goTo', page: 'notices' });
  });
});
