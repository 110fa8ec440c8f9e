import type { UserId } from '#engine/contract/model/ids';
import type { AlertCondition, AlertRule, HappeningKind, ScoreSubject } from '#engine/contract/model/notice';
import type { GroupSummary } from '../../state/model.ts';

/** A rule as it is being written. What the chosen kind does not need is kept, in case the choice changes back. */
export type RuleDraft = {
  readonly name: string;
  readonly mine: boolean;
  readonly active: boolean;
  readonly recipients: readonly UserId[];
  readonly email: boolean;
  readonly kind: HappeningKind;
  readonly values: readonly string[];
  /** Where: empty for everywhere, else `assessment/<id>`, or `group/<id>` for a score. */
  readonly place: string;
  readonly is: 'below' | 'above' | 'changed-by';
  readonly percent: string;
};

export function emptyRule(mine: boolean): RuleDraft {
  return {
    ...{ name: '', mine, active: true, recipients: [], email: true, kind: 'test', values: [] },
    ...{ place: '', is: 'below', percent: '80' },
  };
}

export function draftOf({ name, owner, active, recipients, email, when }: AlertRule): RuleDraft {
  const common = { ...emptyRule(owner !== null), name, active, recipients, email, kind: when.kind };
  if (when.kind !== 'score') {
    const place = when.assessment === null ? '' : `assessment/${when.assessment}`;
    return { ...common, values: when.values, place };
  }
  return { ...common, place: placeOf(when.subject), is: when.is, percent: String(when.percent) };
}

function placeOf(subject: ScoreSubject): string {
  switch (subject.kind) {
    case 'organisation':
      return '';
    case 'group':
      return `group/${subject.group}`;
    case 'assessment':
      return `assessment/${subject.assessment}`;
  }
}

/** What is asked of the engine; null as long as something is missing or is no number. */
export function requestOf(draft: RuleDraft, groups: readonly GroupSummary[]): RuleRequest | null {
  const { name, mine, active, recipients, email } = draft;
  const when = conditionOf(draft, groups);
  if (name.trim() === '' || when === null || (!mine && recipients.length === 0)) return null;
  return { name: name.trim(), mine, active, recipients: mine ? [] : recipients, email, when };
}

type RuleRequest = Omit<AlertRule, 'id' | 'owner'> & { readonly mine: boolean };

function conditionOf(draft: RuleDraft, groups: readonly GroupSummary[]): AlertCondition | null {
  const { kind, place } = draft;
  const [sort, id] = [place.slice(0, place.indexOf('/')), place.slice(place.indexOf('/') + 1)];
  const assessment = groups.flatMap((group) => group.assessments).find((one) => sort === 'assessment' && one.id === id);
  const group = groups.find((one) => sort === 'group' && one.id === id);
  if (kind !== 'score') {
    if (place !== '' && assessment === undefined) return null;
    const values = kind === 'status' || kind === 'test' ? draft.values : [];
    return { kind, values, assessment: assessment?.id ?? null };
  }
  const percent = Number(draft.percent.replace(',', '.'));
  if (draft.percent.trim() === '' || !(percent >= 0 && percent <= 100)) return null;
  if (place !== '' && assessment === undefined && group === undefined) return null;
  const subject: ScoreSubject =
    assessment !== undefined
      ? { kind: 'assessment', assessment: assessment.id }
      : group !== undefined
        ? { kind: 'group', group: group.id }
        : { kind: 'organisation' };
  return { kind, subject, is: draft.is, percent };
}
