import type { ColumnKey } from '../../../contract/model/import-formats.ts';
import { actionTypes } from '../../../contract/model/vocabulary.ts';
import type { SheetColumn } from './column-models.ts';

type Look = Omit<SheetColumn, 'header'>;

const flag: Look = { width: 12, choices: ['TRUE', 'FALSE'] };
const long: Look = { width: 60, kind: 'long' };
const side: Look = { width: 14, choices: ['CM', 'MM'], hint: 'CM: yours. MM: the provider’s.' };

/** How a column of an import format looks in a workbook of ours; one that is not named is plain text. */
export const columnLooks: Readonly<Partial<Record<ColumnKey, Look>>> = {
  inScopeServices: { width: 44, kind: 'long', hint: 'Services or products, joined by ";;".' },
  acknowledgement: long,
  title: { width: 36, hint: 'A name no other template has.' },
  product: { width: 30, hint: 'What is assessed; several joined by ";;".' },
  certification: { width: 24, hint: 'The standard or regulation the controls are of.' },
  controlName: { width: 16, hint: 'The id in the standard, once in a template.' },
  controlFamily: { width: 32 },
  controlTitle: { width: 40, kind: 'long' },
  controlDescription: long,
  controlVersion: { width: 14 },
  isDisabled: flag,
  controlType: { width: 12, choices: ['CM', 'MM', 'SM'], hint: 'CM: yours. MM: the provider’s. SM: shared.' },
  controlScore: { width: 14, kind: 'whole', hint: 'The sum of the points of its actions.' },
  controlActions: {
    width: 60,
    kind: 'long',
    hint: 'Titles of its actions exactly as on the sheet Actions, joined by ";;".',
  },
  controlLink: { width: 36 },
  controlLabels: { width: 24, hint: 'Marks to filter by, joined by ";;".' },
  controlStatement: long,
  actionTitle: { width: 44, kind: 'long', hint: 'What is to be done. A title no other action has.' },
  actionParents: { width: 36, kind: 'long', hint: 'Titles of actions that finish this one as well, joined by ";;".' },
  actionDimensions: {
    width: 44,
    kind: 'long',
    hint: 'Key::Value, joined by ";;". Each pair stands on the sheet Dimensions.',
  },
  implementationType: { width: 20, choices: actionTypes },
  actionScore: { width: 12, kind: 'whole', hint: 'A whole number from 1 to 99.' },
  actionOwnership: { width: 30, hint: 'Names of owners, joined by ";;".' },
  actionDescriptionTitle: { width: 22, hint: 'Tells descriptions of one action apart.' },
  actionDescription: { width: 80, kind: 'long', hint: 'How it is done, checked and proved.' },
  actionResponsibility: side,
  ownershipName: { width: 30 },
  ownershipDescription: { width: 44 },
  dimensionKey: { width: 24 },
  dimensionValue: { width: 30 },
  allowMultiSelect: flag,
};
