import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('TemplatesPane', function () {
  this.timeout(120_000);
  const open = useScenes();
  const menu = 'What to do with the template ';
  const own = 'Own controls of the payments team';

  it('[U25] offers what comes next with a template, and asks for the reason before it is sent back', async () => {
    const { page, intents } = await open('templates', [`${menu}${own}`]);
    await page.getByRole('menuitem', { name: 'Approve' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'approveTemplate', reload: ['templates', 'groups'] },
      request: { params: { template: 't-4' }, body: { version: 1 } },
    });
    const back = await open('templates-reject');
    const dialog = back.page.getByRole('dialog');
    const send = dialog.getByRole('button', { name: 'Send back …' });
    assert.ok(await send.isDisabled());
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('PAY-04 has no action. ');
    await send.click();
    assert.deepEqual((await back.intents()).at(-1), {
      ...{ do: 'send', what: 'rejectTemplate', reload: ['templates'], inPlace: true },
      request: { params: { template: 't-4' }, body: { version: 1, reason: 'PAY-04 has no action.' } },
    });
  });

  it('[U25] whoever brought it in or published it is told that somebody else approves', async () => {
    const { page } = await open('templates', [`${menu}Controls of the data centre in Frankfurt`]);
    await page.getByRole('menuitem', { name: 'Send back …' }).waitFor();
    assert.equal(await page.getByRole('menuitem', { name: 'Approve' }).count(), 0);
    await page.getByText('somebody else has to approve it').first().waitFor();
    await page.getByText('New assessments begin with version 2.').waitFor();
    await page.getByText('Control SUP-04 has no action yet.').waitFor();
  });

  it('[U25] archived templates show when asked for, and only come back; archiving is confirmed', async () => {
    const { page, intents } = await open('templates', []);
    assert.equal(await page.getByText('CSA CCM 3.0.1, version 1').count(), 0);
    await page.getByRole('switch', { name: 'Show archived (1)' }).click();
    await page.getByRole('button', { name: `${menu}CSA CCM 3.0.1` }).click();
    assert.equal(await page.getByRole('menuitem', { name: 'Lock' }).count(), 0);
    await page.getByRole('menuitem', { name: 'Activate' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'changeTemplate', reload: ['templates'] },
      request: { params: { template: 't-5' }, body: { archived: false } },
    });
    await page.getByRole('button', { name: `${menu}ISO 27001:2013` }).click();
    await page.getByRole('menuitem', { name: 'Archive' }).click();
    const before = (await intents()).length;
    await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
    assert.equal((await intents()).length, before + 1);
  });

  it('[U25] is exported as JSON once a version is approved, and as workbooks', async () => {
    const { page, intents } = await open('templates', [`${menu}${own}`]);
    assert.ok(await page.getByRole('menuitem', { name: 'Export as JSON' }).isDisabled());
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `${menu}ISO 27001:2013` }).click();
    await page.getByRole('menuitem', { name: 'Export as JSON' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'download', what: 'templateJson', name: 'ISO 27001:2013.json' },
      request: { params: { template: 't-1' }, query: {} },
    });
  });

  it('[U25] a copy is looked at before it is made', async () => {
    const { page, intents } = await open('templates-copy');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Ours');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    const asked = (await intents()).at(-1);
    assert.ok(asked?.do === 'send' && asked.what === 'previewCopy' && asked.inPlace === true);
    assert.deepEqual(asked.request.body.choice, {
      ...{ kind: 'copy', name: 'Ours', product: 'Office 365; Intune', certification: 'ISO 27001:2013' },
    });
    await page.evaluate('window.change((state) => ({ ...state, sent: { previewCopy: { kind: "under-way" } } }))');
    await page.evaluate(`window.change((state) => ({ ...state, sent: { previewCopy: { kind: 'done', answer: {
      id: 'p-9', file: '', choice: {}, outcome: 'new-template', template: null, findings: [], affected: [],
      summary: { families: 14, controls: 66, actions: 108, points: 9 } } } } }))`);
    await dialog.getByText('The copy has 14 families, 66 controls and 108 actions.').waitFor();
    await dialog.getByRole('button', { name: 'Make the copy' }).click();
    assert.deepEqual((await intents()).at(-1), {
      ...{ do: 'send', what: 'commitImport', reload: ['templates'], inPlace: true },
      request: { params: { preview: 'p-9' } },
    });
  });

  it('[U25] shows the controls of a template by family, and finds them', async () => {
    const { page } = await open('templates-detail');
    await page.getByRole('heading', { name: 'PAY-02 Second factor' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find a control' }).fill('four eyes');
    await page.getByRole('button', { name: 'Change: 1 control' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Access/ }).count(), 0);
    await page.getByRole('button', { name: 'All templates' }).click();
    await page.getByRole('searchbox', { name: 'Find a template' }).waitFor();
  });

  it('[U26] what newer versions change in a group is shown before they are accepted', async () => {
    const { page, intents } = await open('templates-updates');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Score now 46.9%, then 45%').waitFor();
    await dialog.getByText('1 answered action leaves; its answer stays on record.').waitFor();
    await dialog.getByRole('button', { name: 'Accept for the group' }).click();
    const asked = (await intents()).at(-1);
    assert.ok(asked?.do === 'send' && asked.what === 'acceptUpdates' && asked.request.body.template === null);
  });

  it('[U23] a list that could not be loaded says so and is tried again', async () => {
    const { page, intents } = await open('templates-failed');
    await page.getByRole('button', { name: 'Try again' }).click();
    assert.deepEqual((await intents()).at(-1), { do: 'load', what: 'templates' });
    const empty = await open('templates-empty');
    await empty.page.getByText('There is no template yet').waitFor();
  });
});
