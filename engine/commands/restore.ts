import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { restore } from '../adapters/store/backup/restore.ts';
import { restoreIntoDatabase } from '../adapters/store/backup/restore-into-database.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { exitOf } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { createTerminalLog } from './terminal-log.ts';
import { underWay } from './under-way.ts';

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Put a backup into an empty data folder or database',
  usage: 'controlbook restore BACKUP [--data FOLDER]',
  help: `BACKUP is the folder of one backup, as controlbook backup names it. The data folder must be empty or missing: move the old one
aside first. Every file is compared with the backup's list, and every line and hash of the journal is read.
With DATABASE_URL journal and people go into that database, which must not hold the organisation yet, and the evidence into
the data folder. Stop the engines first.
What happened after the backup is not there any more. Panes and workbooks that saw it are told apart: a pane starts anew
and offers to send its values again; a workbook that was written since is left as it is, with a note beside it.`,
  examples: ['restore /mnt/backup/controlbook/2026-11-23T07-31-00.000Z --data /srv/controlbook/data'],
  words: ['BACKUP'],
  options: {},
  async run({ config, words, print, tell }) {
    const [given] = words;
    if (given === undefined) throw new CommandFailed('Say which backup.', exitCodes.usage);
    const { data, database: address } = config;
    const parts = { from: resolve(given), data, newEpoch: randomUUID };
    const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, config.verbose);
    const restored = await underWay(tell, `Restoring ${address?.label ?? data}`, () =>
      address === null ? restore(parts) : restoreIntoDatabase({ ...parts, address, now: systemClock.now, log }),
    );
    if (!restored.ok)
      throw new CommandFailed(`${restored.error.message.replace(/\.$/, '')}.`, exitOf(restored.error.code));
    const { heads, files, made } = restored.value;
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    const where = address === null ? '' : ` and the same DATABASE_URL`;
    print(`${counted(files.length, 'file')} as they were at ${made}. Start the engine with --data ${data}${where}`);
    if (config.evidence.s3 !== null)
      print('Evidence is in S3: put the bucket back by its own means, as far as it is missing.');
    return exitCodes.done;
  },
};
