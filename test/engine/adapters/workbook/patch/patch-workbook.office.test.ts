import assert from 'node:assert/strict';
import { cellName } from '#engine/adapters/workbook/package/cell-reference';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadCell, WorkbookPatch } from '#engine/contract/model/cells';
import { changedParts } from '#test/support/compare-packages';
import { readByOpenpyxl, savedByLibreOffice, writtenByOpenpyxl } from '#test/support/corpus/office-writers';
import { type WrittenWorkbook, writtenByHucre, writtenBySheetJs } from '#test/support/corpus/other-writers';
import { richAssessment } from '#test/support/corpus/rich-assessment';
import { lintWorkbook } from '#test/support/ooxml-lint';
import { withTemporaryFolder } from '#test/support/temporary-folder';

function patch(bytes: Uint8Array, wanted: WorkbookPatch): Uint8Array {
  const patched = patchWorkbook(bytes, wanted);
  assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
  assert.deepEqual(patched.value.refused, []);
  assert.deepEqual(lintWorkbook(patched.value.bytes), []);
  return patched.value.bytes;
}

function values(bytes: Uint8Array, sheet: string): ReadonlyMap<string, ReadCell['value']> {
  const read = readWorkbook(bytes);
  assert.ok(read.ok, read.ok ? '' : read.error.message);
  const cells = read.value.sheets.find((other) => other.name === sheet)?.cells ?? [];
  return new Map(cells.map((cell) => [cellName(cell.row, cell.column), cell.value]));
}

const edit = (sheet: string, row: number, column: number, value: WorkbookPatch['edits'][number]['value']) => ({
  sheet,
  row,
  column,
  value,
  owned: true,
});

describe('patched workbooks in other programs', () => {
  it('[W44] LibreOffice and openpyxl read the new values of the rich workbook', async () => {
    await withTemporaryFolder(async (folder) => {
      const text = '=SUM(1) <&> "q" 😀\n two  lines ';
      const patched = patch(richAssessment(), {
        edits: [
          edit('Actions', 4, 2, text),
          edit('Actions', 5, 3, { date: '2026-11-22' }),
          edit('Actions', 6, 4, 12.5),
          edit('Actions', 40, 12, true),
          edit('Actions', 16, 7, { formula: 'SUM(D4:D5)', value: 9 }),
          edit('Actions', 13, 6, 1),
        ],
        appends: [{ table: 'Actions', rows: [{ Action: '+new', Due: { date: '2026-12-01' }, Points: 3 }] }],
      });
      const told = readByOpenpyxl(folder, patched, 'Actions', [
        'B4',
        'C5',
        'D6',
        'L40',
        'G16',
        'F13',
        'A14',
        'C14',
        'E14',
        'F14',
      ]);
      assert.deepEqual(told, [
        ...[text, '2026-11-22 00:00:00', '12.5', 'True', '=SUM(D4:D5)', '1', '+new', '2026-12-01 00:00:00'],
        ...['=Actions[[#This Row],[Points]]*10', '=D14*2'],
      ]);
      const saved = values(savedByLibreOffice(folder, patched), 'Actions');
      assert.deepEqual(
        ['B4', 'C5', 'D6', 'L40', 'G16', 'F13', 'A14', 'C14', 'E14', 'F14'].map((name) => saved.get(name)),
        [text, 46348, 12.5, true, 9, 1, '+new', 46357, 30, 6],
      );
    });
  });

  it('[W44] workbooks openpyxl and LibreOffice wrote are read, patched and appended to, and open there again', async () => {
    await withTemporaryFolder(async (folder) => {
      const byOpenpyxl = writtenByOpenpyxl(folder);
      for (const bytes of [byOpenpyxl, savedByLibreOffice(folder, byOpenpyxl)]) {
        const before = values(bytes, 'Actions');
        assert.deepEqual(
          ['A2', 'C2', 'A3', 'B3'].map((name) => before.get(name)),
          ['Sign-in logs', 46348, ' spaced ', 'a\nb'],
        );
        const patched = patch(bytes, {
          edits: [edit('Actions', 2, 2, 'Implemented'), edit('Actions', 1, 5, { cached: 3 })],
          appends: [{ table: 'Actions', rows: [{ Action: '=x', Due: { date: '2026-12-24' } }] }],
        });
        assert.equal(changedParts(bytes, patched).length, 2);
        assert.deepEqual(readByOpenpyxl(folder, patched, 'Actions', ['B2', 'A4', 'C4']), [
          'Implemented',
          '=x',
          '2026-12-24 00:00:00',
        ]);
        const saved = values(savedByLibreOffice(folder, patched), 'Actions');
        assert.deepEqual(
          ['B2', 'A4', 'C4'].map((name) => saved.get(name)),
          ['Implemented', '=x', 46380],
        );
      }
    });
  });

  it('[W44] workbooks SheetJS and hucre wrote open in LibreOffice and openpyxl once patched', async () => {
    await withTemporaryFolder(async (folder) => {
      const made: readonly WrittenWorkbook[] = [writtenBySheetJs(), await writtenByHucre()];
      for (const { bytes, sheet } of made) {
        const patched = patch(bytes, {
          edits: [edit(sheet, 2, 2, '=patched'), edit(sheet, 9, 5, { date: '2026-11-22' })],
          appends: [],
        });
        assert.deepEqual(readByOpenpyxl(folder, patched, sheet, ['B2', 'E9']), ['=patched', '2026-11-22 00:00:00']);
        const saved = values(savedByLibreOffice(folder, patched), sheet);
        assert.deepEqual([saved.get('B2'), saved.get('E9')], ['=patched', 46348]);
      }
    });
  });
});
