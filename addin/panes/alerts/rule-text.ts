import type { AlertCondition } from '#engine/contract/model/notice';
import type { GroupSummary } from '../../state/model.ts';
import type { Speech } from '../../ui/words/speech.ts';
import { happeningWords } from '../happening-words.ts';

/** What a rule waits for, in words. */
export function ruleText({ say, percent }: Speech, when: AlertCondition, groups: readonly GroupSummary[]): string {
  const titleOf = (id: string): string =>
    groups.flatMap((group) => group.assessments).find((one) => one.id === id)?.title ?? say('alerts.goneAssessment');
  if (when.kind !== 'score') {
    const what = say(happeningWords[when.kind]);
    const where = when.assessment === null ? say('alerts.everywhere') : titleOf(when.assessment);
    return when.values.length === 0 ? `${what} · ${where}` : `${what}: ${when.values.join(', ')} · ${where}`;
  }
  const { subject } = when;
  const of =
    subject.kind === 'organisation'
      ? say('alerts.organisation')
      : subject.kind === 'group'
        ? (groups.find(({ id }) => id === subject.group)?.name ?? say('alerts.goneGroup'))
        : titleOf(subject.assessment);
  const limit = percent(when.percent);
  switch (when.is) {
    case 'below':
      return say('alerts.scoreBelow', { of, limit });
    case 'above':
      return say('alerts.scoreAbove', { of, limit });
    case 'changed-by':
      return say('alerts.scoreChanged', { of, limit });
  }
}
