import assert from 'node:assert/strict';
import type { ReadSheet } from '#engine/contract/model/cells';
import { partitionId } from '#engine/contract/model/ids';
import { layoutVersion } from '#engine/contract/model/layout';
import { readIdentity } from '#engine/domain/sheets/identity';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { WorkbookIdentity } from '#engine/domain/sheets/view';
import { sampleView } from '#test/support/assessment-view';
import { setCell } from '#test/support/disturb';
import { modelToCells } from '#test/support/model-to-cells';

const identity: WorkbookIdentity = {
  ...sampleView().workbook,
  cursors: ['org', 'shared', 'group:g1'].map((partition, index) => ({
    partition: partitionId.parse(partition),
    epoch: `epoch-${index}`,
    position: index * 1_000,
  })),
};
const file = modelToCells(projectWorkbook(sampleView({}, { workbook: identity })));

function sheetOf(from: typeof file): ReadSheet {
  const found = from.sheets.find(({ name }) => name === '_controlbook');
  assert.ok(found !== undefined);
  return found;
}

function codeAfter(row: number, column: number, typed: string | number | null): string {
  const result = readIdentity(sheetOf(setCell(file, '_controlbook', row, column, typed)));
  return result.ok ? 'ok' : result.error.code;
}

function rowOf(word: string): number {
  return sheetOf(file).cells.find((cell) => cell.column === 1 && cell.value === word)?.row ?? 0;
}

describe('readIdentity', () => {
  it('[W112] reads what the projection wrote to the very hidden sheet, every cursor included', () => {
    assert.deepEqual(readIdentity(sheetOf(file)), { ok: true, value: identity });
    assert.equal(sheetOf(file).visibility, 'veryHidden');
    assert.equal(file.names['Controlbook_Identity'], "'_controlbook'!$A$1");
  });

  it('[W113] a workbook without the sheet is not ours, and says what to do', () => {
    const none = readIdentity(null);
    assert.ok(!none.ok && none.error.code === 'not-controlbook' && none.error.message.includes('import it'));
    assert.equal(codeAfter(1, 1, 'something else'), 'not-controlbook');
  });

  it('[W114] a changed, missing or half-restored entry is damage, whichever it is', () => {
    for (const word of ['organisation', 'workbook', 'assessment', 'template', 'check', 'layout']) {
      assert.equal(codeAfter(rowOf(word), 2, null), 'damaged-identity', word);
    }
    assert.equal(codeAfter(rowOf('organisation'), 2, 'org-2'), 'damaged-identity');
    assert.equal(codeAfter(rowOf('workbook'), 2, 'not an id'), 'damaged-identity');
    assert.equal(codeAfter(rowOf('assessment'), 2, 'as-2'), 'damaged-identity');
    assert.equal(codeAfter(rowOf('cursor'), 4, 1), 'damaged-identity');
    assert.equal(codeAfter(rowOf('cursor'), 4, -1), 'damaged-identity');
    assert.equal(codeAfter(rowOf('cursor'), 2, null), 'damaged-identity');
  });

  it('[W115] a workbook of a later layout is left to a later engine', () => {
    assert.equal(codeAfter(rowOf('layout'), 2, layoutVersion + 1), 'newer-layout');
  });
});
