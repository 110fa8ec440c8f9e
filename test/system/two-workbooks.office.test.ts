import assert from 'node:assert/strict';
import { join } from 'node:path';
import { defaults, readConfig } from '#engine/config';
import { cellNames } from '#engine/contract/model/layout';
import { startEngine } from '#engine/main';
import { type LibreOffice, startLibreOffice } from '#test/support/office/libreoffice';
import { openSamples, restore } from '#test/support/sample-assessments';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';
import { cellAt, openWorkbook, type Place, until } from '#test/support/workbook-person';

const sheet = 'Action Items';
const place = (header: string): Place => [sheet, restore, header];

describe('two workbooks of one group, one of them open in LibreOffice', () => {
  let office: LibreOffice;
  before(async () => {
    office = await startLibreOffice();
  });
  after(() => office.quit());

  it('[D58] the other shows status, date and note within two seconds of the save, and the score is the engine’s', () =>
    withTemporaryFolder(async (root) => {
      const config = readConfig({ data: join(root, 'data'), folder: join(root, 'folder'), bare: true }, {});
      assert.ok(config.ok);
      assert.equal(config.value.settle, defaults.settle);
      const started = await startEngine(config.value, silentLog);
      assert.ok(started.ok);
      try {
        await openSamples(started.value);
        const one = join(root, 'folder', 'Default Group', 'Sample Security Baseline.xlsx');
        const two = join(root, 'folder', 'Default Group', 'Sample Privacy Check.xlsx');
        const seconds: number[] = [];
        for (const [status, date, serial] of [
          ['Planned', '2026-04-01', 46_113],
          ['Alternative Implementation', '2026-04-02', 46_114],
          ['Implemented', '2026-04-03', 46_115],
        ] as const) {
          const note = `Done on ${date}: ä € <&> "quoted"`;
          const saved = await office.edit(one, sheet, [
            [restore, 'Implementation Status', status],
            [restore, 'Implementation Date', date],
            [restore, 'Implementation Notes', note],
            [restore, 'Test Result', 'Passed'],
          ]);
          await until(
            async () => {
              const workbook = await openWorkbook(two);
              return ['Status', 'Date', 'Notes'].map((word) => cellAt(workbook, place(`Implementation ${word}`)));
            },
            [status, serial, note],
            30_000,
          );
          seconds.push(Date.now() / 1_000 - saved);
          await started.value.workbooks.idle();
        }
        assert.ok(Math.min(...seconds) < 2, `It took ${seconds.map((each) => each.toFixed(1)).join(', ')} s`);

        await started.value.workbooks.idle();
        const groups = await started.value.useCases.groups();
        const assessments = groups.flatMap((group) => group.assessments);
        for (const path of [one, two]) {
          const score = assessments.find(({ title }) => path.includes(title))?.score;
          const calculated = join(root, 'calculated.xlsx');
          await office.recalculate(path, calculated);
          const { names, sheets } = await openWorkbook(calculated);
          const shown = (name: string) => {
            const [, letter = '', row = ''] = /\$([A-Z]+)\$(\d+)$/.exec(names[name] ?? '') ?? [];
            const column = letter.charCodeAt(0) - 64;
            const overview = sheets.find((each) => each.name === 'Overview');
            return overview?.cells.find((cell) => cell.row === Number(row) && cell.column === column)?.value;
          };
          assert.equal(shown(cellNames.achieved), score?.achieved);
          assert.equal(shown(cellNames.possible), score?.possible);
          assert.equal(Math.round(Number(shown(cellNames.score)) * 1_000), Math.round((score?.percent ?? 0) * 10));
        }
      } finally {
        await started.value.stop();
      }
    }));
});
