import type { Directory, JournalStore, Log, SnapshotStore } from '../../app/ports.ts';
import type { Epoch } from '../../contract/model/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { archiveOf } from './archive/archive-folder.ts';
import { overBases } from './archive/over-bases.ts';
import { openDirectory } from './directory.ts';
import { type FolderJournal, openJournal } from './embedded/open-journal.ts';
import type { JournalProblem } from './embedded/recover-partition.ts';
import { type Installation, openInstallation } from './installation.ts';
import { type LockProblem, lockFolder } from './lock-folder.ts';
import { type MovedProblem, markProblem, readMoveMark } from './move/move-mark.ts';
import type { DatabaseProblem } from './postgres/database-problem.ts';
import type { DocumentProblem } from './settings-document.ts';
import { openSnapshots } from './snapshots.ts';

/** What an engine keeps, wherever it keeps it. */
export type Store = {
  readonly installation: Installation;
  readonly directory: Directory;
  readonly journal: JournalStore;
  readonly snapshots: SnapshotStore;
  /** Closes the journal in good order and gives free what was taken; a second call is harmless. */
  close(): Promise<void>;
};

export type FolderStore = Store & { readonly journal: FolderJournal };

/** Each has a `message` that says what is wrong, where, and what to do; the engine does not start. */
export type StoreProblem = LockProblem | DocumentProblem | JournalProblem | DatabaseProblem | MovedProblem;

export type StoreOptions = {
  readonly log: Log;
  /** Names the organisation and the time when the folder is new. */
  readonly fresh: () => Omit<Installation, 'version'>;
  /** Do not hash again what lies before a snapshot (checksums are still read): a faster start of a long journal. */
  readonly trustSnapshots: boolean;
  readonly segmentBytes?: number;
  /** The archive of old entries, of all organisations; null where none is set. */
  readonly archive?: string | null;
  /** For moving an organisation in or out, which is closed to everybody else meanwhile. */
  readonly isMoving?: boolean;
  readonly newEpoch?: () => Epoch;
};

/** Takes a data folder for this process and opens everything in it. */
export async function openStore(data: string, options: StoreOptions): Promise<Result<FolderStore, StoreProblem>> {
  const { log } = options;
  const locked = await lockFolder(data);
  if (!locked.ok) {
    return locked;
  }
  const { release } = locked.value;
  try {
    const opened = await openLocked();
    if (!opened.ok) {
      await release();
    }
    return opened;
  } catch (error) {
    await release();
    throw error;
  }

  async function openLocked(): Promise<Result<FolderStore, StoreProblem>> {
    const mark = options.isMoving === true ? ok(null) : await readMoveMark(data);
    if (!mark.ok) {
      return mark;
    }
    if (mark.value !== null) {
      return err(markProblem(data, mark.value));
    }
    const installation = await openInstallation(data, { fresh: options.fresh });
    if (!installation.ok) {
      return installation;
    }
    const directory = await openDirectory(data);
    if (!directory.ok) {
      return directory;
    }
    const snapshots = await openSnapshots(data, log);
    const opened = await openJournal(data, {
      report: (message, details) => log.warn(message, details),
      ...(options.trustSnapshots ? { trusted: await snapshots.heads() } : {}),
      ...(options.archive == null ? {} : { archive: archiveOf(options.archive, installation.value.organisation) }),
      ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
      ...(options.newEpoch === undefined ? {} : { newEpoch: options.newEpoch }),
    });
    if (!opened.ok) {
      return opened;
    }
    const journal = opened.value;
    return ok({
      installation: installation.value,
      directory: directory.value,
      journal,
      snapshots: overBases(snapshots, journal),
      async close() {
        await journal.close();
        await release();
      },
    });
  }
}
