import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanFileName, downloadName, extensionOf } from '#engine/domain/evidence/file-name';

describe('the name of a file', () => {
  it('[N52] keeps what people call it, and leaves out folders and what cannot be seen', () => {
    for (const [given, kept] of [
      ['Report 2026 (final).pdf', 'Report 2026 (final).pdf'],
      ['Überprüfung 検査 🔒.docx', 'Überprüfung 検査 🔒.docx'],
      ['../../etc/passwd', 'passwd'],
      ['C:\\fakepath\\photo.png', 'photo.png'],
      ['a\u202Eexe.pdf\u0000', 'aexe.pdf'],
      ['what?*<it>|is".txt', 'what___it__is_.txt'],
      ['  .hidden. ', 'hidden'],
      ['tab\tand\nline.txt', 'tabandline.txt'],
    ] as const) {
      const name = cleanFileName(given);
      assert.equal(name.ok && name.value, kept);
    }
    for (const nothing of ['', '   ', '..', '/', '\u200B.\u202E', 'folder/'])
      assert.ok(!cleanFileName(nothing).ok, nothing);
  });

  it('[N52] fits every file system, keeps its extension and is its own clean name, whatever was given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('', '.pdf', '.tar.gz'),
        (stem, end) => {
          const name = cleanFileName(`${stem}${end}`);
          if (!name.ok) return;
          assert.ok(name.value.length <= 200 && !/[\\/\p{Cc}]/u.test(name.value) && !/^[.\s]|[.\s]$/.test(name.value));
          assert.deepEqual(cleanFileName(name.value), name);
        },
      ),
    );
    const long = cleanFileName(`${'x'.repeat(300)}.pdf`);
    assert.ok(long.ok && long.value.length === 200 && long.value.endsWith('x.pdf'));
  });

  it('[N52] downloaded, has the extension the file came with, whatever the piece is called', () => {
    assert.equal(downloadName('Patch report', 'scan.pdf'), 'Patch report.pdf');
    assert.equal(downloadName('Patch report.PDF', 'scan.pdf'), 'Patch report.PDF');
    assert.equal(downloadName('Patch report.docx', 'scan.pdf'), 'Patch report.docx.pdf');
    assert.equal(downloadName('Patch report', 'README'), 'Patch report');
    assert.deepEqual(
      [extensionOf('a.b.TXT'), extensionOf('.profile'), extensionOf('a.'), extensionOf('a b')],
      ['txt', '', '', ''],
    );
  });
});
