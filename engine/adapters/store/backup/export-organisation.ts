import type { JournalStore, Log } from '../../../app/ports.ts';
import type { Entry } from '../../../contract/model/entry.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { carry } from '../move/carry.ts';
import { folderCarrier } from '../move/folder-carrier.ts';
import { openStore } from '../open-store.ts';
import { readPerson } from '../people.ts';
import { toHead } from '../postgres/append-statement.ts';
import { openDatabase, type Session, usualTiming } from '../postgres/database.ts';
import type { DatabaseAddress } from '../postgres/database-address.ts';
import { type DatabaseProblem, databaseProblem } from '../postgres/database-problem.ts';
import { listOrganisations, type StoredOrganisation } from '../postgres/organisations.ts';

/** An organisation in a database that engines work on. */
export type DatabaseSource = {
  readonly address: DatabaseAddress;
  /** Which organisation; null for the only one. */
  readonly organisation: string | null;
  readonly log: Log;
};

/** The organisation that is named, or the only one. */
export async function findOrganisation(source: DatabaseSource): Promise<Result<StoredOrganisation, DatabaseProblem>> {
  const { address, organisation: named } = source;
  const listed = await organisationsIn(source);
  if (!listed.ok) return listed;
  const all = listed.value;
  const [found, ...more] = named === null ? all : all.filter(({ organisation }) => organisation === named);
  if (found !== undefined && more.length === 0) return ok(found);
  const holds = all.map(({ organisation }) => organisation).join(', ') || 'no organisation';
  const message = `${address.label} holds: ${holds}. Name one with CONTROLBOOK_ORGANISATION`;
  return err({ code: 'unknown-organisation', message });
}

export async function organisationsIn({
  address,
  log,
}: DatabaseSource): Promise<Result<readonly StoredOrganisation[], DatabaseProblem>> {
  const database = openDatabase({ address, organisation: null, log, timing: usualTiming });
  try {
    return ok(await database.session(listOrganisations));
  } catch (error) {
    const problem = databaseProblem(error, address.label);
    if (problem === null) throw error;
    return err(problem);
  } finally {
    await database.close();
  }
}

/**
 * Makes a data folder of an organisation as its database has it at one moment, while engines work on it: one
 * transaction sees one moment of everything, however long it reads.
 */
export async function exportOrganisation(
  { address, log }: DatabaseSource,
  { organisation, version: _, created }: StoredOrganisation,
  folder: string,
): Promise<Result<null, DatabaseProblem>> {
  const database = openDatabase({ address, organisation, log, timing: usualTiming });
  let epoch = '';
  const opened = await openStore(folder, {
    ...{ log, trustSnapshots: false, newEpoch: () => epoch },
    fresh: () => ({ organisation, created }),
  });
  if (!opened.ok) throw new Error(opened.error.message); // the folder has just been made
  const { journal, directory, close } = opened.value;
  const carrier = folderCarrier(journal, (next) => {
    epoch = next;
  });
  try {
    return await database.session(async (session) => {
      await session.query({ text: 'begin isolation level repeatable read read only' });
      // What is written to the disk between two pages takes as long as it takes.
      await session.query({ text: 'set local idle_in_transaction_session_timeout = 0' });
      const rows = await session.query({ text: headsText, values: [organisation] });
      for (const head of rows.map(toHead)) await carry(journalOf(session, organisation), head, carrier);
      const people = await session.query({ text: peopleText, values: [organisation] });
      await Promise.all(people.map((row) => directory.put(readPerson(row, `a person in ${address.label}`))));
      await session.query({ text: 'commit' });
      return ok(null);
    });
  } catch (error) {
    const problem = databaseProblem(error, address.label);
    if (problem === null) throw error;
    return err(problem);
  } finally {
    await close();
    await database.close();
  }
}

function journalOf(session: Session, organisation: string): Pick<JournalStore, 'read'> {
  return {
    async read(partition, after, limit) {
      const rows = await session.query({ text: readText, values: [organisation, partition, after, limit] });
      return rows.map((row) => {
        const text = String(row['text']);
        return { entry: JSON.parse(text) as Entry, text, hash: String(row['hash']) }; // as the table has it
      });
    },
  };
}

const headsText = `select partition, epoch, position, hash from controlbook.head where organisation = $1
order by partition`;
const readText = `select text, hash from controlbook.entry
where organisation = $1 and partition = $2 and position > $3 order by position limit $4`;
const peopleText = 'select id, name, email, source from controlbook.person where organisation = $1 order by id';
