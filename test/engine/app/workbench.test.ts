import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import type { WriteBackProblem } from '#engine/app/ports';
import { createWorkbench, type WorkbenchParts } from '#engine/app/workbench';
import type { AssessmentId } from '#engine/contract/model/ids';
import { err, ok } from '#engine/domain/result';
import { plainWorkbook } from '#test/support/corpus/plain-workbook';
import { createTestOrganisation } from '#test/support/test-organisation';

const bytes = plainWorkbook({
  sheets: [{ name: 'One', inner: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' }],
});
const hash = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const patch = { edits: [{ sheet: 'One', row: 1, column: 1, value: 2, owned: true }], appends: [] };

/** A folder with one workbook, which its watch has found. */
async function folderOf(more: Partial<WorkbenchParts['folder']> = {}) {
  const test = await createTestOrganisation();
  const assessment = await test.open('Mail', await test.template('Mail', { 'C-1': ['Patch'] }));
  const writes: { path: string; expected: string | null; bytes: Uint8Array; by: string | undefined }[] = [];
  const states = [
    { path: 'b/Two.xlsx', assessment: null, state: 'left alone', message: 'Not ours.' },
    { path: 'b/One.xlsx', assessment: assessment.id as AssessmentId, state: 'in step', message: '' },
  ] as const;
  const workbench = createWorkbench({
    organisation: test.organisation,
    workbooks: { states: () => states },
    files: {
      show: async (content) => showWorkbook(content),
      patch: async (content, wanted) => patchWorkbook(content, wanted),
      render: renderWorkbook,
    },
    folder: {
      read: async (path) => ok(path === 'b/One.xlsx' ? { path, bytes, sha256: hash(bytes), modified: '' } : null),
      writeBack: async (path, expected, content, by) => {
        writes.push({ path, expected, bytes: content, by });
        return ok({ sha256: hash(content) });
      },
      ...more,
    },
  });
  return { workbench, writes };
}

describe('the workbench', () => {
  it('[X5] lists the workbooks of the folder with the assessments they show', async () => {
    const { workbench } = await folderOf();
    const { workbooks } = workbench.workbooks();
    assert.deepEqual(
      workbooks.map(({ path, assessment, state }) => [
        path,
        assessment?.title ?? null,
        assessment?.group ?? null,
        state,
      ]),
      [
        ['b/One.xlsx', 'Mail', 'Default Group', 'in step'],
        ['b/Two.xlsx', null, null, 'left alone'],
      ],
    );
  });

  it('[X5] opens what the watch has found, and no other path', async () => {
    const { workbench } = await folderOf({
      read: async (path) => ok({ path, bytes, sha256: hash(bytes), modified: '' }),
    });
    const opened = await workbench.openFile('b/One.xlsx');
    assert.ok(opened?.ok === true);
    assert.deepEqual([opened.value.name, opened.value.sha256], ['One.xlsx', hash(bytes)]);
    assert.equal(opened.value.workbook.sheets[0]?.name, 'One');
    assert.equal(await workbench.openFile('../outside.xlsx'), null);
    assert.equal(await workbench.saveFile('../outside.xlsx', hash(bytes), patch), null);
  });

  it('[X5] tells of a listed file that has gone', async () => {
    const { workbench } = await folderOf();
    assert.equal(await workbench.openFile('b/Two.xlsx'), null);
  });

  it('[X6] saves the changed cells into the file as a person’s save', async () => {
    const { workbench, writes } = await folderOf();
    const saved = await workbench.saveFile('b/One.xlsx', hash(bytes), patch);
    assert.ok(saved?.ok === true);
    const [write, another] = writes;
    assert.ok(write !== undefined && another === undefined);
    assert.deepEqual([write.expected, write.by, saved.value.sha256], [hash(bytes), 'person', hash(write.bytes)]);
    const read = readWorkbook(write.bytes);
    assert.ok(read.ok);
    assert.equal(read.value.sheets[0]?.cells[0]?.value, 2);
  });

  it('[X6] leaves a file that has changed since, that is open elsewhere or cannot be written', async () => {
    const cases: [WriteBackProblem, string][] = [
      [{ code: 'changed', sha256: null }, 'changed-meanwhile'],
      [{ code: 'open-elsewhere', by: 'Ann' }, 'open-elsewhere'],
      [{ code: 'unwritable', reason: 'Read-only.' }, 'unwritable'],
    ];
    for (const [problem, code] of cases) {
      const { workbench } = await folderOf({ writeBack: async () => err(problem) });
      const saved = await workbench.saveFile('b/One.xlsx', hash(bytes), patch);
      assert.equal(saved?.ok === false ? saved.error.code : '', code);
    }
    const { workbench, writes } = await folderOf();
    const stale = await workbench.saveFile('b/One.xlsx', 'f'.repeat(64), patch);
    assert.equal(stale?.ok === false ? stale.error.code : '', 'changed-meanwhile');
    assert.equal(writes.length, 0);
  });

  it('[X7] copies what the folder holds now, and makes a new workbook, with the cells in them', async () => {
    const { workbench, writes } = await folderOf();
    const made = [await workbench.copy('b/One.xlsx', patch), await workbench.create(['One', 'Two'], patch)];
    const sheets = made.map((copy) => {
      const read = copy?.ok === true ? readWorkbook(copy.value.bytes) : null;
      return read?.ok === true ? read.value.sheets.map(({ name, cells }) => [name, cells[0]?.value ?? null]) : null;
    });
    assert.deepEqual(sheets, [
      [['One', 2]],
      [
        ['One', 2],
        ['Two', null],
      ],
    ]);
    assert.equal(writes.length, 0);
    assert.equal(await workbench.copy('../outside.xlsx', patch), null);
  });
});
