import { join } from 'node:path';
import { Low } from 'lowdb';
import { err, ok, type Result } from '../../../domain/result.ts';
import { durableDocument } from '../durable-document.ts';
import { nodeDisk } from '../node-disk.ts';
import {
  badDocument,
  type DocumentProblem,
  migrate,
  readableForm,
  type VersionedDocument,
} from '../settings-document.ts';

/** In a data folder whose organisation is on its way in, or lives elsewhere by now. */
export type MoveMark = { readonly state: 'arriving' | 'left'; readonly other: string; readonly at: string };

export type MovedProblem = { readonly code: 'moved-away'; readonly message: string };

const version = 1;

/** Null when there is none. One that cannot be read is a problem: nobody knows then where the organisation lives. */
export async function readMoveMark(data: string): Promise<Result<MoveMark | null, DocumentProblem>> {
  const file = join(data, markName);
  const stored = documentIn(data);
  try {
    await stored.read();
  } catch (error) {
    return err(badDocument(file, error));
  }
  if (stored.data === null) return ok(null);
  const known = migrate(file, stored.data, version, {});
  if (!known.ok) return known;
  const { state, other, at } = stored.data as VersionedDocument & Partial<Record<keyof MoveMark, unknown>>;
  if ((state !== 'arriving' && state !== 'left') || typeof other !== 'string' || typeof at !== 'string') {
    return err(badDocument(file, 'it does not say what is moved where'));
  }
  return ok({ state, other, at });
}

export async function writeMoveMark(data: string, mark: MoveMark): Promise<void> {
  const stored = documentIn(data);
  stored.data = { version, ...mark };
  await stored.write();
}

export async function removeMoveMark(data: string): Promise<void> {
  await nodeDisk.remove(join(data, markName));
  await nodeDisk.syncFolder(data);
}

export function markProblem(data: string, { state, other, at }: MoveMark): MovedProblem {
  const message =
    state === 'left'
      ? `The organisation in ${data} was moved to ${other} on ${at.slice(0, 10)}. Start the engine there (DATABASE_URL), or move it back with: controlbook move folder`
      : `Moving the organisation from ${other} into ${data} has not ended. Run the same controlbook move again; it goes on where it was`;
  return { code: 'moved-away', message };
}

const markName = 'moved.json';

function documentIn(data: string): Low<VersionedDocument | null> {
  const form = {
    parse: readableForm.parse,
    stringify: (mark: VersionedDocument | null) => readableForm.stringify(mark ?? { version }),
  };
  return new Low<VersionedDocument | null>(durableDocument(nodeDisk, join(data, markName), form), null);
}
