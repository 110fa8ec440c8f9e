import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupFile } from './backup-manifest.ts';
import { type Copied, copyFile, describeFile, linkFile } from './copy-file.ts';

/** The backup before this one. */
export type Before = { readonly folder: string; readonly files: ReadonlyMap<string, BackupFile> };

/** What a backup holds so far, and the way to share it with the backup before. */
export type Sharing = {
  readonly work: string;
  readonly files: ReadonlyMap<string, Copied>;
  linked(): number;
  /** Whether the backup before has a file of this size there, so that looking closer is worth it. */
  isLikely(path: string, size: number): boolean;
  /** Takes the file of the backup before, where it is this very one. */
  share(path: string, known: Copied): Promise<boolean>;
  /** The same for a file that lies in the backup already. */
  shareCopied(path: string): Promise<void>;
  copy(from: string, path: string, size?: number): Promise<Copied>;
};

export function createSharing(work: string, before: Before | null): Sharing {
  const files = new Map<string, Copied>();
  let linked = 0;
  const share = async (path: string, known: Copied): Promise<boolean> => {
    const file = before?.files.get(path);
    if (before === null || file?.sha256 !== known.sha256 || file.size !== known.size) return false;
    if (!(await linkFile(join(before.folder, path), join(work, path)))) return false;
    files.set(path, known);
    linked += 1;
    return true;
  };
  return {
    work,
    files,
    linked: () => linked,
    isLikely: (path, size) => before?.files.get(path)?.size === size,
    share,
    async shareCopied(path) {
      const [place, aside] = [join(work, path), join(work, `${path}.copied`)];
      const known = await describeFile(place);
      await rename(place, aside);
      if (await share(path, known)) return rm(aside);
      await rename(aside, place);
      files.set(path, known);
    },
    async copy(from, path, size) {
      const copied = await copyFile(from, join(work, path), size);
      files.set(path, copied);
      return copied;
    },
  };
}
