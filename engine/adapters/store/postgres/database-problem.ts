import { StoreUnreachable } from '../../../app/store-unreachable.ts';
import { errorCode } from '../disk.ts';
import { reasonOf } from './faults.ts';

/** Why an engine cannot start on a database; `message` says what to do. */
export type DatabaseProblem = {
  readonly code:
    | 'no-database'
    | 'unfit-database'
    | 'newer-version'
    | 'unknown-organisation'
    | 'moved-away'
    | 'damaged-database';
  readonly message: string;
};

/** A refusal of the database at the start, as a sentence; null for what is a fault of the engine. */
export function databaseProblem(error: unknown, label: string): DatabaseProblem | null {
  if (error instanceof StoreUnreachable) {
    return {
      code: 'no-database',
      message: `${label} does not answer (${reasonOf(error.cause ?? error)}). Check DATABASE_URL, and whether PostgreSQL runs and lets this machine in`,
    };
  }
  const code = errorCode(error);
  if (code === '42501') {
    return {
      code: 'unfit-database',
      message: `${label}: the user of DATABASE_URL has not the rights it needs (${reasonOf(error)}). Let it own the database, or: grant create on database NAME to USER`,
    };
  }
  if (code === '3D000') {
    return { code: 'no-database', message: `${label}: ${reasonOf(error)}. Create it with: createdb NAME` };
  }
  if (code === '42P01' || code === '3F000') {
    return {
      code: 'unknown-organisation',
      message: `${label} holds no Controlbook data yet. Start an engine on it, or restore or move an organisation into it`,
    };
  }
  return null;
}
