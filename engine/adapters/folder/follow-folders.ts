import { type FSWatcher, watch } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-code.ts';
import type { FolderOptions } from './folder-options.ts';

/** Hears from the system about each folder by itself, so that not one of its events is left out or put together. */
export type FollowedFolders = {
  /** Starts to hear from a folder; one that is followed already is only followed anew when another took its place. */
  follow(path: string): Promise<void>;
  /** Ends it for a folder that is gone, and for all below it. */
  leave(path: string): void;
  stop(): void;
};

type Followed = { readonly identity: string; readonly watcher: FSWatcher };

/** Paths are relative to the root, which is ''. `changed` gets the entry's name, or `null` where the system gave none. */
export function followFolders(
  options: FolderOptions,
  changed: (path: string, name: string | null) => void,
): FollowedFolders {
  const followedByPath = new Map<string, Followed>();
  let isComplained = false;

  function complain(path: string, code: string): void {
    // Without events the regular look finds everything, only later: said once, not for each folder.
    if (isComplained) return;
    isComplained = true;
    options.log.warn('Changes may be noticed late: watching a folder failed.', { path: path || options.root, code });
  }

  function end(path: string): void {
    followedByPath.get(path)?.watcher.close();
    followedByPath.delete(path);
  }

  return {
    async follow(path) {
      const absolute = join(options.root, path);
      try {
        const { dev, ino } = await lstat(absolute, { bigint: true });
        const identity = `${dev} ${ino}`;
        if (followedByPath.get(path)?.identity === identity) return;
        end(path);
        const watcher = watch(absolute, (_, name) => changed(path, name));
        followedByPath.set(path, { identity, watcher });
        watcher.on('error', (error) => {
          // What Windows says when a watched folder is removed; the next look follows what is there then.
          if (followedByPath.get(path)?.watcher === watcher) end(path);
          complain(path, errorCode(error));
        });
      } catch (error) {
        end(path);
        complain(path, errorCode(error));
      }
    },
    leave(path) {
      for (const other of [...followedByPath.keys()]) {
        if (other === path || other.startsWith(`${path}/`)) end(other);
      }
    },
    stop() {
      for (const path of [...followedByPath.keys()]) end(path);
    },
  };
}
