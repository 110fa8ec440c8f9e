import { type ActionId, noticesPartition, organisationPartition } from '../../contract/model/ids.ts';
import type { AlertRule, Happening, ScoreSubject } from '../../contract/model/notice.ts';
import { allEvidence } from '../../domain/evidence/evidence.ts';
import type { Draft } from '../../domain/journal/draft.ts';
import { bookAt, bookRef, putBook, putNotice, putRaised } from '../../domain/notify/books.ts';
import { cameUp, dayAfter, reminderFor } from '../../domain/notify/due.ts';
import { scoreFires } from '../../domain/notify/match-rule.ts';
import { actionOf, workflowOf } from '../../domain/organisation/documents.ts';
import { fieldValueOf } from '../../domain/reconcile/decide-changes.ts';
import { isDone } from '../../domain/workflow/stage.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import type { Scores } from '../scores.ts';
import { write } from './post-office.ts';
import { alertNotice, peopleOf, recipientsOf, rulesOf, type Told } from './recipients.ts';

export type WatchParts = { readonly organisation: Organisation; readonly gate: Gate; readonly scores: Scores };

/** Reminds people once a day, from the hour the organisation has chosen; days the engine did not run are made up for. */
export async function remind({ organisation, gate }: WatchParts): Promise<void> {
  const { core, clock } = organisation;
  const now = clock.now();
  const today = now.slice(0, 10);
  const settings = workflowOf(core.image);
  if (Number(now.slice(11, 13)) < settings.remindAtHour) return;
  const notices = await organisation.open(noticesPartition);
  const last = bookAt(notices.image, 'reminded', bookRef('reminded'))?.day ?? dayAfter(today, -1);
  if (last >= today) return;
  const due = [...dueActions(organisation, last, today), ...dueEvidence(organisation, last, today)];
  const raised = due.map((happening) => ({
    happening: { ...happening, time: now },
    told: recipientsOf(organisation, gate, { ...happening, time: now }),
  }));
  await write(organisation, notices, `remind:${today}`, (draft) => {
    // Another engine may have been first.
    if ((bookAt(draft.image, 'reminded', bookRef('reminded'))?.day ?? '') >= today) return;
    for (const { happening, told } of raised) raise(draft, happening, told);
    putBook(draft, 'reminded', bookRef('reminded'), { day: today });
  });
}

/** Tells whoever waits for a score to move, once on its way over the limit. What a rule first sees is where it begins. */
export async function watchScores({ organisation, gate, scores }: WatchParts): Promise<void> {
  const rules = rulesOf(organisation).filter(({ active, when }) => active && when.kind === 'score');
  if (rules.length === 0) return;
  const notices = await organisation.open(noticesPartition);
  for (const rule of rules) {
    if (rule.when.kind !== 'score') continue;
    const { when } = rule;
    const ref = bookRef('scored', rule.id);
    const before = bookAt(notices.image, 'scored', ref);
    const now = await percentOf(scores, when.subject);
    const rests = when.is === 'changed-by' && before !== null && before.percent !== null;
    const fires = before !== null && scoreFires(when, before.percent, now);
    if (before !== null && (before.percent === now || (rests && !fires))) continue;
    const happening = scoreHappening(organisation, when.subject, before?.percent ?? null, now);
    const told = fires ? toldOfScore(organisation, gate, rule, happening) : [];
    await write(organisation, notices, `score:${rule.id}:${organisation.ids.next()}`, (draft) => {
      if (bookAt(draft.image, 'scored', ref)?.percent !== before?.percent) return; // another engine was first
      putBook(draft, 'scored', ref, { percent: now });
      if (fires) raise(draft, happening, told);
    });
  }
}

function raise(draft: Draft, happening: Happening, told: readonly Told[]): void {
  putRaised(draft, happening);
  for (const { user, notice } of told) putNotice(draft, user, notice);
}

async function percentOf(scores: Scores, subject: ScoreSubject): Promise<number | null> {
  switch (subject.kind) {
    case 'organisation':
      return (await scores.explainOrganisation()).percent;
    case 'group':
      return (await scores.explainGroup(subject.group))?.percent ?? null;
    case 'assessment':
      return (await scores.assessment(subject.assessment))?.total().percent ?? null;
  }
}

function scoreHappening(
  organisation: Organisation,
  subject: ScoreSubject,
  from: number | null,
  to: number | null,
): Happening {
  const nowhere = {
    partition: organisationPartition,
    position: 0,
    entity: null,
    actions: [],
    actor: null,
    comment: null,
  };
  return { ...nowhere, kind: 'score', time: organisation.clock.now(), subject, from, to };
}

function toldOfScore(organisation: Organisation, gate: Gate, rule: AlertRule, happening: Happening): readonly Told[] {
  const { subject } = happening;
  return peopleOf(rule).flatMap((user) => {
    const who = { user, scope: null };
    const reads =
      subject?.kind === 'assessment'
        ? gate.may(who, 'read-data', { kind: 'any', concerns: (id) => id === subject.assessment })
        : gate.may(who, 'read-data');
    return reads ? [{ user, notice: { ...alertNotice(organisation, rule, user), happening } }] : [];
  });
}

type Due = Omit<Happening, 'time'>;
const common = { kind: 'due', actor: null, position: 0, comment: null, subject: null } as const;

function dueActions(organisation: Organisation, last: string, today: string): readonly Due[] {
  const settings = workflowOf(organisation.core.image);
  return recordImages(organisation).flatMap((image) =>
    [...image.entities('record')].flatMap(({ ref, fields }): readonly Due[] => {
      const date = fields['dueDate']?.value;
      if (typeof date !== 'string') return [];
      const [status, result] = [
        fieldValueOf(image, ref, 'implementationStatus'),
        fieldValueOf(image, ref, 'testResult'),
      ];
      const left = isDone(status, result) ? null : reminderFor(date, last, today, settings);
      const action = ref.slice('record/'.length) as ActionId; // a record's ref ends in its action
      if (left === null || actionOf(organisation.core.image, action) === null) return [];
      return [{ ...common, partition: image.partition, entity: ref, actions: [action], from: date, to: left }];
    }),
  );
}

/** Evidence that has expired, or that somebody wanted to be reminded of; `from` is the date, `to` says which it is. */
function dueEvidence(organisation: Organisation, last: string, today: string): readonly Due[] {
  return recordImages(organisation).flatMap((image) =>
    allEvidence(image).flatMap(({ id, actions, expiresOn, remindOn }): readonly Due[] => {
      const isExpired = expiresOn !== null && cameUp(dayAfter(expiresOn, 1), last, today);
      if (!isExpired && !cameUp(remindOn, last, today)) return [];
      const entity = `evidence/${id}` as NonNullable<Happening['entity']>; // as evidenceRef makes it
      const [from, to] = isExpired ? [expiresOn, 'expired'] : [remindOn, 'reminder'];
      return [{ ...common, partition: image.partition, entity, actions, from, to }];
    }),
  );
}

function recordImages(organisation: Organisation) {
  return organisation
    .partitions()
    .filter(({ id }) => id !== organisationPartition && id !== noticesPartition)
    .map(({ image }) => image);
}
