import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AttackBench, openAttackBench } from '#test/support/attack-bench';
import { makeZip, type ZipPart } from '#test/support/make-zip';
import { readParts } from '#test/support/read-parts';
import { until } from '#test/support/workbook-person';

const megabyte = 1024 * 1024;
const sheet = /^xl\/worksheets\/sheet\d+\.xml$/;

/** What is wrong, the code it is refused by, and how a sound workbook becomes it. */
type Hostile = readonly [what: string, code: string, make: (parts: ReadonlyMap<string, string>) => Uint8Array];

const zipOf = (parts: ReadonlyMap<string, string>, more: readonly ZipPart[] = []): Uint8Array =>
  makeZip([...Array.from(parts, ([name, content]) => ({ name, content })), ...more]);
const inSheets = (change: (xml: string) => string) => (parts: ReadonlyMap<string, string>) =>
  zipOf(new Map(Array.from(parts, ([name, xml]) => [name, sheet.test(name) ? change(xml) : xml])));
const inPart = (wanted: string, change: (xml: string) => string) => (parts: ReadonlyMap<string, string>) =>
  zipOf(new Map(Array.from(parts, ([name, xml]) => [name, name === wanted ? change(xml) : xml])));
const doctype = (definition: string) => (xml: string) =>
  xml.replace(/<(worksheet|workbook|sst|styleSheet)\b/, `<!DOCTYPE a [${definition}]><$1`);
const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join(
  '',
);

const hostile: readonly Hostile[] = [
  [
    'a part that unpacks to fifty megabytes',
    'zip-bomb',
    (parts) => zipOf(parts, [{ name: 'xl/media/a.bin', content: Buffer.alloc(50 * megabyte) }]),
  ],
  [
    'a part that lies about its size',
    'zip-bomb',
    (parts) => zipOf(parts, [{ name: 'xl/media/a.bin', content: 'x', size: 4_000_000_000 }]),
  ],
  ['a sheet of spaces without end', 'zip-bomb', inSheets((xml) => `${xml}${' '.repeat(30 * megabyte)}`)],
  ['a billion laughs', 'doctype', inSheets(doctype(`<!ENTITY l0 "lol">${laughs}`))],
  ['an entity from a file', 'doctype', inPart('xl/workbook.xml', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'))],
  [
    'an entity from the network',
    'doctype',
    inPart('xl/styles.xml', doctype('<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;')),
  ],
  ['an entity that nobody has named', 'damaged', inSheets((xml) => xml.replace(/<v>/g, '<v>&bomb;'))],
  [
    'elements in elements without end',
    'damaged',
    inSheets((xml) => xml.replace('<sheetData', `${'<a>'.repeat(100_000)}<sheetData`)),
  ],
  [
    'a part above the workbook',
    'unsafe-name',
    (parts) => zipOf(parts, [{ name: '../../../etc/cron.d/evil', content: 'x' }]),
  ],
  [
    'the same part twice',
    'duplicate-part',
    (parts) => zipOf(parts, [{ name: 'xl/workbook.xml', content: '<workbook/>' }]),
  ],
  ['a file that was cut off', 'truncated', (parts) => zipOf(parts).slice(0, 4_000)],
  [
    'an encrypted file',
    'encrypted',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
];

/** Cells that nobody changes are not read when others are written: this goes back, as it came, to who brought it. */
const unread = 'an entity that nobody has named';

describe('attacks on an engine by workbooks', function () {
  this.timeout(180_000);
  let bench: AttackBench;
  let book: string;
  let sound: ReadonlyMap<string, string>;

  before(async () => {
    bench = await openAttackBench();
    book = join(bench.folder, 'books', 'Default Group', 'Sample Security Baseline.xlsx');
    sound = readParts(await readFile(book));
  });
  after(() => bench.stop());

  const refusalOf = (text: string): string => /"code":"([a-z-]+)"/.exec(text)?.[1] ?? '';

  it('[H46] refuses each of twelve hostile workbooks at import, and nothing is changed', async () => {
    const seen: string[] = [];
    for (const [what, , make] of hostile) {
      const answer = await bench.unchanged(() => bench.upload('/api/v1/imports/inspect', make(sound), '../../a.xlsx'));
      seen.push(`${what}: ${answer.status} ${refusalOf(answer.text)}`);
    }
    assert.deepEqual(
      seen,
      hostile.map(([what, code]) => `${what}: 422 ${code}`),
    );
  });

  it('[H46] refuses each of twelve in the workbench, opened and written into, and nothing is changed', async () => {
    const seen: string[] = [];
    const edit = { sheet: 'Action Items', row: 5, column: 7, value: 'x' };
    for (const [what, , make] of hostile) {
      const bytes = make(sound);
      const opened = await bench.unchanged(() =>
        bench.ask({
          ...{ method: 'POST', path: '/workbench/open', body: bytes },
          headers: { 'content-type': 'application/octet-stream' },
        }),
      );
      const file = Buffer.from(bytes).toString('base64');
      const saved = await bench.unchanged(() =>
        bench.json('/workbench/save', 'POST', { file, patch: { edits: [edit], appends: [] } }),
      );
      seen.push(`${what}: ${opened.status} ${refusalOf(opened.text)}, ${saved.status} ${refusalOf(saved.text)}`);
    }
    assert.deepEqual(
      seen,
      hostile.map(([what, code]) => `${what}: 422 ${code}, ${what === unread ? '200 ' : `422 ${code}`}`),
    );
  });

  it('[H46] leaves each of twelve in the folder as it is, says so, and goes on with the others', async () => {
    const { organisation, workbooks } = bench.served.engine;
    const heads = () => organisation.partitions().map(({ id, head }) => [id, head().position]);
    const before = heads();
    const files = hostile.map(([, code, make], index) => ({ name: `Hostile ${index}.xlsx`, code, bytes: make(sound) }));
    const folder = join(bench.folder, 'books', 'Default Group');
    for (const { name, bytes } of files) await writeFile(join(folder, name), bytes);
    const told = () => workbooks.states().filter(({ path }) => /Hostile/.test(path)).length;
    // What is not whole may still be on its way; it is not opened, and said when it stays so.
    const whole = files.filter(({ code }) => code !== 'truncated' && code !== 'encrypted');
    await until(told, whole.length, 60_000);
    for (const { name, bytes } of whole) {
      const state = workbooks.states().find(({ path }) => path.endsWith(name));
      assert.deepEqual([name, state?.state, state?.assessment], [name, 'left alone', null], state?.message);
      assert.deepEqual(await readFile(join(folder, name)), Buffer.from(bytes), `${name} was written`);
    }
    assert.deepEqual(heads(), before);
    assert.equal((await bench.ask({ path: '/api/v1/status' })).status, 200);
  });
});
