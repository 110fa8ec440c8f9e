import type { AssessmentId } from '#engine/contract/model/ids';
import type { Permission } from '#engine/contract/model/permission';
import type { PaneState } from '../state/model.ts';

/**
 * Whether this person may do something, in the whole organisation or in one assessment. The engine decides; the pane
 * only does not offer what would be refused. As long as it is not known who it is, everything is offered.
 */
export function may({ me }: PaneState, permission: Permission, assessment: AssessmentId | null = null): boolean {
  if (me === null || me.permissions.includes(permission)) return true;
  const here = me.assessments.find((one) => one.assessment === assessment);
  return here?.permissions.includes(permission) ?? false;
}

/** Whether this person may change the open assessment: test results, other fields of its actions, or the assessment's own. */
export function mayEdit(
  state: PaneState,
  permission: 'edit-data' | 'edit-test-results' | 'manage-assessments',
): boolean {
  const { binding } = state;
  return binding.kind === 'bound' && !binding.readOnly && may(state, permission, binding.assessment);
}
