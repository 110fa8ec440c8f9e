import { z } from 'zod';

/** Longest text a cell can hold, in UTF-16 units (the limit of the .xlsx format). */
export const maxTextLength = 32_767;

/** A field's value. Dates are `YYYY-MM-DD`; lists are ordered and without duplicates; null is empty. */
export const fieldValue = z.union([
  z.string().max(maxTextLength),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(1_000)).max(1_000).readonly(),
]);
export type FieldValue = z.infer<typeof fieldValue>;

export const fieldName = z.string().regex(/^[a-z][A-Za-z]{0,40}$/);
export type FieldName = string;

/** What a person may fill in on an action record, and how each is kept. */
export const recordFields = {
  implementationStatus: 'implementationStatus',
  implementationDate: 'date',
  implementationNotes: 'text',
  testResult: 'testResult',
  testDate: 'date',
  testPlan: 'text',
  additionalInformation: 'text',
  assignedTo: 'user',
  dueDate: 'date',
} as const;
export type RecordField = keyof typeof recordFields;

/** What a person may change on an assessment. */
export const assessmentFields = { title: 'title', inScopeServices: 'list' } as const;
export type AssessmentField = keyof typeof assessmentFields;

/** What is kept of a provider action's attestation (imported, never typed on a sheet). */
export const attestationFields = {
  /** What was attested; null where nothing is recorded. */
  attestation: 'text',
  testResult: 'testResult',
  testDate: 'date',
  tester: 'text',
  notes: 'text',
  /** The document it was taken from. */
  source: 'text',
} as const;
export type AttestationField = keyof typeof attestationFields;

export type FieldKind =
  | (typeof recordFields)[RecordField]
  | (typeof assessmentFields)[AssessmentField]
  | (typeof attestationFields)[AttestationField]
  | 'boolean';
