import type { FieldValue } from '../../contract/model/field.ts';
import type { Stage } from '../../contract/model/workflow.ts';

/** Where the work stands: Review, then Implemented, then Test. What was never filled in counts as its blank word. */
export function stageOf(implementationStatus: FieldValue, testResult: FieldValue): Stage {
  if (testResult !== null && testResult !== 'Not Assessed') return 'Test';
  return isImplemented(implementationStatus) ? 'Implemented' : 'Review';
}

export function isImplemented(status: FieldValue): boolean {
  return status === 'Implemented' || status === 'Alternative Implementation';
}

/** Nothing is left to be done until somebody changes their mind: passed, or out of scope. */
export function isDone(implementationStatus: FieldValue, testResult: FieldValue): boolean {
  return testResult === 'Passed' || testResult === 'Not in Scope' || implementationStatus === 'Not in Scope';
}
