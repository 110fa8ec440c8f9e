import type { AssessmentField, RecordField } from '#engine/contract/model/field';
import type { WordKey } from '../ui/words/speech.ts';

/** What a field of an action or an assessment is called. The words of closed lists are not here: they are shown as the sheet has them. */
export const fieldWords = {
  implementationStatus: 'field.implementationStatus',
  implementationDate: 'field.implementationDate',
  dueDate: 'field.dueDate',
  implementationNotes: 'field.implementationNotes',
  testResult: 'field.testResult',
  testDate: 'field.testDate',
  testPlan: 'field.testPlan',
  additionalInformation: 'field.additionalInformation',
  assignedTo: 'field.assignedTo',
  title: 'field.title',
  inScopeServices: 'field.inScopeServices',
} as const satisfies Readonly<Record<RecordField | AssessmentField, WordKey>>;
