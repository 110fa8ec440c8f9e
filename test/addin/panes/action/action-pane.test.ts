import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('ActionPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U12] a word chosen from a list and a date are changes of their fields', async () => {
    const { page, intents } = await open('action');
    await page.getByRole('combobox', { name: 'Test Result' }).click();
    await page.getByRole('option', { name: 'Failed-Low Risk' }).click();
    await page.getByLabel('Implementation Date').fill('2026-11-01');
    await page.getByLabel('Implementation Date').press('Enter');
    assert.deepEqual(await intents(), [
      { do: 'changeField', action: 'a-mfa', field: 'testResult', value: 'Failed-Low Risk' },
      { do: 'changeField', action: 'a-mfa', field: 'implementationDate', value: '2026-11-01' },
    ]);
  });

  it('[U12] a date taken away is a change to nothing; a word chosen again is no change', async () => {
    const { page, intents } = await open('action');
    await page.getByLabel('Implementation Date').fill('');
    await page.getByLabel('Implementation Date').blur();
    await page.getByRole('combobox', { name: 'Implementation Status' }).click();
    await page.getByRole('option', { name: 'Implemented', exact: true }).click();
    assert.deepEqual(await intents(), [
      { do: 'changeField', action: 'a-mfa', field: 'implementationDate', value: null },
    ]);
  });

  it('[U13] a text counts when its field is left, and Escape takes it back', async () => {
    const { page, intents } = await open('action');
    const notes = page.getByLabel('Test Plan');
    await notes.fill('Something else');
    assert.deepEqual(await intents(), []);
    await notes.press('Escape');
    await notes.blur();
    assert.deepEqual(await intents(), []);
    assert.match(await notes.inputValue(), /^Sign in as admin-test/);
    await notes.fill('=1+1');
    await notes.blur();
    assert.deepEqual(await intents(), [{ do: 'changeField', action: 'a-mfa', field: 'testPlan', value: '=1+1' }]);
  });

  it('[U13] a text somebody else changed meanwhile is not overwritten until the person says so', async () => {
    const { page, intents } = await open('action');
    const notes = page.getByLabel('Additional Information');
    await notes.fill('Mine');
    await page.evaluate(`window.change((state) => ({ ...state, view: { ...state.view, actions: state.view.actions.map((one) => one.id === 'a-mfa'
      ? { ...one, fields: { ...one.fields, additionalInformation: { value: 'Theirs', by: 'Bo Chen', at: '2026-11-23T09:00:00.000Z' } } } : one) } }))`);
    await page.getByText('Somebody changed this while you were typing').waitFor();
    await notes.blur();
    assert.deepEqual(await intents(), []);
    assert.equal(await notes.inputValue(), 'Mine');
    await page.getByRole('button', { name: 'Keep mine' }).click();
    assert.deepEqual(await intents(), [
      { do: 'changeField', action: 'a-mfa', field: 'additionalInformation', value: 'Mine' },
    ]);
  });

  it('[U12] assigning names the person and carries the message; people are found by what is typed', async () => {
    const { page, intents } = await open('action-untouched');
    await page.getByRole('button', { name: 'Assign' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To' }).pressSequentially('mbek');
    await page.getByRole('option', { name: /Cara Mbeki/ }).click();
    await dialog.getByLabel('Message').fill('Please by Friday');
    await dialog.getByRole('button', { name: 'Assign' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await intents(), [
      { do: 'assign', actions: ['a-training'], to: 'u-cara', message: 'Please by Friday' },
    ]);
  });

  it('[U11] a dialog takes the focus, keeps it, closes on Escape and gives it back', async () => {
    const { page } = await open('action-untouched');
    const button = page.getByRole('button', { name: 'Assign' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let i = 0; i < 8; i += 1) {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate("document.activeElement.closest('[role=dialog]') !== null"), true);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('button:focus', { hasText: 'Assign' }).waitFor();
  });

  it('[U11] the whole pane is walked through with Tab and leaves nothing out', async () => {
    const { page } = await open('action');
    const wanted = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('#page button, #page input, #page textarea, #page a[href]')]
      .filter((one) => !one.disabled && !one.hidden && one.closest('[inert], details:not([open])') === null && one.getAttribute('tabindex') !== '-1' && one.tabIndex >= 0 && one.offsetParent !== null)
      .map((one) => { one.dataset.stop = one.getAttribute('aria-label') || one.textContent || one.id; return one.dataset.stop; })`);
    const met = new Set<string>();
    await page.evaluate("document.getElementById('page').focus()");
    for (let i = 0; i < wanted.length + 20; i += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate<string | null>('document.activeElement.dataset.stop ?? null');
      if (stop !== null) met.add(stop);
    }
    assert.ok(wanted.length > 15);
    assert.deepEqual(
      wanted.filter((stop) => !met.has(stop)),
      [],
    );
  });

  it('[U19] files dropped or chosen become evidence of this action; what is taken is said before', async () => {
    const { page, intents } = await open('action');
    await page.getByText(/^Up to 2.GB a file\. Programs are not taken\.$/).waitFor();
    await page
      .getByLabel('Choose files')
      .last()
      .setInputFiles([
        { name: 'policy.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') },
        { name: 'log.csv', mimeType: 'text/csv', buffer: Buffer.from('y') },
      ]);
    const upload = { do: 'uploadEvidence', action: 'a-mfa', piece: null };
    assert.deepEqual(await intents(), [{ ...upload, files: ['policy.pdf', 'log.csv'] }]);
    await page.evaluate(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['z'], 'shot.png'));
      document.querySelector('section[aria-label="Add evidence"]').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    })()`);
    assert.deepEqual((await intents())[1], { ...upload, files: ['shot.png'] });
  });

  it('[U19] a piece is downloaded by its name in every version, with its SHA-256; a link is a link', async () => {
    const { page, intents } = await open('action');
    await page.getByText('2'.repeat(64)).waitFor();
    await page.getByRole('button', { name: 'Export of the policy' }).first().click();
    await page.getByText('Versions', { exact: true }).click();
    await page.getByRole('button', { name: 'Version 1' }).click();
    const download = (version: number) => ({
      ...{ do: 'download', what: 'evidenceContent' },
      request: { params: { evidence: 'e-1' }, query: { version } },
    });
    assert.deepEqual(await intents(), [download(2), download(1)]);
    const link = page.getByRole('link', { name: 'Sign-in log of the test account' });
    assert.equal(await link.getAttribute('href'), 'https://example.org/evidence/e-2');
  });

  it('[U19] name and dates are changed where they were touched, and an upload is paused, resumed and given up', async () => {
    const { page, intents } = await open('action-evidence');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Expires on').fill('2027-11-01');
    await dialog.getByLabel('Remind on').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(await intents(), [
      { do: 'changeEvidence', evidence: 'e-1', change: { expiresOn: '2027-11-01', remindOn: null } },
    ]);
    await page.getByRole('button', { name: 'Pause screenshot-of-the-policy.png' }).click();
    await page.getByRole('button', { name: 'Go on with interviews.zip' }).click();
    await page.getByRole('button', { name: 'Give up recording.mkv' }).click();
    assert.deepEqual((await intents()).slice(1), [
      { do: 'pauseUpload', upload: 'u-1' },
      { do: 'resumeUpload', upload: 'u-4' },
      { do: 'dropUpload', upload: 'u-2' },
    ]);
  });

  it('[U19] removing asks first and says where else the piece is missing; another action is found by its title', async () => {
    const { page, intents } = await open('action');
    const menu = page.getByRole('button', { name: /^What to do with Export/ });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('It is gone from 1 other action, too').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Prove another action' }).click();
    await page.getByRole('combobox', { name: 'Action' }).pressSequentially('backups');
    await page.getByRole('option', { name: 'Take backups of business data every day' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Add evidence' }).click();
    assert.deepEqual(
      (await intents()).filter((one) => one.do !== 'loadEvidence'),
      [
        { do: 'removeEvidence', evidence: 'e-1' },
        { do: 'attachEvidence', evidence: 'e-1', action: 'a-backup' },
      ],
    );
  });

  it('[U22] after a failed test the action is handed back with a message', async () => {
    const { page, intents } = await open('action-failed');
    await page.getByText('The test has failed.').waitFor();
    await page.getByRole('button', { name: 'Hand it back' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To' }).pressSequentially('bo');
    await page.getByRole('option', { name: /Bo Chen/ }).click();
    await dialog.getByLabel('Message').fill('The lock comes too late.');
    await dialog.getByRole('button', { name: 'Assign' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(
      (await intents()).filter((one) => one.do === 'assign'),
      [{ do: 'assign', actions: ['a-screen'], to: 'u-bo', message: 'The lock comes too late.' }],
    );
  });

  it('[U22] what a person may not fill in is disabled and says why', async () => {
    const { page } = await open('action-no-tests');
    assert.ok(await page.getByRole('combobox', { name: 'Test Result' }).isDisabled());
    assert.ok(await page.getByRole('combobox', { name: 'Implementation Status' }).isEnabled());
    await page.getByText('Your role does not let you set test results.').first().waitFor();
    const untouched = await open('action-untouched');
    assert.ok(await untouched.page.getByRole('combobox', { name: 'Test Result' }).isDisabled());
    await untouched.page.getByText('Choose an implementation status first.').waitFor();
  });

  it('[U12] an archived assessment offers no changes', async () => {
    const { page } = await open('assessment-archived');
    assert.equal(await page.getByRole('button', { name: 'Change the in-scope services' }).count(), 0);
  });

  it('[U12] neighbours, controls and conflicts lead there', async () => {
    const { page, intents } = await open('action');
    await page.getByRole('button', { name: 'Next action item' }).click();
    await page.getByRole('button', { name: 'A.9.2.3' }).click();
    await page.getByRole('button', { name: 'Settle' }).click();
    assert.deepEqual(await intents(), [
      { do: 'selectAction', action: 'a-backup' },
      { do: 'selectControl', control: 'A.9.2.3' },
      { do: 'goTo', page: 'conflicts' },
    ]);
    assert.ok(await page.getByRole('button', { name: 'Previous action item' }).isDisabled());
  });
});
