import { z } from 'zod';

/**
 * Ids are opaque, at most 120 characters of letters, digits and `. _ - : @`, so that they are safe in paths,
 * URLs, cells and log lines alike.
 */
const opaque = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]{0,119}$/);

export const userId = opaque.brand<'UserId'>();
export type UserId = z.infer<typeof userId>;

export const groupId = opaque.brand<'GroupId'>();
export type GroupId = z.infer<typeof groupId>;

export const assessmentId = opaque.brand<'AssessmentId'>();
export type AssessmentId = z.infer<typeof assessmentId>;

export const templateId = opaque.brand<'TemplateId'>();
export type TemplateId = z.infer<typeof templateId>;

export const actionId = opaque.brand<'ActionId'>();
export type ActionId = z.infer<typeof actionId>;

export const workbookId = opaque.brand<'WorkbookId'>();
export type WorkbookId = z.infer<typeof workbookId>;

export const conflictId = opaque.brand<'ConflictId'>();
export type ConflictId = z.infer<typeof conflictId>;

/** Given by the sender, so that a retry is recognised; the answer to a known id is the recorded one. */
export const commandId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@/-]{0,199}$/)
  .brand<'CommandId'>();
export type CommandId = z.infer<typeof commandId>;

/** `org`, `shared` (technical actions shared by all groups), `notices` (who was told of what), or `group:<GroupId>`. */
export const partitionId = z
  .string()
  .regex(/^(org|shared|notices|group:[A-Za-z0-9][A-Za-z0-9._-]{0,113})$/)
  .brand<'PartitionId'>();
export type PartitionId = z.infer<typeof partitionId>;

/** What a change is about: `record/<ActionId>` in a group; `assessment/<AssessmentId>`, `attestation/<ActionId>` ... in the organisation. */
export const entityRef = z
  .string()
  .regex(/^[a-z]+(\/[A-Za-z0-9][A-Za-z0-9._:@-]{0,119}){0,2}$/)
  .brand<'EntityRef'>();
export type EntityRef = z.infer<typeof entityRef>;

/** 1, 2, 3 ... within a partition, no holes; 0 is "before everything". */
export const position = z.int().min(0);
export type Position = number;

/** Names one incarnation of a partition's history; changes only on restore. */
export const epoch = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
export type Epoch = string;

/** "Everything of this partition up to and including this position." */
export const cursor = z.object({ partition: partitionId, epoch, position });
export type Cursor = z.infer<typeof cursor>;

export function groupPartition(group: GroupId): PartitionId {
  return `group:${group}` as PartitionId; // the prefix and the id's own alphabet make it one
}

export const organisationPartition = 'org' as PartitionId; // a constant of the pattern above
export const sharedPartition = 'shared' as PartitionId; // a constant of the pattern above

export const noticesPartition = 'notices' as PartitionId; // a constant of the pattern above

export function recordRef(action: ActionId): EntityRef {
  return `record/${action}` as EntityRef; // an id in its place makes a ref
}

export function attestationRef(action: ActionId): EntityRef {
  return `attestation/${action}` as EntityRef; // an id in its place makes a ref
}

export function assessmentRef(assessment: AssessmentId): EntityRef {
  return `assessment/${assessment}` as EntityRef; // an id in its place makes a ref
}
