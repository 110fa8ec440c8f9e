import pg from 'pg';
import { errorCode, errorText } from '../disk.ts';

/** What an error of the driver means for the one who asked. */
export type Fault =
  /** The connection or the server went away, or is not to be written to: whether the statement was done is not known. */
  | 'cut-off'
  /** Somebody stood in the way: nothing was done, ask again. */
  | 'again'
  | 'disk-full'
  /** A fault of the engine or of the database's set-up. */
  | 'other';

export function faultOf(error: unknown): Fault {
  if (error instanceof pg.DatabaseError) return serverFault(error.code ?? '');
  const code = errorCode(error);
  if (code !== null && networkCodes.has(code)) return 'cut-off';
  if (errorText(error) === allTaken) return 'again';
  return lostConnection.test(errorText(error)) ? 'cut-off' : 'other';
}

function serverFault(code: string): Fault {
  if (code === '40001' || code === '40P01' || code === '55P03') return 'again';
  if (code === '53100') return 'disk-full';
  // Connections, resources, an operator's intervention, time-outs; a standby; a password that has been changed.
  const isCutOff = /^(08|53|57)/.test(code) || code === '25006' || code === '25P03' || code.startsWith('28');
  return isCutOff ? 'cut-off' : 'other';
}

/** Every connection was in use for too long. */
const allTaken = 'timeout exceeded when trying to connect';

/** The driver tells these by words alone. */
const lostConnection = /connection|client was closed|client has encountered|query read timeout|socket|timeout/i;

const networkCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);

/** Why, in words for a log or a person; drivers name the address, never the password. */
export function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] ?? error) : error;
  return errorText(inner);
}
