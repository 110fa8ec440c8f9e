import { z } from 'zod';
import type { OrganisationSettings, Progress, Score, ScoreNode, ScoringSettings } from '../model/score.ts';
import { shapeOf } from './shape.ts';

const points = {
  achieved: z.number().min(0),
  possible: z.number().min(0),
  percent: z.number().min(0).max(100).nullable().describe('Unrounded; null when nothing is possible.'),
};

export const score = shapeOf<Score>()(
  z.object(points).meta({ id: 'Score', description: 'Points reached of points possible.' }),
);

export const progress = shapeOf<Progress>()(
  z
    .object({ assessed: z.int().min(0), total: z.int().min(0) })
    .meta({ id: 'Progress', description: 'Controls assessed of controls there are.' }),
);

export const progressBySide = z
  .object({ customer: progress, provider: progress })
  .meta({ id: 'ProgressBySide', description: 'A shared control counts on both sides.' });

const nodeFields = {
  ...points,
  level: z.enum(['action', 'control', 'family', 'assessment', 'group', 'organisation']),
  id: z.string(),
  label: z.string(),
  reason: z.string().describe('Why an action counts or does not, or how a roll-up was made.'),
};

export const scoreNode: z.ZodType<ScoreNode> = z
  .object({
    ...nodeFields,
    get parts(): z.ZodReadonly<z.ZodArray<z.ZodType<ScoreNode>>> {
      return z.array(scoreNode).readonly();
    },
  })
  .meta({ id: 'ScoreNode', description: 'A number that can be expanded into its parts.' });

const scoringSettings = shapeOf<ScoringSettings>()(
  z
    .object({
      rollUp: z
        .enum(['per-control', 'each-action-once'])
        .describe('Whether an action counts in every control citing it, or once an assessment.'),
      providerPoints: z.boolean().describe('Whether attested provider actions count.'),
      notInScope: z
        .enum(['exclude', 'compatible'])
        .describe('Whether points not in scope leave the possible points, or stay in as the original had it.'),
      groupScore: z.enum(['average', 'each-action-once']),
      highWaterMark: z.boolean().describe('Whether finishing a parent action finishes its children.'),
    })
    .meta({ id: 'ScoringSettings' }),
);

export const organisationSettings = shapeOf<OrganisationSettings>()(
  z
    .object({
      scoring: scoringSettings,
      shareTechnicalActions: z
        .boolean()
        .describe('One record of a technical action for all groups instead of one per group.'),
      providerName: z.string().min(1).max(200),
    })
    .meta({ id: 'OrganisationSettings' }),
);
