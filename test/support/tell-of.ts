import type { Assessment } from '#engine/contract/model/assessment';
import { type ActionId, groupPartition, noticesPartition, type UserId } from '#engine/contract/model/ids';
import { putNotice } from '#engine/domain/notify/books';
import { ok } from '#engine/domain/result';
import type { TestOrganisation } from './test-organisation.ts';

/** Writes notices for somebody, as many at once as wanted: that an action was given to them. */
export async function tellOf(
  { organisation, caller }: TestOrganisation,
  { group }: Assessment,
  action: ActionId,
  user: string,
  times = 1,
): Promise<void> {
  const { execute } = await organisation.open(noticesPartition);
  const { command } = caller();
  await execute<null, never>({
    meta: organisation.meta(command, 'engine' as UserId, 'system'),
    decide(draft) {
      for (let time = 0; time < times; time += 1) {
        putNotice(draft, user as UserId, {
          ...{ reason: 'assigned', rule: null, email: false },
          happening: {
            ...{ kind: 'assignment', time: '2026-12-01T09:00:00.000Z', actor: 'bob' as UserId, position: 1 },
            ...{ partition: groupPartition(group), entity: `record/${action}` as never }, // an id in its place makes a ref
            ...{ actions: [action], from: null, to: user, comment: null, subject: null },
          },
        });
      }
      return ok(null);
    },
    recall: () => null,
  });
}
