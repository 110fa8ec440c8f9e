import { type ColumnKey, formats } from '../../../contract/model/import-formats.ts';
import type { CellValue, LooseCell, SheetModel, WorkbookModel } from '../../../contract/model/table.ts';
import { actionTypes } from '../../../contract/model/vocabulary.ts';
import { builtInDimensions } from '../library.ts';
import { columnLooks } from './column-looks.ts';
import { plainSheet, type SheetColumn, tableSheet } from './column-models.ts';

/** Rows ready to be filled in, with drop-downs. */
const spareRows = { Template: 0, ControlFamily: 300, Actions: 300, Dimensions: 50 } as const;

/**
 * A workbook to start an own template from: instructions, filled examples, and the empty sheets of format B with their
 * drop-downs. What stands on the first two sheets is never imported.
 */
export function starterWorkbook(created: string): WorkbookModel {
  return {
    title: 'A template of your own',
    subject: 'Controlbook import workbook',
    author: 'Controlbook',
    created,
    sheets: [
      instructions(),
      examples(),
      ...sheets.map(({ name, columns }) => tableSheet(name, columns, [], spareRows[name])),
    ],
    names: {},
  };
}

type SheetName = keyof typeof spareRows;
type Part = {
  readonly name: SheetName;
  readonly columns: readonly SheetColumn[];
  readonly examples: readonly (readonly CellValue[])[];
};

/** The format's own headers for some of its columns. */
function columnsOf(sheet: SheetName, keys: readonly ColumnKey[]): readonly SheetColumn[] {
  const spec = formats['format-b'].find(({ name }) => name === sheet);
  return keys.map((key) => {
    const header = spec?.columns.find((column) => column.key === key)?.headers[0];
    if (header === undefined) throw new Error(`Format B has no column ${key}`); // a bug: the format is data
    return { header, ...columnLooks[key] };
  });
}

const dimensionColumns: readonly SheetColumn[] = ['Action Category', 'Action Purpose', 'Action Enforcement'].map(
  (key) => ({
    header: `dimension-${key}`,
    choices: builtInDimensions.find((dimension) => dimension.key === key)?.values ?? [],
  }),
);

const sheets: readonly Part[] = [
  {
    name: 'Template',
    columns: columnsOf('Template', ['title', 'product', 'certification', 'inScopeServices']),
    examples: [['Supplier Security Policy', 'Our cloud service;;Our web shop', 'Supplier Policy', 'Mail;;Files']],
  },
  {
    name: 'ControlFamily',
    columns: columnsOf('ControlFamily', [
      ...(['controlName', 'controlFamily', 'controlTitle', 'controlDescription', 'controlActions'] as const),
      ...(['controlLabels', 'controlLink'] as const),
    ]),
    examples: [
      [
        ...[
          'SP-1',
          'Access',
          'Suppliers get only the access they need',
          'Each supplier account has a person who answers for it.',
        ],
        ...['Review supplier accounts every quarter;;Require multi-factor authentication for suppliers', 'Core', null],
      ],
      [
        ...[
          'SP-2',
          'Contracts',
          'Contracts name security duties',
          'Every contract says how data is protected and returned.',
        ],
        ...['Add the security annex to every supplier contract', null, 'https://example.org/policy#sp-2'],
      ],
    ],
  },
  {
    name: 'Actions',
    columns: [
      ...columnsOf('Actions', ['actionTitle', 'implementationType', 'actionScore', 'actionOwnership']),
      ...columnsOf('Actions', ['actionDescriptionTitle', 'actionDescription']),
      ...dimensionColumns,
    ],
    examples: [
      [
        ...['Review supplier accounts every quarter', 'Operational', 3, 'Purchasing', 'Description'],
        'List all supplier accounts, ask each sponsor whether they are still needed, and close the others.\n* Check: no account is older than its contract.\n* Evidence: the list with the answers.',
        ...['Security', 'Detective', 'Mandatory'],
      ],
      [
        ...['Require multi-factor authentication for suppliers', 'Technical', 27, 'Identity team', 'Description'],
        'Let a sign-in policy ask every supplier account for a second factor.\n* Check: sign in with a test account.\n* Evidence: the policy with its scope.',
        ...['Security', 'Preventative', 'Mandatory'],
      ],
      [
        ...['Add the security annex to every supplier contract', 'Documentation', 9, 'Legal', 'Description'],
        'Attach the current annex before a contract is signed.\n* Evidence: the signed contract.',
        ...['Compliance', 'Preventative', 'Discretionary'],
      ],
    ],
  },
  {
    name: 'Dimensions',
    columns: columnsOf('Dimensions', ['dimensionKey', 'dimensionValue', 'allowMultiSelect']),
    examples: [['Region', 'Europe', 'TRUE']],
  },
];

const steps: readonly string[] = [
  'Fill in the sheets Template, ControlFamily and Actions; the sheet Examples shows how. Leave the headers as they are.',
  'Template: one row. The title is one no other template has. Several products are joined by ";;"; each assessment chooses one.',
  'ControlFamily: a row a control. The id stands once; the family is a name of your choice that groups controls.',
  'A control names its actions by their exact titles, joined by ";;". An action the organisation has already, built-in ones too, can be named without a row on Actions: then the work done for it counts here as well.',
  `Actions: a row an action of your own. implementationType is one of ${actionTypes.join(', ')}; actionScore is a whole number from 1 to 99. The built-in actions have 27 (preventative, mandatory), 9 (preventative, discretionary), 3 (mandatory) or 1.`,
  'Texts may have lines that begin with "* ", numbered lines, **bold** words and [links](https://example.org).',
  'Dimensions: only for values of your own. What the drop-downs offer is known already.',
  'Save, then preview: controlbook import FILE, or the Import pane in Excel. Every error is named with its cell, and nothing is stored before you say yes.',
];

function instructions(): SheetModel {
  return plainSheet('Instructions', {
    tabTone: 'accent',
    widths: { 1: 6, 2: 110 },
    loose: [
      loose(1, 1, 'A template of your own', 'title', 2),
      ...steps.flatMap((step, index) => [
        loose(3 + index, 1, `${index + 1}.`, 'label', 1),
        loose(3 + index, 2, step, 'value', 1),
      ]),
    ],
  });
}

function examples(): SheetModel {
  let row = 1;
  const bands: LooseCell[] = [];
  const tables = sheets.map(({ name, columns, examples: rows }) => {
    bands.push(loose(row, 1, name, 'band', columns.length));
    const [table] = tableSheet(`Example ${name}`, columns, rows).tables;
    if (table === undefined) throw new Error('A sheet of a table has none'); // a bug: it was just made
    const placed = { ...table, headerRow: row + 1 };
    row += rows.length + 4;
    return placed;
  });
  return plainSheet('Examples', { tabTone: 'accent', loose: bands, tables });
}

function loose(row: number, column: number, value: string, role: LooseCell['role'], span: number): LooseCell {
  return { row, column, value, role, kind: role === 'value' ? 'long' : 'text', name: null, input: false, span };
}
