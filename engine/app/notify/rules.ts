import type { UserId } from '../../contract/model/ids.ts';
import { type AlertRule, mostRules } from '../../contract/model/notice.ts';
import type { Who } from '../../contract/model/permission.ts';
import { implementationStatuses, testResults } from '../../contract/model/vocabulary.ts';
import { assessmentOf, documentAt, documentRef, groupOf, putDocument } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import { isReachable } from '../change-context.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import { type Forbidden, forbids } from '../permits.ts';
import { rulesOf } from './recipients.ts';

export type RuleProblem = { readonly code: string; readonly message: string };
/** `mine` is the asker's own; otherwise it is the organisation's. */
export type RuleRequest = Omit<AlertRule, 'id' | 'owner'> & { readonly mine: boolean };

/** One's own rules, and the organisation's for who manages master data. */
export function rulesFor(organisation: Organisation, gate: Gate, who: Who): readonly AlertRule[] {
  const managing = gate.may(who, 'manage-master-data');
  return rulesOf(organisation).filter(({ owner }) => (owner === null ? managing : owner === who.user));
}

/** Makes a rule, or changes it where an id is given. */
export async function saveRule(
  organisation: Organisation,
  id: string | null,
  { mine, ...request }: RuleRequest,
  { command, actor, channel, scope = null }: Caller,
): Promise<Result<AlertRule, RuleProblem | StoreProblem>> {
  const { core, ids } = organisation;
  const who = { user: actor, scope };
  const owner = mine ? actor : null;
  const refused = mayWrite(organisation, who, owner) ?? wrongRule(organisation, request, owner);
  if (refused !== null) return err(refused);
  const rule: AlertRule = {
    ...request,
    recipients: owner === null ? request.recipients : [],
    owner,
    id: id ?? ids.next(),
  };
  return core.execute<AlertRule, RuleProblem>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      const before = documentAt(draft.image, 'alert', documentRef('alert', rule.id));
      if (id !== null && before?.owner !== owner) return err(unknownRule);
      const most = owner === null ? mostRules.organisation : mostRules.person;
      if (before === null && rulesOf(organisation).filter((one) => one.owner === owner).length >= most) {
        return err({
          code: 'too-many-alerts',
          message: `There are ${most} rules already. Delete one you do not need.`,
        });
      }
      putDocument<'alert'>(draft.emit, documentRef('alert', rule.id), rule);
      return ok(rule);
    },
    recall: (entries, image) => {
      const event = entries[0]?.entry.event;
      const ref = event?.kind === 'put' ? event.entity : documentRef('alert', rule.id);
      return documentAt(image, 'alert', ref) ?? rule;
    },
  });
}

export async function deleteRule(
  organisation: Organisation,
  id: string,
  { command, actor, channel, scope = null }: Caller,
): Promise<Result<{ readonly id: string }, RuleProblem | StoreProblem>> {
  const ref = documentRef('alert', id);
  const rule = documentAt(organisation.core.image, 'alert', ref);
  if (rule !== null) {
    if (rule.owner !== null && rule.owner !== actor) return err(unknownRule);
    const refused = mayWrite(organisation, { user: actor, scope }, rule.owner);
    if (refused !== null) return err(refused);
  }
  return organisation.core.execute<{ readonly id: string }, RuleProblem>({
    meta: organisation.meta(command, actor, channel),
    decide(draft) {
      if (documentAt(draft.image, 'alert', ref) === null) return err(unknownRule);
      draft.emit({ kind: 'removed', entity: ref });
      return ok({ id });
    },
    recall: () => ({ id }),
  });
}

const unknownRule: RuleProblem = { code: 'unknown-alert', message: 'There is no such rule. It may have been deleted.' };

function mayWrite(organisation: Organisation, who: Who, owner: UserId | null): Forbidden | RuleProblem | null {
  if (owner === null) return forbids(organisation, who, 'manage-master-data');
  return who.scope === 'read'
    ? { code: 'forbidden', message: 'This access token only reads. Use one of a wider scope.' }
    : null;
}

/** What a schema cannot say: words that do not belong to the kind, and ids there is nothing of. */
function wrongRule(
  { core, ...organisation }: Organisation,
  { when, recipients }: Omit<RuleRequest, 'mine'>,
  owner: UserId | null,
): RuleProblem | null {
  if (when.kind !== 'score') {
    const words: readonly string[] =
      when.kind === 'status' ? implementationStatuses : when.kind === 'test' ? testResults : [];
    const wrong = when.values.find((value) => !words.includes(value));
    if (wrong !== undefined) {
      const list = words.length === 0 ? 'Leave the values empty for this kind.' : `Choose among ${words.join(', ')}.`;
      return { code: 'invalid-alert', message: `"${wrong}" is nothing this can become. ${list}` };
    }
    if (when.assessment !== null && assessmentOf(core.image, when.assessment) === null) return unknownAssessment;
  } else if (when.subject.kind === 'assessment' && assessmentOf(core.image, when.subject.assessment) === null) {
    return unknownAssessment;
  } else if (when.subject.kind === 'group' && groupOf(core.image, when.subject.group) === null) {
    return { code: 'unknown-group', message: 'There is no such group.' };
  }
  if (owner !== null) return null;
  const stranger = recipients.find((user) => !isReachable({ core, ...organisation }, user));
  if (stranger !== undefined)
    return { code: 'unknown-person', message: `There is nobody of the id ${stranger} who could be told.` };
  return recipients.length > 0
    ? null
    : { code: 'invalid-alert', message: 'Name at least one person who is to be told.' };
}

const unknownAssessment: RuleProblem = { code: 'unknown-assessment', message: 'There is no such assessment.' };
