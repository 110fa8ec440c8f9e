import { tableLayouts } from '#engine/contract/model/layout';

const keys = {
  title: 'title',
  stage: 'stage',
  assignedTo: 'assignedTo',
  status: 'implementationStatus',
  date: 'implementationDate',
  notes: 'implementationNotes',
  result: 'testResult',
  testDate: 'testDate',
  plan: 'testPlan',
  more: 'additionalInformation',
  notice: 'notice',
  points: 'points',
} as const;

export type Column = keyof typeof keys;

/** The place of a column of the action items in a new workbook, from 1. */
export function numberOf(column: Column): number {
  return tableLayouts.actions.columns.findIndex(({ key }) => key === keys[column]) + 1;
}

/** The letter it goes by; a few dozen columns at most, so the first 26 are enough here. */
export function letterOf(column: Column): string {
  return String.fromCharCode(64 + numberOf(column));
}

/** A cell of the action items, e.g. `at('notes', 5)`. */
export function at(column: Column, row: number): string {
  return `${letterOf(column)}${row}`;
}
