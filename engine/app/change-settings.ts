import type { OrganisationSettings } from '../contract/model/score.ts';
import { documentRef, putDocument, settingsOf } from '../domain/organisation/documents.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Caller } from './assessments.ts';
import { finishPendingWork } from './finish-pending-work.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

/** Changes the organisation's choices. Sharing technical actions, or no longer, moves their records at once. */
export async function changeSettings(
  organisation: Organisation,
  settings: OrganisationSettings,
  caller: Caller,
): Promise<Result<OrganisationSettings, StoreProblem>> {
  const result = await organisation.core.execute<OrganisationSettings, never>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide(draft) {
      const before = settingsOf(draft.image);
      putDocument<'settings'>(draft.emit, documentRef('settings'), settings);
      if (before.shareTechnicalActions !== settings.shareTechnicalActions) {
        const kind = settings.shareTechnicalActions ? 'share' : 'unshare';
        putDocument<'pending'>(draft.emit, documentRef('pending', 'technical-actions'), { kind });
      }
      return ok(settings);
    },
    recall: () => settings,
  });
  if (result.ok) await finishPendingWork(organisation);
  return result;
}
