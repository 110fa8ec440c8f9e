import assert from 'node:assert/strict';
import fc from 'fast-check';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook as readBytes } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { readWorkbook } from '#engine/domain/sheets/read';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { applyPatch } from '#test/support/apply-patch';
import { anyView, people, sampleView } from '#test/support/assessment-view';
import { setCell } from '#test/support/disturb';
import { earlierWorkbook } from '#test/support/earlier-workbook';
import { modelToCells } from '#test/support/model-to-cells';
import { lintWorkbook } from '#test/support/ooxml-lint';

const settled = {
  isPending: () => false,
  doubtful: new Set<string>(),
  undecided: new Set<string>(),
  isRetired: () => true,
};
const view = sampleView({
  actions: [
    { id: 'a1', controls: ['AC-1'], points: 27, fields: { dueDate: '2026-12-24', implementationDate: '2026-11-20' } },
    { id: 'a2', controls: ['AC-1'], points: 9 },
  ],
});
const earlier = (from: AssessmentView) => earlierWorkbook(projectWorkbook(from), 'CB_ActionItems', 'Due Date');
const read = (bytes: Uint8Array): ReadWorkbook => {
  const result = readBytes(bytes);
  assert.ok(result.ok);
  return result.value;
};
const problemsOf = (file: ReadWorkbook): readonly string[] =>
  readWorkbook(file, {
    findUser: (text) => people.find(({ name }) => name === text)?.id ?? null,
    titleByAction: new Map(view.actions.map(({ id, title }) => [id, title])),
  }).problems.map(({ code, message }) => `${code}: ${message}`);
/** Beside the 25 columns of before. */
const beside = 26;

describe('columns that came after a workbook was made', () => {
  it('[W147] come at the right end of their table, with their values, and then everything is as in a new one', () => {
    fc.assert(
      fc.property(anyView(), (drawn) => {
        const old = modelToCells(earlier(drawn));
        const patch = planPatch(old, projectWorkbook(drawn), settled);
        assert.deepEqual(
          patch.columns?.map(({ header, column }) => [header, column]),
          [['Due Date', beside]],
        );
        const now = applyPatch(old, patch);
        assert.deepEqual(planPatch(now, projectWorkbook(drawn), settled), { edits: [], appends: [] });
      }),
      { numRuns: 40 },
    );
  });

  it('[W147] are nothing anybody has to be told about', () => {
    const old = modelToCells(earlier(view));
    assert.deepEqual(problemsOf(old), []);
    assert.deepEqual(problemsOf(applyPatch(old, planPatch(old, projectWorkbook(view), settled))), []);
  });

  it('[W147] [W72] come into a file, with the look of their twin, and nothing there is out of order', async () => {
    const patch = planPatch(read(await renderWorkbook(earlier(view))), projectWorkbook(view), settled);
    const patched = patchWorkbook(await renderWorkbook(earlier(view)), patch);
    assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
    assert.deepEqual([patched.value.refused, lintWorkbook(patched.value.bytes)], [[], []]);
    const now = read(patched.value.bytes);
    assert.deepEqual(planPatch(now, projectWorkbook(view), settled), { edits: [], appends: [] });
    const actions = now.sheets.find(({ name }) => name === 'Action Items');
    assert.equal(actions?.tables[0]?.lastColumn, beside);
    const due = actions?.cells.find(({ row, column }) => row === 5 && column === beside);
    assert.deepEqual([due?.value, due?.date], [46_380, true]);
  });

  it('[W147] [W72] go along with rows that are added in the same patch', async () => {
    const more = sampleView({
      actions: [
        ...Array.from({ length: 60 }, (_, index) => ({ id: `n${index}`, controls: ['AC-1'], points: 1 })),
        { id: 'last', controls: ['AC-1'], points: 1, fields: { dueDate: '2027-01-02' } },
      ],
    });
    const bytes = await renderWorkbook(earlier(view));
    const patched = patchWorkbook(bytes, planPatch(read(bytes), projectWorkbook(more), settled));
    assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
    assert.deepEqual([patched.value.refused, lintWorkbook(patched.value.bytes)], [[], []]);
    assert.deepEqual(planPatch(read(patched.value.bytes), projectWorkbook(more), settled), { edits: [], appends: [] });
  });

  it('[W147] stay away where something stands beside the table, which is told once, and come when it is gone', () => {
    const old = modelToCells(earlier(view));
    const place = { sheet: 'Action Items', row: 5, column: beside };
    const full = setCell(old, place.sheet, place.row, place.column, 'mine');
    assert.match(problemsOf(full).join(), /^no-room: There is no room .*: Due Date\. Clear the cells to the right/);
    const patch = planPatch(full, projectWorkbook(view), settled);
    assert.equal(patch.columns, undefined);
    const told = applyPatch(full, patch);
    assert.deepEqual(problemsOf(told), []);
    assert.deepEqual(planPatch(told, projectWorkbook(view), settled), { edits: [], appends: [] });
    const cleared = setCell(told, place.sheet, place.row, place.column, null);
    const added = planPatch(cleared, projectWorkbook(view), settled);
    assert.equal(added.columns?.length, 1);
    assert.deepEqual(planPatch(applyPatch(cleared, added), projectWorkbook(view), settled), { edits: [], appends: [] });
  });

  it('[W121] one that was there and was removed is told about, and not put back', () => {
    const model = earlierWorkbook(projectWorkbook(view), 'CB_ActionItems', 'Due Date');
    const marked = projectWorkbook(view).sheets.find(({ name }) => name === '_controlbook');
    const removed = modelToCells({
      ...model,
      sheets: model.sheets.map((sheet) => (sheet.name === '_controlbook' && marked !== undefined ? marked : sheet)),
    });
    assert.match(problemsOf(removed).join(), /^missing-column: The column Due Date was not found/);
    assert.equal(planPatch(removed, projectWorkbook(view), settled).columns, undefined);
  });
});
