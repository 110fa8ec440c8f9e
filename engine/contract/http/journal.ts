import { z } from 'zod';
import type { Conflict, FieldConflict, HeldBatch } from '../model/conflict.ts';
import type { Entry, HeldChange, JournalEvent } from '../model/entry.ts';
import { fieldName, fieldValue } from '../model/field.ts';
import { commandId, conflictId, cursor, entityRef, epoch, partitionId, position, userId } from '../model/ids.ts';
import { channels, decisions } from '../model/vocabulary.ts';
import { shapeOf } from './shape.ts';

/**
 * What travels of the journal, over HTTP and the live channel alike: every entry whole, but for the documents (`put`:
 * templates, actions, groups, assessments, settings), which are named and fetched from their own endpoints, because one
 * may be a megabyte and five hundred panes listen.
 */
type TravellingEvent =
  | Exclude<JournalEvent, { kind: 'put' }>
  | Omit<Extract<JournalEvent, { kind: 'put' }>, 'value'>
  | HiddenEntry['event'];
export type TravellingEntry = Omit<Entry, 'event'> & { readonly event: TravellingEvent };

/** Something happened here that this person may not read: the entry keeps its place and says nothing. */
export type HiddenEntry = Omit<Entry, 'event'> & { readonly event: { readonly kind: 'hidden' } };

export const time = z.string().describe('ISO 8601, UTC.');
const heldReason = z.enum(['one-column-sort', 'shifted-paste', 'mass-clear']);
const field = { entity: entityRef, field: fieldName };

const heldChange = shapeOf<HeldChange>()(
  z.object({ ...field, base: position, baseValue: fieldValue, yours: fieldValue }).meta({ id: 'HeldChange' }),
);

const event = shapeOf<TravellingEvent>()(
  z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('put'), entity: entityRef }),
      z.object({ kind: z.literal('removed'), entity: entityRef }),
      z.object({ kind: z.literal('changed'), ...field, from: fieldValue, to: fieldValue, base: position }),
      z.object({ kind: z.literal('agreed'), ...field, value: fieldValue, base: position }),
      z.object({
        kind: z.literal('conflicted'),
        conflict: conflictId,
        ...field,
        baseValue: fieldValue,
        base: position,
        inPlace: fieldValue,
        yours: fieldValue,
      }),
      z.object({
        kind: z.literal('resolved'),
        conflict: conflictId,
        ...field,
        decision: z.enum(decisions),
        from: fieldValue,
        to: fieldValue,
      }),
      z.object({
        kind: z.literal('refused'),
        ...field,
        value: fieldValue,
        reason: z.string(),
        place: z.string().nullable(),
      }),
      z.object({ kind: z.literal('held'), conflict: conflictId, reason: heldReason, changes: z.array(heldChange) }),
      z.object({ kind: z.literal('released'), conflict: conflictId, decision: z.enum(decisions) }),
      z.object({
        kind: z.literal('ingested'),
        file: z.string(),
        sha256: z.string(),
        sequence: z.int(),
        changes: z.int(),
      }),
      z.object({ kind: z.literal('hidden') }).describe('Something this person may not read.'),
    ])
    .meta({ id: 'JournalEvent' }),
);

export const entry = shapeOf<TravellingEntry>()(
  z
    .object({
      v: z.literal(1),
      partition: partitionId,
      epoch,
      position,
      time,
      actor: userId,
      channel: z.enum(channels),
      lineage: z.string().nullable().describe('Which copy of which workbook the edit came from.'),
      command: commandId,
      index: z.int().describe('Of the change within its command.'),
      event,
    })
    .meta({ id: 'Entry', description: 'One line of the journal: what happened, once and for good.' }),
);

const conflictFields = { id: conflictId, by: userId, lineage: z.string().nullable(), time, raisedAt: position };
const fieldConflict = shapeOf<FieldConflict>()(
  z.object({
    kind: z.literal('field'),
    ...conflictFields,
    ...field,
    base: position,
    baseValue: fieldValue,
    yours: fieldValue,
  }),
);
const heldBatch = shapeOf<HeldBatch>()(
  z.object({ kind: z.literal('held'), ...conflictFields, reason: heldReason, changes: z.array(heldChange) }),
);
export const conflict = shapeOf<Conflict>()(
  z.discriminatedUnion('kind', [fieldConflict, heldBatch]).meta({
    id: 'Conflict',
    description: 'Two different edits of one field since the same base, or a whole batch held for confirmation.',
  }),
);

/** A field set after the cursor, with the value it has now. */
export const latestField = z
  .object({ ...field, value: fieldValue, position })
  .meta({ id: 'LatestField', description: 'A field that changed, with its last value and the position that set it.' });

/** `changed`: documents put or removed after the cursor, to be fetched anew. `conflicts`: all that are open now. */
export const latest = {
  cursor,
  fields: z.array(latestField),
  changed: z.array(entityRef).describe('Documents put or removed since; fetch them anew.'),
  conflicts: z.array(conflict).describe('All that are open now.'),
};

export const resyncReason = z
  .enum(['unknown-epoch', 'beyond-the-end', 'too-far-behind'])
  .describe(
    '`unknown-epoch`: the history was restored since. `beyond-the-end`: the engine knows less than the cursor, so data was lost. `too-far-behind`: more changed than is worth sending.',
  );
