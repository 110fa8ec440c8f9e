import type { EvidenceDocument } from '../../contract/model/evidence.ts';
import type { ActionId, UserId } from '../../contract/model/ids.ts';
import type { Happening, HappeningNames, ScoreSubject } from '../../contract/model/notice.ts';
import { actionOf, assessmentOf, groupOf } from '../../domain/organisation/documents.ts';
import { refKind } from '../../domain/state/image.ts';
import { commentAt } from '../../domain/workflow/comments.ts';
import type { Organisation } from '../organisation.ts';

/** What happened as one sentence, and the message that came with it. Names are those of now. */
export type Worded = { readonly title: string; readonly text: string };

export function worded(organisation: Organisation, happening: Happening): Worded {
  const { kind, actor, from, to, partition, comment } = happening;
  const names = namesOf(organisation, happening);
  const who = actor === null ? 'Controlbook' : (names.actor ?? actor);
  const what = names.actions.map((title) => `“${title}”`).join(', ');
  const evidence = names.evidence === null ? '' : `“${names.evidence}”`;
  const said = comment === null ? null : (organisation.partition(partition)?.image ?? null);
  const text = said === null || comment === null ? '' : (commentAt(said, comment)?.text ?? '');
  switch (kind) {
    case 'assignment':
      return {
        title: to === null ? `${who} took ${what} from whoever had it` : `${who} assigned ${what} to ${names.to ?? to}`,
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
      return { title: `${who} changed the evidence ${evidence} of ${what}`, text };
    case 'due':
      return { title: dueTitle(what, from, to, evidence), text };
    case 'score':
      return {
        title: `The score of ${subjectText(happening, names)} went from ${percent(from)} to ${percent(to)}`,
        text,
      };
  }
}

/** What those are called now that it is about. */
export function namesOf(organisation: Organisation, happening: Happening): HappeningNames {
  const { kind, actor, to, actions, subject } = happening;
  const nameOf = (user: UserId): string => organisation.directory.byId(user)?.name ?? user;
  return {
    actor: actor === null ? null : nameOf(actor),
    to: kind === 'assignment' && typeof to === 'string' ? nameOf(to as UserId) : null, // looked up, whatever it is
    actions: actions.map((action) => titleOf(organisation, action)),
    evidence: evidenceName(organisation, happening),
    subject: subjectName(organisation, subject),
  };
}

function dueTitle(what: string, from: Happening['from'], to: Happening['to'], evidence: string): string {
  if (to === 'expired') return `The evidence ${evidence} of ${what} has expired (${from} was its last day)`;
  if (to === 'reminder') return `A reminder of the evidence ${evidence} of ${what}, for ${from}`;
  const left = Number(to);
  if (left === 0) return `${what} is due today`;
  const days = Math.abs(left) === 1 ? '1 day' : `${Math.abs(left)} days`;
  return left > 0 ? `${what} is due in ${days} (${from})` : `${what} was due ${days} ago (${from})`;
}

function titleOf({ core }: Organisation, action: ActionId): string {
  return actionOf(core.image, action)?.title ?? action;
}

function evidenceName(organisation: Organisation, { partition, entity }: Happening): string | null {
  if (entity === null || refKind(entity) !== 'evidence') return null;
  const found = organisation.partition(partition)?.image.entity(entity);
  if (found === undefined) return null;
  const document = found.value as unknown as EvidenceDocument; // what is put under such a ref
  return String(found.fields['name']?.value ?? document.name);
}

function subjectName({ core }: Organisation, subject: ScoreSubject | null): string | null {
  if (subject === null || subject.kind === 'organisation') return null;
  if (subject.kind === 'group') return groupOf(core.image, subject.group)?.name ?? subject.group;
  return assessmentOf(core.image, subject.assessment)?.title ?? subject.assessment;
}

function subjectText({ subject }: Happening, names: HappeningNames): string {
  if (names.subject === null) return 'the organisation';
  return subject?.kind === 'group' ? `the group “${names.subject}”` : `“${names.subject}”`;
}

function percent(value: Happening['from']): string {
  return typeof value === 'number' ? `${Math.round(value * 10) / 10} %` : 'none';
}
