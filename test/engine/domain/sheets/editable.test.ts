import assert from 'node:assert/strict';
import { sheetNames, tableLayouts } from '#engine/contract/model/layout';
import type { WorkbookModel } from '#engine/contract/model/table';
import type { Editable } from '#engine/domain/sheets/editable';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { sampleView } from '#test/support/assessment-view';

const inputs = tableLayouts.actions.columns.flatMap(({ key, field }) => (field === null ? [] : [key]));
const nothing: Editable = { data: false, testResults: false, assessment: false };

function locked(workbook: WorkbookModel, sheet: string): readonly string[] {
  const columns = workbook.sheets.find(({ name }) => name === sheet)?.tables[0]?.columns ?? [];
  return columns.filter((column) => column.locked).map(({ key }) => key);
}

function typed(workbook: WorkbookModel): number {
  return workbook.sheets.flatMap(({ loose }) => loose).filter(({ input }) => input).length;
}

describe('a workbook made for somebody', () => {
  it('[I28] locks what they may not edit, and nothing else', () => {
    const view = sampleView();
    const lockedOf = (more: Partial<Editable>) => {
      const workbook = projectWorkbook(view, { ...nothing, ...more });
      const free = (sheet: string) => !locked(workbook, sheet).includes('decision');
      return [
        inputs.filter((key) => locked(workbook, sheetNames.actions).includes(key)),
        free(sheetNames.conflicts),
        typed(workbook),
      ];
    };
    const test = ['testResult', 'testDate'];
    const all = projectWorkbook(view);
    assert.deepEqual(projectWorkbook(view, { data: true, testResults: true, assessment: true }), all);
    assert.equal(typed(all), 2);
    assert.deepEqual(lockedOf({}), [inputs, false, 0]);
    assert.deepEqual(lockedOf({ data: true }), [test, true, 0]);
    assert.deepEqual(lockedOf({ testResults: true }), [inputs.filter((key) => !test.includes(key)), true, 0]);
    assert.deepEqual(lockedOf({ data: true, testResults: true, assessment: true }), [[], true, 2]);
  });
});
