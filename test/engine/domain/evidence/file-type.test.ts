import assert from 'node:assert/strict';
import { kindOfFile, refuseContent, refuseType } from '#engine/domain/evidence/file-type';

describe('the type of a file', () => {
  it('[N1] decides whether it is taken: no programs, and where the organisation says so only some', () => {
    for (const taken of ['a.pdf', 'a.ps1', 'a.sh', 'a.html', 'a.xlsm', 'README', 'a.unknown']) {
      assert.equal(refuseType(taken, null), null, taken);
    }
    for (const refused of ['a.exe', 'a.pdf.EXE', 'a.lnk', 'a.hta', 'a.jar']) {
      assert.equal(refuseType(refused, null)?.code, 'refused-type', refused);
      assert.equal(refuseType(refused, ['exe', 'lnk', 'hta', 'jar'])?.code, 'refused-type', refused);
    }
    assert.equal(refuseType('a.pdf', ['pdf']), null);
    assert.match(refuseType('a.doc', ['pdf', 'png'])?.message ?? '', /\.doc files are not taken here.*pdf, png/);
  });

  it('[N6] is seen in its first bytes where it is a program', () => {
    const bytes = (...values: readonly number[]) => new Uint8Array([...values, ...Array.from({ length: 24 }, () => 0)]);
    assert.match(refuseContent(bytes(0x4d, 0x5a, 0x90))?.message ?? '', /Windows program/);
    assert.match(refuseContent(bytes(0x7f, 0x45, 0x4c, 0x46, 2))?.message ?? '', /Linux program/);
    assert.match(refuseContent(bytes(0xcf, 0xfa, 0xed, 0xfe))?.message ?? '', /macOS program/);
    assert.match(refuseContent(bytes(0x4c, 0, 0, 0, 1, 0x14, 2, 0))?.message ?? '', /shortcut/);
    for (const text of ['MZ is the station code of Mainz, text', '%PDF-1.7', 'PK\u0003\u0004\u0000\u0000', '', 'L']) {
      assert.equal(refuseContent(Buffer.from(text)), null, text);
    }
  });

  it('[N42] is called what people call it', () => {
    assert.deepEqual(['a.PDF', 'b.xlsx', 'c.png', 'd.ps1', 'e.zip', 'f.msg', 'g', 'h.xyz'].map(kindOfFile), [
      ...['PDF', 'Spreadsheet', 'Image', 'Script', 'Archive', 'E-mail', 'File', 'File'],
    ]);
  });
});
