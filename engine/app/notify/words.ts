import type { EvidenceDocument } from '../../contract/model/evidence.ts';
import type { ActionId, EntityRef, UserId } from '../../contract/model/ids.ts';
import type { Happening, ScoreSubject } from '../../contract/model/notice.ts';
import { actionOf, assessmentOf, groupOf } from '../../domain/organisation/documents.ts';
import { commentAt } from '../../domain/workflow/comments.ts';
import type { Organisation } from '../organisation.ts';

/** What happened as one sentence, and the message that came with it. Names are those of now. */
export type Worded = { readonly title: string; readonly text: string };

export function worded(organisation: Organisation, happening: Happening): Worded {
  const { kind, actor, from, to, actions, entity, partition, comment } = happening;
  const name = (user: string): string => organisation.directory.byId(user as UserId)?.name ?? user; // looked up, whatever it is
  const who = actor === null ? 'Controlbook' : name(actor);
  const what = actions.map((action) => `“${titleOf(organisation, action)}”`).join(', ');
  const said = comment === null ? null : (organisation.partition(partition)?.image ?? null);
  const text = said === null || comment === null ? '' : (commentAt(said, comment)?.text ?? '');
  switch (kind) {
    case 'assignment':
      return {
        title:
          to === null ? `${who} took ${what} from whoever had it` : `${who} assigned ${what} to ${name(String(to))}`,
        text,
      };
    case 'status':
      return { title: `${who} set the implementation status of ${what} to ${to}`, text };
    case 'test':
      return { title: `${who} set the test result of ${what} to ${to}`, text };
    case 'comment':
      return {
        title: from === 'return' ? `${what} came back after a failed test` : `${who} commented on ${what}`,
        text,
      };
    case 'evidence':
      return { title: `${who} changed the evidence ${evidenceName(organisation, happening, entity)} of ${what}`, text };
    case 'due':
      return { title: dueTitle(what, from, to, () => evidenceName(organisation, happening, entity)), text };
    case 'score':
      return {
        title: `The score of ${subjectName(organisation, happening.subject)} went from ${percent(from)} to ${percent(to)}`,
        text,
      };
  }
}

function dueTitle(what: string, from: Happening['from'], to: Happening['to'], evidence: () => string): string {
  if (to === 'expired') return `The evidence ${evidence()} of ${what} has expired (${from} was its last day)`;
  if (to === 'reminder') return `A reminder of the evidence ${evidence()} of ${what}, for ${from}`;
  const left = Number(to);
  if (left === 0) return `${what} is due today`;
  const days = Math.abs(left) === 1 ? '1 day' : `${Math.abs(left)} days`;
  return left > 0 ? `${what} is due in ${days} (${from})` : `${what} was due ${days} ago (${from})`;
}

function titleOf({ core }: Organisation, action: ActionId): string {
  return actionOf(core.image, action)?.title ?? action;
}

function evidenceName(organisation: Organisation, { partition }: Happening, entity: EntityRef | null): string {
  const found = entity === null ? undefined : organisation.partition(partition)?.image.entity(entity);
  if (found === undefined) return '';
  const document = found.value as unknown as EvidenceDocument; // what is put under such a ref
  return `“${found.fields['name']?.value ?? document.name}”`;
}

function subjectName({ core }: Organisation, subject: ScoreSubject | null): string {
  if (subject === null || subject.kind === 'organisation') return 'the organisation';
  if (subject.kind === 'group') return `the group “${groupOf(core.image, subject.group)?.name ?? subject.group}”`;
  return `“${assessmentOf(core.image, subject.assessment)?.title ?? subject.assessment}”`;
}

function percent(value: Happening['from']): string {
  return typeof value === 'number' ? `${Math.round(value * 10) / 10} %` : 'none';
}
