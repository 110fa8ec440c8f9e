import { basename } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';
import { errorText } from './disk.ts';
import type { DocumentForm } from './durable-document.ts';

/** A document that is not disposable and cannot be used as it is: the engine does not start. */
export type DocumentProblem = {
  readonly code: 'bad-document' | 'newer-version';
  readonly file: string;
  readonly message: string;
};

export type VersionedDocument = { readonly version: number } & Readonly<Record<string, unknown>>;

/** `migrations[n]` turns a document of version n into one of version n + 1. */
export type Migrations = Readonly<Record<number, (document: VersionedDocument) => VersionedDocument>>;

/** Plain indented JSON, for people to read. */
export const readableForm: DocumentForm<VersionedDocument> = {
  parse(text) {
    const document: unknown = JSON.parse(text);
    if (
      typeof document !== 'object' ||
      document === null ||
      !('version' in document) ||
      !Number.isSafeInteger(document.version)
    ) {
      throw new Error('it has no version');
    }
    return document as VersionedDocument; // an object with a whole number as its version, just checked
  },
  stringify: (document) => `${JSON.stringify(document, null, 2)}\n`,
};

/** Brings a document up to `current`, step by step. A later version is refused: an older engine would lose what it does not know. */
export function migrate(
  file: string,
  document: VersionedDocument,
  current: number,
  migrations: Migrations,
): Result<VersionedDocument, DocumentProblem> {
  if (document.version > current) {
    const message = `${file} was written by a later Controlbook (version ${document.version}, this one knows ${current}). Install that version again`;
    return err({ code: 'newer-version', file, message });
  }
  let migrated = document;
  while (migrated.version < current) {
    const step = migrations[migrated.version];
    if (step === undefined) {
      return err(badDocument(file, `version ${migrated.version} cannot be brought up to ${current}`));
    }
    migrated = { ...step(migrated), version: migrated.version + 1 };
  }
  return ok(migrated);
}

export function badDocument(file: string, reason: unknown): DocumentProblem {
  const message = `${file} cannot be used: ${typeof reason === 'string' ? reason : errorText(reason)}. Put ${basename(file)} back from a backup, or correct it by hand; nothing has been changed`;
  return { code: 'bad-document', file, message };
}
