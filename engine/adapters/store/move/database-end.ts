import type { Log } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Installation } from '../installation.ts';
import { type Database, openDatabase, usualTiming } from '../postgres/database.ts';
import type { DatabaseAddress } from '../postgres/database-address.ts';
import { databaseProblem } from '../postgres/database-problem.ts';
import { openPostgresDirectory } from '../postgres/directory.ts';
import { createPostgresJournal } from '../postgres/journal.ts';
import { migrate } from '../postgres/migrate.ts';
import {
  insertOrganisation,
  listOrganisations,
  type StoredOrganisation,
  setWhereabouts,
} from '../postgres/organisations.ts';
import { verifyDatabase } from '../postgres/verify-database.ts';
import { watchJournal } from '../postgres/watch-journal.ts';
import { databaseCarrier } from './database-carrier.ts';
import type { MoveEnd, MoveProblem } from './move-end.ts';

export type DatabaseEndOptions = {
  readonly address: DatabaseAddress;
  /** Which organisation is moved out; null for the only one. */
  readonly organisation: string | null;
  readonly log: Log;
};

/** A PostgreSQL database as an end of a move; the other organisations in it are none of its business. */
export function databaseEnd({ address, organisation: named, log }: DatabaseEndOptions): MoveEnd {
  const { label } = address;
  const connect = (organisation: string | null): Database =>
    openDatabase({ address, organisation, log, timing: usualTiming });

  const withDatabase = async <T>(
    database: Database,
    run: (database: Database) => Promise<Result<T, MoveProblem>>,
  ): Promise<Result<T, MoveProblem>> => {
    try {
      return await run(database);
    } catch (error) {
      const problem = databaseProblem(error, label);
      if (problem === null) throw error;
      return err(problem);
    } finally {
      await database.close();
    }
  };

  const list = (): Promise<Result<readonly StoredOrganisation[], MoveProblem>> =>
    withDatabase(connect(null), async (database) => {
      const migrated = await migrate(database);
      return migrated.ok ? ok(await database.session(listOrganisations)) : migrated;
    });

  const openEnd = async (organisation: string) => {
    const database = connect(organisation);
    const watch = watchJournal(database, { organisation, node: 'move', log }, { poll: 500, tick: 25, notify: false });
    const directory = await openPostgresDirectory(database, organisation);
    const journal = createPostgresJournal({ database, organisation, log, watch, peopleChanged: directory.catchUp });
    const close = async (): Promise<void> => {
      await journal.close();
      await watch.close();
      await database.close();
    };
    return { database, journal, directory, close };
  };

  return {
    label,

    async openSource() {
      const listed = await list();
      if (!listed.ok) return listed;
      const all = listed.value;
      const ids = all.map(({ organisation }) => organisation).join(', ');
      const [found, ...more] = named === null ? all : all.filter(({ organisation }) => organisation === named);
      if (found === undefined || more.length > 0) {
        const holds = all.length === 0 ? 'no organisation' : `these organisations: ${ids}`;
        return err({
          code: 'nothing-to-move',
          message: `${label} holds ${holds}. Name the one to move with CONTROLBOOK_ORGANISATION.`,
        });
      }
      const { organisation, state, version, created } = found;
      if (state === 'arriving') {
        return err({
          code: 'moved-away',
          message: `Moving ${organisation} into ${label} has not ended. Run that controlbook move again first.`,
        });
      }
      const end = await openEnd(organisation);
      if (state === 'here') await setWhereabouts(end.database, organisation, 'leaving');
      let hasLeft = state === 'left';
      return ok({
        installation: { organisation, version, created },
        journal: end.journal,
        directory: end.directory,
        async leave() {
          await setWhereabouts(end.database, organisation, 'left');
          hasLeft = true;
        },
        async close() {
          if (!hasLeft) await setWhereabouts(end.database, organisation, 'here');
          await end.close();
        },
      });
    },

    async openTarget(installation: Installation) {
      const { organisation } = installation;
      const listed = await list();
      if (!listed.ok) return listed;
      const found = listed.value.find((one) => one.organisation === organisation);
      if (found === undefined) {
        const begun = await withDatabase(connect(null), (database) =>
          database.session(async (session) => {
            await session.query({ text: 'begin' });
            await insertOrganisation(session, installation, 'arriving');
            await session.query({ text: 'commit' });
            return ok(null);
          }),
        );
        if (!begun.ok) return begun;
      }
      if (found?.state === 'leaving') {
        return err({
          code: 'moved-away',
          message: `Moving ${organisation} out of ${label} has not ended. Run that controlbook move again first.`,
        });
      }
      const end = await openEnd(organisation);
      return ok({
        ...databaseCarrier(end.database, organisation),
        directory: end.directory,
        isInUse: found?.state === 'here',
        close: end.close,
        async begin() {
          if (found?.state === 'left') await setWhereabouts(end.database, organisation, 'arriving');
        },
        async settle() {
          const database = connect(organisation);
          await setWhereabouts(database, organisation, 'here');
          await database.close();
        },
      });
    },

    async verify(organisation) {
      const verified = await verifyDatabase(address, organisation, log);
      if (!verified.ok) return verified;
      const [one] = verified.value;
      return ok(one ?? { heads: [], problems: [`${label} holds no ${organisation}`] });
    },
  };
}
