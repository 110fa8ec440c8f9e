import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserId } from '#engine/contract/model/ids';
import { dayNumber, rowsInFile, rowsOnPage, type SheetRow } from './support/sheet-rows.ts';
import { type Account, createProvider, type Person } from './support/signed-in.ts';
import { eventually, useBench } from './support/workbench.ts';

const olga = { name: 'Olga Officer', email: 'olga@example.org' };
const ivan = { name: 'Ivan Implementer', email: 'ivan@example.org' };
const ada = { name: 'Ada Auditor', email: 'ada@example.org' };
const rosa = { name: 'Rosa Root', email: 'rosa@example.org' };
const everybody = [olga, ivan, ada, rosa];

/** What the answers looked at here have between them. */
type Reply = {
  readonly id: UserId;
  readonly notices: readonly { readonly reason: string; readonly title: string; readonly text: string }[];
  readonly separateDuties: boolean;
};

/**
 * The officer assesses, the implementer contributes, the auditor reads; officer and implementer work in one assessment, the
 * auditor looks at another of its group. The tests are the steps of one story, in their order.
 */
describe('an officer, an implementer and an auditor, each signed in', function () {
  this.timeout(120_000);
  this.bail(true);
  const provider = createProvider(rosa);
  const bench = useBench({ pane: true, environment: provider.environment });
  const ids = new Map<Account, UserId>();
  let officer: Person;
  let implementer: Person;
  let auditor: Person;
  let screenshot: Buffer;

  const ask = async (account: Account, path: string, method = 'GET', body?: object): Promise<Reply> => {
    const answer = await fetch(`${bench().served.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${await provider.token(account)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
    return (await answer.json()) as Reply;
  };
  const idOf = (account: Account): UserId => ids.get(account) ?? assert.fail('signed in before');
  const all = () => [officer, implementer, auditor];
  const inEvery = async (look: (person: Person) => Promise<void>): Promise<void> => {
    await Promise.all(all().map(look));
  };

  before(async () => {
    for (const each of everybody) ids.set(each, (await ask(each, '/me')).id);
    const roles = {
      ...{ reader: ada, contributor: ivan, assessor: olga, administrator: rosa, 'portal-admin': rosa },
    };
    const changes = Object.entries(roles).map(([role, each]) => ({ kind: 'add', role, user: idOf(each) }));
    await ask(rosa, '/access/changes', 'POST', { changes });
    const rules = await ask(rosa, '/settings/workflow');
    await ask(rosa, '/settings/workflow', 'PUT', { ...rules, separateDuties: true });
    officer = await provider.open(bench(), olga, 'ISO');
    implementer = await provider.open(bench(), ivan, 'ISO');
    auditor = await provider.open(bench(), ada, 'NIST');
  });

  it('[X80] the officer gives an action to the implementer with a message', async () => {
    const { pane } = officer;
    await officer.goTo(await officer.place('Lock doors', 'notes'));
    await pane.getByRole('heading', { name: 'Lock doors' }).waitFor();
    await pane.getByRole('button', { name: 'Assign', exact: true }).click();
    const dialog = pane.getByRole('dialog');
    await dialog.getByRole('combobox').pressSequentially('ivan');
    await pane.getByRole('option', { name: /Ivan Implementer/ }).click();
    await dialog.getByLabel('Message').fill('Please lock them by Friday');
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await inEvery(async (person) => {
      await person.has('Lock doors', 'assignedTo', 'Ivan Implementer');
      await person.has('Lock doors', 'notes', /Please lock them by Friday/);
    });
  });

  it('[X80] the implementer is told, and finds it among their own', async () => {
    await eventually(
      async () => (await ask(ivan, '/notices')).notices,
      (notices) => notices.some(({ reason, title }) => reason === 'assigned' && title.includes('Lock doors')),
      'a notice for the implementer',
    );
    const ribbon = implementer.root.getByRole('tabpanel', { name: 'Controlbook' });
    await ribbon.getByRole('button', { name: 'My action items' }).click();
    await implementer.pane.getByText('1 of 6 action items').waitFor();
    await implementer.pane.getByRole('button', { name: 'Lock doors', exact: true }).click();
    await implementer.pane.getByRole('heading', { name: 'Lock doors' }).waitFor();
  });

  it('[X80] the implementer says in the sheet what is done', async () => {
    await implementer.choose('Lock doors', 'status', 'Implemented');
    await implementer.fill('Lock doors', 'date', '2026-11-20');
    await implementer.fill('Lock doors', 'notes', 'Locks on every door since Friday');
    await inEvery(async (person) => {
      await person.has('Lock doors', 'status', 'Implemented');
      await person.has('Lock doors', 'stage', 'Implemented');
      await person.has('Lock doors', 'date', String(dayNumber('2026-11-20')));
      await person.has('Lock doors', 'notes', 'Locks on every door since Friday');
    });
  });

  it('[X81] the implementer may not set the test result: the cell is put back and explained', async () => {
    // Their workbook has the cell locked by a rule; a paste goes past it, as in Excel.
    await implementer.paste(await implementer.place('Lock doors', 'result'), 'Passed');
    await implementer.pane
      .getByText(/“Passed” was not taken/)
      .first()
      .waitFor();
    await inEvery((person) => person.has('Lock doors', 'result', 'Not Assessed'));
  });

  it('[X80] the implementer proves it with a screenshot', async () => {
    screenshot = await implementer.page.screenshot();
    await implementer.goTo(await implementer.place('Lock doors', 'plan'));
    await implementer.pane.getByLabel('Choose files').setInputFiles({
      ...{ name: 'Locked doors.png', mimeType: 'image/png', buffer: screenshot },
    });
    await implementer.pane.getByRole('button', { name: 'Locked doors.png', exact: true }).waitFor();
    await inEvery(async ({ page }) => {
      await eventually(
        () => rowsOnPage(page, 'Evidence'),
        (rows) => rows.length === 1,
        'the evidence to show',
        10_000,
      );
      const [row] = await rowsOnPage(page, 'Evidence');
      assert.deepEqual(
        [row?.['Action Title'], row?.['Name'], row?.['Version'], row?.['Size (bytes)'], row?.['Uploaded By']],
        ['Lock doors', 'Locked doors.png', 1, screenshot.length, 'Ivan Implementer'],
      );
      assert.equal(row?.['SHA-256'], createHash('sha256').update(screenshot).digest('hex'));
    });
  });

  it('[X80] and gives it back to the officer, who is told', async () => {
    const { pane } = implementer;
    await pane.getByRole('button', { name: 'Reassign' }).click();
    const dialog = pane.getByRole('dialog');
    await dialog.getByRole('combobox').pressSequentially('olga');
    await pane.getByRole('option', { name: /Olga Officer/ }).click();
    await dialog.getByLabel('Message').fill('Done, see the picture');
    await dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await inEvery((person) => person.has('Lock doors', 'assignedTo', 'Olga Officer'));
    await eventually(
      async () => (await ask(olga, '/notices')).notices,
      (notices) => notices.some(({ reason, title }) => reason === 'assigned' && title.includes('Lock doors')),
      'a notice for the officer',
    );
  });

  it('[X81] who implemented does not test it either, were he an assessor here', async () => {
    const { useCases } = bench().served.engine;
    const assessments = (await useCases.groups()).flatMap((group) => group.assessments);
    const iso = assessments.find(({ title }) => title.includes('ISO'))?.id ?? assert.fail('no such assessment');
    const grant = (role: string | null) =>
      ask(rosa, '/access/changes', 'POST', {
        changes: [{ kind: 'grant', assessment: iso, user: idOf(ivan), role }],
      });
    await grant('assessor');
    await implementer.pane.getByRole('button', { name: 'Dismiss' }).first().click();
    // Their workbook has the cell locked by a rule; a paste goes past it, as in Excel.
    await implementer.paste(await implementer.place('Lock doors', 'result'), 'Passed');
    await implementer.pane
      .getByText(/who implements does not test here/)
      .first()
      .waitFor();
    await inEvery((person) => person.has('Lock doors', 'result', 'Not Assessed'));
    await grant(null);
  });

  it('[X80] the officer opens the evidence, tests, and records result and date', async () => {
    const { page, pane } = officer;
    await officer.goTo(await officer.place('Lock doors', 'plan'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      pane.getByRole('button', { name: 'Locked doors.png', exact: true }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'Locked doors.png');
    assert.ok(screenshot.equals(await readFile(await download.path())));
    await officer.choose('Lock doors', 'result', 'Passed');
    await officer.fill('Lock doors', 'testDate', '2026-11-23');
    await inEvery(async (person) => {
      await person.has('Lock doors', 'result', 'Passed');
      await person.has('Lock doors', 'testDate', String(dayNumber('2026-11-23')));
      await person.has('Lock doors', 'stage', 'Test');
    });
  });

  it('[X80] the scores of both assessments are what they come to by hand', async () => {
    // Preventative and mandatory: 27 points. ISO has 27+9, 3+3 and 27+27; NIST 27+27 and 9+3.
    const standing = [
      { person: officer, points: '27 / 96', score: '28%' },
      { person: implementer, points: '27 / 96', score: '28%' },
      { person: auditor, points: '27 / 66', score: '41%' },
    ];
    for (const { person, points, score } of standing) {
      await person.sheet('Overview');
      await person.shows('B9', score);
      assert.equal(`${await person.text('B10')} / ${await person.text('B11')}`, points);
    }
    await auditor.pane.getByText('27 of 66 points').first().waitFor({ state: 'attached' });
  });

  it('[X80] every step is in the history of both workbooks, with who took it; nothing waits for a decision', async () => {
    await inEvery(async ({ page }) => {
      const lines = (rows: readonly SheetRow[]) =>
        rows
          .filter(({ Item: item, What: what }) => String(item).includes('Lock doors') && what !== 'refused')
          .map((row) => `${row['Who']}: ${row['Field']} = ${row['To']}`);
      const wanted = [
        'Olga Officer: Assigned To = Ivan Implementer',
        'Ivan Implementer: Implementation Status = Implemented',
        'Ivan Implementer: Implementation Date = 2026-11-20',
        'Ivan Implementer: Assigned To = Olga Officer',
        'Olga Officer: Test Result = Passed',
        'Olga Officer: Test Date = 2026-11-23',
      ];
      await eventually(
        async () => lines(await rowsOnPage(page, 'Change History')),
        (shown) => wanted.every((line) => shown.includes(line)),
        `the steps in the history: ${wanted.join('; ')}`,
        10_000,
      );
      assert.deepEqual(await rowsOnPage(page, 'Conflicts'), []);
    });
  });

  it('[X81] the auditor changes nothing', async () => {
    await auditor.sheet('Action Items');
    await auditor.paste(await auditor.place('Lock doors', 'plan'), 'Would like to');
    await auditor.pane
      .getByText(/“Would like to” was not taken/)
      .first()
      .waitFor();
    await auditor.has('Lock doors', 'plan', '');
    assert.equal(await officer.shown('Lock doors', 'plan'), '');
  });

  it('[X80] the report of either assessment has it all, and so have the workbooks in the folder', async () => {
    for (const person of [officer, auditor]) {
      const [download] = await Promise.all([
        person.page.waitForEvent('download'),
        person.root.getByRole('tabpanel', { name: 'Controlbook' }).getByRole('button', { name: 'Report' }).click(),
      ]);
      const rows = rowsInFile(await readFile(await download.path()), 'Customer Managed');
      const row = rows.find((cells) => cells.includes('Lock doors')) ?? assert.fail('the action is in the report');
      const digest = createHash('sha256').update(screenshot).digest('hex');
      const days = [dayNumber('2026-11-20'), dayNumber('2026-11-23')];
      const notes = 'Done, see the picture\n\nLocks on every door since Friday';
      for (const value of ['Implemented', 'Passed', 'Olga Officer', notes, ...days]) {
        assert.ok(row.includes(value), `${value} in ${JSON.stringify(row)}`);
      }
      assert.ok(row.some((value) => /^Locked doors\.png/.test(String(value)) && String(value).includes(digest)));
    }
    for (const name of ['ISO', 'NIST']) {
      await eventually(
        async () => rowsInFile(await readFile(join(bench().folder, bench().path(name))), 'Action Items'),
        (rows) => rows.some((cells) => cells.includes('Lock doors') && cells.includes('Passed')),
        `the file of ${name} to follow`,
        15_000,
      );
    }
  });
});
