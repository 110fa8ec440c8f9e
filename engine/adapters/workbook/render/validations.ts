import type { DataValidation } from 'hucre';
import type { ColumnModel } from '../../../contract/model/table.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { cutText, singleLine } from './excel-text.ts';

const longestTitle = 32;
const longestMessage = 255;

/**
 * One rule a column. A closed list refuses other values, an open one only suggests; the engine's columns refuse typing
 * (they are put back anyway) without being locked, because a spreadsheet will not sort locked cells.
 */
export function columnValidation(column: ColumnModel, range: string, lists: ChoiceLists): DataValidation | null {
  const message = inputMessage(column);
  if (column.locked) {
    return { type: 'custom', formula1: 'FALSE', range, ...message, ...refusal(keptByEngine) };
  }
  if (column.choices !== null && column.choices.values.length > 0) {
    const list = { type: 'list', formula1: lists.formula(column.choices.values), allowBlank: true, range } as const;
    return { ...list, ...message, ...(column.choices.strict ? refusal(notInList) : {}) };
  }
  switch (column.kind) {
    case 'date':
      return { ...atLeast('date', 61), allowBlank: true, range, ...message, ...refusal(notADate) };
    case 'whole':
      return { ...atLeast('whole', 0), allowBlank: true, range, ...message, ...refusal(notWhole) };
    case 'percent':
      return { ...atLeast('decimal', 0), allowBlank: true, range, ...message, ...refusal(notANumber) };
    case 'text':
    case 'long':
    case 'choice':
    case 'link':
      // Text takes anything; the rule only carries the message shown when the cell is selected.
      return column.hint === '' ? null : { ...atLeast('textLength', 0), allowBlank: true, range, ...message };
  }
}

type Refusal = { readonly title: string; readonly message: string };

const keptByEngine: Refusal = {
  title: 'Filled in for you',
  message: 'This column is filled in from the record and cannot be typed over. Press Esc to keep what is there.',
};
const notInList: Refusal = { title: 'Not in the list', message: 'Choose one of the values offered in the list.' };
const notADate: Refusal = { title: 'Not a date', message: 'Type a date, such as 2026-03-31.' };
const notWhole: Refusal = { title: 'Not a whole number', message: 'Type a whole number, zero or more.' };
const notANumber: Refusal = { title: 'Not a percentage', message: 'Type a percentage, such as 75%.' };

function refusal(reason: Refusal): Partial<DataValidation> {
  return { errorStyle: 'stop', showErrorMessage: true, errorTitle: reason.title, errorMessage: reason.message };
}

function atLeast<T extends 'date' | 'whole' | 'decimal' | 'textLength'>(type: T, least: number) {
  return { type, operator: 'greaterThanOrEqual', formula1: String(least) } as const;
}

function inputMessage(column: ColumnModel): Partial<DataValidation> {
  if (column.hint === '') return {};
  return {
    showInputMessage: true,
    inputTitle: cutText(singleLine(column.header), longestTitle),
    inputMessage: cutText(column.hint, longestMessage),
  };
}
