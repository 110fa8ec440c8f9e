import assert from 'node:assert/strict';
import { type PatchOptions, planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { applyPatch } from '#test/support/apply-patch';
import { sampleView } from '#test/support/assessment-view';
import { modelToCells } from '#test/support/model-to-cells';

const nothingPending: PatchOptions = { isPending: () => false, doubtful: new Set(), isRetired: () => false };

describe('planPatch', () => {
  it('[W130] a file that shows the state needs no edit', () => {
    const model = projectWorkbook(sampleView());
    assert.deepEqual(planPatch(modelToCells(model), model, nothingPending), { edits: [], appends: [] });
  });
  it('[W131] after the patch the file shows the new state', () => {
    const before = projectWorkbook(sampleView());
    const after = projectWorkbook(
      sampleView({
        actions: [
          { id: 'a1', controls: ['AC-1', 'AC-2'], points: 27, fields: {} },
          { id: 'a9', controls: ['SC-7'], points: 4, fields: {} },
        ],
      }),
    );
    const patched = applyPatch(
      modelToCells(before),
      planPatch(modelToCells(before), after, { ...nothingPending, isRetired: () => true }),
    );
    assert.deepEqual(planPatch(patched, after, nothingPending), { edits: [], appends: [] });
  });
});
