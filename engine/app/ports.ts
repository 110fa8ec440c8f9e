import type { ReadWorkbook, RefusedCell, WorkbookPatch } from '../contract/model/cells.ts';
import type { SealedEntry } from '../contract/model/entry.ts';
import type { Epoch, PartitionId, Position, UserId } from '../contract/model/ids.ts';
import type { ShownWorkbook } from '../contract/model/shown-workbook.ts';
import type { WorkbookModel } from '../contract/model/table.ts';
import type { Finding, PlaceByPath, TemplateContent } from '../contract/model/template.ts';
import type { AttestationTarget, MappingTarget } from '../contract/model/vocabulary.ts';
import type { AttestationInput } from '../domain/attestations/plan-attestations.ts';
import type { Result } from '../domain/result.ts';
import type { WorkbookUpdate } from '../domain/sheets/plan-update.ts';

/** Where a partition's journal ends. An empty partition has position 0 and the hash of its epoch alone. */
export type PartitionHead = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly position: Position;
  readonly hash: string;
};

export type AppendProblem =
  /** Somebody else appended first; read the tail and decide again. */
  | { readonly code: 'stale'; readonly head: PartitionHead }
  /** A sync failed earlier: nothing more is accepted until the process has re-read the journal. */
  | { readonly code: 'read-only'; readonly reason: string }
  | { readonly code: 'disk-full'; readonly reason: string }
  /** The store cannot be reached. What became of the batch is not known; the tail tells when it can be read again. */
  | { readonly code: 'unreachable'; readonly reason: string };

/**
 * The journal: append-only, per partition in order and without holes, durable before `append` resolves, a batch all or
 * nothing. Entries of one call follow `after` without a hole. Calls for different partitions may run side by side;
 * for one partition the caller sends the next batch when the last has resolved.
 */
export interface JournalStore {
  /** Every partition that has been opened, in no particular order. */
  heads(): Promise<readonly PartitionHead[]>;
  /** Makes the partition known (with a fresh epoch when it is new) and durable; returns its head. */
  open(partition: PartitionId): Promise<PartitionHead>;
  append(
    partition: PartitionId,
    after: Position,
    entries: readonly SealedEntry[],
  ): Promise<Result<PartitionHead, AppendProblem>>;
  /** Entries after a position, oldest first, at most `limit`; fewer than `limit` means the end was reached. */
  read(partition: PartitionId, after: Position, limit: number): Promise<readonly SealedEntry[]>;
  close(): Promise<void>;
  /** Why nothing is accepted any more until a restart; null while all is well. */
  failure?(): string | null;
  /** There where several processes append to one journal. Such a journal rejects with `StoreUnreachable` when it cannot be read. */
  readonly shared?: SharedJournal;
}

export interface SharedJournal {
  /** Calls when others may have appended, and now and then without a reason. Returns the way to stop. */
  watch(look: () => void): () => void;
  /**
   * As `append`, but nobody else appends between the reading of the tail after `after` and the append of what `decide`
   * makes of it, so that it cannot come too late again and again. `stale` when the tail is too long for one turn (read
   * it first), or there is none because the journal is another one. `decide` may give nothing; it is called once at most.
   */
  appendInTurn(
    partition: PartitionId,
    after: Position,
    decide: (tail: readonly SealedEntry[]) => Promise<readonly SealedEntry[]>,
  ): Promise<Result<PartitionHead, AppendProblem>>;
}

/** Disposable: a snapshot that is missing, old or damaged is rebuilt from the journal, never an error for a person. */
export interface SnapshotStore {
  load(partition: PartitionId): Promise<Snapshot | null>;
  save(snapshot: Snapshot): Promise<void>;
}

export type Snapshot = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly position: Position;
  /** The journal's hash at that position: a snapshot of another history is never used. */
  readonly hash: string;
  readonly state: unknown;
};

/** People, kept apart from the journal so that one can be forgotten without touching the chain. */
export type Person = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | null;
  /** `claimed` when only a file's last-modified-by said so. */
  readonly source: 'machine' | 'directory' | 'claimed' | 'system';
};

