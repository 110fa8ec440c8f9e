import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import { saveLikeExcel } from '#test/support/folder-saves';

/** A cell as a person finds it: the sheet, a text somewhere in its row, the header over it. */
export type Place = readonly [sheet: string, row: string, header: string];

/** What a person types, and where. Numbers are dates' serials too, as spreadsheet programs store them. */
export type Typed = readonly [...place: Place, value: string | number | null];

export async function openWorkbook(path: string): Promise<ReadWorkbook> {
  return read(await readFile(path));
}

/** What stands in the cell; null when it is empty, undefined when there is no such row or header. */
export function cellAt(workbook: ReadWorkbook, place: Place): ReadCell['value'] | null | undefined {
  const at = locate(workbook, place);
  if (at === null) return undefined;
  const cells = workbook.sheets.find(({ name }) => name === place[0])?.cells ?? [];
  return cells.find(({ row, column }) => row === at.row && column === at.column)?.value ?? null;
}

/** Data rows of a sheet's table that have something in its first column. */
export function rowsOf(workbook: ReadWorkbook, sheet: string): readonly string[] {
  const found = workbook.sheets.find(({ name }) => name === sheet);
  const [table] = found?.tables ?? [];
  if (found === undefined || table === undefined) return [];
  const { firstRow, lastRow, firstColumn } = table;
  return found.cells
    .filter(({ row, column }) => row > firstRow && row <= lastRow && column === firstColumn)
    .flatMap(({ value }) => (value === '' ? [] : [String(value)]));
}

/** The bytes after a person has typed; what the file holds beside is as it was. */
export function typeInto(bytes: Uint8Array, ...typed: readonly Typed[]): Uint8Array {
  const workbook = read(bytes);
  const edits = typed.map(([sheet, row, header, value]) => {
    const at = locate(workbook, [sheet, row, header]);
    assert.ok(at !== null, `${sheet} has no cell for ${row} under ${header}`);
    return { sheet, ...at, value, owned: false };
  });
  const patched = patchWorkbook(bytes, { edits, appends: [] });
  assert.ok(patched.ok && patched.value.refused.length === 0);
  return patched.value.bytes;
}

/** Opens, types and saves as Excel does. */
export async function typeAndSave(path: string, ...typed: readonly Typed[]): Promise<void> {
  await saveLikeExcel(path, typeInto(await readFile(path), ...typed));
}

/** Looks until it holds; fails with what was seen last. */
export async function until<T>(look: () => Promise<T> | T, expected: T, milliseconds = 8_000): Promise<void> {
  const end = performance.now() + milliseconds;
  for (;;) {
    // A file may be between two names for a moment: that is a look that saw nothing yet.
    const seen = await Promise.resolve(look()).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return undefined;
    });
    try {
      assert.deepEqual(seen, expected);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await wait(15);
  }
}

function read(bytes: Uint8Array): ReadWorkbook {
  const result = readWorkbook(bytes);
  assert.ok(result.ok);
  return result.value;
}

function locate(workbook: ReadWorkbook, [sheet, row, header]: Place): { row: number; column: number } | null {
  const cells = workbook.sheets.find(({ name }) => name === sheet)?.cells ?? [];
  const top = cells.find(({ value }) => value === header);
  const left = cells.find((cell) => cell.value === row && top !== undefined && cell.row > top.row);
  return top === undefined || left === undefined ? null : { row: left.row, column: top.column };
}
