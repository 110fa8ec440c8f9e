import { z } from 'zod';
import type { ActionId, EntityRef, Position, UserId } from './ids.ts';

/** Opaque, made by the engine; a part of addresses and of the journal's refs, so shorter than other ids may be. */
const opaque = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);

export const evidenceId = opaque.brand<'EvidenceId'>();
export type EvidenceId = z.infer<typeof evidenceId>;

export const uploadId = opaque.brand<'UploadId'>();
export type UploadId = z.infer<typeof uploadId>;

/** The SHA-256 of a file's bytes, lower-case hex: what its content is kept and found by. */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256>;

/** A file, kept by its content, or a link to something kept elsewhere. */
export type EvidenceContent =
  | { readonly kind: 'file'; readonly fileName: string; readonly size: number; readonly sha256: Sha256 }
  | { readonly kind: 'link'; readonly url: string };

/** A piece of evidence is never written over: what replaces its content is its next version. */
export type EvidenceVersion = {
  /** From 1. */
  readonly number: number;
  /** Position of the entry that brought it. */
  readonly at: Position;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly by: UserId;
  readonly content: EvidenceContent;
};

/** The dates of a piece, `YYYY-MM-DD`: when it was collected, until when it proves anything, when to think of a new one. */
export type EvidenceDates = {
  readonly collectedOn: string | null;
  readonly expiresOn: string | null;
  readonly remindOn: string | null;
};

/**
 * A piece of evidence as the journal puts it, in the partition of the records it belongs to. Name, dates and actions are
 * those it began with: what people change later are fields, so that an archived assessment shows what it showed.
 */
export type EvidenceDocument = EvidenceDates & {
  readonly id: EvidenceId;
  readonly name: string;
  /** What it proves; never empty. */
  readonly actions: readonly ActionId[];
  /** Oldest first, never empty. */
  readonly versions: readonly EvidenceVersion[];
};

/** What a person may change on a piece by a change set. Its actions change by commands of their own. */
export const evidenceFields = { name: 'title', collectedOn: 'date', expiresOn: 'date', remindOn: 'date' } as const;
export type EvidenceField = keyof typeof evidenceFields;

export function evidenceRef(evidence: EvidenceId): EntityRef {
  return `evidence/${evidence}` as EntityRef; // an id in its place makes a ref
}
