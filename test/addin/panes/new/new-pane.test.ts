import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('NewPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U14] leads from the template to the request, with what was filled in', async () => {
    const { page, intents } = await open('new-template', ['European Union GDPR', 'Next']);
    await page.getByRole('textbox', { name: 'Title' }).fill('Mail 2027');
    await page.getByRole('combobox', { name: 'Product' }).click();
    await page.getByRole('option', { name: 'Intune' }).click();
    await page.getByLabel('In-scope services').fill(' Mail \n\nMail\nFiles');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('radio', { name: 'A new group' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Audit 2027');
    await page.getByRole('combobox', { name: 'Copy from the group' }).click();
    await page.getByRole('option', { name: 'Audit 2026' }).click();
    await page.getByRole('checkbox', { name: 'Test plan and additional information' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    assert.deepEqual(await intents(), [
      {
        do: 'create',
        insert: false,
        request: {
          title: 'Mail 2027',
          template: 't-3',
          product: 'Intune',
          group: { name: 'Audit 2027' },
          copyFrom: {
            group: 'g-1',
            options: { implementationDetails: true, testPlanAndInformation: false, documents: false },
          },
          inScopeServices: ['Mail', 'Files'],
        },
      },
    ]);
  });

  it('[U14] says what is missing or taken before anything is sent', async () => {
    const { page, intents } = await open('new-template', []);
    const next = page.getByRole('button', { name: 'Next' });
    await next.click();
    await page.getByText('Choose a template.').waitFor();
    await page.getByRole('radio', { name: /^ISO 27001:2013/ }).click();
    await next.click();
    await page.getByRole('textbox', { name: 'Title' }).fill('  ');
    await next.click();
    await page.getByText('Give the assessment a title.').waitFor();
    await page.getByRole('textbox', { name: 'Title' }).fill('office 365  ISO 27001');
    await next.click();
    await next.click();
    await page.getByText('Choose a group.').waitFor();
    await page.getByRole('combobox', { name: 'Group' }).click();
    await page.getByRole('option', { name: 'Audit 2026' }).click();
    await next.click();
    await page
      .getByText(
        'The group already has an assessment of this title. The group already has an assessment of this product and certification.',
      )
      .waitFor();
    await page.getByRole('radio', { name: 'A new group' }).click();
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('audit 2025');
    await next.click();
    await page.getByText('There is a group of this name.').waitFor();
    assert.deepEqual(await intents(), []);
  });

  it('[U14] in a workbook that is no assessment yet, it can be created right there', async () => {
    const { page, intents } = await open('new-review');
    await page.getByRole('button', { name: 'Create in this workbook' }).click();
    const [intent] = await intents();
    assert.ok(intent?.do === 'create' && intent.insert);
    assert.deepEqual(intent.request.group, { id: 'g-2' });
  });
});
