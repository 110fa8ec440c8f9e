import { z } from 'zod';
import { actionId, assessmentId, partitionId, position, userId } from '../model/ids.ts';
import { type Comment, commentPurposes, longestComment, type WorkflowSettings } from '../model/workflow.ts';
import { type Endpoint, journalProblems } from './endpoint.ts';
import { time } from './journal.ts';
import { shapeOf } from './shape.ts';

const tag = 'Workflow and notifications';

const workflowSettings = shapeOf<WorkflowSettings>()(
  z
    .object({
      separateDuties: z
        .boolean()
        .describe('Who set the implementation status may not set the test result, nor the other way round.'),
      returnFailed: z.boolean().describe('A failed test gives the action back to who had it for implementation.'),
      remindDaysBefore: z
        .array(z.int().min(0).max(365))
        .max(10)
        .refine((days) => new Set(days).size === days.length, 'Name each day once.')
        .describe('Days before a due date on which its assignee is reminded; 0 is the day itself.'),
      remindOverdueEvery: z.int().min(1).max(365).nullable().describe('Every so many days after it; null for never.'),
      remindAtHour: z.int().min(0).max(23).describe('The hour of the day, UTC, from which reminders go.'),
    })
    .meta({ id: 'WorkflowSettings' }),
);

const text = z.string().trim().min(1).max(longestComment);

export const comment = shapeOf<Comment & { readonly partition: z.infer<typeof partitionId> }>()(
  z
    .object({
      action: actionId,
      partition: partitionId.describe('Where it is kept: with the group, or with all groups.'),
      number: position,
      author: userId,
      time,
      purpose: z.enum(commentPurposes).describe('`return`: a failed test gave the action back.'),
      to: userId.nullable().describe('Whom an assignment or a return is for.'),
      text: z.string().describe('Empty when it was removed.'),
      removed: z.object({ by: userId, time }).nullable(),
    })
    .meta({ id: 'Comment' }),
);

const action = { assessment: assessmentId, action: actionId };
const workProblems = ['unknown-assessment', 'unknown-action', 'archived', ...journalProblems] as const;

export const workflowEndpoints = {
  workflowSettings: {
    method: 'GET',
    path: '/api/v1/settings/workflow',
    tag,
    summary: 'Who may do which step, and when people are reminded',
    response: workflowSettings,
    problems: [],
  },
  changeWorkflowSettings: {
    method: 'PUT',
    path: '/api/v1/settings/workflow',
    tag,
    summary: 'Change the rules of the workflow',
    body: workflowSettings,
    command: true,
    response: workflowSettings,
    problems: journalProblems,
  },
  assignAction: {
    method: 'PUT',
    path: '/api/v1/assessments/:assessment/actions/:action/assignee',
    tag,
    summary: 'Give an action to somebody, with a message',
    details:
      'Both are done or neither. The message stands among the comments on the action, and goes to who is assigned.',
    params: z.object(action),
    body: z.object({
      to: userId.nullable().describe('Null takes it from whoever has it.'),
      message: text.nullable().default(null),
      base: position.nullable().default(null).describe('The position you had seen; null for whatever stands there.'),
    }),
    command: true,
    response: z.object({ assignedTo: userId.nullable() }),
    problems: ['unknown-person', 'changed-meanwhile', ...workProblems],
  },
  comments: {
    method: 'GET',
    path: '/api/v1/assessments/:assessment/actions/:action/comments',
    tag,
    summary: 'What people said about an action, oldest first',
    params: z.object(action),
    response: z.object({ comments: z.array(comment) }),
    problems: ['unknown-action'],
  },
  addComment: {
    method: 'POST',
    path: '/api/v1/assessments/:assessment/actions/:action/comments',
    tag,
    summary: 'Comment on an action',
    params: z.object(action),
    body: z.object({ text }),
    command: true,
    response: comment,
    problems: ['unknown-comment', ...workProblems],
  },
  removeComment: {
    method: 'DELETE',
    path: '/api/v1/assessments/:assessment/actions/:action/comments/:partition/:number',
    tag,
    summary: 'Remove a comment: your own, or any where you manage the assessment',
    details: 'It keeps its place without its text; the journal keeps what it was.',
    params: z.object({ ...action, partition: partitionId, number: z.coerce.number().int().min(1) }),
    command: true,
    response: comment,
    problems: ['unknown-comment', 'unknown-action', ...journalProblems],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
