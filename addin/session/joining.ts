import type { AssessmentId } from '#engine/contract/model/ids';
import { insertAssessment } from '../sheets/insert-assessment.ts';
import type { Intent } from '../state/model.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';
import { hostProblem, problemOf } from './problems.ts';

/** Brings an assessment into the open workbook, which must know none yet. True when it is there, ready to be bound. */
export async function joinAssessment(
  { host, state, tell }: Joined,
  calls: Calls,
  assessment: AssessmentId,
  again: Intent,
): Promise<boolean> {
  // Two assessments in one workbook would be told apart by nobody.
  if (state().binding.kind !== 'unbound') return false;
  return calls.during('inserting-sheets', async () => {
    const params = { assessment };
    const [workbook, view] = await Promise.all([
      calls.ask('workbook', { params }, again),
      calls.ask('assessment', { params }, again),
    ]);
    if (workbook === null || view === null) return false;
    tell({ kind: 'set', to: { binding: { kind: 'binding', step: 'inserting' } } });
    const inserted = await insertAssessment(host, workbook, view);
    if (inserted.ok) return true;
    tell({ kind: 'set', to: { binding: { kind: 'unbound' } } });
    const problem = hostProblem(inserted.error, [again]) ?? problemOf('excel-busy', { remedies: [again] });
    tell({ kind: 'problem', problem });
    return false;
  });
}
