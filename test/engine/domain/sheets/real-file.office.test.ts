import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook as readBytes } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { readWorkbook } from '#engine/domain/sheets/read';
import { anyView, people } from '#test/support/assessment-view';
import { withTemporaryFolder } from '#test/support/temporary-folder';

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

/** Opened, recalculated and saved by LibreOffice, with a profile of its own. */
function saveWithLibreOffice(folder: string, bytes: Uint8Array): Uint8Array {
  const [from, to] = [join(folder, 'from.xlsx'), join(folder, 'out')];
  writeFileSync(from, bytes);
  mkdirSync(to, { recursive: true });
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const target = ['--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', to];
  execFileSync('soffice', [profile, '--headless', ...target, from], { stdio: 'ignore' });
  return readFileSync(join(to, 'from.xlsx'));
}

describe('a workbook file LibreOffice has saved', () => {
  it('[W130] needs no edit, reads the same, and takes the next patch', async () => {
    await withTemporaryFolder(async (folder) => {
      for (const [before, after] of fc.sample(fc.tuple(anyView(), anyView()), { numRuns: 3, seed: 20_261_123 })) {
        const saved = saveWithLibreOffice(folder, await renderWorkbook(projectWorkbook(before)));
        assert.deepEqual(planPatch(read(saved), projectWorkbook(before), settled), { edits: [], appends: [] });
        const reading = readWorkbook(read(saved), {
          findUser: (text) => people.find(({ name }) => name === text)?.id ?? null,
          titleByAction: new Map(before.actions.map(({ id, title }) => [id, title])),
        });
        assert.deepEqual(reading.problems, []);
        assert.deepEqual(reading.identity, { ok: true, value: before.workbook });
        assert.equal(reading.records.length, before.actions.length);

        const patched = patchWorkbook(saved, planPatch(read(saved), projectWorkbook(after), settled));
        assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
        assert.deepEqual(patched.value.refused, []);
        const again = read(saveWithLibreOffice(folder, patched.value.bytes));
        assert.deepEqual(planPatch(again, projectWorkbook(after), settled), { edits: [], appends: [] });
      }
    });
  });
});
