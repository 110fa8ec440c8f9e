import { randomUUID } from 'node:crypto';
import type { Log } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Installation } from '../installation.ts';
import type { Store } from '../open-store.ts';
import { type Database, openDatabase, type Timing, usualTiming } from './database.ts';
import type { DatabaseAddress } from './database-address.ts';
import { type DatabaseProblem, databaseProblem } from './database-problem.ts';
import { openPostgresDirectory } from './directory.ts';
import { createPostgresJournal } from './journal.ts';
import { migrate } from './migrate.ts';
import { chooseOrganisation } from './organisations.ts';
import { createPostgresSnapshots } from './snapshots.ts';
import { usualWatch, type WatchOptions, watchJournal } from './watch-journal.ts';

export type PostgresOptions = {
  readonly address: DatabaseAddress;
  /** Which organisation of the database; null for the only one. */
  readonly organisation: string | null;
  readonly log: Log;
  /** Names the organisation and the time when the database is new. */
  readonly fresh: () => Omit<Installation, 'version'>;
  readonly timing?: Partial<Timing>;
  readonly watch?: Partial<WatchOptions>;
};

/** Opens an organisation in PostgreSQL, the schema brought up to date first. Other engines may have it open, too. */
export async function openPostgresStore(options: PostgresOptions): Promise<Result<Store, DatabaseProblem>> {
  const { address, log } = options;
  const timing = { ...usualTiming, ...options.timing };
  const connect = (organisation: string | null): Database => openDatabase({ address, organisation, log, timing });
  const outside = connect(null);
  let chosen: Result<Installation, DatabaseProblem>;
  try {
    const migrated = await migrate(outside);
    chosen = migrated.ok ? await chooseOrganisation(outside, options.organisation, options.fresh) : migrated;
    await warnOfBypass(outside, log);
  } catch (error) {
    const problem = databaseProblem(error, address.label);
    if (problem === null) throw error;
    chosen = err(problem);
  } finally {
    await outside.close();
  }
  if (!chosen.ok) return chosen;

  const installation = chosen.value;
  const { organisation } = installation;
  const database = connect(organisation);
  try {
    const directory = await openPostgresDirectory(database, organisation);
    const node = randomUUID();
    const watch = watchJournal(database, { organisation, node, log }, { ...usualWatch, ...options.watch });
    const journal = createPostgresJournal({ database, organisation, log, watch, peopleChanged: directory.catchUp });
    let closing: Promise<void> | null = null;
    return ok({
      installation,
      directory,
      journal,
      snapshots: createPostgresSnapshots(database, organisation, log),
      close() {
        closing ??= journal
          .close()
          .then(() => watch.close())
          .then(() => database.close());
        return closing;
      },
    });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Row-level security does not hold for such a user: then a fault of an engine could reach other organisations' rows. */
async function warnOfBypass(database: Database, log: Log): Promise<void> {
  const text = 'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user';
  const [row] = await database.ask({ text });
  if (row?.['bypasses'] !== true) return;
  log.warn(
    'The user of DATABASE_URL passes over row-level security. Connect as an ordinary user that owns the database, so that the database itself keeps organisations apart',
    { database: database.label },
  );
}
