import assert from 'node:assert/strict';
import { useScenes } from '#test/support/scene';

describe('ImportPane', function () {
  this.timeout(120_000);
  const open = useScenes();

  it('[U14] the open workbook or a chosen file is looked into', async () => {
    const { page, intents } = await open('import-source');
    await page.getByRole('button', { name: 'Use the open workbook' }).click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from('a;b') });
    await page.waitForTimeout(50);
    const [first, second] = await intents();
    assert.deepEqual(first, { do: 'inspectOpenWorkbook' });
    assert.ok(second?.do === 'inspectFile' && second.file.name === 'own.csv');
  });

  it('[U14] columns are corrected, and names have to be typed where the file has none', async () => {
    const { page, intents } = await open('import-mapping');
    const preview = page.getByRole('button', { name: 'Preview' });
    assert.ok(await preview.isDisabled());
    await page.getByRole('combobox', { name: 'Action owner' }).click();
    await page.getByRole('option', { name: 'Responsible team' }).click();
    await page.getByRole('combobox', { name: 'Control family' }).click();
    await page.getByRole('option', { name: 'No column' }).click();
    for (const [label, text] of [
      ['Name', 'Payments'],
      ['Product', 'Pay'],
      ['Certification', 'Internal'],
    ] as const) {
      await page.getByRole('textbox', { name: label }).fill(text);
    }
    await preview.click();
    assert.deepEqual(await intents(), [
      {
        do: 'previewImport',
        choice: { kind: 'new', name: 'Payments', product: 'Pay', certification: 'Internal' },
        mapping: {
          name: 'Control catalogue',
          sheet: 'Control catalogue',
          headerRow: 2,
          columns: {
            controlId: 'Ref',
            controlTitle: 'Requirement',
            actionTitle: 'What to do',
            actionPoints: 'Weight',
            actionOwner: 'Responsible team',
          },
          fillDown: true,
          defaultPoints: 9,
        },
      },
    ]);
  });

  it('[U14] the next version of a template needs the template and no names', async () => {
    const { page, intents } = await open('import-mapping');
    await page.getByRole('radio', { name: 'The next version of a template' }).click();
    assert.ok(await page.getByRole('button', { name: 'Preview' }).isDisabled());
    await page.getByRole('combobox', { name: 'Template', exact: true }).click();
    await page.getByRole('option', { name: /GDPR/ }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    const [intent] = await intents();
    assert.ok(intent?.do === 'previewImport');
    assert.deepEqual(intent.choice, { kind: 'next', template: 't-3' });
  });

  it('[U14] a finding leads to its cell; a file with errors cannot be imported', async () => {
    const { page, intents } = await open('import-refused');
    assert.ok(await page.getByRole('button', { name: 'Import', exact: true }).isDisabled());
    await page.getByRole('button', { name: 'Control catalogue!E9' }).click();
    await page.getByRole('button', { name: 'Take the marks away' }).click();
    assert.deepEqual(await intents(), [{ do: 'showPlace', place: 'Control catalogue!E9' }, { do: 'clearMarks' }]);
  });

  it('[U14] what would be different is shown before it is imported', async () => {
    const { page, intents } = await open('import-preview');
    await page.getByRole('button', { name: '1 other template uses an action this changes' }).click();
    await page.getByText('ISO 27001:2013: Rotate encryption keys every year').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    assert.deepEqual(await intents(), [{ do: 'commitImport' }]);
  });
});
