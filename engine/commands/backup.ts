import { resolve } from 'node:path';
import { backUp } from '../adapters/store/backup/back-up.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { readEvidence } from '../app/evidence/read-evidence.ts';
import { version } from '../main.ts';
import { readingOf } from './archived.ts';
import { exitOf } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { createTerminalLog } from './terminal-log.ts';
import { underWay } from './under-way.ts';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy everything while the engine runs, and prove the copy',
  usage: 'controlbook backup FOLDER [--data FOLDER]',
  help: `Makes a new folder in FOLDER, named after the time, with journal, people and evidence as they are at one moment. The
engine goes on working. What the backup before has as well is shared with it (hard links) and takes no room, so make one
as often as you like; every one is whole by itself, and any of them may be removed.
Every line and hash of the copy is read before it counts. Put FOLDER on another disk.

With DATABASE_URL journal and people come out of the database, as they are there at one moment, into a backup of the same
form; evidence comes out of the data folder. Any backup can be restored into a folder or into a database.
Evidence in S3 is the bucket's.`,
  examples: ['backup /mnt/backup/controlbook', 'backup /mnt/backup/controlbook --data /srv/controlbook/data'],
  words: ['FOLDER'],
  options: {},
  async run({ config, words, print, tell }) {
    const [given] = words;
    if (given === undefined) throw new CommandFailed('Say where the backups are to be kept.', exitCodes.usage);
    const into = resolve(given);
    if (`${into}/`.startsWith(`${config.data}/`)) {
      throw new CommandFailed('A backup inside of the data folder would be lost with it. Name another folder.');
    }
    const evidence = readEvidence();
    const { data, database: address, organisation } = config;
    const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, false);
    const source = address === null ? {} : { database: { address, organisation, log } };
    const made = await underWay(tell, `Backing up ${address?.label ?? data}`, () =>
      backUp({ data, into, now: systemClock.now(), program: version, reading: readingOf(evidence), ...source }),
    );
    if (!made.ok) throw new CommandFailed(`${made.error.message}.`, exitOf(made.error.code));
    const { heads, files, linked, folder, bases } = made.value;
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    print(`${counted(files.length, 'file')}, ${bytes} bytes; ${linked} of them shared with the backup before.`);
    for (const { partition, position } of bases) {
      print(
        `Entries 1 to ${position} of ${partition} are in the archive and not in this backup: keep the archive, too.`,
      );
    }
    if (config.evidence.s3 !== null) print('Evidence is in S3 and not part of this backup: back up the bucket.');
    else {
      const held = new Set(files.map(({ path }) => path.split('/').at(-1)));
      const missing = [...evidence.needed()].filter(([sha256]) => !held.has(sha256));
      for (const [sha256, { name }] of missing) print(`Evidence "${name}" (SHA-256 ${sha256}) is missing in ${data}.`);
      if (missing.length > 0) {
        print(
          'The backup has all the rest. Put the missing evidence back from an earlier one; controlbook verify tells more.',
        );
        return exitCodes.damaged;
      }
    }
    print(`Backed up to ${folder}`);
    return exitCodes.done;
  },
};
