import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { spliceZip } from '#engine/adapters/workbook/package/splice-zip';
import { openZip, readEntry } from '#engine/adapters/workbook/package/zip';
import { viewAssessment } from '#engine/app/assessment-view';
import { archive } from '#engine/app/assessments';
import { ingestFile } from '#engine/app/ingest-file';
import { settleConflict } from '#engine/app/settle-conflict';
import type { Assessment } from '#engine/contract/model/assessment';
import type { CellEdit } from '#engine/contract/model/cells';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import type { WorkbookId } from '#engine/contract/model/ids';
import { columnByField, tableLayouts } from '#engine/contract/model/layout';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { fillRoles, into } from '#test/support/access-builders';
import { earlierWorkbook } from '#test/support/earlier-workbook';
import { createTestOrganisation, directFiles, type TestOrganisation } from '#test/support/test-organisation';

/** A workbook as bytes, typed in by the row's action title; saved under a path. */
async function workbookOf(test: TestOrganisation, assessment: Assessment): Promise<Uint8Array> {
  const view = await viewAssessment(test, assessment.id, `wb-${assessment.id}` as WorkbookId);
  assert.ok(view !== null);
  return directFiles.render(projectWorkbook(view));
}

async function type(
  bytes: Uint8Array,
  cells: readonly (readonly [row: string, field: RecordField, value: string | number | null])[],
): Promise<Uint8Array> {
  const read = await directFiles.read(bytes);
  assert.ok(read.ok);
  const sheet = read.value.sheets.find(({ name }) => name === tableLayouts.actions.sheet);
  const edits = cells.map(([title, field, value]): CellEdit => {
    const row =
      sheet?.cells.find((cell) => cell.value === title && cell.row > tableLayouts.actions.headerRow)?.row ?? 0;
    const header = columnByField(field).header;
    const column = sheet?.cells.find((cell) => cell.value === header)?.column ?? 0;
    return { sheet: tableLayouts.actions.sheet, row, column, value, owned: false };
  });
  const patched = await directFiles.patch(bytes, { edits, appends: [] });
  assert.ok(patched.ok && patched.value.refused.length === 0);
  return patched.value.bytes;
}

const save = (test: TestOrganisation, path: string, bytes: Uint8Array) =>
  ingestFile(test.organisation, directFiles, {
    path,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    modified: '2026-01-01T00:00:00.000Z',
  });

async function shown(
  test: TestOrganisation,
  assessment: Assessment,
  title: string,
  field: RecordField,
): Promise<FieldValue> {
  const view = await viewAssessment(test, assessment.id, 'wb' as WorkbookId);
  return view?.actions.find((action) => action.title === title)?.fields[field]?.value ?? null;
}

async function twoAssessments() {
  const test = await createTestOrganisation();
  const one = await test.open(
    'One',
    await test.template('One', { 'C-1': ['Lock doors', 'Back up'], 'C-2': ['Back up'] }),
  );
  const two = await test.open('Two', await test.template('Two', { 'D-1': ['Back up'], 'D-2': ['Train people'] }));
  return { test, one, two };
}

