import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { restore } from '../adapters/store/backup/restore.ts';
import { databaseAnswer } from './backup.ts';
import { exitOf } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { underWay } from './under-way.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Make a data folder of a backup',
  usage: 'controlbook restore BACKUP [--data FOLDER]',
  help: `BACKUP is the folder of one backup, as controlbook backup names it. The data folder must be empty or missing: move the old one
aside first. Every file is compared with the backup's list, and every line and hash of the journal is read.
What happened after the backup is not there any more. Panes and workbooks that saw it are told apart: a pane starts anew
and offers to send its values again; a workbook that was written since is left as it is, with a note beside it.`,
  examples: ['restore /mnt/backup/controlbook/2026-11-23T07-31-00.000Z --data /srv/controlbook/data'],
  words: ['BACKUP'],
  options: {},
  async run({ config, words, print, tell }) {
    const [given] = words;
    if (given === undefined) throw new CommandFailed('Say which backup.', exitCodes.usage);
    if (config.database !== null) throw new CommandFailed(databaseAnswer);
    const { data } = config;
    const restored = await underWay(tell, `Restoring ${data}`, () =>
      restore({ from: resolve(given), data, newEpoch: randomUUID }),
    );
    if (!restored.ok) throw new CommandFailed(`${restored.error.message}.`, exitOf(restored.error.code));
    const { heads, files, made } = restored.value;
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    print(`${counted(files.length, 'file')} as they were at ${made}. Start the engine with --data ${data}`);
    return exitCodes.done;
  },
};
