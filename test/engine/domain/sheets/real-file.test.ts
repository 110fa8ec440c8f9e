import assert from 'node:assert/strict';
import fc from 'fast-check';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook as readBytes } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { anyView, sampleView } from '#test/support/assessment-view';
import { lintWorkbook } from '#test/support/ooxml-lint';

const settled = {
  isPending: () => false,
  doubtful: new Set<string>(),
  undecided: new Set<string>(),
  isRetired: () => true,
};

function read(bytes: Uint8Array): ReadWorkbook {
  const result = readBytes(bytes);
  assert.ok(result.ok, result.ok ? '' : result.error.message);
  return result.value;
}

function render(view: AssessmentView): Promise<Uint8Array> {
  return renderWorkbook(projectWorkbook(view));
}

describe('a workbook file', () => {
  it('[W130] as it was written, read back, needs no edit', async () => {
    await fc.assert(
      fc.asyncProperty(anyView(), async (view) => {
        assert.deepEqual(planPatch(read(await render(view)), projectWorkbook(view), settled), {
          edits: [],
          appends: [],
        });
      }),
      { numRuns: 5 },
    );
  });

  it('[W130] is sound and needs no edit when the assessment is still empty', async () => {
    const empty = sampleView(
      { controls: [], actions: [] },
      { scoreHistory: [], history: [], assessment: { ...sampleView().assessment, inScopeServices: [] } },
    );
    const bytes = await render(empty);
    assert.deepEqual(lintWorkbook(bytes), []);
    assert.deepEqual(planPatch(read(bytes), projectWorkbook(empty), settled), { edits: [], appends: [] });
  });

  it('[W131] patched from one state to another is sound, refuses nothing and shows the other', async () => {
    await fc.assert(
      fc.asyncProperty(anyView(), anyView(), async (before, after) => {
        const bytes = await render(before);
        const patch = planPatch(read(bytes), projectWorkbook(after), settled);
        const patched = patchWorkbook(bytes, patch);
        assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
        assert.deepEqual(patched.value.refused, []);
        assert.deepEqual(lintWorkbook(patched.value.bytes), []);
        const again = planPatch(read(patched.value.bytes), projectWorkbook(after), settled);
        assert.deepEqual(again, { edits: [], appends: [] });
      }),
      { numRuns: 8 },
    );
  });
});
