import assert from 'node:assert/strict';
import { defaultSecureScore } from '#engine/contract/model/secure-score';
import { useScenes } from '#test/support/scene';

const settings = { ...defaultSecureScore, automation: 'per-action' };

describe('SecureScorePane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do === 'send');

  it('[U45] every action says what was last seen of it and what is kept; one in this workbook is led to', async () => {
    const { page, intents } = await open('secure-score');
    await page.getByText('1 of 3 actions are kept by it.').waitFor();
    const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
    await row('Keep audit logs').getByText('Implementation Status, Test Result').waitFor();
    await row('Require multi-factor').getByText('Filled in by people').waitFor();
    await row('Let nobody forward').getByText('Kept once something is seen of it').waitFor();
    await page.getByRole('searchbox').fill('adminmfa');
    assert.equal(
      await page.getByRole('list', { name: 'Actions that name a control' }).getByRole('listitem').count(),
      1,
    );
    await page.getByRole('button', { name: /^Require multi-factor/ }).click();
    assert.deepEqual((await intents()).slice(-2), [
      { do: 'selectAction', action: 'a-mfa' },
      { do: 'goTo', page: 'home' },
    ]);
  });

  it('[U45] one action is switched where the organisation decides action by action, by who may', async () => {
    const { page, intents } = await open('secure-score');
    await page.getByRole('switch', { name: /Secure Score keeps Require multi-factor/ }).click();
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'automateAction', reload: ['secureScore'] },
        request: { params: { action: 'a-mfa' }, body: { on: true } },
      },
    ]);
    await open('secure-score-reader');
    assert.equal(
      await page.getByRole('switch', { name: /Secure Score keeps Require multi-factor/ }).isDisabled(),
      true,
    );
    assert.equal(await page.getByRole('button', { name: 'Read now' }).count(), 0);
    await open('secure-score-not-set-up');
    assert.equal(await page.getByRole('switch').count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Read now' }).isDisabled(), true);
  });

  it('[U45] the organisation’s switch says what it does before it is done', async () => {
    const { page, intents } = await open('secure-score');
    const choose = async (name: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'Which actions Secure Score keeps' }).click();
      await page.getByRole('option', { name, exact: true }).click();
    };
    await choose('All of them');
    await page.getByText(/What Secure Score says of up to 3 actions is then written over/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await choose('None');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'changeSecureScore', reload: ['secureScore'] },
        request: { body: { ...settings, automation: 'none' } },
      },
    ]);
  });

  it('[U45] what follows from what it says is chosen field by field, or left to people', async () => {
    const { page, intents } = await open('secure-score');
    const zero = page.getByRole('group', { name: 'No points are reached' });
    await zero.getByRole('combobox', { name: 'Test Result' }).click();
    await page.getByRole('option', { name: 'Failed-High Risk' }).click();
    await zero.getByRole('combobox', { name: 'Implementation Status' }).click();
    await page.getByRole('option', { name: 'Left to people' }).click();
    await page.getByRole('combobox', { name: 'Read every' }).click();
    await page.getByRole('option', { name: '15 minutes' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const rules = { ...settings.rules, zero: { status: null, result: 'Failed-High Risk' } };
    const [request] = (await sent(intents)) as readonly { readonly request?: { readonly body: unknown } }[];
    assert.deepEqual(request?.request?.body, { ...settings, everyMinutes: 15, rules });
  });

  it('[U45] the last reading says how it went and what to do; one that is under way is not begun again', async () => {
    const { page, intents } = await open('secure-score');
    await page.getByText('Read in part').waitFor();
    await page.getByText('1 change could not be made.').waitFor();
    await page.getByRole('button', { name: 'Show 2 earlier readings' }).click();
    await page.getByText(/Have an administrator grant SecurityEvents\.Read\.All/).waitFor();
    await page.getByRole('button', { name: 'Read now' }).click();
    assert.deepEqual(await sent(intents), [
      { do: 'send', what: 'syncSecureScore', reload: ['secureScore'], inPlace: true },
    ]);
    await page.evaluate("window.change((state) => ({ ...state, sent: { syncSecureScore: { kind: 'under-way' } } }))");
    assert.equal(await page.getByRole('button', { name: 'Reading', exact: true }).isDisabled(), true);
    await page.evaluate(
      "window.change((state) => ({ ...state, sent: { syncSecureScore: { kind: 'failed', code: 'secure-score-busy', detail: 'Another engine reads.' } } }))",
    );
    await page.getByText('Secure Score is being read already.').first().waitFor();
  });
});
