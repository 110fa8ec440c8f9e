import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { openGrid } from '#engine/adapters/workbook/import/open-grid';
import { readFormat, recogniseFormat } from '#engine/adapters/workbook/import/read-format';
import type { ReadTemplate } from '#engine/app/ports';
import { planImport } from '#engine/domain/templates/plan-import';
import { formatA, formatB, gridOf, type Sheets, type Shown } from '#test/support/grids';
import { asNew, countingIds, emptyLibrary } from '#test/support/template-builders';

function read(sheets: Sheets): ReadTemplate {
  const grid = gridOf(sheets);
  const format = recogniseFormat(grid);
  assert.ok(format !== null);
  return readFormat(grid, format);
}

/** Codes and places of what the reading found. */
function found(sheets: Sheets): readonly string[] {
  return read(sheets).findings.map(({ rule, place }) => `${rule}@${place}`);
}

/** The sheet with one cell of its second row replaced, by header. */
function withCell(sheets: Sheets, sheet: string, header: string, shown: Shown): Sheets {
  const [headers = [], ...rows] = sheets[sheet] ?? [];
  return { ...sheets, [sheet]: [headers, ...rows.map((row) => row.with(headers.indexOf(header), shown))] };
}

/** The sheet with its columns turned by one, or with headers renamed. */
function withHeaders(sheets: Sheets, sheet: string, rename: Readonly<Record<string, string>>): Sheets {
  const [headers = [], ...rows] = sheets[sheet] ?? [];
  return { ...sheets, [sheet]: [headers.map((header) => rename[String(header)] ?? header), ...rows] };
}

describe('recognising import formats', () => {
  it('[T40] format A has a sheet Template-Assessment, format B a sheet Template', () => {
    assert.equal(recogniseFormat(gridOf(formatA())), 'format-a');
    assert.equal(recogniseFormat(gridOf(formatB())), 'format-b');
  });

  it('[T40] names are compared without letter case and spaces; other workbooks are in no format', () => {
    const { ControlFamily = [], ...others } = formatA();
    assert.equal(recogniseFormat(gridOf({ ...others, 'control family': ControlFamily })), 'format-a');
    assert.equal(recogniseFormat(gridOf({ Sheet1: [['Id', 'Title']] })), null);
  });

  it('[T40] a workbook that lacks its first sheet is still told apart by the others', () => {
    const { 'Template-Assessment': _first, ...others } = formatA();
    assert.deepEqual(found(others), ['missing-sheet@null']);
    assert.equal(recogniseFormat(gridOf(others)), 'format-a');
  });
});

