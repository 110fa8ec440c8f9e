import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeDamage } from '../adapters/store/embedded/journal-damage.ts';
import { verifyJournal } from '../adapters/store/embedded/verify-journal.ts';
import { nodeDisk } from '../adapters/store/node-disk.ts';
import type { DatabaseAddress } from '../adapters/store/postgres/database-address.ts';
import { verifyDatabase } from '../adapters/store/postgres/verify-database.ts';
import { readEvidence } from '../app/evidence/read-evidence.ts';
import type { Config } from '../config.ts';
import { readingOf } from './archived.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { createTerminalLog } from './terminal-log.ts';
import { underWay } from './under-way.ts';
import { verifyArchive } from './verify-archive.ts';
import { verifyEvidence } from './verify-evidence.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Walk the whole journal with its hash chain, and all evidence',
  usage: 'controlbook verify [--data FOLDER]',
  help: `Reads every line and computes every hash anew, with DATABASE_URL those in the database. Then reads
every file of evidence that something shows. Changes nothing; may run beside a running engine.
What controlbook archive has moved is read as well where CONTROLBOOK_ARCHIVE is set: archive and journal are one chain, and
what the journal begins with is what the archived entries come to. Without, it says what was not read.
Ends with ${exitCodes.damaged} when something is damaged.`,
  examples: ['verify', 'verify --data /backups/monday/data'],
  words: [],
  options: {},
  async run({ config, print, tell }) {
    if (config.database !== null) return verifyInDatabase(config, config.database, print, tell);
    const journal = join(config.data, 'journal');
    if ((await stat(journal).catch(() => null)) === null) {
      throw new CommandFailed(`There is no journal in ${config.data}. Name the data folder with --data.`);
    }
    const evidence = readEvidence();
    const {
      heads,
      problems: inJournal,
      unfinished,
      bases,
    } = await underWay(tell, `Walking ${journal}`, () => verifyJournal(config.data, nodeDisk, readingOf(evidence)));
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    for (const { path, offset, size } of unfinished) {
      print(`${path}: the last write was not finished (${size} bytes from byte ${offset}); it was never acknowledged.`);
    }
    const inArchive = await verifyArchive(config, bases, print, tell);
    const problems = [...inJournal.map(describeDamage), ...inArchive.problems];
    for (const problem of problems) print(problem);
    if (problems.length === 0) {
      print(inArchive.isRead ? 'The journal is whole.' : 'The journal is whole from where the archive ends.');
      return endOf(await verifyEvidence(config, evidence, print, tell), print);
    }
    print(
      `${counted(problems.length, 'damaged place')}. Keep the folder as it is, and put a backup of it in its place.`,
    );
    return exitCodes.damaged;
  },
};

async function verifyInDatabase(
  config: Config,
  address: DatabaseAddress,
  print: (line: string) => void,
  tell: (line: string) => void,
): Promise<number> {
  const { organisation } = config;
  const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, false);
  const evidence = readEvidence();
  const verified = await underWay(tell, `Walking ${address.label}`, () =>
    verifyDatabase(address, organisation, log, evidence.take),
  );
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
    // Evidence of several organisations lies with the engines of each.
    return verified.value.length === 1
      ? endOf(await verifyEvidence(config, evidence, print, tell), print)
      : exitCodes.done;
  }
  print(
    `${counted(problems.length, 'damaged place')}. Keep the database as it is, and put a backup of it in its place.`,
  );
  return exitCodes.damaged;
}

/** Beside a whole journal. */
function endOf(faults: number, print: (line: string) => void): number {
  if (faults === 0) return exitCodes.done;
  print('Put the backup of the evidence in place; the journal says what every file was.');
  return exitCodes.damaged;
}
