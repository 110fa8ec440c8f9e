import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import { defaultLimits } from '#engine/adapters/workbook/package/limits';
import { preflight } from '#engine/adapters/workbook/package/preflight';
import { sniffFile } from '#engine/adapters/workbook/package/sniff-file';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { plainParts, plainWorkbook, sheetOf } from '#test/support/corpus/plain-workbook';
import { makeZip, type ZipPart } from '#test/support/make-zip';

const oneSheet = plainParts({ sheets: [{ name: 'Sheet1', inner: '<sheetData/>' }] });

function withPart(part: ZipPart): Buffer {
  return makeZip([...oneSheet.filter((other) => other.name !== part.name), part]);
}

/** Both ways in refuse alike, in time and with a sentence that says what to do. */
function refusal(bytes: Uint8Array): string {
  const started = performance.now();
  const checked = preflight(bytes);
  const read = readWorkbook(bytes);
  assert.ok(performance.now() - started < 2_000, 'both together stay under two seconds');
  assert.ok(!checked.ok, 'preflight refuses');
  assert.ok(!read.ok, 'the reader refuses');
  assert.equal(read.error.code, checked.error.code);
  assert.match(checked.error.message, /^.{30,400}\.$/s);
  return checked.error.code;
}

/** For faults in parts that the reader has no reason to look into. */
function preflightRefusal(bytes: Uint8Array): string {
  const checked = preflight(bytes);
  assert.ok(!checked.ok);
  return checked.error.code;
}

