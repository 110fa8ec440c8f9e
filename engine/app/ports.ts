import type { ReadWorkbook, RefusedCell, WorkbookPatch } from '../contract/model/cells.ts';
import type { SealedEntry } from '../contract/model/entry.ts';
import type { Epoch, PartitionId, Position, UserId } from '../contract/model/ids.ts';
import type { WorkbookModel } from '../contract/model/table.ts';
import type { Finding, PlaceByPath, TemplateContent } from '../contract/model/template.ts';
import type { Result } from '../domain/result.ts';

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
  | { readonly code: 'disk-full'; readonly reason: string };

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
  render(model: WorkbookModel): Promise<Uint8Array>;
}

export type PatchedWorkbook = { readonly bytes: Uint8Array; readonly refused: readonly RefusedCell[] };

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
  readonly kind: 'format-a' | 'format-b' | 'mapping' | 'oscal';
  readonly content: TemplateContent;
  readonly places: PlaceByPath;
  /** Findings of the reading itself (missing sheets and columns, wrong types); domain rules come on top. */
  readonly findings: readonly Finding[];
};

/** What a control or action is made of, and the column it is taken from. */
export const mappingTargets = [
  'controlId',
  'controlTitle',
  'controlFamily',
  'controlDescription',
  'controlParent',
  'responsibility',
  'articleId',
  'link',
  'actionTitle',
  'actionDescription',
  'actionPoints',
  'actionType',
  'actionOwner',
] as const;
export type MappingTarget = (typeof mappingTargets)[number];

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
  readonly format: 'format-a' | 'format-b' | 'oscal-catalog' | 'oscal-profile' | 'unknown';
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

export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
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
