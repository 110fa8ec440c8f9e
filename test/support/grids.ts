import { type BookType, utils, write } from 'xlsx';
import { type Grid, type GridCell, gridRows } from '#engine/adapters/workbook/import/grid';

/** A cell as a test writes it: a value, nothing, or a whole cell. */
export type Shown = string | number | boolean | null | GridCell;

export type Sheets = Readonly<Record<string, readonly (readonly Shown[])[]>>;

/** `gridOf({ Actions: [['actionTitle'], ['Do it']] })` */
export function gridOf(sheets: Sheets): Grid {
  return {
    dateSystem: '1900',
    sheets: Object.entries(sheets).map(([name, lines]) => ({
      name,
      visible: true,
      cut: false,
      rows: gridRows(
        lines.map((line, index) => ({
          row: index + 1,
          cells: new Map(line.flatMap((shown, column) => (shown === null ? [] : [[column + 1, gridCell(shown)]]))),
        })),
      ),
    })),
  };
}

function gridCell(shown: Exclude<Shown, null>): GridCell {
  if (typeof shown === 'object') return shown;
  const kind = typeof shown === 'string' ? 'text' : typeof shown === 'number' ? 'number' : 'boolean';
  return { kind, value: shown, formula: false, date: false };
}

/** A file of the given type, as other programs write it. */
export function fileOf(
  sheets: Readonly<Record<string, readonly (readonly (string | number | boolean | null)[])[]>>,
  bookType: BookType,
): Uint8Array {
  const book = utils.book_new();
  for (const [name, lines] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(lines.map((line) => [...line])), name);
  }
  return new Uint8Array(write(book, { type: 'buffer', bookType, bookSST: true }));
}

const controlHeaders = [
  'controlName',
  'controlFamily',
  'controlTitle',
  'controlDescription',
  'controlVersion',
  'isDisabled',
  'controlType',
  'controlComplianceScore',
  'controlActionTitle',
];

/** A sound workbook of format A with one control and one action; sheets given replace its own. */
export function formatA(changes: Sheets = {}): Sheets {
  return {
    'Template-Assessment': [['inScopeServices'], ['Mail, Files']],
    ControlFamily: [controlHeaders, ['C-1', 'Family', 'Title', 'Text', '4', false, 'CM', 5, 'Do it']],
    Actions: [
      [
        'actionTitle',
        'actionRelatedODVs',
        'actionDimensionValues',
        'actionScore',
        'actionOwnership',
        'actionDescription',
      ],
      ['Do it', '', 'Action Type::Technical;;Action Purpose::Preventative', 5, 'IT', 'How'],
    ],
    Ownership: [
      ['ownershipName', 'ownershipDescription'],
      ['IT', 'Our people'],
    ],
    Dimensions: [
      ['dimensionKey', 'dimensionValue', 'allowMultiSelect'],
      ['Zone', 'DMZ', true],
    ],
    ...changes,
  };
}

/** A sound workbook of format B. */
export function formatB(changes: Sheets = {}): Sheets {
  return {
    Template: [
      ['title', 'product', 'certification', 'inScopeServices'],
      ['Ours', 'Office 365;;Intune', 'ISO 27001', 'Mail;;Files, shared'],
    ],
    ControlFamily: [
      ['controlName', 'controlFamily', 'controlTitle', 'controlDescription', 'controlActionTitle'],
      ['C-1', 'Family', 'Title', 'Text', 'Do it'],
    ],
    Actions: [
      [
        'actionTitle',
        'implementationType',
        'actionScore',
        'actionDescriptionTitle',
        'actionDescription',
        'dimension-Action Purpose',
      ],
      ['Do it', 'technical', 5, 'For us', 'How', 'Detective'],
    ],
    ...changes,
  };
}
