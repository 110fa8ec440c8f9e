import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { cellName } from '#engine/adapters/workbook/package/cell-reference';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { CellEdit, ReadCell } from '#engine/contract/model/cells';
import { changedParts, partText, sheetWithoutCells } from '#test/support/compare-packages';
import { writtenByHucre, writtenBySheetJs } from '#test/support/corpus/other-writers';
import { richAssessment, richAssessmentParts } from '#test/support/corpus/rich-assessment';
import { makeZip } from '#test/support/make-zip';
import { lintWorkbook } from '#test/support/ooxml-lint';

const actionsPart = 'xl/worksheets/sheet3.xml';

function write(bytes: Uint8Array, edits: readonly CellEdit[]): Uint8Array {
  const patched = patchWorkbook(bytes, { edits, appends: [] });
  assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
  return patched.value.bytes;
}

function valueAt(bytes: Uint8Array, sheet: string, row: number, column: number): ReadCell['value'] | null {
  const read = readWorkbook(bytes);
  assert.ok(read.ok);
  const cells = read.value.sheets.find((other) => other.name === sheet)?.cells;
  return cells?.find((cell) => cell.row === row && cell.column === column)?.value ?? null;
}

describe('lossless write-back', () => {
  it('[W37] a part that was stored, or streamed with its sizes behind it, is replaced in place', () => {
    const parts = richAssessmentParts().map((part) =>
      part.name === actionsPart ? { ...part, stored: true, descriptor: true } : part,
    );
    const stored = makeZip(parts);
    const after = write(stored, [{ sheet: 'Actions', row: 4, column: 2, value: 'x', owned: false }]);
    assert.deepEqual(changedParts(stored, after), [actionsPart]);
    assert.equal(valueAt(after, 'Actions', 4, 2), 'x');
  });

  it('[W37] every part but the touched ones keeps its bytes, compressed, with timestamps and order', () => {
    const rich = richAssessment();
    const edits: CellEdit[] = [];
    for (let row = 4; row <= 13; row += 1) {
      edits.push({ sheet: 'Actions', row, column: 2, value: `Status ${row}`, owned: false });
      edits.push({ sheet: 'Actions', row, column: 3, value: { date: '2026-11-22' }, owned: false });
    }
    const after = write(rich, edits);
    assert.deepEqual(changedParts(rich, after), [actionsPart]);
    assert.deepEqual(lintWorkbook(after), []);
    assert.ok(Buffer.from(after).subarray(-12).equals(Buffer.from('kept comment')));
  });

  it('[W38] in a touched sheet every character outside the written cells stays', () => {
    const rich = richAssessment();
    const places = [
      [4, 2],
      [2, 1],
      [20, 9],
      [13, 4],
      [40, 12],
    ] as const;
    const after = write(
      rich,
      places.map(([row, column]) => ({ sheet: 'Actions', row, column, value: 'x', owned: false })),
    );
    const names = new Set(places.map(([row, column]) => cellName(row, column)));
    assert.equal(
      sheetWithoutCells(partText(after, actionsPart), names),
      sheetWithoutCells(partText(rich, actionsPart), names),
    );
  });

  it('[W39] a hundred write-backs in a row leave a clean file that says what the last one said', () => {
    let bytes: Uint8Array = richAssessment();
    for (let round = 1; round <= 100; round += 1) {
      const before = bytes;
      const row = 4 + (round % 10);
      const patched = patchWorkbook(bytes, {
        edits: [
          { sheet: 'Actions', row, column: 2, value: `Round ${round}`, owned: false },
          { sheet: 'Actions', row: 100 + round, column: 8, value: round, owned: false },
          { sheet: 'Actions', row, column: 3, value: { date: '2026-11-22' }, owned: false },
          { sheet: 'Actions', row, column: 5, value: { cached: round }, owned: true },
        ],
        appends: round % 25 === 0 ? [{ table: 'Actions', rows: [{ Action: `New ${round}` }] }] : [],
      });
      assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
      bytes = patched.value.bytes;
      assert.deepEqual(patched.value.refused, []);
      if (round % 25 !== 0) assert.deepEqual(changedParts(before, bytes), [actionsPart]);
      assert.deepEqual(lintWorkbook(bytes), []);
    }
    assert.equal(valueAt(bytes, 'Actions', 4, 2), 'Round 100');
    assert.equal(valueAt(bytes, 'Actions', 17, 1), 'New 100');
    assert.equal(valueAt(bytes, 'Actions', 200, 8), 100);
  });

  it('[W40] any edits, anywhere: the written cells read back, all others stay, the file stays clean', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('_', 'x', '0', '4', '1', '&', '<', '\n', '\r', ' ', ']', '>', '\uD800'),
        maxLength: 20,
      }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const place = fc.record({ row: fc.integer({ min: 1, max: 45 }), column: fc.integer({ min: 1, max: 12 }), value });
    const key = (cell: { row: number; column: number }): string => cellName(cell.row, cell.column);
    const rich = richAssessment();
    const original = readWorkbook(rich);
    assert.ok(original.ok);
    fc.assert(
      fc.property(fc.uniqueArray(place, { selector: key, maxLength: 25 }), (places) => {
        const edits = places.map((edit) => ({ ...edit, sheet: 'Actions', owned: false }));
        const patched = patchWorkbook(rich, { edits, appends: [] });
        assert.ok(patched.ok, patched.ok ? '' : patched.error.message);
        const refused = new Set(patched.value.refused.map(({ cell }) => cell));
        const written = new Map(
          places.filter((edit) => !refused.has(key(edit))).map((edit) => [key(edit), edit.value]),
        );
        const read = readWorkbook(patched.value.bytes);
        assert.ok(read.ok);
        const expected = new Map<string, ReadCell['value']>(
          original.value.sheets[0]?.cells.map((cell) => [key(cell), cell.value]),
        );
        for (const [name, given] of written) {
          if (given === null || given === '') expected.delete(name);
          else
            expected.set(
              name,
              typeof given === 'string' ? given.replace(/\r\n?/g, '\n') : Object.is(given, -0) ? 0 : given,
            );
        }
        assert.deepEqual(new Map(read.value.sheets[0]?.cells.map((cell) => [key(cell), cell.value])), expected);
        assert.deepEqual(read.value.sheets.slice(1), original.value.sheets.slice(1));
        const names = new Set(written.keys());
        assert.equal(
          sheetWithoutCells(partText(patched.value.bytes, actionsPart), names),
          sheetWithoutCells(partText(rich, actionsPart), names),
        );
        assert.deepEqual(lintWorkbook(patched.value.bytes), []);
      }),
      { numRuns: 60 },
    );
  });

  it('[W41] workbooks of other writers are read alike and patched without harm', async () => {
    for (const made of [writtenBySheetJs(), await writtenByHucre()]) {
      assert.deepEqual(lintWorkbook(made.bytes), [], made.writer);
      for (const [row, values] of made.rows.entries()) {
        for (const [column, value] of values.entries()) {
          assert.equal(valueAt(made.bytes, made.sheet, row + 1, column + 1), value, `${made.writer} ${row} ${column}`);
        }
      }
      const after = write(made.bytes, [
        { sheet: made.sheet, row: 2, column: 2, value: '=patched', owned: false },
        { sheet: made.sheet, row: 9, column: 5, value: { date: '2026-11-22' }, owned: false },
      ]);
      assert.equal(valueAt(after, made.sheet, 2, 2), '=patched');
      assert.equal(valueAt(after, made.sheet, 9, 5), 46348);
      assert.deepEqual(lintWorkbook(after), [], made.writer);
    }
  });

  const realData = process.env['CONTROLBOOK_REAL_DATA'];
  if (realData) {
    it('[W42] published workbooks take two hundred edits and keep everything else', () => {
      for (const [name, sheet] of [
        ['csf2', 'CSF 2.0'],
        ['sp800-53r5-control-catalog', 'SP 800-53 Revision 5'],
        ['Compliance-Manager-Sample-Import-File', 'Actions'],
      ] as const) {
        const before: Uint8Array = readFileSync(join(realData, 'workbooks', `${name}.xlsx`));
        const edits = Array.from({ length: 200 }, (_, index) => ({
          sheet,
          row: 3 + index,
          column: 30,
          value: `=${index}`,
          owned: false,
        }));
        const after = write(before, edits);
        const changed = changedParts(before, after);
        assert.equal(changed.length, 1, name);
        const names = new Set(edits.map(({ row, column }) => cellName(row, column)));
        const part = changed[0] ?? '';
        assert.equal(sheetWithoutCells(partText(after, part), names), sheetWithoutCells(partText(before, part), names));
        assert.deepEqual(lintWorkbook(after), []);
      }
    });
  }
});
