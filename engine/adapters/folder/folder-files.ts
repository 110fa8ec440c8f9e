import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import type { FolderFiles, WriteBackProblem } from '../../app/ports.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { possibleOriginals } from './conflict-copy.ts';
import { errorCode, explainCode } from './error-code.ts';
import { reportPath } from './file-names.ts';
import type { FolderOptions } from './folder-options.ts';
import { locateInside } from './inside-folder.ts';
import type { LastSeen } from './last-seen.ts';
import { findHolder } from './open-elsewhere.ts';
import { lookNow, readFile, sha256Of } from './read-file.ts';
import type { Releases } from './releases.ts';
import { type Rename, replaceFile } from './write-file.ts';

const longestReport = 1024 * 1024;

export function createFolderFiles(
  options: FolderOptions,
  lastSeen: LastSeen,
  releases: Releases,
  rename: Rename,
): FolderFiles {
  const { root, clock } = options;
  return {
    async read(path) {
      const absolute = await locateInside(root, path);
      for (let tries = 0; tries < 10; tries++) {
        const reading = await readFile(absolute, options.maxBytes);
        switch (reading.kind) {
          case 'content': {
            const { bytes, sha256, modified } = reading;
            return ok({ path, bytes, sha256, modified });
          }
          case 'missing':
            return ok(null);
          case 'too-large':
            return err({ code: 'too-large', message: `The file is larger than ${options.maxBytes} bytes.` });
          case 'unreadable':
            return err({ code: 'unreadable', message: explainCode(reading.reason) });
          case 'moving':
            await new Promise<void>((resolve) => clock.after(options.settle / 10, resolve));
        }
      }
      return err({ code: 'unreadable', message: 'The file is being written all the time. Try again later.' });
    },

    async writeBack(path, expected, bytes, by = 'engine') {
      const absolute = await locateInside(root, path);
      return lastSeen.alone(path, () =>
        explained(async () => {
          if (expected === null) await mkdir(dirname(absolute), { recursive: true });
          let seen = '';
          const objection = (): Promise<WriteBackProblem | null> =>
            findObjection(absolute, expected, options, (signature) => {
              seen = signature;
            });
          const isStill = (): boolean => lookNow(absolute).signature === seen;
          // Asked once more before the first byte is written: the folder need not see a file come and go for nothing.
          const early = await objection();
          const problem =
            early ??
            (await replaceFile({ absolute, bytes, patience: options.rename, clock, rename, objection, isStill }));
          if (problem === 'held') {
            releases.refused(path);
            return err({ code: 'open-elsewhere', by: null });
          }
          if (problem !== null) return err(problem);
          const sha256 = sha256Of(bytes);
          if (by === 'engine') lastSeen.set(path, sha256);
          releases.written(path);
          return ok({ sha256 });
        }),
      );
    },

    onReleased: (path, run) => releases.wait(path, run),

    async writeReport(path, text) {
      const absolute = reportPath(await locateInside(root, path));
      const bytes = Buffer.from(text, 'utf8');
      return explained(async () => {
        const there = await readFile(absolute, longestReport);
        if (there.kind === 'content' && bytes.equals(there.bytes)) return ok(null);
        const objection = async (): Promise<null> => null;
        const isStill = (): boolean => true;
        const problem = await replaceFile({
          absolute,
          bytes,
          patience: options.rename,
          clock,
          rename,
          objection,
          isStill,
        });
        return problem === null ? ok(null) : err({ code: 'open-elsewhere', by: null });
      });
    },

    async clearReport(path) {
      const absolute = reportPath(await locateInside(root, path));
      return explained(async () => {
        await rm(absolute, { force: true });
        return ok(null);
      });
    },

    async conflictCopyOf(path) {
      const folder = dirname(await locateInside(root, path));
      const originals = possibleOriginals(posix.basename(path));
      if (originals.length === 0) return null;
      const names = new Set(await readdir(folder));
      const original = originals.find((name) => names.has(name));
      return original === undefined ? null : posix.join(posix.dirname(path), original);
    },
  };
}

/** What stands against replacing the file now; asked again at the last moment, because people save while we work. */
async function findObjection(
  absolute: string,
  expected: string | null,
  options: FolderOptions,
  saw: (signature: string) => void,
): Promise<WriteBackProblem | null> {
  const reading = await readFile(absolute, options.maxBytes);
  switch (reading.kind) {
    case 'moving':
      // Being written: not what was expected, and nobody knows yet what it will be.
      return { code: 'open-elsewhere', by: null };
    case 'unreadable':
      if (reading.reason === 'EBUSY') return { code: 'open-elsewhere', by: null };
      return { code: 'unwritable', reason: explainCode(reading.reason) };
    case 'too-large':
      return { code: 'unwritable', reason: 'The file has become too large to be taken.' };
    case 'missing':
    case 'content':
  }
  const sha256 = reading.kind === 'content' ? reading.sha256 : null;
  if (sha256 !== expected) return { code: 'changed', sha256 };
  const holder = await findHolder(absolute, options.clock.now(), options.staleLock);
  if (holder !== null) return { code: 'open-elsewhere', by: holder.by };
  // Is it still the file that was read? And from here on, is it still the one looked at?
  const look = lookNow(absolute);
  saw(look.signature);
  const isSame = reading.kind === 'content' ? look.signature === reading.signature : look.kind === 'missing';
  if (!isSame) return { code: 'open-elsewhere', by: null };
  if (look.kind === 'file' && look.isReadOnly) return { code: 'unwritable', reason: markedReadOnly };
  return null;
}

const markedReadOnly = 'The file is marked read-only. Take the mark off if the engine is to write it.';

async function explained<T>(run: () => Promise<Result<T, WriteBackProblem>>): Promise<Result<T, WriteBackProblem>> {
  try {
    return await run();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EBUSY') return err({ code: 'open-elsewhere', by: null });
    // The file or its folder went away on the way.
    if (code === 'ENOENT') return err({ code: 'changed', sha256: null });
    return err({ code: 'unwritable', reason: explainCode(code) });
  }
}