export interface Directory {
  all(): readonly Person[];
  byId(id: UserId): Person | null;
  /** By display name or e-mail address, letter case aside. */
  find(nameOrEmail: string): Person | null;
  put(person: Person): Promise<void>;
}

export type FileProblem = {
  /** `too-large`, `not-a-workbook`, `encrypted`, `zip-bomb`, `doctype`, `timeout` ... */
  readonly code: string;
  readonly message: string;
};

/** Everything done with workbook bytes. Reading and patching run in a process that can be killed. */
export interface WorkbookFiles {
  read(bytes: Uint8Array): Promise<Result<ReadWorkbook, FileProblem>>;
  patch(bytes: Uint8Array, patch: WorkbookPatch): Promise<Result<PatchedWorkbook, FileProblem>>;
  /** Reads, plans and patches in one go, so that the engine's own thread has only the view to make. */
  update(bytes: Uint8Array, update: WorkbookUpdate): Promise<Result<UpdatedWorkbook, FileProblem>>;
  render(model: WorkbookModel): Promise<Uint8Array>;
}

/** Reads what a spreadsheet program shows of a workbook; in the process that can be killed, too. */
export interface WorkbookSights {
  show(bytes: Uint8Array): Promise<Result<ShownWorkbook, FileProblem>>;
}

export type PatchedWorkbook = { readonly bytes: Uint8Array; readonly refused: readonly RefusedCell[] };

export type UpdatedWorkbook = {
  /** Null where the file shows everything already. */
  readonly bytes: Uint8Array | null;
  readonly refused: readonly RefusedCell[];
  readonly strangers: readonly string[];
};

/** Reads a submitted template in one of the import formats, by a column mapping, or from OSCAL. */
export interface TemplateFiles {
  /** Sheets, headers and sample rows, the recognised format, and a proposed mapping where none is. */
  inspect(file: SubmittedFile): Promise<Result<Inspection, FileProblem>>;
  read(file: SubmittedFile, mapping: ColumnMapping | null): Promise<Result<ReadTemplate, FileProblem>>;
  /** The submitted workbook with every finding's cell marked and commented. */
  mark(file: SubmittedFile, findings: readonly Finding[]): Promise<Result<Uint8Array, FileProblem>>;
}

export type SubmittedFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Files a profile imports, by the name or `#uuid` it uses. */
  readonly companions: Readonly<Record<string, Uint8Array>>;
};

export type ReadTemplate = {
  readonly kind: 'format-a' | 'format-b' | 'mapping' | 'oscal' | 'json';
  readonly content: TemplateContent;
  readonly places: PlaceByPath;
  /** Findings of the reading itself (missing sheets and columns, wrong types); domain rules come on top. */
  readonly findings: readonly Finding[];
};

export type ColumnMapping = {
  readonly name: string;
  readonly sheet: string;
  /** 1-based row of the headers. */
  readonly headerRow: number;
  /** Header text by target; the same header may serve several targets. */
  readonly columns: Readonly<Partial<Record<MappingTarget, string>>>;
  /** Rows carry the family (or control) of the row above where their own cell is empty or merged. */
  readonly fillDown: boolean;
  /** Points for actions without a number of their own. */
  readonly defaultPoints: number;
};

export type Inspection = {
  readonly format: 'format-a' | 'format-b' | 'oscal-catalog' | 'oscal-profile' | 'template-json' | 'unknown';
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: number;
    readonly headerRow: number | null;
    readonly headers: readonly string[];
    readonly sample: readonly (readonly string[])[];
  }[];
  readonly proposal: ColumnMapping | null;
  /** What a profile needs beside itself. */
  readonly needs: readonly string[];
};

/** Reads what a provider attests: a spreadsheet by a column mapping, an OSCAL component definition or system security plan. */
export interface AttestationFiles {
  inspect(file: SubmittedFile): Promise<Result<AttestationInspection, FileProblem>>;
  /** Without a mapping a spreadsheet is read by the proposed one. */
  read(file: SubmittedFile, mapping: AttestationMapping | null): Promise<Result<ReadAttestations, FileProblem>>;
}

