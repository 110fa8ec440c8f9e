import { join } from 'node:path';
import { Low } from 'lowdb';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Disk } from './disk.ts';
import { durableDocument } from './durable-document.ts';
import { nodeDisk } from './node-disk.ts';
import {
  badDocument,
  type DocumentProblem,
  type Migrations,
  migrate,
  readableForm,
  type VersionedDocument,
} from './settings-document.ts';

/** What a data folder is: whose, since when, and in which version everything in it is kept. */
export type Installation = {
  readonly version: number;
  /** Opaque id of the organisation. */
  readonly organisation: string;
  /** ISO 8601 UTC. */
  readonly created: string;
};

/** The data version this engine writes. */
export const dataVersion = 1;

/** One step a version; the step from n lies under n and is never changed again. */
const dataMigrations: Migrations = {};

type InstallationOptions = {
  /** Used once, when the folder is new. */
  readonly fresh: () => Omit<Installation, 'version'>;
  readonly disk?: Disk;
  readonly current?: number;
  readonly migrations?: Migrations;
};

/** Reads `<data>/installation.json`, brings it up to the current version, or makes it in a new folder. */
export async function openInstallation(
  data: string,
  options: InstallationOptions,
): Promise<Result<Installation, DocumentProblem>> {
  const file = join(data, 'installation.json');
  const current = options.current ?? dataVersion;
  const empty: VersionedDocument = { version: 0 };
  const stored = new Low<VersionedDocument>(durableDocument(options.disk ?? nodeDisk, file, readableForm), empty);
  try {
    await stored.read();
  } catch (error) {
    return err(badDocument(file, error));
  }
  if (stored.data === empty) {
    stored.data = { version: current, ...options.fresh() };
    await stored.write();
  }
  const migrated = migrate(file, stored.data, current, options.migrations ?? dataMigrations);
  if (!migrated.ok) {
    return migrated;
  }
  const { version, organisation, created } = migrated.value as VersionedDocument & Partial<Record<string, unknown>>;
  if (typeof organisation !== 'string' || typeof created !== 'string') {
    return err(badDocument(file, 'it names no organisation or no time of creation'));
  }
  if (migrated.value !== stored.data) {
    stored.data = migrated.value;
    await stored.write();
  }
  return ok({ version, organisation, created });
}
