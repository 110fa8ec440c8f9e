import type { Organisation } from '#engine/app/organisation';
import type { Assessment } from '#engine/contract/model/assessment';
import type { EvidenceDates, EvidenceId } from '#engine/contract/model/evidence';
import type { ActionId, UserId } from '#engine/contract/model/ids';
import { addEvidence } from '#engine/domain/evidence/change-evidence';
import { ok } from '#engine/domain/result';

/** Puts a link called Proof beside an action. */
export async function linkEvidenceOn(
  organisation: Organisation,
  { group }: Assessment,
  action: ActionId,
  dates: Partial<EvidenceDates>,
): Promise<void> {
  const { execute } = await organisation.group(group);
  const id = organisation.ids.next() as EvidenceId; // of the id alphabet by the port's contract
  const written = await execute<null, never>({
    meta: organisation.meta(`link-${id}`, 'ann' as UserId, 'api'),
    decide(draft) {
      const none = { collectedOn: null, expiresOn: null, remindOn: null };
      const content = { kind: 'link', url: 'https://example.org' } as const;
      addEvidence(draft, { ...none, ...dates, id, name: 'Proof', actions: [action], content });
      return ok(null);
    },
    recall: () => null,
  });
  if (!written.ok) throw new Error('not written');
}
