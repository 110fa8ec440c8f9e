import type { ActionId, AssessmentId, Cursor, GroupId, TemplateId } from './ids.ts';

/** A group exists only through its assessments; its name is unique in the organisation, letter case aside. */
export type Group = {
  readonly id: GroupId;
  readonly name: string;
  /** Where its first values were copied from; the copy is completed by the engine if it was cut off. */
  readonly copiedFrom: GroupCopy | null;
};

/** Three independent options, as the copy dialog offers them. */
export type CopyOptions = {
  readonly implementationDetails: boolean;
  readonly testPlanAndInformation: boolean;
  readonly documents: boolean;
};

export type GroupCopy = { readonly group: GroupId; readonly at: Cursor; readonly options: CopyOptions };

export type Assessment = {
  readonly id: AssessmentId;
  readonly title: string;
  readonly group: GroupId;
  readonly template: TemplateId;
  readonly templateVersion: number;
  readonly product: string;
  readonly certification: string;
  readonly inScopeServices: readonly string[];
  readonly created: string;
  readonly modified: string;
  /** An archived assessment is cut off from its group: it shows everything as of these cursors, and is read-only. */
  readonly archived: { readonly at: string; readonly cursors: readonly Cursor[] } | null;
};

/** What deleting an assessment takes along, shown before it is done. */
export type DeletionPreview = {
  readonly assessment: AssessmentId;
  readonly title: string;
  /** Action records that occur in no other assessment of the group. */
  readonly records: readonly { readonly action: ActionId; readonly title: string; readonly filled: boolean }[];
  readonly openConflicts: number;
  readonly evidence: number;
  /** Set when this is the group's only assessment: the group goes too. */
  readonly group: { readonly id: GroupId; readonly name: string } | null;
};
