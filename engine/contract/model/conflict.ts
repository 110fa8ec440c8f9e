import type { HeldChange } from './entry.ts';
import type { FieldName, FieldValue } from './field.ts';
import type { ConflictId, EntityRef, Position, UserId } from './ids.ts';

/** Two different edits of one field since the same base: one is in place, the other waits here, whole. */
export type FieldConflict = {
  readonly kind: 'field';
  readonly id: ConflictId;
  readonly entity: EntityRef;
  readonly field: FieldName;
  readonly base: Position;
  readonly baseValue: FieldValue;
  readonly yours: FieldValue;
  readonly by: UserId;
  readonly lineage: string | null;
  readonly time: string;
  readonly raisedAt: Position;
};

/** A whole batch held for confirmation. */
export type HeldBatch = {
  readonly kind: 'held';
  readonly id: ConflictId;
  readonly reason: 'one-column-sort' | 'shifted-paste' | 'mass-clear';
  readonly changes: readonly HeldChange[];
  readonly by: UserId;
  readonly lineage: string | null;
  readonly time: string;
  readonly raisedAt: Position;
};

export type Conflict = FieldConflict | HeldBatch;
