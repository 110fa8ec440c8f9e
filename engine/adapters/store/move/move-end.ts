import type { Directory, JournalStore, PartitionHead } from '../../../app/ports.ts';
import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, PartitionId } from '../../../contract/model/ids.ts';
import type { Result } from '../../../domain/result.ts';
import type { Installation } from '../installation.ts';

/** Why an organisation cannot be moved; nothing was changed, and `message` says what to do. */
export type MoveProblem = { readonly code: string; readonly message: string };

/** A place an organisation can be moved out of and into. */
export interface MoveEnd {
  readonly label: string;
  /** Takes it out of use, so that nothing more is appended. */
  openSource(): Promise<Result<MoveSource, MoveProblem>>;
  /** Takes the place for this organisation. */
  openTarget(installation: Installation): Promise<Result<MoveTarget, MoveProblem>>;
  /** Reads the whole journal and computes every hash anew. */
  verify(organisation: string): Promise<Result<EndVerification, MoveProblem>>;
}

export type EndVerification = { readonly heads: readonly PartitionHead[]; readonly problems: readonly string[] };

export type MoveSource = {
  readonly installation: Installation;
  readonly journal: Pick<JournalStore, 'heads' | 'read'>;
  readonly directory: Directory;
  /** Says from now on that it lives elsewhere. */
  leave(other: string): Promise<void>;
  /** Ends; an organisation that has not left is in use again as it was. */
  close(): Promise<void>;
};

export type MoveTarget = Carrier & {
  readonly directory: Directory;
  /** It lives here already, as far as this place knows. */
  readonly isInUse: boolean;
  /** It fits: from now on it is on its way here. */
  begin(): Promise<void>;
  /** From now on it lives here. Called when closed and proved. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Takes entries as they were sealed. Everything rejects when it cannot be done. */
export interface Carrier {
  heads(): Promise<readonly PartitionHead[]>;
  /** Where a partition ends there; one that is new begins in this epoch. */
  open(partition: PartitionId, epoch: Epoch): Promise<PartitionHead>;
  /** Entries of the head's epoch that follow it. */
  append(head: PartitionHead, entries: readonly SealedEntry[]): Promise<PartitionHead>;
  /** From here on the history is in another epoch. */
  turn(head: PartitionHead, epoch: Epoch): Promise<PartitionHead>;
}
