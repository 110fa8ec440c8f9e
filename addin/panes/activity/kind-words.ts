import type { ActivityKind } from '#engine/contract/http/activity';
import type { WordKey } from '../../ui/words/speech.ts';

/** What each kind of happening is called. */
export const kindWords = {
  answers: 'activity.answers',
  conflicts: 'activity.conflicts',
  refusals: 'activity.refusals',
  evidence: 'activity.evidence',
  comments: 'activity.comments',
  assessments: 'activity.assessments',
  templates: 'activity.templates',
  actions: 'activity.actions',
  lists: 'activity.lists',
  attestations: 'activity.attestations',
  people: 'activity.people',
  settings: 'activity.settings',
  files: 'activity.files',
} as const satisfies Readonly<Record<ActivityKind, WordKey>>;
