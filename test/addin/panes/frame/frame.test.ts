import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('the frame', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U12] banners say what is wrong, and lead to it or away from it', async () => {
    const { page, intents } = await open('assessment-troubled');
    await page.getByText('3 edits are kept here and sent later').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Show' }).first().click();
    for (let left = 2; left > 0; left -= 1) await page.getByRole('button', { name: 'Dismiss' }).first().click();
    assert.deepEqual(await intents(), [
      { do: 'syncNow' },
      { do: 'selectAction', action: 'a-mfa', field: 'testDate' },
      { do: 'dismissProblem', problem: 'p-1' },
      { do: 'dismissProblem', problem: 'p-1' },
    ]);
  });

  it('[U11] pages are reached by arrow keys in the tabs and through the menu', async () => {
    const { page, intents } = await open('assessment');
    await page.getByRole('tab', { name: 'Assessment' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'More', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await intents(), [
      { do: 'goTo', page: 'items' },
      { do: 'goTo', page: 'import' },
    ]);
  });

  it('[U12] the report is opened from the engine', async () => {
    const { page, intents } = await open('assessment');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Download the report' }).click();
    assert.deepEqual(await intents(), [
      { do: 'download', what: 'report', request: { params: { assessment: 'as-1' } } },
    ]);
  });

  it('[U12] the pane follows the selection, and goes back to the assessment until it moves on', async () => {
    const { page } = await open('action', []);
    await page.getByRole('button', { name: 'The whole assessment' }).click();
    await page.getByRole('heading', { name: 'Office 365 ISO 27001' }).waitFor();
    await page.evaluate(
      "window.change((state) => ({ ...state, selection: { kind: 'action', action: 'a-mfa', field: 'testDate' } }))",
    );
    await page.getByRole('heading', { name: 'Office 365 ISO 27001' }).waitFor();
    await page.evaluate(
      "window.change((state) => ({ ...state, selection: { kind: 'action', action: 'a-keys', field: null } }))",
    );
    await page.getByRole('heading', { name: 'Rotate encryption keys every year' }).waitFor();
  });

  it('[U12] a workbook that is no assessment offers to join one or to make one', async () => {
    const { page, intents } = await open('start');
    await page.getByRole('button', { name: /Office 365 GDPR/ }).click();
    await page.getByRole('button', { name: 'New assessment' }).click();
    assert.deepEqual(await intents(), [
      { do: 'join', assessment: 'as-2' },
      { do: 'goTo', page: 'new' },
    ]);
    assert.equal(await page.getByText('(2025)').count(), 0);
  });

  it('[U12] whose values count is asked twice where something is overwritten', async () => {
    const { page, intents } = await open('differs');
    await page.getByRole('button', { name: 'Take the engine’s values' }).click();
    assert.deepEqual(await intents(), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Take the engine’s values' }).click();
    assert.deepEqual(await intents(), [{ do: 'takeTheirs' }]);
  });

  it('[U12] what is deleted is shown first; settings of everybody are confirmed', async () => {
    const library = await open('library-deletion');
    await library.page.getByText('It is the only assessment of the group Audit 2025').waitFor();
    await library.page.getByRole('button', { name: 'Delete for good' }).click();
    assert.deepEqual((await library.intents()).at(-1), { do: 'confirmDeletion' });
    const settings = await open('settings');
    await settings.page.getByRole('switch', { name: 'Attested actions of the provider count' }).click();
    await settings.page.getByRole('button', { name: 'Save' }).click();
    await settings.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const intent = (await settings.intents()).at(-1);
    assert.ok(intent?.do === 'send' && intent.what === 'changeSettings' && intent.request.body.scoring.providerPoints);
  });

  it('[U20] says who one is, and where to sign in', async () => {
    const { page } = await open('menu');
    await page.getByRole('img', { name: 'You are Ann Lindqvist', includeHidden: true }).waitFor();
    await page.evaluate('window.change((state) => ({ ...state, outbox: { waiting: 2, oldest: null, stored: true } }))');
    // Sent later, they would be edits of whoever signs in next.
    assert.ok(await page.getByRole('menuitem', { name: 'Sign out, once 2 edits have been sent' }).isDisabled());
    await page.evaluate('window.change((state) => ({ ...state, outbox: { waiting: 0, oldest: null, stored: true } }))');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const away = await open('signed-out');
    await away.page.getByText('Sign in at login.example.org to go on.').waitFor();
    await away.page.getByRole('button', { name: 'Sign in' }).click();
    assert.deepEqual(await away.intents(), [{ do: 'signIn' }]);
  });
});
