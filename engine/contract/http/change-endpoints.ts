import { z } from 'zod';
import { changeSet, verdict } from '../model/change.ts';
import { fieldValue } from '../model/field.ts';
import { conflictId, cursor, epoch, partitionId, position } from '../model/ids.ts';
import { decisions } from '../model/vocabulary.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { conflict, entry, latest, resyncReason } from './journal.ts';
import { limits } from './limits.ts';

export const changeEndpoints = {
  pushChanges: {
    method: 'POST',
    path: '/api/v1/changes',
    tag: 'Changes and conflicts',
    summary: 'Change fields',
    details:
      'One verdict a change, in order: accepted, agreed, conflict or refused. With `atomic`, all are made or none. At most 5,000 changes and 4 MB a set.',
    body: changeSet,
    bodyBytes: limits.changeSetBytes,
    response: z.object({ verdicts: z.array(verdict) }),
    problems: ['unknown-partition', 'unknown-epoch', 'not-atomic', ...journalProblems],
  },
  changesSince: {
    method: 'GET',
    path: '/api/v1/changes',
    tag: 'Changes and conflicts',
    summary: 'What happened in a partition after a cursor',
    details:
      'Go on from the cursor that comes back. `wait` keeps the request open until something happens (long polling). Far behind, the fields that changed come with their latest values instead of the entries. `resync`: load everything anew and start from the cursor given.',
    query: z.object({
      partition: partitionId,
      epoch,
      after: z.coerce.number().int().min(0).describe('The last position known; 0 for the beginning.'),
      limit: z.coerce.number().int().min(1).max(limits.entriesAtOnce).default(limits.entriesAtOnce),
      wait: z.coerce.number().int().min(0).max(limits.waitSeconds).default(0).describe('In seconds.'),
    }),
    response: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('entries'), cursor, entries: z.array(entry), more: z.boolean() }),
        z.object({ kind: z.literal('latest'), ...latest }),
        z.object({ kind: z.literal('resync'), cursor, reason: resyncReason }),
      ])
      .meta({ id: 'ChangesSince' }),
    problems: ['unknown-partition', 'unreachable', 'too-many-requests'],
  },
  conflicts: {
    method: 'GET',
    path: '/api/v1/conflicts',
    tag: 'Changes and conflicts',
    summary: 'All open conflicts and held batches',
    response: z.object({ conflicts: z.array(z.object({ partition: partitionId, conflict })) }),
    problems: [],
  },
  settleConflict: {
    method: 'POST',
    path: '/api/v1/conflicts/:partition/:conflict/decision',
    tag: 'Changes and conflicts',
    summary: 'Settle a conflict',
    params: z.object({ partition: partitionId, conflict: conflictId }),
    body: z
      .object({
        decision: z.enum(decisions).describe('Keep the value in place, take the other, or write a third.'),
        value: fieldValue.default(null).describe('The third value; read only with `other`.'),
        base: position.describe(
          'The position the decision was made at: a value that has moved since is not decided about.',
        ),
      })
      .meta({ id: 'ConflictDecision' }),
    command: true,
    response: z.object({ settled: conflict.nullable().describe('Null for a retry.') }),
    problems: [
      'unknown-partition',
      'unknown-conflict',
      'no-third-value',
      'changed-meanwhile',
      'archived',
      ...journalProblems,
    ],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