describe('reading format A', () => {
  it('[T41] every column is read, each with its place', () => {
    const { content, places, findings, kind } = read(formatA());
    assert.deepEqual(findings, []);
    assert.equal(kind, 'format-a');
    const [control] = content.controls;
    assert.deepEqual(
      [
        control?.id,
        control?.family,
        control?.version,
        control?.disabled,
        control?.responsibility,
        control?.statedPoints,
      ],
      ['C-1', 'Family', '4', false, 'customer', 5],
    );
    const [action] = content.actions;
    assert.deepEqual(
      [action?.points, action?.type, action?.purpose, action?.owners],
      [5, 'Technical', 'Preventative', ['IT']],
    );
    assert.deepEqual(content.inScopeServices, ['Mail', 'Files']);
    assert.deepEqual(content.owners, [{ name: 'IT', description: 'Our people' }]);
    assert.deepEqual(content.dimensionList, [{ key: 'Zone', values: ['DMZ'], multiple: true }]);
    assert.equal(places['controls[0].responsibility'], 'ControlFamily!G2');
    assert.equal(places['actions[0].points'], 'Actions!D2');
  });

  it('[T42] the headers of the official sample are understood', () => {
    const sample = withHeaders(
      withHeaders(formatA(), 'ControlFamily', { controlActionTitle: 'controlActionId' }),
      'Actions',
      {
        actionDimensionValues: 'actionDimensions',
      },
    );
    const [headers = [], row = []] = sample['Actions'] ?? [];
    const Actions = [headers.toSpliced(4, 0, 'isContinuousUpdate'), row.toSpliced(4, 0, null)];
    assert.deepEqual(read({ ...sample, Actions }).findings, []);
  });

  it('[T42] CC is customer, MM provider, SM shared; only the provider’s controls make an action the provider’s', () => {
    const typed = (type: string) => read(withCell(formatA(), 'ControlFamily', 'controlType', type)).content;
    assert.deepEqual(
      ['CC', 'cm', 'MM', 'SM'].map((type) => typed(type).controls[0]?.responsibility),
      ['customer', 'customer', 'provider', 'shared'],
    );
    assert.deepEqual(
      [typed('MM').actions[0]?.responsibility, typed('SM').actions[0]?.responsibility],
      ['provider', 'customer'],
    );
  });

  it('[T42] flags and numbers may be native or text', () => {
    const text = withCell(withCell(formatA(), 'ControlFamily', 'isDisabled', 'true'), 'Actions', 'actionScore', ' 7 ');
    const { content, findings } = read(text);
    assert.deepEqual([content.controls[0]?.disabled, content.actions[0]?.points, findings], [true, 7, []]);
  });

  it('[T43] sheets in another order are a warning, missing ones an error that names them', () => {
    const { Actions = [], Dimensions: _dimensions, ...others } = formatA();
    const { findings } = read({ Actions, ...others });
    assert.deepEqual(
      findings.map(({ rule, severity, value }) => [rule, severity, value]),
      [
        ['missing-sheet', 'error', 'Dimensions'],
        ['sheet-order', 'warning', 'Actions, Template-Assessment, ControlFamily, Ownership'],
      ],
    );
  });

  it('[T43] columns in another order are a warning, missing, doubled and unknown ones are named', () => {
    const Ownership = [
      ['ownershipDescription', 'ownershipName', 'Ownership Name', 'Colour'],
      ['Ours', 'IT', '', 'red'],
    ];
    assert.deepEqual(found(formatA({ Ownership })), [
      'repeated-column@Ownership!C1',
      'unknown-column@Ownership!D1',
      'column-order@Ownership!A1',
    ]);
    assert.deepEqual(read(formatA({ Ownership })).content.owners, [{ name: 'IT', description: 'Ours' }]);
    assert.deepEqual(found(formatA({ Ownership: [['ownershipName'], ['IT']] })), ['missing-column@Ownership!A1']);
  });

  it('[T43] a title above the header row does not hide it', () => {
    const Ownership = [['Our owners'], ['ownershipName', 'ownershipDescription'], ['IT', 'Ours']];
    const { content, places } = read(formatA({ Ownership }));
    assert.deepEqual([content.owners.length, places['owners[0].name']], [1, 'Ownership!A3']);
  });

  it('[T44] blank rows, styled or not, are no rows', () => {
    const { ControlFamily = [] } = formatA();
    const [headers = [], row = []] = ControlFamily;
    assert.equal(read(formatA({ ControlFamily: [headers, ['', '  '], row, [null, '\n']] })).content.controls.length, 1);
  });

  it('[T44] spaces around separators are dropped with a warning, empty items without', () => {
    const spaced = withCell(formatA(), 'ControlFamily', 'controlActionTitle', 'Do it ;; Do more');
    assert.deepEqual(found(spaced), ['stray-space@ControlFamily!I2']);
    assert.deepEqual(
      read(spaced).content.controls[0]?.actions.map(({ title }) => title),
      ['Do it', 'Do more'],
    );
    const trailing = withCell(formatA(), 'ControlFamily', 'controlActionTitle', 'Do it;;');
    assert.deepEqual([found(trailing), read(trailing).content.controls[0]?.actions.length], [[], 1]);
  });

  it('[T44] services stand between commas, or between ";;" where there is one', () => {
    const services = (text: string) =>
      read(formatA({ 'Template-Assessment': [['inScopeServices'], [text]] })).content.inScopeServices;
    assert.deepEqual(services('A, B,A'), ['A', 'B']);
    assert.deepEqual(services('A, B;;C'), ['A, B', 'C']);
  });

  it('[T46] a wrong flag, type, score or dimension is an error at its cell', () => {
    const wrong: readonly (readonly [string, string, string, string])[] = [
      ['ControlFamily', 'isDisabled', 'maybe', 'not-a-flag@ControlFamily!F2'],
      ['ControlFamily', 'controlType', 'XX', 'not-a-responsibility@ControlFamily!G2'],
      ['ControlFamily', 'controlComplianceScore', 'nine', 'not-a-number@ControlFamily!H2'],
      ['Actions', 'actionScore', 'five', 'points-not-whole@Actions!D2'],
      ['Actions', 'actionScore', '', 'points-not-whole@Actions!D2'],
      ['Actions', 'actionDimensionValues', 'Action Type::Technical;;Zone', 'not-a-dimension@Actions!C2'],
      [
        'Actions',
        'actionDimensionValues',
        'Action Type::Technical;;Action Purpose::Hopeful',
        'unlisted-dimension@Actions!C2',
      ],
      [
        'Actions',
        'actionDimensionValues',
        'Action Type::Technical;;Action Type::Other',
        'dimension-not-multiple@Actions!C2',
      ],
      ['Actions', 'actionDimensionValues', 'Zone::DMZ', 'missing-type@Actions!C2'],
      ['Dimensions', 'allowMultiSelect', 'yes', 'not-a-flag@Dimensions!C2'],
    ];
    for (const [sheet, header, shown, expected] of wrong) {
      assert.deepEqual(found(withCell(formatA(), sheet, header, shown)), [expected]);
    }
  });

  it('[T47] what looks like a formula in a text stays text', () => {
    const { content, findings } = read(withCell(formatA(), 'ControlFamily', 'controlTitle', '=HYPERLINK("x")'));
    assert.deepEqual([content.controls[0]?.title, findings], ['=HYPERLINK("x")', []]);
  });

  it('[T47] formulas, error values and dates are pointed out at their cells', () => {
    const cases: readonly (readonly [Shown, string, string])[] = [
      [{ kind: 'text', value: 'Shown', formula: true, date: false }, 'formula-cell', 'Shown'],
      [{ kind: 'error', value: '#REF!', formula: true, date: false }, 'error-cell', ''],
      [{ kind: 'number', value: 45_000, formula: false, date: true }, 'date-cell', '45000'],
    ];
    for (const [cell, rule, text] of cases) {
      const { content, findings } = read(withCell(formatA(), 'ControlFamily', 'controlTitle', cell));
      assert.deepEqual(
        findings.map((finding) => [finding.rule, finding.place]),
        [[rule, 'ControlFamily!C2']],
      );
      assert.equal(content.controls[0]?.title, text);
    }
  });
});