export type AttestationMapping = {
  readonly sheet: string;
  /** 1-based row of the headers. */
  readonly headerRow: number;
  /** Header text by target. */
  readonly columns: Readonly<Partial<Record<AttestationTarget, string>>>;
};

export type AttestationInspection = {
  readonly format: 'spreadsheet' | 'component-definition' | 'system-security-plan';
  readonly proposal: AttestationMapping | null;
  /** Whether rows are about controls, so that the template they are of has to be chosen. */
  readonly needsTemplate: boolean;
};

export type ReadAttestations = AttestationInput & { readonly format: AttestationInspection['format'] };

export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /** Milliseconds of a steady clock, for measuring waits. */
  ticks(): number;
  /** Calls once after `milliseconds`; returns the way to call it off. */
  after(milliseconds: number, run: () => void): () => void;
}

export interface Ids {
  /** Opaque and unguessable, of the id alphabet. */
  next(): string;
}

export interface Log {
  info(message: string, data?: Readonly<Record<string, unknown>>): void;
  warn(message: string, data?: Readonly<Record<string, unknown>>): void;
  error(message: string, data?: Readonly<Record<string, unknown>>): void;
}

/** A workbook of the watched folder whose writing has ended. */
export type SettledFile = {
  /** From the watched folder, forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** The file's own modification time, ISO 8601 UTC. */
  readonly modified: string;
};

/**
 * Called one at a time for a path, for several paths side by side. One that rejects is logged and called again later
 * with the same arguments; it is given up, with an error in the log, only when it has failed again and the file has
 * newer content to offer.
 */
export type FolderEvents = {
  /** Every content that settled, at least once (after a start: everything present), never the same twice in a row. */
  settled(file: SettledFile): Promise<void>;
  /** A workbook reported before is no longer there; a save that deletes and writes anew is not mistaken for it. */
  gone(path: string): Promise<void>;
  /** A workbook that cannot be taken: `too-large`, `empty`, `incomplete`, `unreadable`. Once; it is taken when it changes. */
  refused(path: string, problem: FileProblem): Promise<void>;
};

export interface FolderWatch {
  /**
   * Resolves when the folder is being watched; reports follow. Rejects when the folder is not there. The returned stop
   * waits for the calls under way (so no call may wait for it) and may be called twice.
   */
  start(on: FolderEvents): Promise<() => Promise<void>>;
}

export type WriteBackProblem =
  /** The file is not what was expected; `null`: not there. Read, merge and try again. */
  | { readonly code: 'changed'; readonly sha256: string | null }
  /** Somebody has it open; `by` as their lock file names them. Wait for `onReleased`. */
  | { readonly code: 'open-elsewhere'; readonly by: string | null }
  /** Read-only, no permission, disk full: the reason is a sentence for a person. */
  | { readonly code: 'unwritable'; readonly reason: string };

/** The watched folder's files; every path is relative to it with forward slashes and must stay inside, or it throws. */
export interface FolderFiles {
  /** What the file holds now, settled or not; `null` when it is not there. */
  read(path: string): Promise<Result<SettledFile | null, FileProblem>>;
  /**
   * Replaces the file in one step if it still holds `expected` (`null`: if there is none), durable when it resolves.
   * What the engine writes here is not reported by the watch; what it writes for a person is, like any save of theirs.
   */
  writeBack(
    path: string,
    expected: string | null,
    bytes: Uint8Array,
    by?: 'engine' | 'person',
  ): Promise<Result<{ readonly sha256: string }, WriteBackProblem>>;
  /** Calls once when the file has been let go, has changed, or it is time to try again; returns the way to call it off. */
  onReleased(path: string, run: () => void): () => void;
  /** The note `<file name> - inbox report.txt` beside the file; written only when its text changes. */
  writeReport(path: string, text: string): Promise<Result<null, WriteBackProblem>>;
  clearReport(path: string): Promise<Result<null, WriteBackProblem>>;
  /**
   * The workbook beside it that this one, by its name, is a copy of (`Plan-DESKTOP7.xlsx`, `Plan (1).xlsx`,
   * `Plan (conflicted copy 2026-11-22).xlsx`), or `null`. Only a name whose original stands beside it counts.
   */
  conflictCopyOf(path: string): Promise<string | null>;
}
