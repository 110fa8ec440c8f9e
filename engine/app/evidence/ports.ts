import type { EvidenceDates, EvidenceId, Sha256, UploadId } from '../../contract/model/evidence.ts';
import type { ActionId, AssessmentId, PartitionId, UserId } from '../../contract/model/ids.ts';
import type { Result } from '../../domain/result.ts';

export type Bytes = AsyncIterable<Uint8Array>;

/** What a content is known by before anybody has looked at its bytes. */
export type Content = { readonly sha256: Sha256; readonly size: number };

export type StoreProblem =
  | { readonly code: 'disk-full'; readonly message: string }
  /** The bytes were not those they were said to be; nothing of them is kept. */
  | { readonly code: 'damaged-on-the-way'; readonly message: string }
  /** The store is elsewhere and does not answer, or does not let us. */
  | { readonly code: 'store-unavailable'; readonly message: string };

/** The contents of evidence by their SHA-256, each once. It knows nothing of who shows them. */
export interface EvidenceStore {
  /** Whether the content is there in its full size. */
  has(content: Content): Promise<Result<boolean, StoreProblem>>;
  /**
   * Takes a content, whole or not at all, and durable when it resolves. The bytes are hashed on their way; they are asked
   * for again where the store has to begin anew. What is there already is written over with the same.
   */
  put(content: Content, open: () => Bytes): Promise<Result<null, StoreProblem>>;
  /** The bytes from one position up to, not including, another; null when there is no such content. */
  read(sha256: Sha256, from: number, to: number): Promise<Result<Bytes | null, StoreProblem>>;
  /** There is no such content afterwards. */
  remove(sha256: Sha256): Promise<Result<null, StoreProblem>>;
}

/** A file on its way in: what it will be when it is whole. */
export type Upload = {
  readonly id: UploadId;
  readonly begun: string;
  readonly by: UserId;
  readonly fileName: string;
  readonly size: number;
  /** As the sender has computed it; null when the sender has not. */
  readonly sha256: Sha256 | null;
  readonly partition: PartitionId;
  /** The piece it becomes, or becomes the next version of. */
  readonly evidence: EvidenceId;
  readonly becomes:
    | {
        readonly kind: 'piece';
        readonly assessment: AssessmentId;
        readonly action: ActionId;
        readonly name: string;
        readonly dates: EvidenceDates;
      }
    | { readonly kind: 'version'; readonly dates: Partial<EvidenceDates> };
};

/**
 * Uploads under way, on a disk of the engine's own. They outlive broken connections and restarts: what `received` counts
 * is still there after a power cut.
 */
export interface UploadArea {
  all(): readonly Upload[];
  find(id: UploadId): Upload | null;
  begin(upload: Upload): Promise<Result<null, { readonly code: 'disk-full'; readonly message: string }>>;
  /** Bytes that are there for good; 0 for an upload there is none of. */
  received(id: UploadId): number;
  /**
   * Writes what comes behind what is there, up to the upload's size; one call at a time for an upload. Whatever came
   * before the bytes ended, broke off or became too many is kept.
   */
  append(
    id: UploadId,
    bytes: Bytes,
  ): Promise<Result<null, { readonly code: 'disk-full' | 'broken-off' | 'too-many-bytes'; readonly message: string }>>;
  read(id: UploadId): Bytes;
  /** The hash of what is there, and its first bytes. */
  examine(id: UploadId): Promise<{ readonly sha256: Sha256; readonly first: Uint8Array }>;
  /** There is no such upload afterwards. */
  discard(id: UploadId): Promise<void>;
}

export type EvidenceLimits = {
  /** Of one file, in bytes. */
  readonly fileBytes: number;
  /** Extensions taken, in lower case; null for all but the refused ones. */
  readonly types: readonly string[] | null;
  /** Days the content of removed evidence is kept when nothing else shows it; null for ever. */
  readonly keepRemovedDays: number | null;
};
