import { z } from 'zod';
import { actionId, templateId } from '../model/ids.ts';
import { attestationTargets, testResults } from '../model/vocabulary.ts';
import { time } from './journal.ts';
import { finding } from './template.ts';

const maybe = z.string().nullable();

const attested = {
  attestation: maybe.describe('What is attested.'),
  testResult: z.enum(testResults).nullable(),
  testDate: maybe,
  tester: maybe,
  notes: maybe,
  source: maybe.describe('The document it was taken from.'),
};

export const recordedAttestation = z
  .object({ action: actionId, title: z.string(), ...attested, by: z.string(), at: time })
  .meta({ id: 'Attestation', description: 'What the organisation has on record about a provider action.' });

export const attestationMapping = z
  .object({
    sheet: z.string().max(200),
    headerRow: z.int().min(1).max(1_048_576),
    columns: z
      .partialRecord(z.enum(attestationTargets), z.string().max(1_000))
      .describe('Header text by what it says.'),
  })
  .meta({ id: 'AttestationMapping', description: 'Which column of a spreadsheet says what of an attestation.' });

export const attestationInspection = z
  .object({
    format: z.enum(['spreadsheet', 'component-definition', 'system-security-plan']),
    proposal: attestationMapping.nullable(),
    needsTemplate: z.boolean().describe('Rows are about controls: choose the template they are of.'),
  })
  .meta({ id: 'AttestationInspection' });

export const attestationUpload = {
  template: templateId.nullable().default(null).describe('The template control ids are of.'),
  mapping: attestationMapping.nullable().default(null),
  tester: z.string().max(1_000).nullable().default(null).describe('Of rows that name none.'),
  testDate: z.string().max(40).nullable().default(null).describe('Of rows that name none, `YYYY-MM-DD`.'),
};

export const attestationPreview = z
  .object({
    id: z.string().describe('Names the preview when it is committed; forgotten after a while.'),
    source: z.string(),
    records: z
      .array(
        z.object({
          action: actionId,
          title: z.string(),
          controls: z.array(z.string()).describe('The controls it was attested for, where rows name controls.'),
          before: z.object(attested).nullable(),
          after: z.object(attested),
        }),
      )
      .describe('What would be recorded; records that stay as they are left out.'),
    unchanged: z.int(),
    findings: z.array(finding),
  })
  .meta({ id: 'AttestationPreview' });
