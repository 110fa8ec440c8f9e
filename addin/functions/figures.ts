import type { AssessmentId } from '#engine/contract/model/ids';
import type { Result } from '#engine/domain/result';
import type { AssessmentView, GroupSummary } from '../state/model.ts';

/** What the functions in cells need to know. The same question asked often is answered once. */
export interface Figures {
  /** Every group with its assessments; the problem is its code. */
  groups(): Promise<Result<readonly GroupSummary[], string>>;
  view(assessment: AssessmentId): Promise<Result<AssessmentView, string>>;
  /** The assessment of the open workbook; null where it is none. */
  own(): AssessmentId | null;
  /** Calls when numbers may be other ones. Returns the way to stop. */
  onChange(listener: () => void): () => void;
}
