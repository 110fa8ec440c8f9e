import { z } from 'zod';
import { assessmentId, groupId, userId } from '../model/ids.ts';
import { channels } from '../model/vocabulary.ts';
import { time } from './journal.ts';
import type { DeepReadonly } from './shape.ts';

/** What happened, for people to filter by. */
export const activityKinds = [
  'answers',
  'conflicts',
  'refusals',
  'evidence',
  'comments',
  'assessments',
  'templates',
  'actions',
  'lists',
  'attestations',
  'people',
  'settings',
  'files',
] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** Longest cursor: some twenty characters a group that has been read from. */
const cursorLength = 12_000;

const filter = {
  from: z.iso.date().optional().describe('The first day, in UTC.'),
  to: z.iso.date().optional().describe('The last day, in UTC.'),
  person: userId.optional(),
  kind: z.enum(activityKinds).optional(),
  group: groupId.optional(),
  assessment: assessmentId.optional(),
  text: z.string().max(200).default('').describe('Part of what the line says, letter case aside.'),
};
export const activityFilter = z.object(filter);
export type ActivityFilter = DeepReadonly<z.infer<typeof activityFilter>>;

export const activityQuery = z.object({
  ...filter,
  cursor: z.string().max(cursorLength).optional().describe('Where the last page ended.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const activityExportQuery = z.object({ ...filter, format: z.enum(['csv', 'xlsx']).default('xlsx') });

export const activityLine = z
  .object({
    id: z.string().describe('`<partition>@<position>` of its entry.'),
    time,
    who: userId,
    name: z.string(),
    channel: z.enum(channels),
    kind: z.enum(activityKinds),
    group: z.object({ id: groupId, name: z.string() }).nullable(),
    item: z.string(),
    field: z.string(),
    from: z.string(),
    to: z.string(),
    what: z.string(),
  })
  .meta({ id: 'ActivityLine', description: 'One thing that happened, in words.' });
export type ActivityLine = DeepReadonly<z.infer<typeof activityLine>>;

export const activityPage = z
  .object({
    lines: z.array(activityLine).describe('Newest first.'),
    cursor: z.string().nullable().describe('For the page after this one; null when there is nothing older.'),
    searchedTo: time
      .nullable()
      .describe('How far back this page has looked: a page may be short, or empty, and others follow.'),
  })
  .meta({ id: 'ActivityPage' });
export type ActivityPage = DeepReadonly<z.infer<typeof activityPage>>;
