import type { RecordField } from './field.ts';
import type { ColumnModel, Tone } from './table.ts';
import type { Decision } from './vocabulary.ts';

/**
 * Where everything stands in an assessment workbook. Sheet names, table names and headers are what engine, pane and
 * people agree on; the order of columns is only the order of a new workbook: columns are found by header, rows by key.
 */
export const layoutVersion = 1;

/**
 * Raised whenever a table gets a column, which then says that it is there since this revision: workbooks made before
 * get it at the right end of their table. The layout stays the same; engines of before leave such a column alone.
 */
export const columnsRevision = 2;

export const sheetNames = {
  overview: 'Overview',
  controls: 'Controls',
  actions: 'Action Items',
  providerControls: 'Provider Controls',
  evidence: 'Evidence',
  conflicts: 'Conflicts',
  // Excel keeps the plain word History for its own change tracking.
  history: 'Change History',
  identity: '_controlbook',
} as const;

/** Workbook-scoped defined names: they find a cell again wherever rows and columns were inserted. */
export const cellNames = {
  identity: 'Controlbook_Identity',
  title: 'Controlbook_Title',
  services: 'Controlbook_Services',
  subtitle: 'Controlbook_Subtitle',
  template: 'Controlbook_Template',
  group: 'Controlbook_Group',
  product: 'Controlbook_Product',
  certification: 'Controlbook_Certification',
  standing: 'Controlbook_Status',
  lastSync: 'Controlbook_LastSync',
  score: 'Controlbook_Score',
  achieved: 'Controlbook_PointsAchieved',
  possible: 'Controlbook_PointsPossible',
  customerProgress: 'Controlbook_CustomerProgress',
  providerProgress: 'Controlbook_ProviderProgress',
  providerLabel: 'Controlbook_ProviderLabel',
  notice: 'Controlbook_Notice',
  acknowledgement: 'Controlbook_Acknowledgement',
} as const;

export const decisionWords: Readonly<Record<Decision, string>> = {
  keep: 'Keep in place',
  take: 'Take yours',
  other: 'Other value',
};

/** What a drop-down offers; the words themselves are in the vocabulary, people come from the directory. */
export type ChoiceList = 'implementationStatus' | 'testResult' | 'people' | 'decision';

export type ColumnLayout = Omit<ColumnModel, 'choices'> & {
  /** The field of the action record (or of a conflict: its decision) a person fills in here; null for the engine's own. */
  readonly field: RecordField | null;
  readonly choices: ChoiceList | null;
  /** The revision of the columns that brought it. */
  readonly since: number;
  /** The column of the same table that looks like it, for workbooks that get it later. */
  readonly like: string | null;
};

export type TableKey =
  | 'actions'
  | 'controls'
  | 'providerControls'
  | 'evidence'
  | 'conflicts'
  | 'history'
  | 'families'
  | 'scoreHistory';

export type TableLayout = {
  readonly key: TableKey;
  readonly sheet: string;
  readonly name: string;
  readonly headerRow: number;
  readonly firstColumn: number;
  /** The column that holds the row's key. */
  readonly keyColumn: string;
  /**
   * `kept`: a row stays where the person sorted it. `rewritten`: the engine's order is the meaning (newest first), so the
   * table is written from the top whenever its set of rows changes.
   */
  readonly order: 'kept' | 'rewritten';
  readonly columns: readonly ColumnLayout[];
};

const base = {
  hidden: false,
  locked: true,
  field: null,
  choices: null,
  tones: {},
  dataBar: false,
  hint: '',
  since: 1,
  like: null,
} satisfies Partial<ColumnLayout>;

function column(
  key: string,
  header: string,
  width: number,
  kind: ColumnModel['kind'],
  more: Partial<ColumnLayout> = {},
): ColumnLayout {
  return { ...base, key, header, width, kind, ...more };
}

/** A column people fill in, for one field of the action record. */
function input(
  field: RecordField,
  header: string,
  width: number,
  kind: ColumnModel['kind'],
  more: Partial<ColumnLayout>,
): ColumnLayout {
  return { ...base, key: field, header, width, kind, field, locked: false, ...more };
}

const rowKey = column('key', 'Key', 12, 'text', { hidden: true });

export const statusTones: Readonly<Record<string, Tone>> = {
  Implemented: 'good',
  'Alternative Implementation': 'good',
  Planned: 'partial',
  'Not Implemented': 'warning',
  'Not in Scope': 'neutral',
};

