import { z } from 'zod';
import type { Assessment, CopyOptions, DeletionPreview, Group } from '../model/assessment.ts';
import { actionId, assessmentId, cursor, groupId, templateId } from '../model/ids.ts';
import { assessmentStates } from '../model/vocabulary.ts';
import { time } from './journal.ts';
import { progressBySide, score } from './score.ts';
import { shapeOf } from './shape.ts';
import { templateDifference } from './template.ts';

const copyOptions = shapeOf<CopyOptions>()(
  z
    .object({ implementationDetails: z.boolean(), testPlanAndInformation: z.boolean(), documents: z.boolean() })
    .meta({ id: 'CopyOptions' }),
);

const group = shapeOf<Group>()(
  z.object({
    id: groupId,
    name: z.string(),
    copiedFrom: z.object({ group: groupId, at: cursor, options: copyOptions }).nullable(),
  }),
);

export const assessment = shapeOf<Assessment>()(
  z
    .object({
      id: assessmentId,
      title: z.string(),
      group: groupId,
      template: templateId,
      templateVersion: z.int().min(1),
      product: z.string(),
      certification: z.string(),
      inScopeServices: z.array(z.string()),
      created: time,
      modified: time,
      archived: z
        .object({ at: time, cursors: z.array(cursor) })
        .nullable()
        .describe('An archived assessment shows everything as of these cursors and is read-only.'),
    })
    .meta({ id: 'Assessment' }),
);

export const groupSummary = z
  .object({
    ...group.shape,
    score,
    assessments: z.array(
      z
        .object({
          ...assessment.shape,
          score,
          update: z.int().nullable().describe('The newer version of its template that its group may accept.'),
          state: z.enum(assessmentStates),
          progress: progressBySide,
        })
        .meta({ id: 'AssessmentSummary' }),
    ),
  })
  .meta({ id: 'GroupSummary' });

export const assessmentRequest = z
  .object({
    title: z.string().min(1).max(1_000),
    template: templateId,
    product: z
      .string()
      .max(1_000)
      .nullable()
      .default(null)
      .describe('One of the products of the template; the first where it is null.'),
    group: z
      .union([z.object({ id: groupId }), z.object({ name: z.string().min(1).max(1_000) })])
      .describe('An existing group by id or name, or the name of a new one. It never changes afterwards.'),
    copyFrom: z
      .object({ group: groupId, options: copyOptions })
      .nullable()
      .default(null)
      .describe('Fills a new group from another.'),
    inScopeServices: z.array(z.string().max(1_000)).max(1_000).nullable().default(null),
  })
  .meta({ id: 'AssessmentRequest' });

export const templateUpdate = z
  .object({
    assessment: assessmentId,
    title: z.string(),
    template: templateId,
    name: z.string().describe('Of the template.'),
    from: z.int(),
    to: z.int(),
    difference: templateDifference,
    score: z.object({ before: score, after: score }),
    parked: z.array(z.string()).describe('Answered actions that leave; their answers stay on record.'),
    returning: z.array(z.string()).describe('Actions that come in with the answers they had before.'),
  })
  .meta({ id: 'TemplateUpdate' });

export const deletionPreview = shapeOf<DeletionPreview>()(
  z
    .object({
      assessment: assessmentId,
      title: z.string(),
      records: z
        .array(z.object({ action: actionId, title: z.string(), filled: z.boolean() }))
        .describe('Action records that occur in no other assessment of the group.'),
      openConflicts: z.int(),
      evidence: z.int(),
      group: z
        .object({ id: groupId, name: z.string() })
        .nullable()
        .describe('Set when the group goes too, because this is its only assessment.'),
    })
    .meta({ id: 'DeletionPreview' }),
);
