import assert from 'node:assert/strict';
import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '#engine/adapters/store/open-store';
import { archiveCommand } from '#engine/commands/archive';
import { type Command, CommandFailed } from '#engine/commands/command';
import { verifyCommand } from '#engine/commands/verify';
import { readConfig } from '#engine/config';
import { entriesAfter, partition } from '#test/support/journal-entries';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';

describe('the command archive', function () {
  this.timeout(60_000);

  /** What it prints, its exit code at the end; a failure's sentence and code. */
  const run = async (
    command: Command,
    data: string,
    archive: string | null,
    values: Readonly<Record<string, string | boolean>> = {},
  ): Promise<readonly string[]> => {
    const config = readConfig({ data }, archive === null ? {} : { CONTROLBOOK_ARCHIVE: archive });
    assert.ok(config.ok, config.ok ? '' : config.error);
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    const context = { config: config.value, values, words: [], print, tell: () => {}, confirm: async () => null };
    try {
      return [...lines, String(await command.run(context))].concat(lines);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return [error.message, String(error.code)];
    }
  };
  const open = async (data: string) => {
    const opened = await openStore(data, {
      ...{ log: silentLog, trustSnapshots: false, segmentBytes: 200_000 },
      fresh: () => ({ organisation: 'o1', created: '2026-01-02T03:04:05.678Z' }),
    });
    assert.ok(opened.ok);
    return opened.value;
  };

  it('[C22] moves, tells, is told by verify, and brings back', () =>
    withTemporaryFolder(async (folder) => {
      const [data, archive] = [join(folder, 'data'), join(folder, 'archive')];
      const { journal, close } = await open(data);
      let head = await journal.open(partition('group:g1'));
      for (let page = 0; page < 24; page += 1) {
        const texts = Array.from({ length: 500 }, (_, index) => `${page} ${index}`);
        const appended = await journal.append(head.partition, head.position, entriesAfter(head, texts));
        assert.ok(appended.ok);
        head = appended.value;
      }
      assert.match(
        (await run(archiveCommand, data, archive, { 'older-than': '100' })).join(),
        /in use by process .*,1$/,
      );
      await close();

      assert.match((await run(archiveCommand, data, null)).join(), /Set CONTROLBOOK_ARCHIVE to the folder.*,2$/);
      assert.match(
        (await run(archiveCommand, data, archive, { 'older-than': 'old' })).join(),
        /whole number of days.*,2/,
      );
      assert.match((await run(archiveCommand, join(folder, 'none'), archive)).join(), /There is no journal in .*,1$/);
      assert.deepEqual(await run(archiveCommand, data, archive, { 'older-than': '36500' }), [
        '0',
        'Nothing is old enough.',
      ]);
      const moved = (await run(archiveCommand, data, archive, { 'older-than': '0' })).join('\n');
      const until = Number(
        /group:g1: entries 1 to (\d+) are in the archive \(\d+ segments? moved\)\./.exec(moved)?.[1],
      );
      assert.ok(until > 500 && until <= 2_000, `${until}: the newest 10000 stay`);

      const beside = (await run(verifyCommand, data, archive)).join('\n');
      assert.match(beside, /group:g1: 12000 entries, chain ends in/);
      assert.match(beside, new RegExp(`entries 1 to ${until} are whole in the archive, and come to what the journal`));
      assert.match(beside, /The journal is whole\.$/m);
      const alone = (await run(verifyCommand, data, null)).join('\n');
      assert.match(
        alone,
        new RegExp(`entries 1 to ${until} are in the archive and were not read\\. Set CONTROLBOOK_ARCHIVE`),
      );
      assert.match(alone, /The journal is whole from where the archive ends\./);

      const segment = join(archive, 'o1', 'group@g1', '000000000001.jsonl');
      await appendFile(segment, 'x');
      const damaged = await run(verifyCommand, data, archive);
      assert.ok(damaged.includes('4'), damaged.join('\n'));
      assert.match((await run(archiveCommand, data, archive, { 'bring-back': true })).join(), /damaged|does not lead/);
      await rm(segment);
      assert.match((await run(archiveCommand, data, archive, { 'bring-back': true })).join(), /damaged|does not lead/);
    }));

  it('[C22] keeps the archive apart from data and workbooks', () => {
    const inside = readConfig(
      { data: '/srv/data', folder: '/srv/books' },
      { CONTROLBOOK_ARCHIVE: '/srv/data/archive' },
    );
    assert.match(
      inside.ok ? '' : inside.error,
      /CONTROLBOOK_ARCHIVE \(\/srv\/data\/archive\) must lie beside \/srv\/data/,
    );
    const apart = readConfig({ data: '/srv/data', folder: '/srv/books' }, { CONTROLBOOK_ARCHIVE: '/srv/archive' });
    assert.ok(apart.ok && apart.value.archive === '/srv/archive');
  });
});
