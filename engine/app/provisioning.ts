import type { UserId } from '../contract/model/ids.ts';
import type { AccessProblem } from '../domain/permissions/change-access.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { changeRoles } from './access.ts';
import type { Caller } from './assessments.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';
import type { Forbidden } from './permits.ts';
import type { Person } from './ports.ts';

/** A person as an identity provider keeps them in step: known by their address. */
export type ProvisionedPerson = {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly active: boolean;
};

export type ProvisioningProblem = { readonly code: 'unknown-person' | 'taken-address'; readonly message: string };

/** People as an identity provider puts them here and takes them away; nobody is forgotten by it, only deactivated. */
export interface Provisioning {
  people(): readonly ProvisionedPerson[];
  person(id: string): ProvisionedPerson | null;
  /** Adds somebody, or with an id changes them. */
  save(
    id: UserId | null,
    person: Omit<ProvisionedPerson, 'id'>,
    caller: Caller,
  ): Promise<Result<ProvisionedPerson, ProvisioningProblem | AccessProblem | StoreProblem | Forbidden>>;
}

export function createProvisioning(organisation: Organisation): Provisioning {
  const { directory, ids } = organisation;
  const provisioned = ({ id, name, email, source }: Person): readonly ProvisionedPerson[] =>
    source === 'directory' && email !== null
      ? [{ id, email, name, active: !organisation.access().inactive.has(id) }]
      : [];
  const person = (id: string): ProvisionedPerson | null => {
    const found = directory.byId(id as UserId); // an id that is none finds nobody
    return found === null ? null : (provisioned(found)[0] ?? null);
  };
  const isTaken = (email: string, by: UserId | null): boolean =>
    directory.all().some((other) => other.id !== by && other.source === 'directory' && sameAddress(other.email, email));

  return {
    people: () => directory.all().flatMap(provisioned),
    person,
    async save(id, { email, name, active }, caller) {
      const known = id === null ? null : person(id);
      if (id !== null && known === null) return err({ code: 'unknown-person', message: 'There is nobody of this id.' });
      if (isTaken(email, id)) {
        return err({ code: 'taken-address', message: `Somebody with the address ${email} is here already.` });
      }
      const user = id ?? (ids.next() as UserId); // of the id alphabet by the port's contract
      if (known === null || known.name !== name || known.email !== email) {
        await directory.put({ id: user, name, email, source: 'directory' });
      }
      if ((known?.active ?? true) !== active) {
        const changed = await changeRoles(organisation, [{ kind: 'account', user, active }], caller);
        if (!changed.ok) return changed;
      }
      return ok({ id: user, email, name, active });
    },
  };
}

function sameAddress(a: string | null, b: string): boolean {
  return a?.trim().toLowerCase() === b.trim().toLowerCase();
}
