import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CommandFailed } from './command.ts';

/**
 * Writes a file the person asked for, in this folder where no other is named. What is there already stays, unless
 * replacing was asked for: it may be somebody's live workbook.
 */
export async function writeOutput(
  wanted: string | null,
  name: string,
  content: Uint8Array | string,
  replace: boolean,
): Promise<string> {
  const asked = resolve(wanted ?? name);
  const file = (await isFolder(asked)) ? join(asked, name) : asked;
  try {
    await writeFile(file, content, { flag: replace ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') {
      throw new CommandFailed(`${file} exists already. Name another file with --out, or add --force to replace it.`);
    }
    throw new CommandFailed(`${file} cannot be written: ${reasonOf(error)}`);
  }
  return file;
}

export async function readInput(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

/** What the system says went wrong with a file, as a sentence. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasonByCode.get(code) ?? (error instanceof Error ? error.message : String(error));
}

const reasonByCode: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder. Check the name.'],
  ['EISDIR', 'it is a folder. Name a file in it.'],
  ['ENOTDIR', 'a part of the path is a file, not a folder.'],
  ['EEXIST', 'a file of that name stands in the way.'],
  ['EACCES', 'you have no right to. Ask whoever owns it, or choose another place.'],
  ['EPERM', 'you have no right to. Ask whoever owns it, or choose another place.'],
  ['EROFS', 'the disk is read-only. Choose another place.'],
  ['ENOSPC', 'the disk is full.'],
  ['EBUSY', 'another program has it open.'],
]);

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false, // not there yet, or not to be looked at: writing says which
  );
}
