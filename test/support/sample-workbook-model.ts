import type {
  CellValue,
  ColumnModel,
  LooseCell,
  RowModel,
  SheetModel,
  TableModel,
  WorkbookModel,
} from '#engine/contract/model/table';

/** An assessment workbook of `count` actions, realistic enough to look at, with every feature the writer knows. */
export function sampleWorkbookModel(count: number): WorkbookModel {
  const actions = actionSheet(count);
  return {
    title: 'Cloud platform & payments, ISO/IEC 27001:2013',
    subject: 'Assessment of the group Payments',
    author: 'Controlbook',
    created: '2026-03-31T08:15:00.000Z',
    sheets: [overviewSheet(actions, count), actions, controlSheet(actions, count), identitySheet()],
    names: { Sample_Statuses: `'Action Items'!$D$5:$D$${count + 4}` },
  };
}

export function sampleColumn(
  key: string,
  header: string,
  width: number,
  kind: ColumnModel['kind'],
  more: Partial<ColumnModel> = {},
): ColumnModel {
  const none = { hidden: false, locked: true, choices: null, tones: {}, dataBar: false, hint: '' };
  return { ...none, key, header, width, kind, ...more };
}

export function sampleLoose(row: number, column: number, value: CellValue, more: Partial<LooseCell> = {}): LooseCell {
  return { role: 'value', kind: 'text', name: null, input: false, span: 1, row, column, value, ...more };
}

export function sampleSheet(name: string, more: Partial<SheetModel>): SheetModel {
  return {
    visibility: 'visible',
    tabTone: 'accent',
    loose: [],
    tables: [],
    widths: {},
    charts: [],
    protected: false,
    landscape: true,
    frozen: { rows: 0, columns: 0 },
    name,
    ...more,
  };
}

export function sampleTable(
  name: string,
  columns: readonly ColumnModel[],
  rows: readonly (readonly CellValue[])[],
  more: Partial<TableModel> = {},
): TableModel {
  const keyed: RowModel[] = rows.map((cells, index) => ({ key: `r${index + 1}`, cells }));
  return { headerRow: 1, firstColumn: 1, spare: 0, name, columns, rows: keyed, ...more };
}

/** The smallest workbook around one table, for tests that look at one thing. */
export function oneTableModel(
  columns: readonly ColumnModel[],
  rows: readonly (readonly CellValue[])[],
  sheet: Partial<SheetModel> = {},
): WorkbookModel {
  return {
    title: 'One table',
    subject: '',
    author: 'Controlbook',
    created: '2026-03-31T08:15:00.000Z',
    sheets: [sampleSheet('Sheet one', { tables: [sampleTable('Only', columns, rows)], ...sheet })],
    names: {},
  };
}

const subjects = [
  ['A.9', 'Access control', 'Review user access rights'],
  ['A.9', 'Access control', 'Require multi-factor authentication for administrators'],
  ['A.10', 'Cryptography', 'Encrypt customer data at rest with managed keys'],
  ['A.12', 'Operations security', 'Back up production databases and test the restore'],
  ['A.12', 'Operations security', 'Collect and keep audit logs for twelve months'],
  ['A.13', 'Communications security', 'Segregate networks by information classification'],
  ['A.15', 'Supplier relationships', 'Address security within supplier agreements'],
  ['A.16', 'Information security incident management', 'Report information security events'],
  ['A.17', 'Business continuity', 'Verify, review and evaluate continuity of information security'],
  ['A.18', 'Compliance', 'Identify applicable legislation and contractual requirements'],
] as const;
const notes = [
  'Quarterly review in the identity portal. Managers confirm each entitlement; what is not confirmed within ten days is removed by the script and the ticket is attached as evidence.',
  '- owners named\n- keys rotate every 90 days\n- alarms go to the on-call channel',
  null,
  'Documented in the operations handbook, chapter 4.',
  'The supplier has agreed in principle; the contract amendment is with the legal department and is expected to be signed before the surveillance audit in May. Until then access is limited to the test environment.',
] as const;
const statuses = ['Implemented', 'Planned', 'Not Implemented', 'Alternative Implementation', 'Not in Scope'] as const;
const results = ['Passed', 'Not Assessed', 'Failed-Low Risk', 'Failed-High Risk', 'Not in Scope', 'Passed'] as const;
const people = [
  'Amélie Laurent',
  'Jonas Weber',
  'Priya Natarajan',
  '=SUM(1,2) Consulting',
  ...Array.from({ length: 40 }, (_, index) => `Member ${index + 1} of the platform team`),
] as const;

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list'); // a bug of the sample
  return found;
}

