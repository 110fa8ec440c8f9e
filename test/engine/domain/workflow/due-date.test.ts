import assert from 'node:assert/strict';
import { columnByField, tableLayouts } from '#engine/contract/model/layout';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { readWorkbook } from '#engine/domain/sheets/read';
import { sampleView } from '#test/support/assessment-view';
import { modelToCells } from '#test/support/model-to-cells';
import { createLedger, record } from '#test/support/writers';

describe('due dates', () => {
  it('[K7] stand in the sheet beside whom an action is assigned to, and are read from there', () => {
    const keys = tableLayouts.actions.columns.map(({ key }) => key);
    assert.equal(keys.indexOf('dueDate'), keys.indexOf('assignedTo') + 1);
    assert.equal(columnByField('dueDate').header, 'Due Date');
    const view = sampleView({
      actions: [{ id: 'a1', controls: ['AC-1'], points: 9, fields: { dueDate: '2026-12-24' } }],
    });
    const file = modelToCells(projectWorkbook(view));
    const reading = readWorkbook(file, {
      findUser: () => null,
      titleByAction: new Map(view.actions.map(({ id, title }) => [id, title])),
    });
    assert.deepEqual(reading.records[0]?.fields.dueDate?.value, { ok: true, value: '2026-12-24' });
  });

  it('[K7] are dates, merged like any field', () => {
    const ledger = createLedger();
    const due = (value: string, base: number) =>
      ledger.edit([{ entity: record(1), field: 'dueDate', value, base }])[0]?.outcome;
    assert.equal(due('soon', 0), 'refused');
    const { position } = ledger.image;
    assert.equal(due('2026-12-24', position), 'accepted');
    assert.equal(due('2026-12-31', position), 'conflict');
  });
});
