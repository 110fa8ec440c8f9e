import type { HappeningKind } from '#engine/contract/model/notice';
import type { WordKey } from '../ui/words/speech.ts';

/** What can happen that people and other systems are told of. */
export const happeningWords = {
  assignment: 'happening.assignment',
  status: 'happening.status',
  test: 'happening.test',
  evidence: 'happening.evidence',
  comment: 'happening.comment',
  due: 'happening.due',
  score: 'happening.score',
} as const satisfies Readonly<Record<HappeningKind, WordKey>>;
