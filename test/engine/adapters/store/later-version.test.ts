import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checksum } from '#engine/adapters/store/checksum';
import { openStore } from '#engine/adapters/store/open-store';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

const options = {
  log: silentLog,
  fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
  trustSnapshots: false,
};

/** The same line as a later program might write it, its checksum in order. */
function laterHeader(file: string): string {
  const [header = '', ...lines] = file.split('\n');
  const body = header.slice(9).replace('"v":1', '"v":2');
  return [`${checksum(Buffer.from(body))} ${body}`, ...lines].join('\n');
}

describe('a data folder of a later program', () => {
  const laterVersion = (text: string): string => text.replace(/"version": \d+/, '"version": 99');
  for (const [file, change, said] of [
    ['installation.json', laterVersion, /later Controlbook \(version 99, this one knows \d+\)\. Install that version/],
    ['directory.json', laterVersion, /later Controlbook \(version 99, this one knows \d+\)\. Install that version/],
    [
      'journal/org/000000000001.jsonl',
      laterHeader,
      /later Controlbook .*journal version 2, this one knows 1\)\. Install/,
    ],
  ] as const) {
    it(`[M15] is refused with what to do, and left as it is: ${file}`, () =>
      withTemporaryFolder(async (data) => {
        const opened = await openStore(data, options);
        assert.ok(opened.ok);
        const { journal, directory, close } = opened.value;
        const head = await journal.open(partition('org'));
        assert.ok((await journal.append(head.partition, 0, entriesAfter(head, ['a', 'b']))).ok);
        await directory.put({ id: partition('org') as never, name: 'Ada', email: null, source: 'machine' });
        await close();
        const path = join(data, file);
        const changed = change(await readFile(path, 'utf8'));
        await writeFile(path, changed);
        const refused = await openStore(data, options);
        assert.ok(!refused.ok);
        assert.match(refused.error.message, said);
        assert.equal(await readFile(path, 'utf8'), changed);
      }));
  }
});