describe('ingestFile', () => {
  it('[D50] takes in what was typed and shows it in every assessment of the group', async () => {
    const { test, one, two } = await twoAssessments();
    const bytes = await type(await workbookOf(test, one), [
      ['Back up', 'implementationStatus', 'implemented'],
      ['Back up', 'implementationNotes', '=nightly'],
      ['Lock doors', 'assignedTo', 'Bob Baker'],
    ]);
    const ingested = await save(test, 'a.xlsx', bytes);
    assert.equal(ingested.kind === 'taken' && ingested.changes, 3);
    assert.deepEqual(ingested.notes, []);
    assert.equal(await shown(test, two, 'Back up', 'implementationStatus'), 'Implemented');
    assert.equal(await shown(test, two, 'Back up', 'implementationNotes'), '=nightly');
    assert.equal(await shown(test, one, 'Lock doors', 'assignedTo'), 'bob');
  });

  it('[W147] gives a workbook of before the column it lacks, and reads nothing as cleared on the way', async () => {
    const { test, one, two } = await twoAssessments();
    await save(test, 'b.xlsx', await type(await workbookOf(test, two), [['Back up', 'dueDate', '2027-03-01']]));
    const view = async (id: Assessment['id']) =>
      (await viewAssessment(test, id, `wb-${id}` as WorkbookId)) ?? assert.fail('there is a view');
    const before = await view(one.id);
    const old = await directFiles.render(earlierWorkbook(projectWorkbook(before), 'CB_ActionItems', 'Due Date'));
    const first = await save(test, 'a.xlsx', await type(old, [['Lock doors', 'testPlan', 'Try the handle']]));
    assert.deepEqual([first.kind, first.notes], ['taken', []]);
    const updated = await directFiles.update(old, {
      view: await view(one.id),
      titleByAction: new Map(before.actions.map(({ id, title }) => [id, title])),
      retired: new Set(),
    });
    assert.ok(updated.ok && updated.value.bytes !== null);
    assert.deepEqual(updated.value.refused, []);
    const again = await save(
      test,
      'a.xlsx',
      await type(updated.value.bytes, [['Lock doors', 'dueDate', '2027-04-05']]),
    );
    assert.deepEqual([again.kind === 'taken' && again.changes, again.notes], [1, []]);
    assert.equal(await shown(test, one, 'Lock doors', 'dueDate'), '2027-04-05');
    assert.equal(await shown(test, one, 'Back up', 'dueDate'), '2027-03-01');
  });

  it('[D51] takes a content once, whatever it is reported', async () => {
    const { test, one } = await twoAssessments();
    const bytes = await type(await workbookOf(test, one), [['Back up', 'testPlan', 'Restore a file']]);
    await save(test, 'a.xlsx', bytes);
    const group = await test.organisation.group(one.group);
    const before = group.image.position;
    const again = await save(test, 'a.xlsx', bytes);
    assert.equal(again.kind === 'taken' && again.changes, 0);
    assert.equal(group.image.position, before);
  });

  it('[D51] takes the same content anew after another was taken in between', async () => {
    const { test, one } = await twoAssessments();
    const fresh = await workbookOf(test, one);
    const first = await type(fresh, [['Back up', 'testPlan', 'first']]);
    const second = await type(fresh, [['Back up', 'testPlan', 'second']]);
    for (const bytes of [first, second, first]) await save(test, 'a.xlsx', bytes);
    assert.equal(await shown(test, one, 'Back up', 'testPlan'), 'first');
    const group = await test.organisation.group(one.group);
    assert.equal([...group.image.conflicts()].length, 0);
  });

  it('[D52] raises one conflict when two files change one field from the same base', async () => {
    const { test, one, two } = await twoAssessments();
    const [a, b] = [await workbookOf(test, one), await workbookOf(test, two)];
    await save(test, 'a.xlsx', await type(a, [['Back up', 'implementationNotes', 'from a']]));
    const second = await save(test, 'b.xlsx', await type(b, [['Back up', 'implementationNotes', 'from b']]));
    assert.equal(second.notes.length, 1);
    assert.equal(await shown(test, one, 'Back up', 'implementationNotes'), 'from a');
    for (const assessment of [one, two]) {
      const view = await viewAssessment(test, assessment.id, 'wb' as WorkbookId);
      assert.deepEqual(
        view?.conflicts.map(({ base, inPlace, yours }) => [base, inPlace, yours]),
        [['', 'from a', 'from b']],
      );
    }
  });

  it('[D53] refuses what is no value, names the cell, and takes the rest', async () => {
    const { test, one } = await twoAssessments();
    const bytes = await type(await workbookOf(test, one), [
      ['Back up', 'implementationStatus', 'Almost'],
      ['Lock doors', 'testPlan', 'Push the door'],
    ]);
    const ingested = await save(test, 'a.xlsx', bytes);
    assert.match(ingested.notes[0] ?? '', /^'Action Items'!\w+: Put back\. "Almost" is not a implementation status/);
    assert.equal(await shown(test, one, 'Lock doors', 'testPlan'), 'Push the door');
    assert.equal(await shown(test, one, 'Back up', 'implementationStatus'), null);
  });

  it('[D54] leaves a workbook of another organisation and one of a lost history alone', async () => {
    const { test, one } = await twoAssessments();
    const bytes = await type(await workbookOf(test, one), [['Back up', 'testPlan', 'x']]);
    const elsewhere = await createTestOrganisation();
    await elsewhere.open('One', await elsewhere.template('One', { 'C-1': ['Back up'] }));
    const stale = await save(elsewhere, 'a.xlsx', bytes);
    assert.equal(stale.kind, 'left');
    assert.match(stale.notes[0] ?? '', /does not exist|stale copy/);
    assert.equal((await save(test, 'x.xlsx', new TextEncoder().encode('not a workbook'))).kind, 'left');
  });

  it('[D55] takes nothing into an archived assessment, and keeps what was typed on record', async () => {
    const { test, one, two } = await twoAssessments();
    const bytes = await type(await workbookOf(test, one), [['Back up', 'testPlan', 'late']]);
    assert.ok((await archive(test.organisation, one.id, test.caller())).ok);
    const ingested = await save(test, 'a.xlsx', bytes);
    assert.match(ingested.notes[0] ?? '', /archived/);
    assert.equal(await shown(test, two, 'Back up', 'testPlan'), null);
    const recent = await test.recent.of((await test.organisation.group(one.group)).id);
    assert.ok(recent.some(({ event }) => event.kind === 'refused' && event.value === 'late'));
  });

  it('[D56] settles a conflict by the decision typed beside it', async () => {
    const { test, one, two } = await twoAssessments();
    const [a, b] = [await workbookOf(test, one), await workbookOf(test, two)];
    await save(test, 'a.xlsx', await type(a, [['Back up', 'testPlan', 'from a']]));
    await save(test, 'b.xlsx', await type(b, [['Back up', 'testPlan', 'from b']]));
    const bytes = await workbookOf(test, one);
    const read = await directFiles.read(bytes);
    const cells = (read.ok && read.value.sheets.find(({ name }) => name === 'Conflicts')?.cells) || [];
    const row = cells.find(({ value }) => value === 'from b')?.row ?? 0;
    const column = cells.find(({ value }) => value === 'Decision')?.column ?? 0;
    const edit = { sheet: 'Conflicts', row, column, value: 'Take yours', owned: false };
    const decided = await directFiles.patch(bytes, { edits: [edit], appends: [] });
    assert.ok(decided.ok);
    await save(test, 'a.xlsx', decided.value.bytes);
    assert.equal(await shown(test, two, 'Back up', 'testPlan'), 'from b');
    assert.equal([...(await test.organisation.group(one.group)).image.conflicts()].length, 0);
  });

  it('[D57] matches the last editor to the directory, else records the name as claimed', async () => {
    const { test, one } = await twoAssessments();
    const fresh = await workbookOf(test, one);
    const saves = [
      ['Controlbook', 'unknown'],
      ['bob@example.org', 'bob'],
      ['Bob Baker', 'bob'],
      ['Mallory <b>', 'claimed-'],
    ] as const;
    for (const [index, [editor, actor]] of saves.entries()) {
      const bytes = editedBy(await type(fresh, [['Back up', 'testPlan', `plan ${index}`]]), editor);
      await save(test, 'a.xlsx', bytes);
      const [newest] = await test.recent.of((await test.organisation.group(one.group)).id);
      assert.ok(newest?.actor.startsWith(actor), `${editor} became ${newest?.actor}`);
    }
    const claimed = test.organisation.directory.find('Mallory <b>');
    assert.equal(claimed?.source, 'claimed');
  });

  it('[D60] holds a column sorted without its rows, applies the rest, and takes it when somebody says so', async () => {
    const test = await createTestOrganisation();
    const titles = Array.from({ length: 12 }, (_, index) => `Do ${String(index + 1).padStart(2, '0')}`);
    const template = await test.template(
      'T',
      Object.fromEntries(titles.map((title, index) => [`C-${index + 1}`, [title]])),
    );
    const one = await test.open('One', template);
    const notes = titles.map((_, index) => `note ${String.fromCharCode(97 + ((index * 7) % 12))}`);
    const filled = await type(
      await workbookOf(test, one),
      titles.map((title, index) => [title, 'implementationNotes', notes[index] ?? ''] as const),
    );
    await save(test, 'a.xlsx', filled);
    const sorted = [...notes].sort();
    const slipped = await type(await workbookOf(test, one), [
      ...titles.map((title, index) => [title, 'implementationNotes', sorted[index] ?? ''] as const),
      [titles[0] ?? '', 'testPlan', 'real work'],
    ]);
    const ingested = await save(test, 'a.xlsx', slipped);
    assert.match(ingested.notes.join(), /sorted.*Nothing of it was applied/);
    assert.equal(await shown(test, one, titles[0] ?? '', 'testPlan'), 'real work');
    for (const [index, title] of titles.entries()) {
      assert.equal(await shown(test, one, title, 'implementationNotes'), notes[index]);
    }
    const view = await viewAssessment(test, one.id, 'wb' as WorkbookId);
    assert.deepEqual(
      view?.conflicts.map(({ item, field }) => [item, field]),
      [['6 cells in 6 rows', 'Implementation Notes']],
    );
    const group = await test.organisation.group(one.group);
    const [held] = group.image.conflicts();
    assert.ok(held?.kind === 'held');
    const resolution = { conflict: held.id, decision: 'take', value: null, base: group.image.position } as const;
    const { command, actor, channel } = test.caller();
    assert.ok((await settleConflict(test.organisation, group.id, command, resolution, actor, channel)).ok);
    for (const [index, title] of titles.entries()) {
      assert.equal(await shown(test, one, title, 'implementationNotes'), sorted[index]);
    }
  });

  it('[I23] puts back what the last editor may not change, cell by cell, and takes the rest', async () => {
    const { test, one } = await twoAssessments();
    await save(test, 'status.xlsx', await type(await workbookOf(test, one), implemented('Back up', 'Lock doors')));
    await fillRoles(test, [...into('assessor', 'ann'), ...into('contributor', 'bob')]);
    const cells = [
      ['Back up', 'testResult', 'Passed'],
      ['Lock doors', 'testResult', 'Passed'],
      ['Lock doors', 'testPlan', 'Push the door'],
    ] as const;
    const ingested = await save(test, 'a.xlsx', editedBy(await type(await workbookOf(test, one), cells), 'Bob Baker'));
    assert.equal(ingested.notes.length, 2);
    for (const note of ingested.notes) {
      assert.match(
        note,
        /^'Action Items'!\w+: Put back\. You may not change test results here: it needs the role Assessor/,
      );
    }
    assert.equal(await shown(test, one, 'Back up', 'testResult'), null);
    assert.equal(await shown(test, one, 'Lock doors', 'testPlan'), 'Push the door');
    const view = await viewAssessment(test, one.id, 'wb' as WorkbookId);
    const notice = view?.actions.find(({ title }) => title === 'Back up')?.notice;
    assert.equal(notice, 'Refused in Test Result: "Passed" (whoever wrote it may not edit this).');
    const assessed = await save(
      test,
      'b.xlsx',
      editedBy(await type(await workbookOf(test, one), cells), 'ann@example.org'),
    );
    assert.deepEqual(assessed.notes, []);
    assert.equal(await shown(test, one, 'Back up', 'testResult'), 'Passed');
  });

  it('[I24] lets a claimed or unknown editor do what somebody without a role may, and no more', async () => {
    const { test, one } = await twoAssessments();
    await fillRoles(test, into('assessor', 'ann'));
    const write = async (path: string, editor: string) => {
      const cells = [
        ['Back up', 'testResult', 'Passed'],
        ['Back up', 'testPlan', path],
      ] as const;
      const ingested = await save(test, path, editedBy(await type(await workbookOf(test, one), cells), editor));
      return ingested.notes.length;
    };
    assert.equal(await write('a.xlsx', 'Mallory'), 1);
    assert.equal(await write('b.xlsx', 'Controlbook'), 1);
    assert.equal(await shown(test, one, 'Back up', 'testPlan'), 'b.xlsx');
    await fillRoles(test, into('reader', 'bob'));
    assert.equal(await write('c.xlsx', 'Mallory'), 2);
    assert.equal(await shown(test, one, 'Back up', 'testPlan'), 'b.xlsx');
  });

  it('[I23] refuses a slipped column of who may not edit it, instead of asking others to decide', async () => {
    const test = await createTestOrganisation();
    const titles = Array.from({ length: 12 }, (_, index) => `Do ${String(index + 1).padStart(2, '0')}`);
    const one = await test.open(
      'One',
      await test.template('T', Object.fromEntries(titles.map((title) => [title, [title]]))),
    );
    const typed = titles.map(
      (title, index) => [title, 'testResult', index % 2 === 0 ? 'Passed' : 'Failed-Low Risk'] as const,
    );
    await save(test, 'a.xlsx', await type(await workbookOf(test, one), [...implemented(...titles), ...typed]));
    await fillRoles(test, into('assessor', 'ann'));
    const cleared = titles.map((title) => [title, 'testResult', null] as const);
    const ingested = await save(
      test,
      'a.xlsx',
      editedBy(await type(await workbookOf(test, one), cleared), 'Bob Baker'),
    );
    assert.equal(ingested.notes.length, 12);
    assert.equal([...(await test.organisation.group(one.group)).image.conflicts()].length, 0);
    assert.equal(await shown(test, one, 'Do 01', 'testResult'), 'Passed');
    await save(test, 'b.xlsx', editedBy(await type(await workbookOf(test, one), cleared), 'Ann Archer'));
    assert.equal([...(await test.organisation.group(one.group)).image.conflicts()].length, 1);
  });
});

function implemented(...titles: readonly string[]) {
  return titles.map((title) => [title, 'implementationStatus', 'Implemented'] as const);
}

/** The file as another program would say who saved it. */
function editedBy(bytes: Uint8Array, editor: string): Uint8Array {
  const zip = openZip(bytes, defaultLimits);
  const core = zip.entries.find(({ name }) => name === 'docProps/core.xml');
  assert.ok(core !== undefined);
  const escaped = editor.replaceAll('<', '&lt;');
  const text = readEntry(zip, core)
    .toString('utf8')
    .replace(/<cp:lastModifiedBy>[^<]*<\/cp:lastModifiedBy>/, '')
    .replace('</cp:coreProperties>', `<cp:lastModifiedBy>${escaped}</cp:lastModifiedBy></cp:coreProperties>`);
  return spliceZip(zip, { replaced: new Map([['docProps/core.xml', Buffer.from(text)]]), removed: new Set() });
}
