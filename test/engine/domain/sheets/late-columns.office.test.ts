import assert from 'node:assert/strict';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { sampleView } from '#test/support/assessment-view';
import { readByOpenpyxl, savedByLibreOffice } from '#test/support/corpus/office-writers';
import { earlierWorkbook } from '#test/support/earlier-workbook';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const settled = {
  isPending: () => false,
  doubtful: new Set<string>(),
  undecided: new Set<string>(),
  isRetired: () => true,
};
const read = (bytes: Uint8Array): ReadWorkbook => {
  const result = readWorkbook(bytes);
  assert.ok(result.ok);
  return result.value;
};

describe('a column that came after a workbook was made, in other programs', () => {
  it('[W147] [W44] LibreOffice and openpyxl open the workbook that got it, whoever had saved it before', async () => {
    const view = sampleView({
      actions: [
        { id: 'a1', controls: ['AC-1'], points: 27, fields: { dueDate: '2026-12-24', testResult: 'Passed' } },
        { id: 'a2', controls: ['AC-1'], points: 9 },
      ],
    });
    const model = projectWorkbook(view);
    const ours = await renderWorkbook(earlierWorkbook(model, 'CB_ActionItems', 'Due Date'));
    await withTemporaryFolder(async (folder) => {
      for (const before of [ours, savedByLibreOffice(folder, ours)]) {
        const patched = patchWorkbook(before, planPatch(read(before), model, settled));
        assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
        assert.deepEqual(patched.value.refused, []);
        const { bytes } = patched.value;
        assert.deepEqual(readByOpenpyxl(folder, bytes, 'Action Items', ['Z4', 'Z5']), [
          'Due Date',
          '2026-12-24 00:00:00',
        ]);
        const saved = read(savedByLibreOffice(folder, bytes));
        assert.deepEqual(planPatch(saved, model, settled), { edits: [], appends: [] });
        const table = saved.sheets.find(({ name }) => name === 'Action Items')?.tables[0];
        assert.equal(table?.headers.at(-1), 'Due Date');
      }
    });
  });
});
