import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { createFileProcess } from '#engine/adapters/process/file-process';
import { fileChild } from '#test/support/file-child';
import { fileOf, formatA } from '#test/support/grids';
import { makeZip } from '#test/support/make-zip';

const namespace = 'urn:oasis:names:tc:opendocument:xmlns';

/** An OpenDocument spreadsheet with the given rows. */
function openDocument(rows: string, before = ''): Uint8Array {
  return makeZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
    { name: 'META-INF/manifest.xml', content: `<m:manifest xmlns:m="${namespace}:manifest:1.0"/>` },
    { name: 'styles.xml', content: `<o:document-styles xmlns:o="${namespace}:office:1.0"/>` },
    {
      name: 'content.xml',
      content: `<?xml version="1.0"?>${before}<office:document-content xmlns:office="${namespace}:office:1.0" xmlns:table="${namespace}:table:1.0" xmlns:text="${namespace}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
}

function row(cell: string, attributes = ''): string {
  return `<table:table-row ${attributes}><table:table-cell ${cell}</table:table-cell></table:table-row>`;
}

const text = 'office:value-type="string"><text:p>x</text:p>';

/** Each with the code it is refused by. */
const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  [
    'a filled cell repeated a billion times',
    openDocument(row(`table:number-columns-repeated="1000000000" ${text}`)),
    'too-many-cells',
  ],
  [
    'a filled row repeated a billion times',
    openDocument(row(text, 'table:number-rows-repeated="1000000000"')),
    'too-many-cells',
  ],
  [
    'two billion spaces in one element',
    openDocument(row('office:value-type="string"><text:p>a<text:s text:c="2000000000"/></text:p>')),
    'text-too-long',
  ],
  ['an entity bomb', openDocument(row(text), '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'), 'doctype'],
  ['forty megabytes in one part', openDocument(`${row(text)}${' '.repeat(40_000_000)}`), 'zip-bomb'],
  [
    'an encrypted document',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'encrypted',
  ],
  ['an old workbook cut off in the middle', fileOf({ S: [['Id'], ['A-1']] }, 'biff8').slice(0, 3_000), 'damaged'],
  ['a web page named .xls', Buffer.from('<html><table><tr><td>controlName</td></tr></table></html>'), 'not-a-workbook'],
];

describe('hostile spreadsheets for import', () => {
  it('[H34] each is refused with its reason, none needs to be killed, and other work goes on meanwhile', async () => {
    const files = createFileProcess({ childFile: fileChild, timeout: 15_000 });
    try {
      const sound = fileOf(formatA() as Parameters<typeof fileOf>[0], 'biff8'); // the sound one has plain values alone
      const ask = async (bytes: Uint8Array) => {
        const result = await files.templates.inspect({ name: 'a', bytes, companions: {} });
        return result.ok ? result.value.format : result.error.code;
      };
      const answers = await Promise.all(hostile.flatMap(([, bytes]) => [ask(bytes), ask(sound)]));
      assert.deepEqual(
        hostile.map(([what], index) => [what, answers[2 * index], answers[2 * index + 1]]),
        hostile.map(([what, , code]) => [what, code, 'format-a']),
      );
    } finally {
      files.close();
    }
  });

  it('[H34] a list of more rows than are read says so instead of being cut in silence', async () => {
    const files = createFileProcess({ childFile: fileChild, processes: 1 });
    try {
      const bytes = Buffer.from(`Control ID,Title\n${'A-1,Title\n'.repeat(30_000)}`);
      const result = await files.templates.read({ name: 'a.csv', bytes, companions: {} }, null);
      assert.ok(result.ok);
      assert.ok(result.value.findings.some(({ rule, severity }) => rule === 'too-many-rows' && severity === 'error'));
    } finally {
      files.close();
    }
  });

  it('[H34] empty cells and rows that fill the whole grid are no burden', async () => {
    const files = createFileProcess({ childFile: fileChild, processes: 1 });
    try {
      const filler =
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
      const bytes = openDocument(`${row(text)}${filler}`);
      const result = await files.templates.inspect({ name: 'a.ods', bytes, companions: {} });
      assert.ok(result.ok);
      assert.equal(result.value.sheets[0]?.rows, 1);
    } finally {
      files.close();
    }
  });
});
