import type { UserId } from '../contract/model/ids.ts';
import type { AccessChange, Role } from '../contract/model/permission.ts';
import { type AccessProblem, permissionOfChange } from '../domain/permissions/change-access.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { changeRoles, whoOf } from './access.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import { type Forbidden, forbids } from './permits.ts';

export type ImportedPerson = { readonly name: string; readonly email: string; readonly roles: readonly Role[] };

export type ImportedPeople = {
  readonly added: number;
  readonly renamed: number;
  readonly unchanged: number;
  /** Roles given to people who did not have them. */
  readonly roles: number;
};

/**
 * Puts people into the directory, each known by their address (the last line of one counts), and into roles. Nobody is taken out of anything. They sign
 * in as themselves later; until then they can be assigned and matched by name like everybody.
 */
export async function importPeople(
  organisation: Organisation,
  people: readonly ImportedPerson[],
  caller: Caller,
): Promise<Result<ImportedPeople, StoreProblem | AccessProblem | Forbidden>> {
  const { directory, ids } = organisation;
  for (const { roles } of people) {
    for (const role of roles) {
      const forbidden = forbids(
        organisation,
        whoOf(caller),
        permissionOfChange({ kind: 'add', role, user: caller.actor }),
      );
      if (forbidden !== null) return err(forbidden);
    }
  }
  const counts = { added: 0, renamed: 0, unchanged: 0 };
  const changes: AccessChange[] = [];
  const puts: Promise<void>[] = [];
  for (const { name, email, roles } of new Map(people.map((one) => [one.email.toLowerCase(), one])).values()) {
    const found = directory.find(email);
    const known = found?.source === 'directory' && found.email?.toLowerCase() === email.toLowerCase() ? found : null;
    const id = known?.id ?? (ids.next() as UserId); // of the id alphabet by the port's contract
    if (known?.name === name) counts.unchanged += 1;
    else {
      puts.push(directory.put({ id, name, email, source: 'directory' }));
      if (known === null) counts.added += 1;
      else counts.renamed += 1;
    }
    for (const role of roles) changes.push({ kind: 'add', role, user: id });
  }
  await Promise.all(puts);
  const { rolesByUser } = organisation.access();
  const given = changes.filter(
    (change) => change.kind === 'add' && !rolesByUser.get(change.user)?.includes(change.role),
  );
  if (given.length > 0) {
    const changed = await changeRoles(organisation, given, caller);
    if (!changed.ok) return changed;
  }
  return ok({ ...counts, roles: given.length });
}
