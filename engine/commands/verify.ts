import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeDamage } from '../adapters/store/embedded/journal-damage.ts';
import { verifyJournal } from '../adapters/store/embedded/verify-journal.ts';
import { type Command, CommandFailed, exitCodes } from './command.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Walk the whole journal and its hash chain',
  usage: 'controlbook verify [--data FOLDER]',
  help: `Reads every line and computes every hash anew. Changes nothing; may run beside a running engine.
Ends with 4 when something is damaged.`,
  options: {},
  async run({ config, print, tell }) {
    const journal = join(config.data, 'journal');
    if ((await stat(journal).catch(() => null)) === null)
      throw new CommandFailed(`There is no journal in ${config.data}.`);
    tell(`Walking ${journal} ...`);
    const { heads, problems, unfinished } = await verifyJournal(config.data);
    for (const { partition, position, hash } of heads)
      print(`${partition}: ${position} entries, chain ends in ${hash}`);
    for (const { path, offset, size } of unfinished) {
      print(`${path}: the last write was not finished (${size} bytes from byte ${offset}); it was never acknowledged.`);
    }
    for (const problem of problems) print(describeDamage(problem));
    print(problems.length === 0 ? 'The journal is whole.' : `${problems.length} damaged places.`);
    return problems.length === 0 ? exitCodes.done : exitCodes.damaged;
  },
};