function actionSheet(count: number): SheetModel {
  const columns = [
    sampleColumn('title', 'Action Title', 40, 'long', { hint: 'What is to be done.' }),
    sampleColumn('controls', 'Controls', 18, 'long'),
    sampleColumn('assigned', 'Assigned To', 22, 'choice', {
      locked: false,
      choices: { values: people, strict: false },
      hint: 'A name or e-mail address of your organisation.',
    }),
    sampleColumn('status', 'Implementation Status', 22, 'choice', {
      locked: false,
      choices: { values: statuses, strict: true },
      tones: {
        Implemented: 'good',
        'Alternative Implementation': 'good',
        Planned: 'partial',
        'Not Implemented': 'warning',
        'Not in Scope': 'neutral',
      },
    }),
    sampleColumn('implemented', 'Implementation Date', 14, 'date', { locked: false, hint: 'For example 2026-04-03.' }),
    sampleColumn('notes', 'Implementation Notes', 44, 'long', { locked: false, hint: 'How it is implemented.' }),
    sampleColumn('result', 'Test Result', 20, 'choice', {
      locked: false,
      choices: { values: [...new Set(results)], strict: true },
      tones: { Passed: 'good', 'Failed-Low Risk': 'warning', 'Failed-High Risk': 'bad', 'Not in Scope': 'neutral' },
    }),
    sampleColumn('tested', 'Test Date', 14, 'date', { locked: false }),
    sampleColumn('plan', 'Test Plan', 36, 'long', { locked: false }),
    sampleColumn('points', 'Points', 9, 'whole'),
    sampleColumn('achieved', 'Points Achieved', 10, 'whole'),
    sampleColumn('owner', 'Owner', 18, 'text'),
    sampleColumn('category', 'Category', 14, 'text'),
    sampleColumn('share', 'Share', 12, 'percent', { dataBar: true }),
    sampleColumn('description', 'Description', 60, 'long'),
    sampleColumn('link', 'Link', 26, 'link'),
    sampleColumn('key', 'Key', 12, 'text', { hidden: true }),
  ];
  const rows = Array.from({ length: count }, (_, index): CellValue[] => {
    const [family, , title] = pick(subjects, index);
    const row = index + 5;
    const status = pick(statuses, index * 3 + (index % 7));
    const done = status === 'Implemented' || status === 'Alternative Implementation';
    const passed = done && pick(results, index) === 'Passed';
    const points = pick([27, 9, 3, 1], index);
    return [
      `${title} (${index + 1})`,
      `; ${family}.${(index % 6) + 1}; ${family}.${(index % 4) + 2};`,
      pick(people, index),
      status,
      done ? { date: `2026-0${(index % 3) + 1}-1${index % 9}` } : null,
      pick(notes, index),
      pick(results, index),
      passed ? { date: '2026-03-20' } : null,
      index % 3 === 0 ? 'Sample ten accounts and compare with the list of the human resources system.' : null,
      points,
      {
        formula: `IF(AND(D${row}="Implemented",G${row}="Passed"),J${row},0)`,
        value: status === 'Implemented' && passed ? points : 0,
      },
      pick(['Platform', 'Security', 'Legal'], index),
      pick(['Compliance', 'Privacy', 'Security'], index),
      (index % 11) / 10,
      `${title}. The organisation sets out who does this, how often, and what is kept as evidence; exceptions are approved in writing, with an end date, and are looked at again when the scope of the assessment changes. ${pick(notes, index + 3) ?? ''}`,
      index % 4 === 0
        ? { link: 'https://example.org/controls?id=1&view=full', text: 'Handbook' }
        : { link: "#'Controls'!A4", text: 'Controls' },
      `a-${index + 1}`,
    ];
  });
  return sampleSheet('Action Items', {
    loose: [
      sampleLoose(1, 1, 'Action Items', { role: 'title' }),
      sampleLoose(2, 1, 'White columns are yours to fill in; grey ones are kept by Controlbook.', {
        role: 'note',
        span: 4,
      }),
    ],
    tables: [sampleTable('CB_ActionItems', columns, rows, { headerRow: 4, spare: 3 })],
    frozen: { rows: 4, columns: 1 },
    tabTone: 'accent',
  });
}

function controlSheet(actions: SheetModel, count: number): SheetModel {
  const columns = [
    sampleColumn('family', 'Control Family', 24, 'text'),
    sampleColumn('id', 'Control ID', 12, 'text'),
    sampleColumn('title', 'Control Title', 44, 'long'),
    sampleColumn('state', 'State', 14, 'text', {
      tones: { Passed: 'good', Failed: 'bad', 'In progress': 'partial', 'Out of scope': 'neutral' },
    }),
    sampleColumn('achieved', 'Points Achieved', 10, 'whole'),
    sampleColumn('possible', 'Points Possible', 10, 'whole'),
    sampleColumn('description', 'Description', 60, 'long'),
  ];
  const rows = subjects.flatMap(([family, familyTitle, title], index): CellValue[][] => {
    const criterion = `"*; ${family}.${index + 1};*"`;
    const sum = (letter: string) =>
      `SUMIF('Action Items'!$B$5:$B$${count + 7},${criterion},'Action Items'!$${letter}$5:$${letter}$${count + 7})`;
    const state = pick(['Passed', 'Failed', 'In progress', 'Out of scope'], index);
    return [
      [
        `${family} ${familyTitle}`,
        `${family}.${index + 1}`,
        title,
        state,
        { formula: sum('K'), value: points(actions, 10, `; ${family}.${index + 1};`) },
        { formula: sum('J'), value: points(actions, 9, `; ${family}.${index + 1};`) },
        `${title}: described in the statement of applicability.`,
      ],
    ];
  });
  return sampleSheet('Controls', {
    loose: [sampleLoose(1, 1, 'Controls', { role: 'title' })],
    tables: [sampleTable('CB_Controls', columns, rows, { headerRow: 3 })],
    frozen: { rows: 3, columns: 2 },
    protected: true,
    tabTone: 'good',
  });
}

