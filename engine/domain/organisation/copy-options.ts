import type { CopyOptions } from '../../contract/model/assessment.ts';
import type { RecordField } from '../../contract/model/field.ts';

/** Fields the three options of the copy dialog stand for; documents travel with the evidence of the action. */
export function fieldsToCopy(options: CopyOptions): readonly RecordField[] {
  return [
    ...(options.implementationDetails ? implementationFields : []),
    ...(options.testPlanAndInformation ? testFields : []),
  ];
}

const implementationFields: readonly RecordField[] = [
  'implementationStatus',
  'implementationDate',
  'implementationNotes',
  'assignedTo',
];
const testFields: readonly RecordField[] = ['testPlan', 'additionalInformation'];
