import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markWorkbook } from '#engine/adapters/workbook/import/mark-workbook';
import { readTemplateFile } from '#engine/adapters/workbook/import/read-template-file';
import type { ReadTemplate } from '#engine/app/ports';
import { fileOf, formatA } from '#test/support/grids';
import { withTemporaryFolder } from '#test/support/temporary-folder';

const original = fileOf(formatA() as Parameters<typeof fileOf>[0], 'xlsx'); // the sound one has plain values alone

function convert(folder: string, from: string, to: string, filter = to): Uint8Array {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', folder, join(folder, from)], {
    stdio: 'ignore',
  });
  return readFileSync(join(folder, from.replace(/\.[^.]*$/, `.${to}`)));
}

function read(name: string, bytes: Uint8Array): ReadTemplate {
  const result = readTemplateFile({ name, bytes }, null);
  assert.ok(result.ok);
  return result.value;
}

describe('templates written by LibreOffice', () => {
  it('[T48] its .xls, .ods and .xlsx of one workbook are read alike', async () => {
    await withTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'a.xlsx'), original);
      const expected = read('a.xlsx', original);
      assert.deepEqual(read('a.ods', convert(folder, 'a.xlsx', 'ods')), expected);
      assert.deepEqual(read('a.xls', convert(folder, 'a.ods', 'xls')), expected);
      assert.deepEqual(read('a.xlsx', convert(folder, 'a.xls', 'xlsx')), expected);
    });
  });

  it('[T71] a marked copy opens in openpyxl and LibreOffice with cells, comments and links in place', async () => {
    await withTemporaryFolder(async (folder) => {
      const finding = {
        severity: 'error',
        rule: 'r',
        path: 'x',
        place: 'Actions!D2',
        value: '5',
        message: 'Wrong. Mend it.',
      } as const;
      const marked = await markWorkbook({ bytes: original }, [finding]);
      assert.ok(marked.ok);
      writeFileSync(join(folder, 'marked.xlsx'), marked.value);
      const script = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
cell = book["Actions"]["D2"]
errors = book["Import errors"]
print(json.dumps([cell.value, cell.comment.text, cell.fill.fill_type, errors["B2"].hyperlink.location, errors["E2"].value]))
`;
      const seen = execFileSync('/usr/bin/python3', ['-c', script, join(folder, 'marked.xlsx')], { encoding: 'utf8' });
      assert.deepEqual(JSON.parse(seen), [5, 'Wrong. Mend it.', 'solid', "'Actions'!D2", 'Wrong. Mend it.']);
      assert.deepEqual(
        read('marked.ods', convert(folder, 'marked.xlsx', 'ods')).content,
        read('a.xlsx', original).content,
      );
    });
  });
});
