import { err, ok, type Result } from '../../../domain/result.ts';
import type { Database, Session } from './database.ts';
import type { DatabaseProblem } from './database-problem.ts';
import { migrations } from './migrations.ts';

/** The same number in every engine, so that one migrates and the others wait. */
const migrationLock = 7_105_611_202_611;
const oldestServer = 130_000;

/** Brings the schema up to date, forward only, all of it or nothing. A later schema is refused: an older engine would harm it. */
export async function migrate(
  database: Database,
  steps: readonly string[] = migrations,
): Promise<Result<null, DatabaseProblem>> {
  return database.session(async (session) => {
    const unfit = await checkServer(session, database.label);
    if (unfit !== null) return err(unfit);
    const version = await versionOf(session);
    if (version === steps.length) return ok(null);
    if (version !== null && version > steps.length) return err(laterSchema(database.label, version, steps.length));
    await session.query({ text: 'begin' });
    await session.query({ text: `set local lock_timeout = '60s'` });
    await session.query({ text: 'select pg_advisory_xact_lock($1)', values: [migrationLock] });
    await session.query({ text: 'create schema if not exists controlbook' });
    await session.query({
      text: `create table if not exists controlbook.migration
        (version integer primary key, applied timestamptz not null default now())`,
    });
    const found = (await versionOf(session)) ?? 0;
    if (found > steps.length) {
      await session.query({ text: 'rollback' });
      return err(laterSchema(database.label, found, steps.length));
    }
    for (const [index, step] of steps.entries()) {
      if (index < found) continue;
      await session.script(step);
      await session.query({ text: 'insert into controlbook.migration (version) values ($1)', values: [index + 1] });
    }
    await session.query({ text: 'commit' });
    return ok(null);
  });
}

async function checkServer(session: Session, label: string): Promise<DatabaseProblem | null> {
  const [row] = await session.query({
    text: `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  });
  if (Number(row?.['version']) < oldestServer) {
    return { code: 'unfit-database', message: `${label} is older than PostgreSQL 13. Upgrade it.` };
  }
  if (row?.['encoding'] === 'UTF8') return null;
  return {
    code: 'unfit-database',
    message: `${label} keeps text as ${String(row?.['encoding'])}, not as UTF8. Create a database with: createdb --encoding=UTF8 --template=template0 NAME`,
  };
}

/** Null when there is nothing of ours yet. */
async function versionOf(session: Session): Promise<number | null> {
  const [there] = await session.query({ text: `select to_regclass('controlbook.migration') is not null as there` });
  if (there?.['there'] !== true) return null;
  const [row] = await session.query({ text: 'select coalesce(max(version), 0) as version from controlbook.migration' });
  return Number(row?.['version']);
}

function laterSchema(label: string, found: number, known: number): DatabaseProblem {
  return {
    code: 'newer-version',
    message: `${label} was brought up by a later Controlbook (version ${found}, this one knows ${known}). Install that version again`,
  };
}
