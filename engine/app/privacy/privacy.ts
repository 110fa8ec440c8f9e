import { type EntityRef, noticesPartition, organisationPartition, type UserId } from '../../contract/model/ids.ts';
import { documentRef, documentsOf } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import { allComments } from '../../domain/workflow/comments.ts';
import { changeRoles } from '../access.ts';
import type { Caller } from '../assessments.ts';
import { isReachable } from '../change-context.ts';
import type { Organisation } from '../organisation.ts';
import type { Person } from '../ports.ts';
import { exportPerson, type PersonExport } from './export-person.ts';

type Problem = { readonly code: string; readonly message: string };
type Outcome<T> = Promise<Result<T, Problem>>;

/** What became of somebody who was forgotten. */
export type Forgotten = {
  readonly id: UserId;
  readonly unassigned: number;
  /** Texts somebody wrote stay as they are: notes and comments may still name people. */
  readonly comments: number;
  readonly stays: string;
};

/** What the law lets people ask for. */
export interface Privacy {
  /** Everything about a person, as of now; null when there is nobody of the id. */
  export(user: UserId): PersonExport | null;
  /** Gives all of a person's actions, done or not, to somebody else, or to nobody; what was done stays as it was. */
  reassign(user: UserId, to: UserId | null, caller: Caller): Outcome<{ readonly actions: number }>;
  /** Puts a placeholder in the place of a person's name and address, for good; `confirm` repeats the name or the address. */
  forget(user: UserId, confirm: string, caller: Caller): Outcome<Forgotten>;
}

const placeholder = 'User removed';

export function createPrivacy(organisation: Organisation): Privacy {
  return {
    export: (user) => exportPerson(organisation, user),
    async reassign(user, to, caller) {
      if (organisation.directory.byId(user) === null) return err(unknownPerson);
      if (to !== null && !isReachable(organisation, to)) {
        return err({ code: 'unknown-person', message: `There is nobody of the id ${to} who could be given work.` });
      }
      return reassign(organisation, user, to, caller);
    },
    forget: (user, confirm, caller) => forget(organisation, user, confirm, caller),
  };
}

const unknownPerson: Problem = { code: 'unknown-person', message: 'There is nobody of this id.' };

/** Partition by partition; a retry after a crash does the rest. */
async function reassign(
  organisation: Organisation,
  user: UserId,
  to: UserId | null,
  { command, actor, channel }: Caller,
): Outcome<{ readonly actions: number }> {
  let actions = 0;
  if (user === to) return ok({ actions });
  for (const partition of organisation.partitions()) {
    if (partition.id === organisationPartition || partition.id === noticesPartition) continue;
    if (partition.image.command(organisation.meta(command, actor, channel).command) === undefined) {
      if (assignedIn(partition.image, user).length === 0) continue;
    }
    const result = await partition.execute<number, never>({
      meta: organisation.meta(command, actor, channel),
      decide(draft) {
        const refs = assignedIn(draft.image, user);
        for (const entity of refs) {
          const base = draft.image.entity(entity)?.fields['assignedTo']?.at ?? 0;
          draft.emit({ kind: 'changed', entity, field: 'assignedTo', from: user, to, base });
        }
        return ok(refs.length);
      },
      recall: (entries) => entries.length,
    });
    if (!result.ok) return result;
    actions += result.value;
  }
  return ok({ actions });
}

/** Records assigned to somebody, those parked with a later template version included. */
function assignedIn(image: ReadImage, user: UserId): readonly EntityRef[] {
  return [...image.entities('record')].flatMap(({ ref, fields }) =>
    fields['assignedTo']?.value === user ? [ref] : [],
  );
}

async function forget(organisation: Organisation, user: UserId, confirm: string, caller: Caller): Outcome<Forgotten> {
  const { core, directory } = organisation;
  const person = directory.byId(user);
  if (person === null || person.source === 'system') return err(unknownPerson);
  if (person.source === 'machine') {
    return err({
      code: 'not-removable',
      message: 'This is the person at the engine’s machine; it is known by the machine.',
    });
  }
  if (!isConfirmed(person, confirm)) {
    return err({
      code: 'not-confirmed',
      message: `This cannot be undone. Repeat the name or the e-mail address of ${person.name} to confirm it.`,
    });
  }
  // First, so that nothing is done when the last who manages users would go. Roles stay filled: nothing opens for others.
  if (person.source === 'directory') {
    const closing = { ...caller, command: `${caller.command}/close` };
    const closed = await changeRoles(organisation, [{ kind: 'account', user, active: false }], closing);
    if (!closed.ok) return closed;
  }
  const unassigned = await reassign(organisation, user, null, { ...caller, command: `${caller.command}/unassign` });
  if (!unassigned.ok) return unassigned;
  const { actor, channel, command } = caller;
  const cleared = await core.execute<null, never>({
    meta: organisation.meta(`${command}/clear`, actor, channel),
    decide(draft) {
      for (const entity of ownDocuments(draft.image, user)) draft.emit({ kind: 'removed', entity });
      return ok(null);
    },
    recall: () => null,
  });
  if (!cleared.ok) return cleared;
  const notices = organisation.partition(noticesPartition);
  if (notices !== null) {
    const emptied = await notices.execute<null, never>({
      meta: organisation.meta(`${command}/notices`, actor, channel),
      decide(draft) {
        const own = (['notice', 'feed'] as const).flatMap((kind) => [...draft.image.entities(kind)]);
        for (const { ref } of own) if (ref.split('/')[1] === user) draft.emit({ kind: 'removed', entity: ref });
        return ok(null);
      },
      recall: () => null,
    });
    if (!emptied.ok) return emptied;
  }
  await directory.put({ id: user, name: placeholder, email: null, source: 'system' });
  const comments = organisation
    .partitions()
    .reduce((sum, { image }) => sum + allComments(image).filter(({ author }) => author === user).length, 0);
  const stays = `The journal keeps its chain and names this person by an id nobody is behind any more; they are shown as “${placeholder}”. What people wrote as free text (notes, plans, comments, file names) stays as it is: look through it for the name.`;
  return ok({ id: user, unassigned: unassigned.value.actions, comments, stays });
}

function isConfirmed({ name, email }: Person, confirm: string): boolean {
  const given = confirm.trim().toLowerCase();
  return given === name.trim().toLowerCase() || (email !== null && given === email.trim().toLowerCase());
}

/** Tokens, sign-ins, wishes and rules of somebody; and the organisation's rules go on without them. */
function ownDocuments(image: ReadImage, user: UserId): readonly EntityRef[] {
  const logins = [...image.entities('login')].flatMap(({ ref, value }) =>
    (value as { readonly user?: string } | null)?.user === user ? [ref] : [],
  );
  const tokens = documentsOf(image, 'token').flatMap((token) =>
    token.user === user ? [documentRef('token', token.id)] : [],
  );
  const rules = documentsOf(image, 'alert').flatMap(({ id, owner }) =>
    owner === user ? [documentRef('alert', id)] : [],
  );
  const wishes = documentRef('preferences', user);
  return [...logins, ...tokens, ...rules, ...(image.entity(wishes)?.removedAt === null ? [wishes] : [])];
}
