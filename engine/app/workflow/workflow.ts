import type { WorkflowSettings } from '../../contract/model/workflow.ts';
import { documentRef, putDocument, workflowOf } from '../../domain/organisation/documents.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import { assign } from './assign.ts';
import { comment, commentsFor, uncomment } from './discuss.ts';

type Bound<Run> = Run extends (organisation: Organisation, ...rest: infer Rest) => infer Answer
  ? (...rest: Rest) => Answer
  : never;

/** Who does what next. */
export interface Workflow {
  settings(): WorkflowSettings;
  changeSettings(settings: WorkflowSettings, caller: Caller): Promise<Result<WorkflowSettings, StoreProblem>>;
  readonly assign: Bound<typeof assign>;
  readonly comments: Bound<typeof commentsFor>;
  readonly comment: Bound<typeof comment>;
  readonly uncomment: Bound<typeof uncomment>;
}

export function createWorkflow(organisation: Organisation): Workflow {
  const { core } = organisation;
  return {
    settings: () => workflowOf(core.image),
    changeSettings: (settings, { command, actor, channel }) =>
      core.execute<WorkflowSettings, never>({
        meta: organisation.meta(command, actor, channel),
        decide(draft) {
          putDocument<'workflow'>(draft.emit, documentRef('workflow'), settings);
          return ok(settings);
        },
        recall: () => settings,
      }),
    assign: (...given) => assign(organisation, ...given),
    comments: (...given) => commentsFor(organisation, ...given),
    comment: (...given) => comment(organisation, ...given),
    uncomment: (...given) => uncomment(organisation, ...given),
  };
}
