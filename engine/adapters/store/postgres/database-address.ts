import { err, ok, type Result } from '../../../domain/result.ts';

/** Where a database is, with everything needed to get in. Log `label`, never `url`: it holds the password. */
export type DatabaseAddress = { readonly url: string; readonly label: string };

/** Reads `postgres://user:password@host:port/name`; the error repeats nothing of it. */
export function readDatabaseAddress(text: string): Result<DatabaseAddress, string> {
  const url = URL.canParse(text) ? new URL(text) : null; // an error would repeat the password
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol) || url.pathname.length < 2) {
    return err(
      'DATABASE_URL is no address of a PostgreSQL database. Write postgres://user:password@host:5432/name, with special characters of the password as %xx.',
    );
  }
  return ok({ url: text, label: `${url.host === '' ? 'localhost' : url.host}${url.pathname}` });
}
