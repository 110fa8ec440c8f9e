import { activityExportQuery, activityPage, activityQuery } from './activity.ts';
import type { Endpoint } from './endpoint.ts';

const tag = 'Activity';

export const activityEndpoints = {
  activity: {
    method: 'GET',
    path: '/api/v1/activity',
    tag,
    summary: 'What happened in the organisation, newest first',
    details:
      'Of groups and assessments everybody hears what they may read; templates, actions, lists and settings are for who manages master data, people and roles for who manages users. A request looks at so many entries and no more: go on with the cursor until it is null.',
    query: activityQuery,
    response: activityPage,
    problems: ['unknown-epoch', 'unknown-assessment', 'unknown-group'],
  },
  exportActivity: {
    method: 'GET',
    path: '/api/v1/activity/export',
    tag,
    summary: 'What happened, as a file (.csv or .xlsx)',
    details:
      'At most 20,000 lines, found among at most 200,000 entries; what is more is refused, so that no file is short without saying so: choose fewer days.',
    query: activityExportQuery,
    response: 'file',
    problems: ['too-many-lines', 'too-many-requests', 'unknown-assessment', 'unknown-group'],
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
