import type { FieldValue } from '../../contract/model/field.ts';
import type { EntityRef, UserId } from '../../contract/model/ids.ts';
import type { WorkflowSettings } from '../../contract/model/workflow.ts';
import { fieldValueOf, type Refusal } from '../reconcile/decide-changes.ts';
import type { ReadImage } from '../state/image.ts';

export type Step = { readonly ref: EntityRef; readonly field: string; readonly value: FieldValue };

/**
 * Why a value of a record's status or test result is not its turn yet, or not for this person; null when it is. Taking a
 * test result back is always possible, and so is saying again what stands there.
 */
export function checkStep(
  image: ReadImage,
  { ref, field, value }: Step,
  actor: UserId,
  { separateDuties }: Pick<WorkflowSettings, 'separateDuties'>,
  nameOf: (user: UserId) => string,
): Refusal | null {
  if (field !== 'testResult' && field !== 'implementationStatus') return null;
  if (value === fieldValueOf(image, ref, field)) return null;
  const fields = image.entity(ref)?.fields;
  if (field === 'testResult') {
    if (value === 'Not Assessed') return null;
    if (fieldValueOf(image, ref, 'implementationStatus') === 'Not Implemented') return notYet;
    const by = fields?.['implementationStatus']?.by;
    if (!separateDuties || by !== actor) return null;
    return separate(
      `You (${nameOf(by)}) set the implementation status of this action, and who implements does not test here. Let somebody else set the test result: assign the action to them.`,
    );
  }
  const result = fields?.['testResult'];
  if (!separateDuties || result?.by !== actor || result.value === 'Not Assessed') return null;
  return separate(
    `You (${nameOf(actor)}) set the test result of this action, and who tests does not implement here. Let somebody else set the implementation status, or set the test result back to Not Assessed first.`,
  );
}

const notYet: Refusal = {
  code: 'not-implemented-yet',
  message: 'There is nothing to test yet: the implementation status is Not Implemented. Choose it first.',
};

function separate(message: string): Refusal {
  return { code: 'separate-duties', message };
}