const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const oleWith = (stream: string): Buffer => Buffer.concat([ole, Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);

describe('preflight', () => {
  it('[H1] a plain workbook passes, and an OpenDocument spreadsheet is told apart', () => {
    assert.deepEqual(preflight(makeZip(oneSheet)), { ok: true, value: { kind: 'xlsx' } });
    const ods = makeZip([
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'content.xml', content: '<o:d xmlns:o="urn:o"/>' },
    ]);
    assert.deepEqual(preflight(ods), { ok: true, value: { kind: 'ods' } });
    const read = readWorkbook(ods);
    assert.equal(read.ok ? '' : read.error.code, 'not-a-workbook');
  });

  it('[H2] encrypted, old, text, web and empty files are named for what they are, whatever their name says', () => {
    assert.equal(refusal(oleWith('EncryptedPackage')), 'encrypted');
    assert.equal(refusal(oleWith('Workbook')), 'legacy-xls');
    assert.equal(refusal(oleWith('WordDocument')), 'not-a-workbook');
    assert.equal(refusal(Buffer.from('id,title\r\n1,=cmd()\r\n')), 'not-a-workbook');
    assert.equal(refusal(Buffer.from('<html><table><tr><td>1</td></tr></table></html>')), 'not-a-workbook');
    assert.equal(refusal(Buffer.from([0, 1, 2, 3])), 'not-a-workbook');
    assert.equal(refusal(new Uint8Array()), 'empty');
    assert.equal(refusal(makeZip([{ name: 'a.txt', content: 'hello' }])), 'not-a-workbook');
    assert.equal(sniffFile(Buffer.from('\uFEFFid;title')), 'text');
    assert.equal(sniffFile(Buffer.from('<?xml version="1.0"?><Workbook/>')), 'xml');
    assert.equal(sniffFile(Buffer.from(' <!DOCTYPE html><p>')), 'html');
    assert.equal(sniffFile(Buffer.from([9, 8, 16, 0])), 'legacy-xls');
  });

  it('[H3] a file over 20 MB is refused before anything is unpacked', () => {
    const big = Buffer.concat([sheetOf(''), Buffer.alloc(defaultLimits.fileSize)]);
    assert.equal(refusal(big), 'too-large');
  });

  it('[H4] more than 2,000 entries are refused', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({ name: `xl/media/${index}.png`, content: '' }));
    assert.equal(refusal(makeZip([...oneSheet, ...many])), 'too-many-parts');
  });

  it('[H5] 300 MB out of 300 KB are refused unopened, by part, by ratio and by total', () => {
    const megabyte = 1024 * 1024;
    const declared = withPart({
      name: 'xl/sharedStrings.xml',
      content: Buffer.alloc(300 * 1024),
      size: 300 * megabyte,
    });
    assert.equal(refusal(declared), 'zip-bomb');
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: Buffer.alloc(4 * megabyte) })), 'zip-bomb');
    const total = Array.from({ length: 5 }, (_, index) => ({
      name: `xl/media/${index}.bin`,
      content: Buffer.alloc(300 * 1024),
      stored: true,
      size: 60 * megabyte,
    }));
    assert.equal(refusal(makeZip([...oneSheet, ...total])), 'zip-bomb');
  });

  it('[H6] inflating stops at the stated size, so that a lying size is refused in bounded memory', () => {
    const long = Buffer.alloc(32 * 1024 * 1024, 'a');
    const before = process.memoryUsage().arrayBuffers;
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: long, size: 1_000 })), 'lying-size');
    assert.ok(process.memoryUsage().arrayBuffers - before < 80 * 1024 * 1024);
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: 'short', size: 1_000 })), 'lying-size');
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: 'stored', stored: true, size: 3 })), 'lying-size');
  });

  it('[H7] two parts of one name are refused, letter case aside', () => {
    const again = { name: 'xl/worksheets/SHEET1.xml', content: 'other' };
    assert.equal(refusal(makeZip([...oneSheet, again])), 'duplicate-part');
    assert.equal(refusal(makeZip([...oneSheet, { ...again, name: 'xl/worksheets/sheet1.xml' }])), 'duplicate-part');
  });

  it('[H8] entries that overlap, or headers that contradict the directory, are refused', () => {
    const twoFaced = withPart({ name: 'xl/media/a.bin', localName: 'xl/media/b.bin', content: 'x' });
    assert.equal(refusal(twoFaced), 'overlapping-entries');
    const [first, ...rest] = oneSheet;
    assert.ok(first !== undefined);
    assert.equal(
      refusal(makeZip([first, ...rest, { ...first, name: first.name.replace('C', 'D'), offset: 0 }])),
      'overlapping-entries',
    );
    assert.equal(
      refusal(withPart({ name: 'xl/media/a.bin', content: 'x', offset: 99_999_999 })),
      'overlapping-entries',
    );
  });

  it('[H9] names that reach outside the package are refused', () => {
    for (const name of [
      '../evil.xml',
      'xl/../../evil.xml',
      '/etc/passwd',
      'C:/evil.xml',
      'xl\\sheet.xml',
      'a\u0000b',
      './a',
    ]) {
      assert.equal(refusal(withPart({ name, content: 'x' })), 'unsafe-name', name);
    }
  });

  it('[H10] a wrong checksum is refused, also in a part nobody reads', () => {
    assert.equal(refusal(withPart({ name: 'xl/worksheets/sheet1.xml', content: '<a/>', crc: 1 })), 'bad-crc');
    assert.equal(refusal(withPart({ name: 'xl/media/a.png', content: 'png', crc: 1 })), 'bad-crc');
  });

  it('[H11] encrypted entries, unknown compression and zip64 are refused', () => {
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: 'x', flags: 1 })), 'encrypted');
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: 'x', method: 99 })), 'unknown-compression');
    assert.equal(refusal(withPart({ name: 'xl/media/a.bin', content: 'x', size: 0xffffffff })), 'zip64');
  });

  it('[H12] a file cut off anywhere is refused, never read in part', () => {
    const whole = sheetOf('<row r="1"><c r="A1"><v>1</v></c></row>');
    for (let length = 4; length < whole.length; length += 97) {
      assert.equal(refusal(whole.subarray(0, length)), 'truncated', `cut at ${length}`);
    }
    const noise = Buffer.from(whole);
    noise.fill(0xff, 60, 90);
    assert.ok(!preflight(noise).ok);
  });

  it('[H13] a DOCTYPE is refused: an entity bomb and an outside entity alike', () => {
    const bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>';
    const outside =
      '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>';
    assert.equal(refusal(withPart({ name: 'xl/worksheets/sheet1.xml', content: bomb })), 'doctype');
    assert.equal(refusal(withPart({ name: 'xl/worksheets/sheet1.xml', content: outside })), 'doctype');
    assert.equal(preflightRefusal(withPart({ name: 'customXml/item1.xml', content: outside })), 'doctype');
  });

  it('[H14] unclosed, unbalanced and very deep markup is refused in time that grows with its length', () => {
    const unclosed = '<c>'.repeat(80_000);
    const xml = (inner: string): Buffer => withPart({ name: 'xl/worksheets/sheet1.xml', content: `<w>${inner}</w>` });
    for (const inner of [
      unclosed,
      '<a></b>',
      '<a',
      '<a b></a>',
      '<a b="1" b="2"/>',
      '<a b="<"/>',

      '</w><w>',
      '<p:a/>',
    ]) {
      assert.equal(refusal(xml(inner)), 'damaged', inner.slice(0, 20));
    }
    const attributes = Array.from({ length: 300 }, (_, index) => ` a${index}="1"`).join('');
    assert.equal(refusal(xml(`<a${attributes}/>`)), 'damaged');
    assert.equal(preflightRefusal(xml('&bomb;')), 'damaged');
    assert.equal(preflightRefusal(xml('&#0;')), 'damaged');
  });

  it('[H15] more than 64 sheets are refused', () => {
    const sheets = Array.from({ length: 65 }, (_, index) => ({ name: `S${index}`, inner: '<sheetData/>' }));
    assert.equal(refusal(plainWorkbook({ sheets })), 'too-many-sheets');
  });

  it('[H16] a text longer than a cell can hold is refused', () => {
    const long = 'x'.repeat(32_768);
    const inline = `<row r="1"><c r="A1" t="inlineStr"><is><t>${long}</t></is></c></row>`;
    assert.equal(refusal(sheetOf(inline)), 'text-too-long');
    assert.equal(
      refusal(
        plainWorkbook({ sheets: [{ name: 'S', inner: '<sheetData/>' }], sharedStrings: `<si><t>${long}</t></si>` }),
      ),
      'text-too-long',
    );
    assert.ok(preflight(sheetOf(inline.replace('xx', '&#120;'))).ok, '32,767 characters, one of them written long');
  });

  it('[H17] other Office documents, binary workbooks and missing parts are refused by name', () => {
    const document = withPart({ name: 'xl/workbook.xml', content: '<document xmlns="urn:word"/>' });
    assert.equal(refusal(document), 'not-a-workbook');
    const rels = oneSheet.find((part) => part.name === '_rels/.rels');
    const binary = String(rels?.content).replace('workbook.xml', 'workbook.bin');
    assert.equal(
      refusal(
        makeZip([
          { name: '_rels/.rels', content: binary },
          { name: 'xl/workbook.bin', content: 'x' },
        ]),
      ),
      'binary-workbook',
    );
    assert.equal(refusal(makeZip(oneSheet.filter((part) => !part.name.startsWith('xl/worksheets')))), 'damaged');
    assert.equal(refusal(makeZip(oneSheet.filter((part) => part.name !== 'xl/workbook.xml'))), 'damaged');
  });

  it('[H18] parts that are not the Unicode they claim are refused', () => {
    const sheet = (content: string | Buffer): Buffer => withPart({ name: 'xl/worksheets/sheet1.xml', content });
    assert.equal(refusal(sheet(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))), 'damaged');
    assert.equal(refusal(sheet('<?xml version="1.0" encoding="shift_jis"?><worksheet/>')), 'damaged');
    assert.equal(refusal(sheet(Buffer.from([0xff, 0xfe, 0x3c]))), 'damaged');
  });

  it('[H19] compressed data that cannot be inflated is refused', () => {
    const data = deflateRawSync(Buffer.from('<worksheet/>'.repeat(100)));
    const zip = makeZip([
      ...oneSheet,
      { name: 'xl/media/a.bin', content: data.subarray(0, 12), stored: true, size: 1_200 },
    ]);
    const central = zip.lastIndexOf(Buffer.from('PK\u0001\u0002'));
    zip.writeUInt16LE(8, central + 10);
    zip.writeUInt16LE(8, zip.readUInt32LE(central + 42) + 8);
    assert.equal(refusal(zip), 'damaged');
  });
});
