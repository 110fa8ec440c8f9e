import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeDamage } from '../adapters/store/embedded/journal-damage.ts';
import { verifyJournal } from '../adapters/store/embedded/verify-journal.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { underWay } from './under-way.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Walk the whole journal and its hash chain',
  usage: 'controlbook verify [--data FOLDER]',
  help: `Reads every line and computes every hash anew. Changes nothing; may run beside a running engine.
Ends with ${exitCodes.damaged} when something is damaged.`,
  examples: ['verify', 'verify --data /backups/monday/data'],
  words: [],
  options: {},
  async run({ config, print, tell }) {
    const journal = join(config.data, 'journal');
    if ((await stat(journal).catch(() => null)) === null) {
      throw new CommandFailed(`There is no journal in ${config.data}. Name the data folder with --data.`);
    }
    const { heads, problems, unfinished } = await underWay(tell, `Walking ${journal}`, () =>
      verifyJournal(config.data),
    );
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    for (const { path, offset, size } of unfinished) {
      print(`${path}: the last write was not finished (${size} bytes from byte ${offset}); it was never acknowledged.`);
    }
    for (const problem of problems) print(describeDamage(problem));
    if (problems.length === 0) {
      print('The journal is whole.');
      return exitCodes.done;
    }
    print(
      `${counted(problems.length, 'damaged place')}. Keep the folder as it is, and put a backup of it in its place.`,
    );
    return exitCodes.damaged;
  },
};
