import type { Clock, Log } from '../../app/ports.ts';

/** Times in milliseconds. */
export type FolderOptions = {
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a file must stay as it is before it is read. */
  readonly settle: number;
  /** Between two looks at the whole folder, because events get lost on network shares and under sync clients. */
  readonly rescan: number;
  /** How long a file must be missing before it is believed gone. */
  readonly gone: number;
  /** How long an unfinished or unreadable file is waited for before it is refused. */
  readonly giveUp: number;
  /** The first wait after a call that failed; doubles to 64 times as much. */
  readonly retry: number;
  /** How long a rename is tried over a file that another program holds. */
  readonly rename: number;
  /** Between two looks whether a file was let go. */
  readonly release: number;
  /** A lock file older than this counts only while somebody really holds it. */
  readonly staleLock: number;
  /** Larger files are refused unread. */
  readonly maxBytes: number;
  /** Workbooks watched at most. */
  readonly maxFiles: number;
  /** Folders below the root that are looked into. */
  readonly depth: number;
  /** False: rely on the rescan alone, for file systems whose events are worth nothing. */
  readonly events: boolean;
};

export const folderDefaults = {
  settle: 1000,
  rescan: 30_000,
  gone: 3000,
  giveUp: 120_000,
  retry: 1000,
  rename: 2000,
  release: 2000,
  staleLock: 24 * 3_600_000,
  maxBytes: 20 * 1024 * 1024,
  maxFiles: 5000,
  depth: 6,
  events: true,
} as const satisfies Omit<FolderOptions, 'root' | 'clock' | 'log'>;
