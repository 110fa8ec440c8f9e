import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#engine/config';
import type { FieldValue } from '#engine/contract/model/field';
import { type Engine, startEngine } from '#engine/main';
import { openInExcel, saveLikeExcel, saveLikeLibreOffice, zipSaying } from '#test/support/folder-saves';
import { backups, openSamples, restore } from '#test/support/sample-assessments';
import { sortedByHand } from '#test/support/sorted-by-hand';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';
import { cellAt, openWorkbook, type Place, rowsOf, typeAndSave, typeInto, until } from '#test/support/workbook-person';

const status: Place = ['Action Items', restore, 'Implementation Status'];
const notes: Place = ['Action Items', restore, 'Implementation Notes'];
const date: Place = ['Action Items', restore, 'Implementation Date'];
const notice: Place = ['Action Items', restore, 'Notice'];

type Desk = { readonly engine: Engine; readonly folder: string; readonly one: string; readonly two: string };

/** Two assessments of one group with shared actions, each with its workbook, in a folder of its own. */
async function atDesk(run: (desk: Desk) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (root) => {
    const config = readConfig({ data: join(root, 'data'), folder: join(root, 'folder'), settle: '40', bare: true }, {});
    assert.ok(config.ok);
    const started = await startEngine(config.value, silentLog);
    assert.ok(started.ok);
    const folder = join(root, 'folder', 'Default Group');
    try {
      await openSamples(started.value);
      const one = join(folder, 'Sample Security Baseline.xlsx');
      const two = join(folder, 'Sample Privacy Check.xlsx');
      await run({ engine: started.value, folder, one, two });
    } finally {
      await started.value.stop();
    }
  });
}

const seen = (path: string, place: Place) => async () => cellAt(await openWorkbook(path), place);
const conflictsIn = (path: string) => async () => rowsOf(await openWorkbook(path), 'Conflicts');

/** Both typed from the same base: what each had open when the other saved. */
async function disagree({ one, two }: Desk, more = ''): Promise<void> {
  const [openOne, openTwo] = [await readFile(one), await readFile(two)];
  await saveLikeExcel(one, typeInto(openOne, [...notes, `From one${more}`]));
  await until(seen(two, notes), `From one${more}`);
  await saveLikeExcel(two, typeInto(openTwo, [...notes, `From two${more}`]));
  await until(conflictsIn(one), [restore]);
  await until(conflictsIn(two), [restore]);
}

