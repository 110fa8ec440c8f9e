import { lstat, open } from 'node:fs/promises';
import { errorCode } from './error-code.ts';
import { lockPaths } from './file-names.ts';

/**
 * Who has the workbook open, as the lock file beside it says; `null` when nobody seems to. Counts on every system: a
 * rename over an open file succeeds on POSIX, and the other person's next save would then silently undo it.
 *
 * A lock file stays behind after a crash, and is as old as the session it stands for, so age alone proves little.
 * Past `staleLock` it counts only if its program still holds it, which Windows tells by refusing to open it for
 * writing. Where that cannot be told (a share served from POSIX), it no longer counts: the worst case is that somebody
 * who kept a workbook open for a day saves over our writing, which the merge by revision repairs. Lock files are never
 * removed here: they are not ours.
 */
export async function findHolder(
  absolute: string,
  now: string,
  staleLock: number,
): Promise<{ readonly by: string | null } | null> {
  for (const lock of lockPaths(absolute)) {
    const age = await ageOf(lock, now);
    if (age === null) continue;
    if (age <= staleLock || (await isHeld(lock))) return { by: await readHolder(lock) };
  }
  return null;
}

async function ageOf(lock: string, now: string): Promise<number | null> {
  try {
    return Date.parse(now) - (await lstat(lock)).mtimeMs;
  } catch (error) {
    const code = errorCode(error);
    // A lock file that is there but out of reach is somebody's.
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' ? null : 0;
  }
}

async function isHeld(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'r+')).close();
    return false;
  } catch (error) {
    return errorCode(error) !== 'ENOENT';
  }
}

async function readHolder(lock: string): Promise<string | null> {
  const content = await readStart(lock);
  if (content === null) return null;
  const name = lock.endsWith('#') ? libreOfficeName(content) : excelName(content);
  const printable = name.replace(/[\p{C}]/gu, '').trim();
  return printable === '' ? null : printable;
}

/** Excel keeps its owner file to itself while it runs; a name is then not to be had. */
async function readStart(lock: string): Promise<Buffer | null> {
  try {
    const handle = await open(lock, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    errorCode(error);
    return null;
  }
}

/** `full name,login,computer,time,profile;`, commas in it escaped. */
function libreOfficeName(content: Buffer): string {
  const [fullName = '', login = ''] = content.toString('utf8').split(/(?<!\\),/);
  return (fullName || login).replace(/\\(.)/g, '$1').slice(0, 100);
}

/** 165 bytes: length and name in one byte a character (55), then length and name in UTF-16. */
function excelName(content: Buffer): string {
  if (content.length < 57) return '';
  const length = Math.min(content.readUInt16LE(55), 52);
  return content.subarray(57, 57 + length * 2).toString('utf16le');
}
