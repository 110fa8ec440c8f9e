import { lastOf, listOf } from '../../state/asking.ts';
import type { PaneState, TemplateSummary } from '../../state/model.ts';

type Step = 'publish' | 'approve' | 'reject' | 'lock' | 'unlock' | 'archive' | 'activate';

/** What may be done next with a template; the engine decides, this only does not offer what it would refuse. */
export function stepsOf(state: PaneState, template: TemplateSummary): readonly Step[] {
  if (template.archived) return ['activate'];
  const steps: Step[] = [];
  if (template.status === 'Imported') steps.push('publish');
  if (template.status === 'Pending Approval') {
    if (!needsSomebodyElse(state, template)) steps.push('approve');
    steps.push('reject');
  }
  steps.push(template.locked ? 'unlock' : 'lock', 'archive');
  return steps;
}

/** It waits for approval, and this person has brought it in or published it where two people are needed. */
export function needsSomebodyElse(state: PaneState, { status, approval }: TemplateSummary): boolean {
  const twoPeople = lastOf(listOf(state, 'approvalRule'))?.twoPeople ?? false;
  if (status !== 'Pending Approval' || !twoPeople || state.me === null) return false;
  return [approval.imported?.by, approval.published?.by].includes(state.me.id);
}
