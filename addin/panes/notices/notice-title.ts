import type { Endpoints } from '#engine/contract/http';
import type { FieldValue } from '#engine/contract/model/field';
import type { Answer } from '../../state/asking.ts';
import type { Speech } from '../../ui/words/speech.ts';

type Told = Pick<Answer<Endpoints['notices']>['notices'][number], 'happening' | 'names'>;

/** What happened, as a sentence of the pane's language. */
export function noticeTitle(speech: Speech, { happening, names }: Told): string {
  const { say } = speech;
  const { kind, from, to, subject } = happening;
  const what = names.actions.map((title) => say('happened.quoted', { title })).join(', ');
  const who = names.actor ?? 'Controlbook';
  const evidence = names.evidence === null ? '' : say('happened.quoted', { title: names.evidence });
  switch (kind) {
    case 'assignment':
      return names.to === null
        ? say('happened.unassigned', { who, what })
        : say('happened.assigned', { who, what, to: names.to });
    case 'status':
      return say('happened.status', { who, what, to: String(to) });
    case 'test':
      return say('happened.test', { who, what, to: String(to) });
    case 'comment':
      return from === 'return' ? say('happened.returned', { what }) : say('happened.commented', { who, what });
    case 'evidence':
      return say('happened.evidence', { who, what, evidence });
    case 'due':
      return dueTitle(speech, what, evidence, from, to);
    case 'score': {
      const scores = { from: percentText(speech, from), to: percentText(speech, to) };
      if (names.subject === null) return say('happened.scoreOfAll', scores);
      return subject?.kind === 'group'
        ? say('happened.scoreOfGroup', { of: names.subject, ...scores })
        : say('happened.score', { of: names.subject, ...scores });
    }
  }
}

/** `from` is the date, `to` the days left, or what is with a piece of evidence. */
function dueTitle({ say, date }: Speech, what: string, evidence: string, from: FieldValue, to: FieldValue): string {
  const day = date(String(from));
  if (to === 'expired') return say('happened.expired', { what, evidence, date: day });
  if (to === 'reminder') return say('happened.reminder', { what, evidence, date: day });
  const left = Number(to);
  if (left === 0) return say('happened.dueToday', { what });
  return left > 0
    ? say('happened.dueIn', { what, count: left, date: day })
    : say('happened.dueAgo', { what, count: -left, date: day });
}

function percentText({ say, percent }: Speech, value: FieldValue): string {
  return typeof value === 'number' ? percent(value) : say('happened.noScore');
}
