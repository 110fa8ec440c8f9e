import { err, ok, type Result } from '../../../domain/result.ts';
import { dataVersion, type Installation } from '../installation.ts';
import type { Database, Row, Session } from './database.ts';
import type { DatabaseProblem } from './database-problem.ts';

/** Whether an organisation lives in this database, or is on its way in or out. */
export type Whereabouts = 'here' | 'arriving' | 'leaving' | 'left';

export type StoredOrganisation = Installation & { readonly state: Whereabouts };

/** One engine chooses at a time, so that two that start on an empty database do not begin two organisations. */
const choosingLock = 7_105_611_202_612;

/**
 * The organisation an engine works for: the one that is named, else the only one of the database; an empty database
 * gets a new one.
 */
export async function chooseOrganisation(
  database: Database,
  named: string | null,
  fresh: () => Omit<Installation, 'version'>,
): Promise<Result<Installation, DatabaseProblem>> {
  return database.session(async (session) => {
    await session.query({ text: 'begin' });
    await session.query({ text: 'select pg_advisory_xact_lock($1)', values: [choosingLock] });
    const result = await choose(session, database.label, named, fresh);
    await session.query({ text: 'commit' });
    return result;
  });
}

async function choose(
  session: Session,
  label: string,
  named: string | null,
  fresh: () => Omit<Installation, 'version'>,
): Promise<Result<Installation, DatabaseProblem>> {
  const all = await listOrganisations(session);
  if (all.length === 0 && named === null) {
    const installation = { version: dataVersion, ...fresh() };
    await insertOrganisation(session, installation, 'here');
    return ok(installation);
  }
  const [only, ...more] = named === null ? all : all.filter(({ organisation }) => organisation === named);
  if (only === undefined) {
    return err({
      code: 'unknown-organisation',
      message: `${label} holds no organisation "${named}". It holds: ${all.map(({ organisation }) => organisation).join(', ')}`,
    });
  }
  if (more.length > 0) {
    const ids = all.map(({ organisation }) => organisation).join(', ');
    return err({
      code: 'unknown-organisation',
      message: `${label} holds several organisations: ${ids}. Name one with CONTROLBOOK_ORGANISATION`,
    });
  }
  if (only.version > dataVersion) {
    return err({
      code: 'newer-version',
      message: `The organisation in ${label} was written by a later Controlbook (version ${only.version}, this one knows ${dataVersion}). Install that version again`,
    });
  }
  if (only.state !== 'here') return err(awayProblem(only, label));
  const { organisation, version, created } = only;
  return ok({ organisation, version, created });
}

function awayProblem({ organisation, state }: StoredOrganisation, label: string): DatabaseProblem {
  const said =
    state === 'left'
      ? `The organisation ${organisation} was moved out of ${label} into a data folder. Start the engine on that folder, without DATABASE_URL, or move it back`
      : `Moving the organisation ${organisation} ${state === 'arriving' ? 'into' : 'out of'} ${label} has not ended. Run the same controlbook move again; it goes on where it was`;
  return { code: 'moved-away', message: said };
}

export async function listOrganisations(session: Session): Promise<readonly StoredOrganisation[]> {
  const rows = await session.query({ text: 'select id, version, created, state from controlbook.organisation' });
  return rows.map(toOrganisation);
}

function toOrganisation(row: Row): StoredOrganisation {
  return {
    organisation: String(row['id']),
    version: Number(row['version']),
    created: String(row['created']),
    state: row['state'] as Whereabouts, // written by this file alone
  };
}

export async function insertOrganisation(
  session: Session,
  { organisation, version, created }: Installation,
  state: Whereabouts,
): Promise<void> {
  const scope = `select set_config('controlbook.organisation', $1, true)`;
  await session.query({ text: scope, values: [organisation] });
  await session.query({
    text: 'insert into controlbook.organisation (id, version, created, state) values ($1, $2, $3, $4)',
    values: [organisation, version, created, state],
  });
}

/**
 * Says where an organisation lives, and with it whether anybody may append: the heads are closed or opened in the same
 * moment, so that no append that is under way gets past.
 */
export async function setWhereabouts(database: Database, organisation: string, state: Whereabouts): Promise<void> {
  const closed = state === 'leaving' || state === 'left';
  await database.session(async (session) => {
    await session.query({ text: 'begin' });
    const values = [organisation, state];
    await session.query({ text: 'update controlbook.organisation set state = $2 where id = $1', values });
    const lock = 'select 1 from controlbook.head where organisation = $1 order by partition for update';
    await session.query({ text: lock, values: [organisation] });
    const close = 'update controlbook.head set closed = $2 where organisation = $1';
    await session.query({ text: close, values: [organisation, closed] });
    await session.query({ text: 'commit' });
  });
}