describe('two workbooks of one group', () => {
  it('[D58] show each other’s status, date and note', () =>
    atDesk(async ({ engine, one, two }) => {
      await typeAndSave(one, [...status, 'Implemented'], [...date, 46_000], [...notes, '=Done "by" <us> & them']);
      await until(seen(two, status), 'Implemented');
      await until(seen(two, date), 46_000);
      await until(seen(two, notes), '=Done "by" <us> & them');
      const restored: Place = ['Action Items', restore, 'Test Result'];
      await typeAndSave(two, [...restored, 'Passed']);
      await until(seen(one, restored), 'Passed');
      const [group] = await engine.useCases.groups();
      assert.deepEqual(
        group?.assessments.map(({ score }) => score.achieved),
        [6, 3],
      );
    }));

  it('[D52] raise one conflict from the same base, in both files, with both values kept', () =>
    atDesk(async (desk) => {
      await disagree(desk);
      for (const path of [desk.one, desk.two]) {
        await until(seen(path, notes), 'From one');
        const workbook = await openWorkbook(path);
        assert.equal(cellAt(workbook, ['Conflicts', restore, 'In Place']), 'From one');
        assert.equal(cellAt(workbook, ['Conflicts', restore, 'Yours']), 'From two');
        assert.notEqual(cellAt(workbook, notice), null);
      }
      assert.equal(desk.engine.useCases.conflicts().length, 1);
    }));

  it('[D56] settle it in both by a decision typed in either', () =>
    atDesk(async (desk) => {
      await disagree(desk);
      await typeAndSave(desk.one, ['Conflicts', restore, 'Decision', 'Take yours']);
      for (const path of [desk.one, desk.two]) {
        await until(seen(path, notes), 'From two');
        await until(conflictsIn(path), []);
        await until(seen(path, notice), null);
      }
      await disagree(desk, ' again');
      await typeAndSave(
        desk.two,
        ['Conflicts', restore, 'Decision', 'Other value'],
        ['Conflicts', restore, 'Other Value', 'A third'],
      );
      for (const path of [desk.one, desk.two]) {
        await until(seen(path, notes), 'A third');
        await until(conflictsIn(path), []);
      }
      assert.deepEqual(desk.engine.useCases.conflicts(), []);
    }));

  it('[D53] a refused value is put back and explained in the row and beside the file', () =>
    atDesk(async ({ folder, one, two }) => {
      await typeAndSave(one, [...status, 'Almost'], [...notes, 'This one is fine']);
      await until(seen(two, notes), 'This one is fine');
      await until(seen(one, status), 'Not Implemented');
      await until(async () => String(await seen(one, notice)()).includes('Almost'), true);
      const report = join(folder, 'Sample Security Baseline.xlsx - inbox report.txt');
      await until(async () => /Almost/.test(await readFile(report, 'utf8')), true);
      await typeAndSave(one, [...status, 'Planned']);
      await until(seen(two, status), 'Planned');
      await until(async () => (await readdir(folder)).filter((name) => name.endsWith('.txt')), []);
    }));

  it('[D58] keeps a person’s order of rows, colours and notes beside the table', () =>
    atDesk(async ({ one, two }) => {
      const sorted = sortedByHand(await readFile(two), [5, 7]);
      const order = rowsOf(await openWorkbook(two), 'Action Items');
      await saveLikeLibreOffice(two, sorted.bytes);
      const mine = rowsOf(await openWorkbook(two), 'Action Items');
      assert.deepEqual(mine, [order[2], order[1], order[0]]);
      await typeAndSave(one, [...status, 'Implemented'], [...notes, 'Seen in the right row']);
      await until(seen(two, status), 'Implemented');
      await until(seen(two, notes), 'Seen in the right row');
      assert.deepEqual(rowsOf(await openWorkbook(two), 'Action Items'), mine);
      assert.deepEqual(sorted.traces(await readFile(two)), sorted.left);
      const planned: Place = ['Action Items', backups, 'Implementation Status'];
      await typeAndSave(two, [...planned, 'Planned']);
      await until(seen(one, planned), 'Planned');
    }));

  it('[D59] a file open elsewhere is left alone, and written when it is let go', () =>
    atDesk(async ({ engine, one, two }) => {
      const close = await openInExcel(two);
      const before = await readFile(two);
      await typeAndSave(one, [...status, 'Implemented']);
      const state = () => engine.workbooks.states().find(({ path }) => two.endsWith(path));
      await until(() => state()?.state, 'open elsewhere');
      assert.match(state()?.message ?? '', /Ada Lovelace/);
      assert.deepEqual(await readFile(two), before);
      await close();
      await until(seen(two, status), 'Implemented');
      await until(() => state()?.state, 'in step');
    }));

  it('[D59] what is saved by whoever has it open is taken before the file is written', () =>
    atDesk(async ({ one, two }) => {
      const close = await openInExcel(two);
      const open = await readFile(two);
      await typeAndSave(one, [...status, 'Implemented']);
      await saveLikeExcel(two, typeInto(open, [...notes, 'Typed meanwhile']));
      await until(seen(one, notes), 'Typed meanwhile');
      await close();
      await until(seen(two, status), 'Implemented');
      assert.equal(await seen(two, notes)(), 'Typed meanwhile');
    }));

  it('[D55] the file of an archived assessment is put back, and what was typed is on record', () =>
    atDesk(async ({ engine, folder, one, two }) => {
      const { useCases, localUser, organisation } = engine;
      const [group] = await useCases.groups();
      const assessment = group?.assessments.find(({ title }) => two.includes(title));
      assert.ok(assessment !== undefined);
      const archived = await useCases.archive(assessment.id, {
        actor: localUser,
        channel: 'api',
        command: 'archive-1',
      });
      assert.ok(archived.ok);
      await typeAndSave(two, [...notes, 'Too late']);
      const report = join(folder, 'Sample Privacy Check.xlsx - inbox report.txt');
      await until(async () => /archived/.test(await readFile(report, 'utf8')), true);
      await until(seen(two, notes), null);
      assert.equal(await seen(one, notes)(), null);
      const partition = await organisation.group(assessment.group);
      const typed: FieldValue[] = (await partition.read(0, 1_000)).flatMap(({ entry: { event } }) =>
        event.kind === 'refused' ? [event.value] : [],
      );
      assert.deepEqual(typed, ['Too late']);
    }));

  it('[D54] a file that is no workbook gets a note, and the others go on', () =>
    atDesk(async ({ folder, one, two }) => {
      await writeFile(join(folder, 'Notes.xlsx'), zipSaying('This is no spreadsheet at all.'));
      await until(async () => (await readdir(folder)).includes('Notes.xlsx - inbox report.txt'), true);
      await typeAndSave(one, [...status, 'Planned']);
      await until(seen(two, status), 'Planned');
    }));
});
