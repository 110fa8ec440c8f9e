import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('AlertsPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do === 'send');

  it('[U42] every rule says what it waits for, who is told, and when it last told this person', async () => {
    const { page } = await open('alerts');
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('GDPR falls').getByText('The score of Office 365 GDPR goes below 60%').waitFor();
    await row('GDPR falls')
      .getByText(/^It last told you on Nov 22, 2026/)
      .waitFor();
    await row('Failed tests')
      .getByText('Test results: Failed-High Risk, Failed-Medium Risk · All assessments')
      .waitFor();
    await row('Everything new').getByText('Tells Bo Chen, Cara Mbeki · by e-mail, too').waitFor();
    await row('The group moves').getByText('The score of Audit 2026 has changed by 5%').waitFor();
    await open('alerts-reader');
    assert.equal(await page.getByText('The organisation’s').count(), 0);
  });

  it('[U42] a rule is switched where it stands, and deleted once that was confirmed', async () => {
    const { page, intents } = await open('alerts');
    await page.getByRole('switch', { name: 'Everything new of the audit is on' }).click();
    await page.getByRole('button', { name: 'Delete Failed tests' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    const when = { kind: 'evidence', values: [], assessment: 'as-1' };
    const rule = { name: 'Everything new of the audit', recipients: ['u-bo', 'u-cara'], email: true, when };
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'changeAlert', reload: ['alerts'] },
        request: { params: { alert: 'r-3' }, body: { ...rule, mine: false, active: true } },
      },
      { do: 'send', what: 'deleteAlert', request: { params: { alert: 'r-2' } }, reload: ['alerts'] },
    ]);
  });

  it('[U42] a rule of the organisation needs a name and somebody to tell; words are those of what it waits for', async () => {
    const { page, intents } = await open('alerts-add');
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: 'Save' });
    await dialog.getByLabel('Name').fill('Out of scope');
    await dialog.getByRole('combobox', { name: 'When something happens to' }).click();
    await page.getByRole('option', { name: 'Implementation status' }).click();
    await dialog.getByRole('combobox', { name: 'Becomes' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Not in Scope' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('combobox', { name: 'In', exact: true }).click();
    await page.getByRole('option', { name: 'Office 365 GDPR · Audit 2026' }).click();
    assert.equal(await save.isDisabled(), true);
    await page.evaluate(
      "window.change((state) => ({ ...state, people: { ...state.people, found: [{ id: 'u-bo', name: 'Bo Chen', email: null, source: 'directory' }] } }))",
    );
    await dialog.getByRole('combobox', { name: 'Who is told' }).pressSequentially('bo');
    await page.getByRole('menuitemcheckbox', { name: 'Bo Chen' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: 'Do not tell Bo Chen' }).waitFor();
    await save.click();
    const when = { kind: 'status', values: ['Not in Scope'], assessment: 'as-2' };
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', reload: ['alerts'], inPlace: true, what: 'createAlert' },
        request: {
          body: { name: 'Out of scope', mine: false, active: true, recipients: ['u-bo'], email: true, when },
        },
      },
    ]);
  });

  it('[U42] a limit has to be a percentage; what the engine refuses is said in the dialog', async () => {
    const { page, intents } = await open('alerts-score');
    const dialog = page.getByRole('dialog');
    for (const [typed, disabled] of [
      ['', true],
      ['101', true],
      ['much', true],
      ['62,5', false],
    ] as const) {
      await dialog.getByLabel('Percent').fill(typed);
      assert.equal(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), disabled, typed);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    const [request] = (await sent(intents)) as readonly { readonly request?: { readonly body: { when: unknown } } }[];
    assert.deepEqual(request?.request?.body.when, {
      kind: 'score',
      subject: { kind: 'assessment', assessment: 'as-2' },
      ...{ is: 'below', percent: 62.5 },
    });
    await page.evaluate(
      "window.change((state) => ({ ...state, sent: { changeAlert: { kind: 'failed', code: 'unknown-alert', detail: 'There is no such rule.' } } }))",
    );
    await dialog.getByText('The alert rule no longer exists.').waitFor();
  });
});
