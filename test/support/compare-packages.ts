import assert from 'node:assert/strict';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openPackage } from '#engine/adapters/workbook/package/open-package';
import { XmlCursor } from '#engine/adapters/workbook/package/xml-cursor';

/**
 * Names of the parts that differ. All others are asserted to be the same bytes, compressed, with their headers, in the
 * same order; parts in `dropped` must be gone, nothing may be added.
 */
export function changedParts(
  before: Uint8Array,
  after: Uint8Array,
  dropped: readonly string[] = [],
): readonly string[] {
  const old = openPackage(before, defaultLimits).zip;
  const fresh = openPackage(after, { ...defaultLimits, fileSize: Number.MAX_SAFE_INTEGER }).zip;
  const kept = old.entries.filter((entry) => !dropped.includes(entry.name));
  assert.deepEqual(
    fresh.entries.map((entry) => entry.name),
    kept.map((entry) => entry.name),
  );
  assert.deepEqual(
    [...fresh.entries].sort((a, b) => a.localStart - b.localStart).map((entry) => entry.name),
    [...kept].sort((a, b) => a.localStart - b.localStart).map((entry) => entry.name),
  );
  const changed: string[] = [];
  for (const [index, entry] of kept.entries()) {
    const twin = fresh.entries[index];
    assert.ok(twin !== undefined);
    const oldRaw = old.bytes.subarray(entry.localStart, entry.rawEnd);
    const freshRaw = fresh.bytes.subarray(twin.localStart, twin.rawEnd);
    if (!oldRaw.equals(freshRaw)) changed.push(entry.name);
    const time = 12;
    assert.equal(fresh.bytes.readUInt32LE(twin.centralStart + time), old.bytes.readUInt32LE(entry.centralStart + time));
  }
  return changed.sort();
}

export function partText(bytes: Uint8Array, part: string): string {
  return openPackage(bytes, { ...defaultLimits, fileSize: Number.MAX_SAFE_INTEGER }).readText(part).text;
}

/** A worksheet's text without the named cells, rows that hold nothing else, and the extents that follow from cells. */
export function sheetWithoutCells(xml: string, cells: ReadonlySet<string>): string {
  const cursor = new XmlCursor(xml, 'sheet');
  const pieces: string[] = [];
  let at = 0;
  let row = '';
  let rowStart = 0;
  let rowPieces: string[] = [];
  let others = false;
  while (cursor.next() !== 'end') {
    if (cursor.namespace !== 'main') continue;
    if (cursor.local === 'row' && cursor.depth === 3 && cursor.token === 'open') {
      pieces.push(xml.slice(at, cursor.start));
      rowStart = cursor.start;
      at = cursor.start;
      rowPieces = [];
      others = false;
      row = xml.slice(rowStart, cursor.end);
    } else if (cursor.local === 'row' && cursor.depth === 3 && cursor.token === 'close') {
      rowPieces.push(xml.slice(at, cursor.end));
      at = cursor.end;
      if (others && row !== '') pieces.push(rowPieces.join(''));
    } else if (cursor.local === 'c' && cursor.depth === 4 && cursor.token === 'open') {
      const start = cursor.start;
      const name = cursor.attribute('r') ?? '';
      cursor.skip();
      if (!cells.has(name)) others = true;
      else {
        rowPieces.push(xml.slice(at, start));
        at = cursor.end;
      }
    }
  }
  pieces.push(xml.slice(at));
  return pieces
    .join('')
    .replace(/<((?:\w+:)?)dimension ref="[^"]*"\/>/, '')
    .replace(/ spans="[^"]*"/g, '');
}