export const resultTones: Readonly<Record<string, Tone>> = {
  Passed: 'good',
  'Failed-Low Risk': 'warning',
  'Failed-Medium Risk': 'bad',
  'Failed-High Risk': 'bad',
  'Not in Scope': 'neutral',
};

const stateTones: Readonly<Record<string, Tone>> = {
  Passed: 'good',
  Failed: 'bad',
  'In progress': 'partial',
  'Out of scope': 'neutral',
};

const dateHint = 'A date, for example 2026-04-03.';

export const tableLayouts: Readonly<Record<TableKey, TableLayout>> = {
  actions: {
    key: 'actions',
    sheet: sheetNames.actions,
    name: 'CB_ActionItems',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'kept',
    columns: [
      column('title', 'Action Title', 42, 'long'),
      column('controls', 'Controls', 22, 'long'),
      column('stage', 'Stage', 15, 'text', {
        tones: { Test: 'good', Implemented: 'partial', Review: 'neutral' },
        hint: 'Where the work stands: Review, Implemented, Test.',
      }),
      input('assignedTo', 'Assigned To', 22, 'choice', {
        choices: 'people',
        hint: 'A name or e-mail address of your organisation.',
      }),
      input('dueDate', 'Due Date', 14, 'date', { hint: dateHint, since: 2, like: 'implementationDate' }),
      input('implementationStatus', 'Implementation Status', 26, 'choice', {
        choices: 'implementationStatus',
        tones: statusTones,
      }),
      input('implementationDate', 'Implementation Date', 18, 'date', { hint: dateHint }),
      input('implementationNotes', 'Implementation Notes', 44, 'long', {
        hint: 'How it is implemented; also the message to whom it is assigned.',
      }),
      input('testResult', 'Test Result', 20, 'choice', { choices: 'testResult', tones: resultTones }),
      input('testDate', 'Test Date', 14, 'date', { hint: dateHint }),
      input('testPlan', 'Test Plan', 44, 'long', { hint: 'How it is tested.' }),
      input('additionalInformation', 'Additional Information', 44, 'long', { hint: 'Anything else an auditor needs.' }),
      column('notice', 'Notice', 36, 'long', {
        hint: 'What the engine has to say about this row: refused values and open conflicts.',
      }),
      column('points', 'Points', 11, 'whole'),
      column('achieved', 'Points Achieved', 13, 'whole'),
      column('possible', 'Points Possible', 13, 'whole'),
      column('evidence', 'Evidence', 13, 'whole'),
      column('owner', 'Owner', 22, 'text'),
      column('type', 'Action Type', 16, 'text'),
      column('category', 'Category', 14, 'text'),
      column('purpose', 'Purpose', 14, 'text'),
      column('enforcement', 'Enforcement', 16, 'text'),
      column('parents', 'Parent Actions', 24, 'long'),
      column('secureScore', 'Secure Score', 16, 'text'),
      column('description', 'Description', 60, 'long'),
      rowKey,
    ],
  },
  controls: {
    key: 'controls',
    sheet: sheetNames.controls,
    name: 'CB_Controls',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'kept',
    columns: [
      column('family', 'Control Family', 24, 'text'),
      column('id', 'Control ID', 14, 'text'),
      column('title', 'Control Title', 40, 'long'),
      column('articleId', 'Article ID', 12, 'text'),
      column('responsibility', 'Responsibility', 16, 'text'),
      column('state', 'State', 14, 'text', { tones: stateTones }),
      column('assessed', 'Assessed', 13, 'text', { tones: { Yes: 'good' } }),
      column('achieved', 'Points Achieved', 13, 'whole'),
      column('possible', 'Points Possible', 13, 'whole'),
      column('actions', 'Actions', 44, 'long'),
      column('related', 'Related Controls', 56, 'long'),
      column('labels', 'Labels', 20, 'text', {
        hint: 'Baselines, priority and other marks of the standard to filter by.',
      }),
      column('description', 'Description', 60, 'long'),
      column('link', 'Link', 30, 'link'),
      rowKey,
    ],
  },
  providerControls: {
    key: 'providerControls',
    sheet: sheetNames.providerControls,
    name: 'CB_ProviderControls',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'kept',
    columns: [
      column('title', 'Action Title', 42, 'long'),
      column('controls', 'Controls', 22, 'long'),
      column('attestation', 'Attestation', 44, 'long'),
      column('testResult', 'Test Result', 20, 'text', { tones: resultTones }),
      column('testDate', 'Test Date', 14, 'date'),
      column('tester', 'Tester', 22, 'text'),
      column('notes', 'Notes', 44, 'long'),
      column('points', 'Points', 11, 'whole'),
      column('achieved', 'Points Achieved', 13, 'whole'),
      column('possible', 'Points Possible', 13, 'whole'),
      column('source', 'Source', 30, 'long', { hint: 'The document the attestation was taken from.' }),
      column('description', 'Description', 60, 'long'),
      rowKey,
    ],
  },
  evidence: {
    key: 'evidence',
    sheet: sheetNames.evidence,
    name: 'CB_Evidence',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'kept',
    columns: [
      column('action', 'Action Title', 42, 'long'),
      column('name', 'Name', 36, 'long'),
      column('version', 'Version', 10, 'whole'),
      column('kind', 'Kind', 12, 'text'),
      column('size', 'Size (bytes)', 14, 'whole'),
      column('collected', 'Collected On', 14, 'date'),
      column('expires', 'Expires On', 14, 'date', { hint: 'The last day it proves anything.' }),
      column('uploadedBy', 'Uploaded By', 22, 'text'),
      column('uploadedAt', 'Uploaded At (UTC)', 18, 'text'),
      column('link', 'Link', 30, 'link'),
      column('sha256', 'SHA-256', 30, 'text'),
      rowKey,
    ],
  },
  conflicts: {
    key: 'conflicts',
    sheet: sheetNames.conflicts,
    name: 'CB_Conflicts',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'kept',
    columns: [
      column('item', 'Item', 42, 'long'),
      column('field', 'Field', 22, 'text'),
      column('base', 'Before', 30, 'long'),
      column('inPlace', 'In Place', 30, 'long'),
      column('yours', 'Yours', 30, 'long'),
      column('who', 'Who', 20, 'text'),
      column('when', 'When (UTC)', 18, 'text'),
      column('decision', 'Decision', 18, 'choice', {
        locked: false,
        choices: 'decision',
        hint: 'Keep in place, Take yours, or Other value with the value in the next column.',
      }),
      column('other', 'Other Value', 30, 'long', {
        locked: false,
        hint: 'Only with the decision Other value: what shall stand there.',
      }),
      column('notice', 'Notice', 40, 'long'),
      rowKey,
    ],
  },
  history: {
    key: 'history',
    sheet: sheetNames.history,
    name: 'CB_History',
    headerRow: 4,
    firstColumn: 1,
    keyColumn: 'key',
    order: 'rewritten',
    columns: [
      column('when', 'When (UTC)', 18, 'text'),
      column('who', 'Who', 22, 'text'),
      column('channel', 'Channel', 12, 'text'),
      column('item', 'Item', 42, 'long'),
      column('field', 'Field', 24, 'text'),
      column('from', 'From', 36, 'long'),
      column('to', 'To', 36, 'long'),
      column('what', 'What', 14, 'text'),
      rowKey,
    ],
  },
  families: {
    key: 'families',
    sheet: sheetNames.overview,
    name: 'CB_Families',
    headerRow: 18,
    firstColumn: 1,
    keyColumn: 'family',
    order: 'rewritten',
    columns: [
      column('family', 'Control Family', 38, 'text'),
      column('customer', 'Your Controls Assessed', 14, 'text'),
      column('provider', 'Provider Controls Assessed', 14, 'text'),
      column('achieved', 'Points Achieved', 14, 'whole'),
      column('possible', 'Points Possible', 14, 'whole'),
      column('score', 'Score', 20, 'percent', { dataBar: true }),
    ],
  },
  scoreHistory: {
    key: 'scoreHistory',
    sheet: sheetNames.overview,
    name: 'CB_ScoreHistory',
    headerRow: 18,
    firstColumn: 8,
    keyColumn: 'date',
    order: 'rewritten',
    columns: [column('date', 'Date', 14, 'text'), column('score', 'Compliance Score', 18, 'percent')],
  },
};

/** The layout's column for a header as somebody may have retyped it: letter case and spaces do not matter. */
export function columnByHeader(table: TableLayout, header: string): ColumnLayout | null {
  const wanted = comparableHeader(header);
  return table.columns.find((each) => comparableHeader(each.header) === wanted) ?? null;
}

/** The column of the action items a record field is typed in. */
export function columnByField(field: RecordField): ColumnLayout {
  const found = tableLayouts.actions.columns.find((each) => each.field === field);
  if (found === undefined) throw new Error(`No column carries the field ${field}`); // a bug: the layout is data
  return found;
}

export function comparableHeader(header: string): string {
  // Nearly every header is plain already; this is asked for every column of every table that is read.
  if (/^[!-~]+( [!-~]+)*$/.test(header)) return header.toLowerCase();
  return header.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
