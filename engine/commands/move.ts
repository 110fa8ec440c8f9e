import { databaseEnd } from '../adapters/store/move/database-end.ts';
import { folderEnd } from '../adapters/store/move/folder-end.ts';
import { moveOrganisation } from '../adapters/store/move/move-organisation.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { exitOf } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { createTerminalLog } from './terminal-log.ts';
import { underWay } from './under-way.ts';

export const moveCommand: Command = {
  name: 'move',
  summary: 'Carry the organisation between the data folder and PostgreSQL',
  usage: 'controlbook move database|folder [--data FOLDER]',
  help: `"database" carries it from the data folder into the PostgreSQL database that DATABASE_URL names; "folder" carries it
back. Every entry is carried as it was sealed; then both sides are read and every hash is computed anew, and only when
they end in the same hashes does it live in the new place. The old place keeps its copy, closed.
Stop the engines first. Interrupted, run it again: it goes on where it was. What holds anything else is refused.

  DATABASE_URL               postgres://user:password@host:5432/name
  CONTROLBOOK_ORGANISATION   which one, where the database holds several`,
  examples: ['move database', 'move folder --data /srv/controlbook/data'],
  words: ['database|folder'],
  options: {},
  async run({ config, words, print, tell }) {
    const [way] = words;
    if (way !== 'database' && way !== 'folder') {
      throw new CommandFailed('Say where to: "database" or "folder".', exitCodes.usage);
    }
    if (config.database === null) {
      throw new CommandFailed(
        'Set DATABASE_URL to the database: postgres://user:password@host:5432/name',
        exitCodes.usage,
      );
    }
    const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, config.verbose);
    const { database: address, organisation, data } = config;
    const folder = folderEnd({ data, other: address.label, now: systemClock.now, log });
    const database = databaseEnd({ address, organisation, log });
    const [source, target] = way === 'database' ? [folder, database] : [database, folder];
    const moved = await underWay(tell, `Moving from ${source.label} to ${target.label}`, () =>
      moveOrganisation(source, target, tell),
    );
    if (!moved.ok) throw new CommandFailed(moved.error.message, exitOf(moved.error.code));
    const { heads, carried, people } = moved.value;
    for (const { partition, position, hash } of heads) {
      print(`${partition}: ${counted(position, 'entry', 'entries')}, chain ends in ${hash}`);
    }
    print(
      `Both sides hold the same chains; ${counted(carried, 'entry', 'entries')} and ${counted(people, 'person', 'people')} were carried over.`,
    );
    print(
      way === 'database'
        ? `The organisation lives in ${target.label} now. Start the engine with the same DATABASE_URL.`
        : `The organisation lives in ${target.label} now. Start the engine without DATABASE_URL.`,
    );
    return exitCodes.done;
  },
};
