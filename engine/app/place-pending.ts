import { assessmentOf, documentAt } from '../domain/organisation/documents.ts';
import { ok } from '../domain/result.ts';
import type { Organisation } from './organisation.ts';
import type { WorkbookFolder } from './workbook-folder.ts';
import { engineUser } from './write-as-engine.ts';

/** Puts the workbooks into the folder that an entry has promised; one that cannot be written is tried again at the next start. */
export async function placePending(organisation: Organisation, workbooks: WorkbookFolder): Promise<void> {
  const { core, ids, log } = organisation;
  for (const { ref } of [...core.image.entities('pending')]) {
    const work = documentAt(core.image, 'pending', ref);
    if (work?.kind !== 'workbook') continue;
    const { assessment } = work;
    const isThere = workbooks.states().some((file) => file.assessment === assessment);
    try {
      if (!isThere && assessmentOf(core.image, assessment) !== null) await workbooks.place(assessment);
    } catch (error) {
      log.error('A workbook could not be put into the folder; it is tried again at the next start', {
        assessment,
        error: String(error),
      });
      continue;
    }
    const crossed = await core.execute<null, never>({
      meta: organisation.meta(`placed:${ids.next()}`, engineUser, 'system'),
      decide: (draft) => {
        draft.emit({ kind: 'removed', entity: ref });
        return ok(null);
      },
      recall: () => null,
    });
    if (!crossed.ok) log.error('A placed workbook could not be crossed out', { reason: crossed.error.message });
  }
}
