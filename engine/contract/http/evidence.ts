import { z } from 'zod';
import { evidenceId, sha256, uploadId } from '../model/evidence.ts';
import { actionId, assessmentId, partitionId, userId } from '../model/ids.ts';
import { time } from './journal.ts';

const day = z.iso.date();

/** Dates a piece has; null for none. */
const dates = {
  collectedOn: day.nullable().describe('When it was collected, which may be long before it was uploaded.'),
  expiresOn: day.nullable().describe('The last day it proves anything.'),
  remindOn: day.nullable().describe('When somebody wants to be reminded of it.'),
};

export const evidence = z
  .object({
    id: evidenceId,
    partition: partitionId.describe(
      'Where change sets change `name`, `collectedOn`, `expiresOn` and `remindOn` of the entity `evidence/<id>`.',
    ),
    name: z.string(),
    ...dates,
    actions: z.array(z.object({ id: actionId, title: z.string() })).describe('What it proves.'),
    versions: z
      .array(
        z.object({
          number: z.int(),
          uploadedAt: time,
          uploadedBy: z.object({ id: userId, name: z.string() }),
          kind: z.string().describe('`PDF`, `Image`, `Link` ..., for people.'),
          fileName: z.string().nullable().describe('Null for a link.'),
          size: z.int().nullable().describe('In bytes.'),
          sha256: sha256.nullable(),
          url: z.string().nullable().describe('Where a link leads; null for a file.'),
        }),
      )
      .describe('Oldest first; the last is the one that counts.'),
  })
  .meta({ id: 'Evidence', description: 'A piece of evidence: a file or a link, kept once for all it proves.' });

export const dueEvidence = z.object({
  day,
  due: z
    .array(
      z
        .object({
          reason: z.enum(['expired', 'reminder']),
          date: day.describe('The day it expired after, or the reminder was set for.'),
          evidence,
        })
        .meta({ id: 'DueEvidence' }),
    )
    .describe('The longest ago first.'),
});

const to = z
  .union([z.object({ assessment: assessmentId, action: actionId }), z.object({ evidence: evidenceId })])
  .describe('The action it proves, or the piece it is the next version of.');

/** Left out, a next version keeps what the last one had, and a new piece has none. */
const givenDates = z.object(dates).partial().default({}).describe('What is left out stays as it is.');

const name = z
  .string()
  .min(1)
  .max(200)
  .nullable()
  .default(null)
  .describe('What a new piece is called; null for the name of the file.');

export const uploadRequest = z
  .object({
    to,
    fileName: z.string().min(1).max(1_000),
    size: z.int().min(0).describe('In bytes.'),
    sha256: sha256.nullable().default(null).describe('Where the sender knows it, what arrives is held against it.'),
    name,
    dates: givenDates,
  })
  .meta({ id: 'UploadRequest' });

export const upload = z
  .object({
    id: uploadId,
    begun: time,
    fileName: z.string(),
    size: z.int(),
    evidence: evidenceId.describe('The piece it becomes, or becomes a version of.'),
    offset: z.int().describe('Where the next bytes begin.'),
  })
  .meta({ id: 'Upload', description: 'A file on its way in.' });

export const linkRequest = z
  .object({ to, url: z.string().min(1).max(4_000), name, dates: givenDates })
  .meta({ id: 'LinkRequest' });

export const evidenceLimits = z.object({
  fileBytes: z.int().describe('The largest file.'),
  types: z.array(z.string()).nullable().describe('Extensions taken; null for all but `refusedTypes`.'),
  refusedTypes: z.array(z.string()).describe('Extensions of files that run when they are opened.'),
  keepRemovedDays: z
    .int()
    .nullable()
    .describe('Days the bytes of removed evidence are kept when nothing else shows them; null for ever.'),
});
