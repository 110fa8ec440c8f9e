import { actionLine, type BuiltInFiles, controlLine } from '#test/support/built-in-folder';
import { openBound } from './support/pane-page.ts';
import { useBench } from './support/workbench.ts';

/** Two actions that name controls of the played tenant, which move from reading to reading, and one that names none. */
const templates: BuiltInFiles = {
  actions: [
    actionLine('second-factor', { secureScore: 'AdminMFA' }),
    actionLine('keep-logs', { secureScore: 'MailboxAuditingEnabled' }),
    actionLine('train-people', { type: 'Operational' }),
  ],
  frameworks: {
    'iso-27001-2013': {
      face: { products: ['Office 365'] },
      controls: [controlLine('A.1', 'second-factor keep-logs'), controlLine('A.2', 'train-people')],
    },
  },
};

describe('the demonstration of Secure Score', function () {
  this.timeout(120_000);
  const bench = useBench({ pane: true, templates, demoSecureScore: true });

  it('[X99] a reading changes a cell; what is typed there is put back; switched off, people fill it in', async () => {
    const on = await openBound(bench(), [bench().path('ISO')]);
    const excel = on.boundAt(0);
    const { pane } = excel;
    await pane.getByRole('button', { name: 'More', exact: true }).click();
    await pane.getByRole('menuitem', { name: 'Administration' }).click();
    await pane.getByRole('button', { name: 'Secure Score' }).click();
    await pane.getByText('2 of 2 actions are kept by it.').waitFor({ timeout: 30_000 });
    const read = pane.getByRole('button', { name: 'Read now' });
    for (let readings = 0; readings < 8 && (await excel.shown('Second factor', 'result')) !== 'Passed'; readings += 1) {
      await read.click();
      await pane.getByRole('button', { name: 'Reading', exact: true }).waitFor({ state: 'detached', timeout: 20_000 });
      await on.page.waitForTimeout(500);
    }
    await excel.has('Second factor', 'result', 'Passed');
    await excel.has('Second factor', 'status', 'Implemented');
    await excel.choose('Second factor', 'status', 'Planned');
    await pane
      .getByText(/kept by Secure Score/)
      .first()
      .waitFor();
    await pane.getByRole('button', { name: 'Dismiss' }).first().click();
    await pane.getByRole('combobox', { name: 'Which actions Secure Score keeps' }).click();
    await pane.getByRole('option', { name: 'None' }).click();
    await pane.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await pane.getByText('0 of 2 actions are kept by it.').waitFor();
    await excel.choose('Second factor', 'status', 'Planned');
    await excel.has('Second factor', 'status', 'Planned');
  });
});
