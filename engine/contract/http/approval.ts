import { z } from 'zod';
import { type Approval, type ApprovalRule, approvalRules } from '../model/approval.ts';
import { userId } from '../model/ids.ts';
import { templateStatuses } from '../model/vocabulary.ts';
import { time } from './journal.ts';
import { shapeOf } from './shape.ts';

const step = z.object({ by: userId, at: time }).nullable();

export const approval = shapeOf<Approval>()(
  z
    .object({
      status: z.enum(templateStatuses),
      imported: step,
      published: step,
      approved: step,
      rejected: z
        .object({ by: userId, at: time, reason: z.string() })
        .nullable()
        .describe('Until it is published again.'),
    })
    .meta({ id: 'Approval', description: 'How far a version of a template has come, and by whom.' }),
);

export const approvalRule = shapeOf<ApprovalRule>()(z.enum(approvalRules));
