import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { readWorkbook as readBytes } from '#engine/adapters/workbook/read/read-workbook';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { readWorkbook } from '#engine/domain/sheets/read';
import { sampleView } from '#test/support/assessment-view';

const realData = process.env['CONTROLBOOK_REAL_DATA'];

if (realData !== undefined) {
  describe('a workbook of somebody else', () => {
    it('[W113] is never taken for ours, nothing is read from it, and no patch would touch it', () => {
      const folder = join(realData, 'workbooks');
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const model = projectWorkbook(sampleView());
      let read = 0;
      for (const name of names.filter((each) => ['.xlsx', '.xlsm'].includes(extname(each).toLowerCase()))) {
        const file = readBytes(readFileSync(join(folder, name)));
        if (!file.ok) continue;
        read += 1;
        const reading = readWorkbook(file.value, { findUser: () => null, titleByAction: new Map() });
        assert.ok(!reading.identity.ok && reading.identity.error.code === 'not-controlbook', name);
        assert.deepEqual([reading.records, reading.decisions], [[], []], name);
        const patch = planPatch(file.value, model, {
          isPending: () => false,
          doubtful: new Set(),
          undecided: new Set(),
          isRetired: () => true,
        });
        assert.deepEqual(patch, { edits: [], appends: [] }, name);
      }
      assert.ok(read > 0, 'no workbook could be read');
    }).timeout(300_000);
  });
}
