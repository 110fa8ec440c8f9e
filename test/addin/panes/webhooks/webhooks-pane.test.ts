import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('WebhooksPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do === 'send');

  it('[U43] how it goes with each is said: on, failing with why, off, given up', async () => {
    const { page } = await open('webhooks');
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('Ticket system').getByText('On', { exact: true }).waitFor();
    await row('Chat').getByText('3 failures in a row; after 20 it is switched off').waitFor();
    await row('Chat').getByText('It answered 503.').waitFor();
    await row('Old portal').getByText('Given up').waitFor();
  });

  it('[U43] the last messages are asked for when they are looked at, with status, attempt and what is tried again', async () => {
    const { page, intents } = await open('webhooks-deliveries');
    const list = page.getByRole('list', { name: 'Last messages' });
    assert.equal(await list.getByRole('listitem').count(), 5);
    await list.getByText('attempt 3').waitFor();
    await list.getByText('It did not answer within ten seconds.').waitFor();
    await page.getByText(/^What fails is sent again/).waitFor();
    await page.getByRole('button', { name: 'Look again' }).click();
    assert.deepEqual(await intents(), [{ do: 'load', what: 'deliveries', request: { params: { webhook: 'w-2' } } }]);
    await page.getByRole('button', { name: 'Last messages to Chat' }).click();
    assert.deepEqual((await intents()).at(-1), { do: 'forget', what: 'deliveries' });
  });

  it('[U43] a new one names what it is told; its secret is shown once, and is not closed by accident', async () => {
    const { page, intents } = await open('webhooks-add');
    const dialog = page.getByRole('dialog');
    const add = dialog.getByRole('button', { name: 'Add a webhook' });
    await dialog.getByLabel('Name').fill('Board');
    assert.equal(await add.isDisabled(), true);
    await dialog.getByLabel('Address').fill('https://board.example.org/in');
    await dialog.getByRole('checkbox', { name: 'Scores' }).check();
    await dialog.getByRole('checkbox', { name: 'Comments' }).check();
    await add.click();
    const body = { name: 'Board', url: 'https://board.example.org/in', kinds: ['comment', 'score'] };
    assert.deepEqual(await sent(intents), [
      { do: 'send', what: 'createWebhook', request: { body }, reload: ['webhooks'], inPlace: true },
    ]);
    const becomes = (what: object): Promise<void> =>
      page.evaluate(`window.change((state) => ({ ...state, sent: { createWebhook: ${JSON.stringify(what)} } }))`);
    await becomes({ kind: 'under-way' });
    await becomes({ kind: 'done', answer: { secret: 'aa11bb22', webhook: {} } });
    const secret = page.getByLabel('Secret', { exact: true });
    await secret.waitFor();
    assert.equal(await secret.inputValue(), 'aa11bb22');
    await page.keyboard.press('Escape');
    await secret.waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await secret.waitFor({ state: 'detached' });
    assert.equal(await page.getByText('aa11bb22').count(), 0);
  });

  it('[U43] one is switched where it stands, and deleted once that was confirmed', async () => {
    const { page, intents } = await open('webhooks');
    await page.getByRole('switch', { name: 'Old portal is on' }).click();
    await page.getByRole('button', { name: 'Delete Chat' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'switchWebhook', reload: ['webhooks'] },
        request: { params: { webhook: 'w-3' }, body: { active: true } },
      },
      { do: 'send', what: 'deleteWebhook', request: { params: { webhook: 'w-2' } }, reload: ['webhooks'] },
    ]);
  });
});