function overviewSheet(actions: SheetModel, count: number): SheetModel {
  const families = [...new Set(subjects.map(([id, name]) => `${id} ${name}`))];
  const family = sampleTable(
    'CB_Families',
    [
      sampleColumn('family', 'Control Family', 34, 'text'),
      sampleColumn('assessed', 'Assessed', 14, 'text'),
      sampleColumn('possible', 'Points Possible', 14, 'whole'),
      sampleColumn('score', 'Score', 20, 'percent', { dataBar: true }),
    ],
    families.map((name, index) => [name, `${index} / 9`, 100, Math.min(1, index / 6)]),
    { headerRow: 14 },
  );
  const history = sampleTable(
    'CB_ScoreHistory',
    [sampleColumn('date', 'Date', 14, 'date'), sampleColumn('score', 'Compliance Score', 14, 'percent')],
    [0.12, 0.25, 0.31, 0.3, 0.52, 0.61].map((score, index) => [{ date: `2026-0${index + 1}-01` }, score]),
    { headerRow: 14, firstColumn: 6 },
  );
  const label = (row: number, text: string, value: CellValue, more: Partial<LooseCell> = {}) => [
    sampleLoose(row, 1, text, { role: 'label' }),
    sampleLoose(row, 2, value, { span: 3, ...more }),
  ];
  return sampleSheet('Overview', {
    loose: [
      sampleLoose(1, 1, 'Cloud platform & payments', { role: 'title', span: 4, name: 'Controlbook_Title' }),
      sampleLoose(2, 1, 'ISO/IEC 27001:2013, version 1', { role: 'subtitle', span: 4 }),
      sampleLoose(
        4,
        1,
        {
          formula: `SUM('Action Items'!$K$5:$K$${count + 7})/SUM('Action Items'!$J$5:$J$${count + 7})`,
          value: points(actions, 10, ';') / points(actions, 9, ';'),
        },
        { role: 'big-number', kind: 'percent', name: 'Controlbook_Score' },
      ),
      ...label(5, 'Group', 'Payments'),
      ...label(6, 'Product', 'Cloud platform'),
      ...label(7, 'Services in scope', 'Compute, storage, key management, identity, logging', { input: true }),
      ...label(8, 'Customer controls', '12 / 40 assessed'),
      ...label(9, 'Last synchronised', { date: '2026-03-31T08:15:00.000Z' }, { kind: 'date' }),
      sampleLoose(
        11,
        1,
        'The score says how much of the recommended work is done and tested. It is no guarantee of compliance and replaces neither an audit nor legal advice; what applies to you is for you to judge.',
        { role: 'note', span: 4 },
      ),
      sampleLoose(13, 1, 'By control family', { role: 'band', span: 4 }),
      sampleLoose(13, 6, 'Score over time', { role: 'band', span: 2 }),
    ],
    tables: [family, history],
    widths: { 5: 3, 8: 3, 9: 12, 10: 12, 11: 12, 12: 12, 13: 12 },
    charts: [
      {
        kind: 'line',
        title: 'Compliance score over time',
        anchor: { row: 2, column: 9, rows: 12, columns: 5 },
        categories: "'Overview'!$F$15:$F$20",
        series: [{ name: 'Compliance score', values: "'Overview'!$G$15:$G$20" }],
      },
      {
        kind: 'bar',
        title: 'Score by control family',
        anchor: { row: 15, column: 9, rows: 10, columns: 5 },
        categories: `'Overview'!$A$15:$A$${14 + families.length}`,
        series: [{ name: 'Score', values: `'Overview'!$D$15:$D$${14 + families.length}` }],
      },
    ],
    protected: true,
    tabTone: 'neutral',
  });
}

function identitySheet(): SheetModel {
  return sampleSheet('_controlbook', {
    visibility: 'veryHidden',
    loose: [sampleLoose(1, 1, '{"assessment":"as-1"}', { name: 'Controlbook_Identity' })],
  });
}

/** The sum of a column over the actions whose controls name the token, by plain code. */
function points(actions: SheetModel, column: number, token: string): number {
  let sum = 0;
  for (const { cells } of actions.tables[0]?.rows ?? []) {
    const value = cells[column] ?? null;
    const plain = typeof value === 'object' && value !== null && 'formula' in value ? value.value : value;
    if (String(cells[1]).includes(token) && typeof plain === 'number') sum += plain;
  }
  return sum;
}
