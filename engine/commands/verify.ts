import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeDamage } from '../adapters/store/embedded/journal-damage.ts';
import { verifyJournal } from '../adapters/store/embedded/verify-journal.ts';
import type { DatabaseAddress } from '../adapters/store/postgres/database-address.ts';
import { verifyDatabase } from '../adapters/store/postgres/verify-database.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { createTerminalLog } from './terminal-log.ts';
import { underWay } from './under-way.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Walk the whole journal and its hash chain',
  usage: 'controlbook verify [--data FOLDER]',
  help: `Reads every line and computes every hash anew, with DATABASE_URL those in the database. Changes nothing; may run
beside a running engine.
Ends with ${exitCodes.damaged} when something is damaged.`,
  examples: ['verify', 'verify --data /backups/monday/data'],
  words: [],
  options: {},
  async run({ config, print, tell }) {
    if (config.database !== null) return verifyInDatabase(config.database, config.organisation, print, tell);
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

async function verifyInDatabase(
  address: DatabaseAddress,
  organisation: string | null,
  print: (line: string) => void,
  tell: (line: string) => void,
): Promise<number> {
  const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, false);
  const verified = await underWay(tell, `Walking ${address.label}`, () => verifyDatabase(address, organisation, log));
  if (!verified.ok) throw new CommandFailed(verified.error.message, exitCodes.failed);
  for (const { organisation, heads } of verified.value) {
    if (verified.value.length > 1) print(`Organisation ${organisation}:`);
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
  }
  const problems = verified.value.flatMap((one) => one.problems);
  for (const problem of problems) print(problem);
  if (problems.length === 0) {
    print('The journal is whole.');
    return exitCodes.done;
  }
  print(`${counted(problems.length, 'damaged place')}. Keep the database as it is, and put a backup of it in its place.`);
  return exitCodes.damaged;
}
