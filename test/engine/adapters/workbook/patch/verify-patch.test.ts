import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { type Deflated, deflateSegments } from '#engine/adapters/workbook/package/deflate-segments';
import { FileFault } from '#engine/adapters/workbook/package/file-fault';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { openPackage } from '#engine/adapters/workbook/package/open-package';
import { spliceZip } from '#engine/adapters/workbook/package/splice-zip';
import { readStructure } from '#engine/adapters/workbook/package/workbook-structure';
import { openZip } from '#engine/adapters/workbook/package/zip';
import { createSession } from '#engine/adapters/workbook/patch/patch-session';
import { verifyPatch } from '#engine/adapters/workbook/patch/verify-patch';
import type { CellWrite } from '#engine/adapters/workbook/patch/write-cells';
import { plainParts } from '#test/support/corpus/plain-workbook';
import { makeZip } from '#test/support/make-zip';

const part = 'xl/worksheets/sheet1.xml';
const parts = plainParts({
  sheets: [
    {
      name: 'S',
      inner: '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><f>A1</f><v>1</v></c></row></sheetData>',
    },
  ],
});

/** Verifies these bytes against a session in which A1 or B1 was written, and parts replaced; gives the code, or an empty text. */
function verdict(bytes: Uint8Array, write: CellWrite, replaced: ReadonlyMap<string, Deflated> = new Map()): string {
  const workbook = openPackage(makeZip(parts), defaultLimits);
  const structure = readStructure(workbook);
  const session = createSession(workbook, structure);
  const sheet = structure.sheets[0];
  assert.ok(sheet !== undefined);
  session.written.push({ sheet, writes: [write], text: workbook.readText(part).text });
  try {
    verifyPatch(session, { bytes, replaced, dropped: null });
    return '';
  } catch (fault) {
    assert.ok(fault instanceof FileFault);
    return fault.problem.code;
  }
}

const one: CellWrite = { row: 1, column: 1, content: { kind: 'number', number: 1, date: false }, style: null };

describe('verifyPatch', () => {
  it('[W43] a written cell that does not read back stops the file', () => {
    const same = makeZip(parts);
    assert.equal(verdict(same, one), '');
    const b1 = { row: 1, column: 2, style: null };
    assert.equal(verdict(same, { ...b1, content: { kind: 'formula', formula: 'A1', value: 1 } }), '');
    assert.equal(verdict(same, { ...b1, content: { kind: 'cached', value: 1 } }), '');
    for (const content of [
      { kind: 'number', number: 2, date: false },
      { kind: 'number', number: 1, date: true },
      { kind: 'text', text: '1' },
      { kind: 'boolean', boolean: true },
      { kind: 'formula', formula: 'A1', value: 1 },
      { kind: 'cached', value: 1 },
      { kind: 'empty' },
    ] as const) {
      assert.equal(verdict(same, { ...one, content }), 'unverified', content.kind);
    }
  });

  it('[W43] a part that changed, moved, went or came unasked stops the file', () => {
    const changed = parts.map((other) =>
      other.name === 'xl/styles.xml' ? { ...other, content: `${String(other.content)} ` } : other,
    );
    assert.equal(verdict(makeZip(changed), one), 'unverified');
    const styles = String(parts.find((other) => other.name === 'xl/styles.xml')?.content);
    const replaced = new Map([['xl/styles.xml', deflateSegments([Buffer.from(`${styles} `)])]]);
    const spliced = Buffer.from(spliceZip(openZip(makeZip(parts), defaultLimits), { replaced, removed: new Set() }));
    assert.equal(verdict(spliced, one, replaced), '');
    const { dataStart } = openZip(spliced, defaultLimits).entryByName.get('xl/styles.xml') ?? { dataStart: 0 };
    spliced.writeUInt8(spliced.readUInt8(dataStart) ^ 1, dataStart);
    assert.equal(verdict(spliced, one, replaced), 'unverified');
    assert.equal(verdict(makeZip([...parts].reverse()), one), 'unverified');
    assert.equal(verdict(makeZip(parts.filter((other) => other.name !== 'xl/styles.xml')), one), 'unverified');
    assert.equal(verdict(makeZip([...parts, { name: 'extra.xml', content: '<a/>' }]), one), 'unverified');
  });
});
