import type { Text } from '../texts.ts';

export const common = {
  'common.andMore': { one: 'and {count} more', other: 'and {count} more' },
  'common.back': 'Back',
  'common.cancel': 'Cancel',
  'common.close': 'Close',
  'common.dismiss': 'Dismiss',
  'common.loading': 'Loading',
  'common.next': 'Next',
  'common.reset': 'Reset',
  'common.save': 'Save',
  'common.show': 'Show',
  'common.showAll': 'Show all',
  'common.showLess': 'Show less',
  'common.showMore': { one: 'Show {count} more', other: 'Show {count} more' },
  'common.tryAgain': 'Try again',
  'common.undo': 'Undo',

  'may.not': 'You may look at this but not change it. An administrator of your organisation can give you a role.',

  'value.empty': '(empty)',
  'value.none': 'None',

  'person.nobody': 'Nobody',
  'person.none': 'Nobody by that name',

  'field.additionalInformation': 'Additional Information',
  'field.assignedTo': 'Assigned To',
  'field.implementationDate': 'Implementation Date',
  'field.dueDate': 'Due Date',
  'field.implementationNotes': 'Implementation Notes',
  'field.implementationStatus': 'Implementation Status',
  'field.testDate': 'Test Date',
  'field.testPlan': 'Test Plan',
  'field.testResult': 'Test Result',
  'field.title': 'Title',
  'field.inScopeServices': 'In-scope Services',
  'field.pending': 'Being sent …',
  'field.refused': '“{value}” was not taken. {why}',
  'field.stamp': '{who}, {when}',

  'score.label': 'Score {percent}, {achieved} of {possible} points',
  'score.nothing': 'No score: nothing counts yet',
  'score.points': '{achieved} of {possible} points',

  'progress.of': '{done} of {total}',
  'progress.provider': '{provider} controls assessed',
  'progress.yours': 'Your controls assessed',

  'activity.none': 'Nothing has happened yet.',
  'activity.changed': 'changed',
  'activity.conflict': 'conflict',
  'activity.settled': 'settled',
  'activity.refused': 'refused',
  'activity.removed': 'removed',
  'activity.saved': 'saved',
} as const satisfies Readonly<Record<string, Text>>;
