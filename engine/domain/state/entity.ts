import type { Json } from '../../contract/model/entry.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import type { EntityRef, Position, UserId } from '../../contract/model/ids.ts';

/**
 * A field as it stands, linked to what it was before: the whole history of every field, newest first, so that
 * "what did this file last see" is a walk back and no base copy has to travel.
 */
export type FieldState = {
  readonly value: FieldValue;
  /** Position of the entry that set it. */
  readonly at: Position;
  readonly by: UserId;
  readonly time: string;
  /** The workbook copy it came from, see Entry.lineage. */
  readonly lineage: string | null;
  readonly before: FieldState | null;
};

export type Entity = {
  readonly ref: EntityRef;
  /** The document of a template, an action, a group ...; null for action records, which are fields alone. */
  readonly value: Json;
  readonly fields: Readonly<Record<FieldName, FieldState>>;
  readonly removedAt: Position | null;
  readonly changedAt: Position;
};

/** What the engine has taken in from one file, by its path in the watched folder. */
export type FileState = { readonly sha256: string; readonly sequence: number; readonly at: Position };