describe('reading format B', () => {
  it('[T45] the template sheet, types, description titles and dimension columns are read', () => {
    const { content, findings, kind } = read(formatB());
    assert.deepEqual([findings, kind], [[], 'format-b']);
    assert.deepEqual(
      [content.name, content.products, content.certification],
      ['Ours', ['Office 365', 'Intune'], 'ISO 27001'],
    );
    assert.deepEqual(content.inScopeServices, ['Mail', 'Files, shared']);
    const [action] = content.actions;
    assert.deepEqual(
      [action?.type, action?.purpose, action?.descriptions],
      ['Technical', 'Detective', [{ title: 'For us', text: 'How' }]],
    );
    assert.deepEqual(content.controls[0]?.actions, [{ title: 'Do it', description: 'For us' }]);
  });

  it('[T45] own columns of the template sheet are dimensions, and owners need no sheet', () => {
    const Template = [
      ['title', 'product', 'certification', 'inScopeServices', 'dimension-Zone', 'Country'],
      ['Ours', 'P', 'C', '', 'DMZ;;LAN', 'DE'],
    ];
    const [headers = [], row = []] = formatB()['Actions'] ?? [];
    const Actions = [
      [...headers, 'actionOwnership'],
      [...row, 'IT;;Legal'],
    ];
    const { content } = read(formatB({ Template, Actions }));
    assert.deepEqual(content.dimensions, [
      { key: 'Zone', value: 'DMZ' },
      { key: 'Zone', value: 'LAN' },
      { key: 'Country', value: 'DE' },
    ]);
    assert.deepEqual(
      content.owners.map(({ name }) => name),
      ['IT', 'Legal'],
    );
  });

  it('[T45] old titles and Delete are read, anything else under Operation is an error', () => {
    const Actions = [
      [
        'Operation',
        'actionTitle',
        'oldActionTitle',
        'implementationType',
        'actionScore',
        'actionDescriptionTitle',
        'actionDescription',
      ],
      ['', 'Do it', 'Did it', 'Operational', 5, 'D', 'How'],
      ['Delete', 'Gone', '', '', '', '', ''],
      ['Remove', 'Odd', '', 'Operational', 5, 'D', 'How'],
    ];
    const { content, findings } = read(formatB({ Actions }));
    assert.deepEqual(
      content.actions.map(({ oldTitle, operation }) => [oldTitle, operation]),
      [
        ['Did it', null],
        [null, 'delete'],
        [null, null],
      ],
    );
    assert.deepEqual(
      findings.map(({ rule, place }) => [rule, place]),
      [['not-an-operation', 'Actions!A4']],
    );
  });

  it('[T45] without a type an action is left to the check of types', () => {
    assert.equal(read(withCell(formatB(), 'Actions', 'implementationType', '')).content.actions[0]?.type, '');
  });
});

