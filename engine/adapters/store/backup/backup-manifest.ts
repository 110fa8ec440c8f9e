import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartitionHead } from '../../../app/ports.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { errorCode } from '../disk.ts';
import type { DatabaseProblem } from '../postgres/database-problem.ts';

/** What a backup holds; written last, so that a folder with one is whole. */
export type BackupManifest = {
  readonly version: number;
  /** ISO 8601 UTC. */
  readonly made: string;
  /** The program that made it. */
  readonly program: string;
  readonly organisation: string;
  readonly heads: readonly PartitionHead[];
  /** Paths with forward slashes, from the backup's own folder. */
  readonly files: readonly BackupFile[];
};

export type BackupFile = { readonly path: string; readonly size: number; readonly sha256: string };

export type BackupProblem = {
  readonly code: DatabaseProblem['code'] | 'nothing-there' | 'not-empty' | 'damaged' | 'newer-version';
  readonly message: string;
};

export const manifestName = 'backup.json';
export const manifestVersion = 1;

/** Null when there is none: no backup, or one that was not finished. */
export async function readManifest(folder: string): Promise<Result<BackupManifest | null, BackupProblem>> {
  const file = join(folder, manifestName);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return ok(null);
    throw error;
  }
  const manifest = parse(text);
  if (manifest !== null && manifest.version > manifestVersion) {
    const message = `${file} was written by a later Controlbook (version ${manifest.version}, this one knows ${manifestVersion}). Restore it with that version`;
    return err({ code: 'newer-version', message });
  }
  if (manifest !== null && isManifest(manifest)) return ok(manifest);
  return err({ code: 'damaged', message: `${file} cannot be read as the list of a backup. Use another backup` });
}

function parse(text: string): { readonly version: number } | null {
  try {
    const value: unknown = JSON.parse(text);
    const isVersioned = typeof value === 'object' && value !== null && 'version' in value;
    return isVersioned && typeof value.version === 'number' ? (value as { readonly version: number }) : null;
  } catch {
    return null; // the caller says what that means
  }
}

function isManifest(value: { readonly version: number } & Partial<BackupManifest>): value is BackupManifest {
  const { made, program, organisation, heads, files } = value;
  return (
    [made, program, organisation].every((one) => typeof one === 'string') &&
    Array.isArray(heads) &&
    heads.every((head) => typeof head?.partition === 'string' && typeof head.position === 'number') &&
    Array.isArray(files) &&
    files.every((file) => isInside(file?.path) && typeof file.size === 'number' && typeof file.sha256 === 'string')
  );
}

/** A list that was tampered with must not write outside of the folder it is restored into. */
function isInside(path: unknown): boolean {
  return typeof path === 'string' && /^[^/\\]+(\/[^/\\]+)*$/.test(path) && !path.split('/').includes('..');
}
