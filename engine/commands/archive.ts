import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { archiveOf } from '../adapters/store/archive/archive-folder.ts';
import { archiveJournal } from '../adapters/store/archive/archive-journal.ts';
import { bringBack } from '../adapters/store/archive/bring-back.ts';
import { openInstallation } from '../adapters/store/installation.ts';
import { lockFolder } from '../adapters/store/lock-folder.ts';
import { readMoveMark } from '../adapters/store/move/move-mark.ts';
import { systemClock } from '../adapters/system/clock.ts';
import type { Config } from '../config.ts';
import { exitOf } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes, text } from './command.ts';
import { underWay } from './under-way.ts';

const usualDays = 400;

export const archiveCommand: Command = {
  name: 'archive',
  summary: 'Move old parts of the journal into an archive, or bring them back',
  usage: 'controlbook archive [--older-than DAYS] [--bring-back] [--data FOLDER]',
  help: `Moves segments of the journal whose last entry is older than DAYS (else ${usualDays}) into the folder that
CONTROLBOOK_ARCHIVE names, and keeps beside the journal what their entries came to: every value and the history of every
field stay as they are, and the engine starts from there. The newest 10000 entries of every group always stay.
Everything is copied, read back line by line and hash by hash, and only then removed. Nothing of the archive is ever
changed: keep it as you keep backups, for as long as auditors may ask. Stop the engine first. Interrupted, run it again.

  --bring-back   puts everything back; the archive keeps its copies

Leave CONTROLBOOK_ARCHIVE set where the engine runs: what lies there is read when it is asked for, and controlbook verify
proves archive and journal as one chain.
In PostgreSQL the journal is a table, which may lie on other storage by the database's own means (docs/operations.md).`,
  examples: ['archive', 'archive --older-than 730 --data /srv/controlbook/data', 'archive --bring-back'],
  words: [],
  options: { 'older-than': { type: 'string' }, 'bring-back': { type: 'boolean' } },
  async run(context) {
    const { config, values, print, tell } = context;
    const { data } = config;
    const days = Number(text(context, 'older-than') ?? usualDays);
    if (!Number.isSafeInteger(days) || days < 0 || days > 36_500) {
      throw new CommandFailed('--older-than takes a whole number of days.', exitCodes.usage);
    }
    if (config.database !== null) throw new CommandFailed(databaseAnswer);
    const { archive } = config;
    if (archive === null) throw new CommandFailed(noArchive, exitCodes.usage);
    if ((await stat(join(data, 'journal')).catch(() => null)) === null) {
      throw new CommandFailed(`There is no journal in ${data}. Name the data folder with --data.`);
    }
    const locked = await lockFolder(data);
    if (!locked.ok) throw new CommandFailed(`${locked.error.message}.`);
    try {
      const place = archiveOf(archive, await organisationIn(config));
      const before = new Date(Date.parse(systemClock.now()) - days * 86_400_000).toISOString();
      const isBack = values['bring-back'] === true;
      const done = await underWay(tell, isBack ? `Bringing back ${place}` : `Archiving into ${place}`, () =>
        isBack ? bringBack({ data, archive: place }) : archiveJournal({ data, archive: place, before }),
      );
      if (!done.ok) throw new CommandFailed(done.error.message, exitOf(done.error.code));
      for (const { partition, until, segments } of done.value) {
        const moved = counted(segments, 'segment');
        print(
          isBack
            ? `${partition}: entries 1 to ${until} are back in the journal (${moved}).`
            : `${partition}: entries 1 to ${until} are in the archive (${moved} moved).`,
        );
      }
      if (done.value.length === 0) print(isBack ? 'Nothing is in the archive.' : 'Nothing is old enough.');
      return exitCodes.done;
    } finally {
      await locked.value.release();
    }
  },
};

async function organisationIn({ data }: Config): Promise<string> {
  const mark = await readMoveMark(data);
  if (mark.ok && mark.value !== null) {
    throw new CommandFailed(`The organisation in ${data} lives in ${mark.value.other}, or is on its way there.`);
  }
  const installation = await openInstallation(data, {
    fresh: () => {
      throw new CommandFailed(`${data} is no data folder of an engine. Name the data folder with --data.`);
    },
  });
  if (!installation.ok) throw new CommandFailed(`${installation.error.message}.`);
  return installation.value.organisation;
}

const noArchive =
  'Set CONTROLBOOK_ARCHIVE to the folder of the archive, on a disk that is kept as long as auditors may ask.';
const databaseAnswer =
  'The journal is kept in PostgreSQL (DATABASE_URL is set): put old entries on other storage by its own means. docs/operations.md says how.';
