import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/**
 * Where a path relative to the folder lies. Throws when it leaves the folder, by its text or through a linked folder:
 * paths come from the watch, so that one that does is a bug or an attack.
 */
export async function locateInside(root: string, path: string): Promise<string> {
  const parts = path.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  if (!isPlain) throw new Error(`The path ${JSON.stringify(path)} does not lie in the watched folder.`);
  const absolute = join(root, ...parts);
  const parent = await realParent(dirname(absolute), root);
  if (parent !== root && !parent.startsWith(root + sep)) {
    throw new Error(`The path ${JSON.stringify(path)} leads out of the watched folder.`);
  }
  return absolute;
}

/** The nearest folder that is there, links resolved. */
async function realParent(folder: string, root: string): Promise<string> {
  if (folder === root) return root;
  const isThere = await lstat(folder).then(
    () => true,
    () => false,
  );
  return isThere ? realpath(folder) : realParent(dirname(folder), root);
}
