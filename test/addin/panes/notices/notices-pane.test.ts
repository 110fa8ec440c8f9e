import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('NoticesPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  const row = (page: Awaited<ReturnType<typeof open>>['page'], text: string) =>
    page.getByRole('listitem').filter({ hasText: text });
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do !== 'load');

  it('[U40] the bell says how much is unread, and leads to the notices by keyboard', async () => {
    const { page, intents } = await open('notices');
    const bell = page.getByRole('button', { name: 'Notices, 3 unread' });
    await bell.focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent(intents), [{ do: 'goTo', page: 'notices' }]);
    await open('notices-none');
    await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
  });

  it('[U40] a notice leads to its action where this workbook has it, and is read by that', async () => {
    const { page, intents } = await open('notices');
    await row(page, 'Rotate encryption').getByText('Assigned to you').waitFor();
    await row(page, 'Rotate encryption')
      .getByRole('button', { name: /^Bo Chen assigned/ })
      .click();
    assert.deepEqual(await sent(intents), [
      { do: 'selectAction', action: 'a-keys' },
      { do: 'goTo', page: 'home' },
      { do: 'send', what: 'readNotices', request: { body: { upTo: 7 } }, reload: ['notices'] },
    ]);
  });

  it('[U40] what another workbook has says where; what a rule asked for names the rule', async () => {
    const { page } = await open('notices');
    const elsewhere = row(page, 'Keep a register of processors');
    await elsewhere.getByText('Not in this workbook. It is in Office 365 GDPR, Office 365 NIST 800-53.').waitFor();
    assert.equal(await elsewhere.getByRole('button').count(), 0);
    await row(page, 'The score of “Office 365 GDPR” went from 61.2% to 56.9%')
      .getByText('Alert: GDPR falls below 60 %')
      .waitFor();
  });

  it('[U40] one is marked as read with everything older, or all at once', async () => {
    const { page, intents } = await open('notices');
    await page.getByRole('button', { name: /^Mark as read, with everything older: Cara/ }).click();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    assert.deepEqual(await sent(intents), [
      { do: 'send', what: 'readNotices', request: { body: { upTo: 5 } }, reload: ['notices'] },
      { do: 'send', what: 'readNotices', request: { body: { upTo: 7 } }, reload: ['notices'] },
    ]);
  });

  it('[U40] a person chooses what they are told of, here and by e-mail; rules are switched off themselves', async () => {
    const { page, intents } = await open('notices');
    const box = (name: string) => page.getByRole('checkbox', { name });
    assert.equal(await box('Here: what an alert rule asks for').isDisabled(), true);
    assert.equal(await box('By e-mail: what is said about my actions').isDisabled(), true);
    await box('Here: what is said about my actions').click();
    await box('By e-mail: that I am given an action').click();
    await page.getByRole('switch', { name: 'Send me notices by e-mail, too' }).click();
    assert.deepEqual(
      (await sent(intents)).map((intent) => 'request' in intent && intent.request),
      [
        { body: { email: true, without: [], withoutEmail: ['due'] } },
        { body: { email: true, without: ['commented'], withoutEmail: ['due', 'assigned'] } },
        { body: { email: false, without: ['commented'], withoutEmail: ['due'] } },
      ],
    );
  });
});
