import assert from 'node:assert/strict';
import { updateWorkbook } from '#engine/adapters/workbook/patch/update-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { planUpdate } from '#engine/domain/sheets/plan-update';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { sampleView } from '#test/support/assessment-view';

const controls = [{ id: 'C-1' }];
const both = sampleView({
  controls,
  actions: [
    { id: 'a1', controls: ['C-1'] },
    { id: 'a2', controls: ['C-1'] },
  ],
});
const less = sampleView({ controls, actions: [{ id: 'a2', controls: ['C-1'] }] });
const titleByAction = new Map(both.actions.map(({ id, title }) => [id, title]));

describe('planning an update', () => {
  it('[W140] names the rows it does not know, and empties those it is told are retired', async () => {
    const bytes = await renderWorkbook(projectWorkbook(both));
    const file = readWorkbook(bytes);
    assert.ok(file.ok);
    const unknown = planUpdate(file.value, { view: less, titleByAction, retired: new Set() });
    assert.deepEqual(unknown.strangers, ['a1']);
    const known = planUpdate(file.value, { view: less, titleByAction, retired: new Set(['a1']) });
    assert.deepEqual(known.strangers, []);
    const emptied = ({ patch }: typeof known) => patch.edits.filter(({ value }) => value === null).length;
    assert.ok(emptied(known) > emptied(unknown));
  });

  it('[W140] leaves a file that shows everything as it is, and one that does not shows it afterwards', async () => {
    const bytes = await renderWorkbook(projectWorkbook(both));
    const same = updateWorkbook(bytes, { view: both, titleByAction, retired: new Set() });
    assert.ok(same.ok);
    assert.equal(same.value.bytes, null);
    const changed = updateWorkbook(bytes, { view: less, titleByAction, retired: new Set(['a1']) });
    assert.ok(changed.ok && changed.value.bytes !== null);
    const again = updateWorkbook(changed.value.bytes, { view: less, titleByAction, retired: new Set(['a1']) });
    assert.ok(again.ok);
    assert.equal(again.value.bytes, null);
  });
});
