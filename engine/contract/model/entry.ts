import type { FieldName, FieldValue } from './field.ts';
import type { CommandId, ConflictId, EntityRef, Epoch, PartitionId, Position, UserId } from './ids.ts';
import type { Channel, Decision } from './vocabulary.ts';

/**
 * One line of the journal: what happened, once and for good. Positions of a partition run without holes; the entry's
 * hash covers the hash before it, so that no line can be changed, dropped or moved unseen. People are named by opaque id.
 */
export type Entry = {
  readonly v: 1;
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly position: Position;
  /** Server time, ISO 8601 UTC. */
  readonly time: string;
  readonly actor: UserId;
  readonly channel: Channel;
  /** Which copy of which workbook, as `<WorkbookId>/<path digest>@<position seen>`; null when no workbook was involved. */
  readonly lineage: string | null;
  readonly command: CommandId;
  /** Index of the change within its command. */
  readonly index: number;
  readonly event: JournalEvent;
};

/** A JSON document: a template, an action, a group ... Its shape is known by its entity's kind. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JournalEvent =
  | { readonly kind: 'put'; readonly entity: EntityRef; readonly value: Json }
  | { readonly kind: 'removed'; readonly entity: EntityRef }
  | {
      readonly kind: 'changed';
      readonly entity: EntityRef;
      readonly field: FieldName;
      readonly from: FieldValue;
      readonly to: FieldValue;
      /** Position of the value the writer had seen. */
      readonly base: Position;
    }
  | {
      readonly kind: 'agreed';
      readonly entity: EntityRef;
      readonly field: FieldName;
      readonly value: FieldValue;
      readonly base: Position;
    }
  | {
      readonly kind: 'conflicted';
      readonly conflict: ConflictId;
      readonly entity: EntityRef;
      readonly field: FieldName;
      readonly baseValue: FieldValue;
      readonly base: Position;
      readonly inPlace: FieldValue;
      readonly yours: FieldValue;
    }
  | {
      readonly kind: 'resolved';
      readonly conflict: ConflictId;
      readonly entity: EntityRef;
      readonly field: FieldName;
      readonly decision: Decision;
      readonly from: FieldValue;
      readonly to: FieldValue;
    }
  | {
      readonly kind: 'refused';
      readonly entity: EntityRef;
      readonly field: FieldName;
      readonly value: FieldValue;
      readonly reason: string;
      readonly place: string | null;
    }
  | {
      /** A batch from a file that looks like a mishap (a one-column sort, a shifted paste): nothing is applied until somebody says so. */
      readonly kind: 'held';
      readonly conflict: ConflictId;
      readonly reason: 'one-column-sort' | 'shifted-paste' | 'mass-clear';
      readonly changes: readonly HeldChange[];
    }
  | { readonly kind: 'released'; readonly conflict: ConflictId; readonly decision: Decision }
  | {
      /** A file's content was taken in; closes the atomic batch of its changes, so that it is taken exactly once. */
      readonly kind: 'ingested';
      readonly file: string;
      readonly sha256: string;
      readonly sequence: number;
      readonly changes: number;
    };

export type HeldChange = {
  readonly entity: EntityRef;
  readonly field: FieldName;
  readonly base: Position;
  readonly baseValue: FieldValue;
  readonly yours: FieldValue;
};

/** An entry as a store keeps it: its exact JSON text and the hash over the hash before it and that text. */
export type SealedEntry = { readonly entry: Entry; readonly text: string; readonly hash: string };
