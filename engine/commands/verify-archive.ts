import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveOf } from '../adapters/store/archive/archive-folder.ts';
import { proveBase } from '../adapters/store/archive/prove-base.ts';
import type { JournalBase } from '../adapters/store/embedded/journal-base.ts';
import { partitionToFolder } from '../adapters/store/embedded/partition-folder.ts';
import { openInstallation } from '../adapters/store/installation.ts';
import type { Config } from '../config.ts';
import { CommandFailed } from './command.ts';
import { underWay } from './under-way.ts';

/** Reads what was moved into the archive, where it is at hand, and says what was read and what was not. */
export async function verifyArchive(
  { data, archive }: Config,
  bases: readonly JournalBase[],
  print: (line: string) => void,
  tell: (line: string) => void,
): Promise<{ readonly isRead: boolean; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  if (bases.length === 0) return { isRead: true, problems };
  const installation = await openInstallation(data, {
    fresh: () => {
      throw new CommandFailed(`${data} is no data folder of an engine.`);
    },
  });
  const place = archive === null || !installation.ok ? null : archiveOf(archive, installation.value.organisation);
  let isRead = true;
  for (const base of bases) {
    const { partition, position } = base;
    const folder = place === null ? null : join(place, partitionToFolder(partition));
    if (folder === null || (await stat(folder).catch(() => null)) === null) {
      isRead = false;
      print(
        `${partition}: entries 1 to ${position} are in the archive and were not read. Set CONTROLBOOK_ARCHIVE to prove them, too.`,
      );
      continue;
    }
    const problem = await underWay(tell, `Walking ${folder}`, () => proveBase(folder, base));
    if (problem === null)
      print(
        `${partition}: entries 1 to ${position} are whole in the archive, and come to what the journal begins with.`,
      );
    else problems.push(problem);
  }
  return { isRead, problems };
}
