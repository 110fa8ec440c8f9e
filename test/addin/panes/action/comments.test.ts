import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { useScenes } from '#test/support/scene';

const where = { params: { assessment: 'as-1', action: 'a-mfa' } };

describe('comments on an action', function () {
  this.timeout(120_000);
  const open = useScenes();

  const comments = (page: Page) => page.getByRole('region', { name: 'Comments' });
  const sent = async (intents: () => Promise<readonly { readonly do: string }[]>) =>
    (await intents()).filter((intent) => intent.do === 'send');

  it('[U41] the newest are seen, earlier ones when asked for; Markdown is shown and markup is not', async () => {
    const { page } = await open('action-comments');
    const list = comments(page).getByRole('list').first();
    assert.equal(await list.locator('> li').count(), 3);
    await page.getByText('<b>No markup</b>', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Show 3 earlier comments' }).click();
    assert.equal(await list.locator('> li').count(), 6);
    await list.getByText('with the assignment to Bo Chen').waitFor();
    assert.equal(await list.locator('strong').textContent(), 'security keys');
    assert.equal(await list.getByRole('link', { name: 'the list' }).getAttribute('rel'), 'noopener noreferrer');
    await list.getByText(/^Removed by Cara Mbeki/).waitFor();
  });

  it('[U41] one is written with Ctrl+Enter, stays until the engine has it, and nothing empty is sent', async () => {
    const { page, intents } = await open('action-comments-none');
    await comments(page).getByText('Nobody has said anything yet.').waitFor();
    const text = page.getByLabel('Say something');
    await text.fill('   ');
    await text.press('Control+Enter');
    assert.deepEqual(await sent(intents), []);
    await text.fill(' =Looks **good** ');
    await text.press('Control+Enter');
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'addComment', reload: ['comments'], inPlace: true },
        request: { ...where, body: { text: '=Looks **good**' } },
      },
    ]);
    const becomes = (what: object): Promise<void> =>
      page.evaluate(`window.change((state) => ({ ...state, sent: { addComment: ${JSON.stringify(what)} } }))`);
    await becomes({ kind: 'under-way' });
    await becomes({ kind: 'failed', code: 'no-engine', detail: null });
    await page.getByText(/The engine at .+ does not answer/).waitFor();
    assert.equal(await text.inputValue(), ' =Looks **good** ');
    await becomes({ kind: 'under-way' });
    await becomes({ kind: 'done', answer: {} });
    // A text area has its text as content, too.
    await page.locator('textarea', { hasText: 'Looks' }).waitFor({ state: 'detached' });
    assert.equal(await text.inputValue(), '');
  });

  it('[U41] its author removes one, or who manages the assessment; it is asked first', async () => {
    const { page, intents } = await open('action-comments');
    assert.equal(await page.getByRole('button', { name: /^Remove the comment of/ }).count(), 3);
    await page.evaluate("window.change((state) => ({ ...state, me: { ...state.me, permissions: ['read-data'] } }))");
    assert.equal(await page.getByRole('button', { name: /^Remove the comment of/ }).count(), 1);
    await page.getByRole('button', { name: /^Remove the comment of Ann/ }).click();
    assert.deepEqual(await sent(intents), []);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    assert.deepEqual(await sent(intents), [
      {
        ...{ do: 'send', what: 'removeComment', reload: ['comments'] },
        request: { params: { ...where.params, partition: 'group:g-1', number: 21 } },
      },
    ]);
  });

  it('[U41] an archived assessment takes none; what is said meanwhile shows', async () => {
    const { page } = await open('action-comments');
    await page.evaluate(
      "window.change((state) => ({ ...state, view: { ...state.view, archived: '2026-11-01T00:00:00.000Z' } }))",
    );
    assert.equal(await page.getByLabel('Say something').count(), 0);
    await page.evaluate(`window.change((state) => {
      const [key] = Object.keys(state.lists).filter((one) => one.startsWith('comments'));
      const { comments } = state.lists[key].value;
      const said = { ...comments[1], number: 30, text: 'Just now' };
      return { ...state, lists: { ...state.lists, [key]: { kind: 'ready', value: { comments: [...comments, said] } } } };
    })`);
    await comments(page).getByText('Just now').waitFor();
  });

  it('[U22] what Secure Score keeps is disabled with the engine’s sentence; the rest of the action stays open', async () => {
    const { page } = await open('action-automatic');
    for (const name of ['Implementation Status', 'Test Result']) {
      const field = page.getByRole('combobox', { name });
      assert.equal(await field.isDisabled(), true);
    }
    assert.equal(await page.getByText(/kept by Secure Score\. Secure Score, AuditLogs/).count(), 2);
    assert.equal(await page.getByLabel('Test Date').isDisabled(), false);
    assert.equal(await page.getByLabel('Implementation Notes').isDisabled(), false);
  });
});
