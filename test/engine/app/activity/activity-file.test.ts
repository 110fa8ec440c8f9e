import assert from 'node:assert/strict';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { activityCsv, activityWorkbook } from '#engine/app/activity/activity-file';
import type { ActivityLine } from '#engine/contract/http/activity';
import type { UserId } from '#engine/contract/model/ids';
import { lintWorkbook } from '#test/support/ooxml-lint';

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  ' =cmd|calc!A1',
  '\n=1',
  'a,"b"',
  'a; =1',
  '＝1',
  'a\n-1;;@b',
];

function lineOf(to: string): ActivityLine {
  return {
    ...{ id: 'org@1', time: '2026-01-02T03:04:05.678Z', who: 'ann' as UserId, name: 'Ann', channel: 'api' },
    ...{ kind: 'answers', group: null, item: 'Lock doors', field: 'Notes', from: '', to, what: 'changed' },
  };
}

describe('what happened, as a file', () => {
  it('[A35] is CSV in which a text that begins like a formula stays a text', () => {
    const csv = activityCsv(formulas.map(lineOf));
    assert.ok(csv.startsWith('\uFEFFTime (UTC),Person,Through,Kind,Group,What,Item,Field,From,To,Person Id,Entry\r\n'));
    const cells = [
      ...["'=1+1", "'+1", "'-1", "'@SUM(A1)", "\t'=1", "' =cmd|calc!A1", `"\n'=1"`, `"a,""b"""`],
      ...["a;' =1", "'＝1", `"a\n'-1;;'@b"`],
    ];
    for (const cell of cells) assert.ok(csv.includes(`,,${cell},ann,org@1\r\n`), cell);
  });

  it('[A35] is a workbook whose cells are texts', async () => {
    const bytes = await renderWorkbook(activityWorkbook(formulas.map(lineOf), '2026-01-02T03:04:05.678Z'));
    assert.deepEqual(lintWorkbook(bytes), []);
    const read = readWorkbook(bytes);
    assert.ok(read.ok);
    const cells = read.value.sheets.flatMap((sheet) => sheet.cells);
    assert.deepEqual(
      cells.filter(({ formula, kind }) => formula !== null || kind !== 'text'),
      [],
    );
    const shown = cells.filter(({ column, row }) => column === 10 && row > 1).map(({ value }) => value);
    assert.deepEqual(shown, formulas);
  });

  it('[A35] is a workbook also where nothing happened', async () => {
    assert.deepEqual(lintWorkbook(await renderWorkbook(activityWorkbook([], '2026-01-02T03:04:05.678Z'))), []);
  });
});