const realData = process.env['CONTROLBOOK_REAL_DATA'];
if (realData !== undefined) {
  describe('reading the official sample', () => {
    it('[T41] it imports with one warning: SD-02 states 7 points, its actions add up to 8', () => {
      const grid = openGrid({
        bytes: readFileSync(`${realData}/workbooks/Compliance-Manager-Sample-Import-File.xlsx`),
      });
      assert.ok(grid.ok);
      assert.equal(recogniseFormat(grid.value), 'format-a');
      const submitted = readFormat(grid.value, 'format-a');
      const source = { kind: 'format-a', file: null, sha256: null } as const;
      const plan = planImport(submitted, source, asNew, emptyLibrary, countingIds());
      assert.deepEqual(plan.summary, { families: 2, controls: 4, actions: 4, points: 22 });
      assert.deepEqual(
        plan.findings.map(({ rule, place, severity }) => [rule, place, severity]),
        [['stated-score-differs', 'ControlFamily!H3', 'warning']],
      );
      const titleById = new Map(plan.actions.map(({ id, title }) => [id, title]));
      assert.deepEqual(
        plan.template?.controls.map((control) => [
          control.id,
          control.family,
          control.title,
          control.version,
          control.disabled,
          control.responsibility,
          control.actions.map(({ action }) => titleById.get(action)).join(';;'),
        ]),
        [
          [
            'SD-01',
            'Sample Data',
            'Sample Control 1',
            '3',
            false,
            'customer',
            'Perform this Critical Action;;Perform this Important Action',
          ],
          [
            'SD-02',
            'Sample Data',
            'Sample Control 2',
            '3',
            false,
            'customer',
            'Perform this Important Action;;Perform this Action;;Consider Performing this Action',
          ],
          [
            'PD-01',
            'Pretend Data',
            'Pretend Control 1',
            '3',
            false,
            'customer',
            'Perform this Action;;Consider Performing this Action',
          ],
          ['PD-02', 'Pretend Data', 'Pretend Control 2', '3', false, 'customer', 'Consider Performing this Action'],
        ],
      );
      assert.deepEqual(
        plan.actions.map(({ title, points, owners, type, purpose, enforcement, parents }) => [
          title,
          points,
          owners[0],
          type,
          purpose,
          enforcement,
          parents.map((parent) => titleById.get(parent)).join(),
        ]),
        [
          ['Perform this Critical Action', 5, 'Owner 1', 'Technical', 'Preventative', 'Mandatory', ''],
          [
            'Perform this Important Action',
            4,
            'Owner 1',
            'Technical',
            'Preventative',
            'Mandatory',
            'Perform this Critical Action',
          ],
          ['Perform this Action', 3, 'Owner 2', 'Technical', 'Detective', 'Discretionary', ''],
          ['Consider Performing this Action', 1, 'Owner 1', 'Operational', 'Corrective', 'Discretionary', ''],
        ],
      );
    });
  });
}
