import { z } from 'zod';
import { fieldName, fieldValue } from './field.ts';
import { commandId, conflictId, entityRef, epoch, partitionId, position, workbookId } from './ids.ts';

/** One field's new value, and the position its writer had seen. */
export const change = z.object({
  entity: entityRef,
  field: fieldName,
  value: fieldValue,
  base: position,
});
export type Change = z.infer<typeof change>;

/** Changes of one partition that are judged together. With `atomic`, one refusal or conflict refuses all. */
export const changeSet = z.object({
  id: commandId,
  partition: partitionId,
  epoch,
  changes: z.array(change).min(1).max(5_000),
  workbook: workbookId.optional(),
  atomic: z.boolean().optional(),
});
export type ChangeSet = z.infer<typeof changeSet>;

/** What became of one change. `position` is where the field now stands. */
export const verdict = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted'), position }),
  z.object({ outcome: z.literal('agreed'), position }),
  z.object({ outcome: z.literal('conflict'), position, conflict: conflictId, inPlace: fieldValue }),
  z.object({ outcome: z.literal('refused'), code: z.string(), message: z.string() }),
]);
export type Verdict = z.infer<typeof verdict>;
