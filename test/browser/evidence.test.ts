import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { type BoundPage, openBound } from './support/pane-page.ts';
import { dayNumber, rowsOnPage, type SheetRow } from './support/sheet-rows.ts';
import { eventually, useBench } from './support/workbench.ts';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('evidence in the pane, beside two workbooks of one group', function () {
  this.timeout(90_000);
  const bench = useBench({ pane: true });
  let on: BoundPage | undefined;
  before(async () => {
    on = await openBound(bench(), [bench().path('ISO'), bench().path('NIST')], { expected: /status of 4\d\d/ });
    const excel = on.boundAt(0);
    await excel.goTo(await excel.place('Lock doors', 'notes'));
    await excel.pane.getByRole('heading', { name: 'Lock doors' }).waitFor();
  });

  const opened = () => {
    assert.ok(on !== undefined);
    const excel = on.boundAt(0);
    return { excel, pane: excel.pane, other: on.boundAt(1), page: on.page };
  };
  const files = [
    { name: 'Plan of doors.txt', mimeType: 'text/plain', text: 'Doors: 12' },
    { name: 'Report.html', mimeType: 'text/html', text: '<script>document.title = "ran"</script>' },
    {
      name: 'Sketch.svg',
      mimeType: 'image/svg+xml',
      text: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    },
  ];
  /** The rows of the sheet, in either workbook, once they will do. */
  const rows = async (what: string, will: (rows: readonly SheetRow[]) => boolean): Promise<readonly SheetRow[]> => {
    const { page } = opened();
    let shown: readonly SheetRow[] = [];
    for (const window of [0, 1]) {
      const ask = async (): Promise<readonly SheetRow[]> => {
        shown = await rowsOnPage(page, 'Evidence', window);
        return shown;
      };
      await eventually(ask, will, what, 10_000);
    }
    return shown;
  };
  const named = (wanted: string) => (each: SheetRow) => each['Name'] === wanted;
  const menuOf = async (name: string, item: string): Promise<void> => {
    const { pane } = opened();
    await pane.getByRole('button', { name: `What to do with ${name}` }).click();
    await pane.getByRole('menuitem', { name: item }).click();
  };
  const pieces = async () => {
    const { useCases } = bench().served.engine;
    const iso = (await useCases.groups())
      .flatMap((group) => group.assessments)
      .find(({ title }) => title.includes('ISO'));
    return (await useCases.view(iso?.id ?? assert.fail()))?.evidence ?? [];
  };

  it('[X92] says what is taken, and takes several files that are dropped', async () => {
    const { pane } = opened();
    const room = pane.getByRole('region', { name: 'Add evidence' });
    await room.getByText(/^Up to 2\.1 GB a file\. Programs are not taken\.$/).waitFor();
    await drop(room, files);
    for (const { name } of files) await pane.getByRole('button', { name, exact: true }).waitFor();
    const shown = await rows('three pieces', (each) => each.length === 3);
    for (const { name, text } of files) {
      const row = shown.find(named(name)) ?? assert.fail(name);
      assert.deepEqual([row['Size (bytes)'], row['SHA-256']], [text.length, digest(Buffer.from(text))]);
      await pane.getByText(digest(Buffer.from(text)), { exact: true }).waitFor();
    }
  });

  it('[X92] refuses a program, by its name or by what it begins with, and says so', async () => {
    const { pane } = opened();
    await drop(pane.getByRole('region', { name: 'Add evidence' }), [
      { name: 'setup.exe', mimeType: 'application/octet-stream', text: 'x' },
      { name: 'innocent.txt', mimeType: 'text/plain', text: 'MZ\u0090\u0000\u0003\u0000\u0000\u0000' },
    ]);
    for (const name of ['setup.exe', 'innocent.txt']) {
      const row = pane.getByRole('listitem').filter({ hasText: name });
      await row.getByRole('alert').waitFor();
      await row.getByRole('button', { name: `Give up ${name}` }).click();
    }
    assert.equal((await pieces()).length, 3);
  });

  it('[X92] shows how far a file is, holds it, and goes on where it was', async () => {
    const { pane, page } = opened();
    const parts = /\/uploads\/[^/]+\?offset=/;
    await page.context().route(parts, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue().catch(() => {}); // it was called off meanwhile
    });
    const bytes = randomBytes(6_000_000);
    await pane
      .getByLabel('Choose files')
      .setInputFiles({ name: 'Film.mkv', mimeType: 'video/x-matroska', buffer: bytes });
    const row = pane.getByRole('listitem').filter({ hasText: 'Film.mkv' });
    await row.getByRole('progressbar').waitFor();
    await row.getByText(/^[1-9][\d.]* [kM]B of 6 MB$/).waitFor();
    await row.getByRole('button', { name: 'Pause Film.mkv' }).click();
    await row.getByText(/^Paused at /).waitFor();
    await page.context().unroute(parts);
    await row.getByRole('button', { name: 'Go on with Film.mkv' }).click();
    await pane.getByRole('button', { name: 'Film.mkv', exact: true }).waitFor();
    const shown = await rows('the film', (each) => each.some(named('Film.mkv')));
    assert.equal(shown.find(named('Film.mkv'))?.['SHA-256'], digest(bytes));
  });

  it('[X93] keeps a next version beside the last, either to be had', async () => {
    const { pane, page } = opened();
    const second = Buffer.from('Doors: 13');
    const choosing = page.waitForEvent('filechooser');
    await menuOf('Plan of doors.txt', 'File as the next version');
    await (await choosing).setFiles({ name: 'Plan, anew.txt', mimeType: 'text/plain', buffer: second });
    await rows('the second version', (each) => each.find(named('Plan of doors.txt'))?.['Version'] === 2);
    const piece = pane.getByRole('listitem').filter({ hasText: 'Plan of doors.txt' }).first();
    await piece.getByText('Versions').click();
    const content = async (button: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        piece.getByRole('button', { name: button, exact: true }).click(),
      ]);
      return readFile(await download.path(), 'utf8');
    };
    assert.equal(await content('Plan of doors.txt'), 'Doors: 13');
    assert.equal(await content('Version 1'), 'Doors: 12');
  });

  it('[X93] takes a link instead of a file, and days: collected, expired, to be renewed', async () => {
    const { pane } = opened();
    await pane.getByRole('button', { name: 'Link instead of a file' }).click();
    await pane.getByLabel('Address').fill('https://wiki.example.org/doors');
    await pane.getByRole('dialog').getByLabel('Name').fill('Wiki');
    await pane.getByRole('button', { name: 'Add the link' }).click();
    const link = pane.getByRole('link', { name: 'Wiki' });
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), 'https://wiki.example.org/doors');
    await menuOf('Wiki', 'Name and dates');
    await pane.getByLabel('Collected on').fill('2026-01-15');
    await pane.getByLabel('Expires on').fill('2026-06-30');
    await pane.getByLabel('Remind on').fill('2026-06-01');
    await pane.getByRole('button', { name: 'Save' }).click();
    await pane.getByText(/^collected Jan 15, 2026 · expired on Jun 30, 2026 · reminder on Jun 1, 2026$/).waitFor();
    const shown = await rows(
      'the days',
      (each) => each.find(named('Wiki'))?.['Expires On'] === dayNumber('2026-06-30'),
    );
    const wiki = shown.find(named('Wiki'));
    assert.equal(wiki?.['Collected On'], dayNumber('2026-01-15'));
    assert.match(String(wiki?.['Uploaded At (UTC)']), /^2\d{3}-\d\d-\d\d \d\d:\d\d/);
    const { due } = (await (await fetch(`${bench().served.url}/api/v1/evidence/due`)).json()) as {
      due: { evidence: { name: string } }[];
    };
    assert.deepEqual(
      due.map(({ evidence }) => evidence.name),
      ['Wiki'],
    );
  });

  it('[X93] lets one piece prove another action, and says everywhere what it proves', async () => {
    const { pane, excel } = opened();
    await menuOf('Wiki', 'Prove another action');
    const dialog = pane.getByRole('dialog');
    await dialog.getByRole('combobox').click();
    await pane.getByRole('option', { name: 'Count keys' }).click();
    await dialog.getByRole('button', { name: 'Add evidence' }).click();
    await pane.getByText('Also proves: Count keys').waitFor();
    await rows('two rows', (each) => each.filter(named('Wiki')).length === 2);
    await excel.goTo(await excel.place('Count keys', 'notes'));
    await pane.getByText('Also proves: Lock doors').waitFor();
    await excel.goTo(await excel.place('Lock doors', 'notes'));
  });

  it('[X93] removes a piece after asking; the journal keeps who uploaded it, and its hash', async () => {
    const { pane } = opened();
    await menuOf('Sketch.svg', 'Remove');
    await pane.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await rows('no sketch', (each) => !each.some(named('Sketch.svg')));
    await pane.getByRole('button', { name: 'Sketch.svg', exact: true }).waitFor({ state: 'detached' });
    const { organisation } = bench().served.engine;
    const texts: string[] = [];
    for (const partition of organisation.partitions()) {
      for (const { text } of await partition.read(0, 10_000)) texts.push(text);
    }
    const sha256 = digest(Buffer.from(files[2]?.text ?? ''));
    assert.ok(texts.some((text) => text.includes('Sketch.svg') && text.includes(sha256)));
  });

  it('[X94] no page runs what somebody has uploaded: a browser that goes there saves it', async () => {
    const { page } = opened();
    const report = (await pieces()).find(({ name }) => name === 'Report.html') ?? assert.fail('it is there');
    const visitor = await page.context().newPage();
    const address = report.link?.replace('http://127.0.0.1:3700', bench().served.url) ?? assert.fail('it has a link');
    const [download] = await Promise.all([
      visitor.waitForEvent('download'),
      visitor.goto(address).catch(() => null), // a download ends the way there
    ]);
    assert.equal(download.suggestedFilename(), 'Report.html');
    assert.equal(await visitor.title(), '');
    await visitor.close();
  });

  it('[X94] an archived assessment keeps its evidence, and offers to add none', async () => {
    const { useCases } = bench().served.engine;
    const nist = (await useCases.groups())
      .flatMap((group) => group.assessments)
      .find(({ title }) => title.includes('NIST'));
    const address = `${bench().served.url}/api/v1/assessments/${nist?.id}`;
    assert.equal((await fetch(`${address}/archive`, { method: 'POST' })).status, 200);
    const { other, pane } = opened();
    await other.goTo(await other.place('Lock doors', 'notes'));
    await menuOf('Film.mkv', 'Remove');
    await pane.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await pane.getByRole('button', { name: 'Film.mkv', exact: true }).waitFor({ state: 'detached' });
    const kept = (await useCases.view(nist?.id ?? assert.fail()))?.evidence.map(({ name }) => name) ?? [];
    assert.ok(kept.includes('Film.mkv'));
    assert.equal(await other.pane.getByRole('region', { name: 'Add evidence' }).count(), 0);
  });
});

type Dropped = { readonly name: string; readonly mimeType: string; readonly text: string };

/** Lets go of files over a place, as from a folder's window. */
async function drop(room: Locator, files: readonly Dropped[]): Promise<void> {
  const dataTransfer = await room.evaluateHandle(
    (_, given) => {
      const carried = new DataTransfer();
      for (const { name, mimeType, text } of given) carried.items.add(new File([text], name, { type: mimeType }));
      return carried;
    },
    [...files],
  );
  await room.dispatchEvent('dragover', { dataTransfer });
  await room.dispatchEvent('drop', { dataTransfer });
}
