import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableLayouts } from '#engine/contract/model/layout';
import type { CellValue, SheetModel, TableModel, WorkbookModel } from '#engine/contract/model/table';
import { implementationStatuses, responsibilities, testResults } from '#engine/contract/model/vocabulary';
import { cellAddress } from '#engine/domain/sheets/address';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { disclaimer } from '#engine/domain/sheets/project-overview';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { type Sample, sampleView } from '#test/support/assessment-view';
import { recalculate } from '#test/support/recalculate';

describe('projectWorkbook', () => {
  it('[W100] the same view gives the same workbook, and a view survives being stored as JSON', () => {
    const view = sampleView();
    assert.deepEqual(projectWorkbook(view), projectWorkbook(sampleView()));
    assert.deepEqual(projectWorkbook(JSON.parse(JSON.stringify(view)) as AssessmentView), projectWorkbook(view)); // what was a view
  });

  it('[W100] every row carries its key in the key column, and has a cell for every column', () => {
    for (const { table, layout } of tables(projectWorkbook(fullView()))) {
      const key = layout.columns.findIndex((column) => column.key === layout.keyColumn);
      assert.ok(table.rows.length > 0, table.name);
      for (const row of table.rows) {
        assert.equal(row.cells[key], row.key);
        assert.equal(row.cells.length, table.columns.length);
      }
    }
  });

  it('[W101] an independent engine computes what every formula already carries, in every mode', () => {
    const id = fc.constantFrom(
      'AC-1',
      'AC-2',
      'AC-2(1)',
      'ac-3',
      'A*1',
      'A?1',
      'A~1',
      'x "quoted"',
      'a;b',
      'SC.7 (a)',
      '*?~',
    );
    const controls = fc.uniqueArray(
      fc.record({
        id,
        family: fc.constantFrom('Access', 'access', 'Audit "A"', 'C*d', '=1', '>5', '<>'),
        responsibility: fc.constantFrom(...responsibilities),
      }),
      { selector: (control) => control.id, minLength: 1, maxLength: 8 },
    );
    const sample = controls.chain((list) => {
      const cited = fc.uniqueArray(fc.constantFrom(...list.map((control) => control.id)), {
        minLength: 1,
        maxLength: 4,
      });
      const fields = fc.record({
        implementationStatus: fc.constantFrom(...implementationStatuses),
        testResult: fc.constantFrom(...testResults),
      });
      const points = fc.integer({ min: 1, max: 99 });
      return fc.record({
        controls: fc.constant(list),
        actions: fc
          .array(fc.record({ controls: cited, points, fields, finishedByParent: fc.boolean() }), { maxLength: 6 })
          .map((actions) => actions.map((action, index) => ({ ...action, id: `a${index}` }))),
        providerActions: fc
          .array(fc.record({ controls: cited, points, testResult: fc.constantFrom(...testResults, null) }), {
            maxLength: 3,
          })
          .map((actions) => actions.map((action, index) => ({ ...action, id: `p${index}` }))),
        scoring: fc.record({
          rollUp: fc.constantFrom('per-control' as const, 'each-action-once' as const),
          providerPoints: fc.boolean(),
          notInScope: fc.constantFrom('exclude' as const, 'compatible' as const),
        }),
      });
    });
    fc.assert(
      fc.property(sample, (drawn: Sample) => {
        const model = projectWorkbook(sampleView(drawn));
        const computed = recalculate(model);
        const carried = formulasOf(model);
        assert.equal(computed.size, carried.size);
        for (const [place, { value, formula }] of carried) {
          const result = computed.get(place);
          if (typeof value === 'number') {
            assert.ok(
              Math.abs(Number(result) - value) < 1e-9,
              `${place} =${formula} is ${String(result)}, not ${value}`,
            );
          } else assert.equal(result ?? '', value ?? '', `${place} =${formula}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[W102] text that looks like a formula is text in every sheet', () => {
    const attack = '=HYPERLINK("http://example.org")';
    const view = sampleView(
      {
        actions: [
          { id: 'a1', controls: ['AC-1'], title: attack, fields: { testPlan: '+1', implementationNotes: '@x' } },
        ],
      },
      { group: attack, notice: '-2', providerName: '=1' },
    );
    const values = cellsOf(projectWorkbook(view));
    for (const text of [attack, '+1', '@x', '-2', '=1 controls assessed']) assert.ok(values.includes(text), text);
    const formulas = [...formulasOf(projectWorkbook(view)).values()].map(({ formula }) => formula).join('\n');
    assert.ok(!formulas.includes('HYPERLINK'));
  });

  it('[W103] a control counts the rows that name it, not those that name its namesakes', () => {
    const model = projectWorkbook(
      sampleView({
        controls: [{ id: 'AC-2' }, { id: 'AC-2(1)' }, { id: 'AC-21' }],
        actions: [
          { id: 'a1', controls: ['AC-2(1)', 'AC-21'], points: 5 },
          { id: 'a2', controls: ['AC-2'], points: 7 },
        ],
      }),
    );
    const computed = recalculate(model);
    assert.deepEqual(
      [5, 6, 7].map((row) => computed.get(`Controls!I${row}`)),
      [7, 5, 5],
    );
    assert.equal(cellIn(table(model, 'actions'), 'a1', 'controls'), '; AC-2(1); AC-21;');
  });

  it('[W104] where no formula can tell two ids or families apart the engine writes the number', () => {
    const model = projectWorkbook(
      sampleView({
        controls: [
          { id: 'ac-1', family: 'One' },
          { id: 'AC-1', family: 'ONE' },
          { id: 'x'.repeat(300), family: 'y'.repeat(300) },
          { id: 'B-1', family: 'Two' },
          { id: 'B-2', family: '1.1' },
          { id: 'B-3', family: '1.10' },
        ],
        actions: [{ id: 'a1', controls: ['ac-1', 'x'.repeat(300), 'B-1'], points: 5 }],
      }),
    );
    const controls = table(model, 'controls');
    assert.deepEqual(
      ['ac-1', 'AC-1', 'x'.repeat(300)].map((id) => cellIn(controls, id, 'possible')),
      [5, 0, 5],
    );
    assert.equal(typeof cellIn(controls, 'B-1', 'possible'), 'object');
    assert.equal(cellIn(table(model, 'families'), 'One', 'possible'), 5);
    assert.equal(cellIn(table(model, 'families'), 'y'.repeat(300), 'possible'), 5);
    assert.equal(typeof cellIn(table(model, 'families'), 'Two', 'possible'), 'object');
    assert.equal(cellIn(table(model, 'families'), '1.1', 'possible'), 0);
  });

  it('[W105] the Overview names the assessment, its inputs, its standing and what a score is not', () => {
    const view = sampleView({}, { archived: '2026-05-01T10:20:30.000Z', notice: 'A new template version is there.' });
    const model = projectWorkbook({
      ...view,
      template: { ...view.template, acknowledgement: 'Used with permission.' },
    });
    const loose = new Map(sheet(model, 'Overview').loose.map((cell) => [cell.name, cell]));
    assert.equal(loose.get('Controlbook_Title')?.value, 'Office 365 ISO 27001');
    assert.equal(loose.get('Controlbook_Services')?.value, 'Exchange Online\nSharePoint Online');
    assert.equal(loose.get('Controlbook_Status')?.value, 'Archived 2026-05-01 10:20 UTC: read-only');
    assert.equal(loose.get('Controlbook_CustomerProgress')?.value, '0 / 4');
    assert.equal(loose.get('Controlbook_Acknowledgement')?.value, 'Used with permission.');
    assert.equal(loose.get('Controlbook_Notice')?.value, 'A new template version is there.');
    assert.deepEqual(
      [...loose.values()].filter(({ input }) => input).map(({ name }) => name),
      ['Controlbook_Title', 'Controlbook_Services'],
    );
    assert.ok(cellsOf(model).includes(disclaimer));
  });

  it('[W106] the chart shows cells of the Overview, the last 24 points, in a table of fixed size', () => {
    const scoreHistory = Array.from({ length: 30 }, (_, day) => ({
      date: `2026-03-${String(day + 1).padStart(2, '0')}`,
      percent: day === 29 ? null : day,
    }));
    for (const points of [scoreHistory, scoreHistory.slice(0, 1), []]) {
      const model = projectWorkbook(sampleView({}, { scoreHistory: points }));
      const shown = table(model, 'scoreHistory');
      assert.equal(shown.rows.length + shown.spare, 24);
      assert.deepEqual(
        shown.rows.map(({ key }) => key),
        points.slice(-24).map(({ date }) => date),
      );
      const [chart] = sheet(model, 'Overview').charts;
      const area = (column: number): string =>
        `Overview!${absolute(shown.headerRow + 1, column)}:${absolute(shown.headerRow + 24, column)}`;
      assert.equal(chart?.categories, area(shown.firstColumn));
      assert.equal(chart?.series[0]?.values, area(shown.firstColumn + 1));
    }
    const last = table(projectWorkbook(sampleView({}, { scoreHistory })), 'scoreHistory').rows.at(-1);
    assert.deepEqual(last?.cells, ['2026-03-30', null]);
  });

  it('[W107] an assignee is a name of the drop-down, with the address where two share the name', () => {
    const view = sampleView({ actions: [{ id: 'a1', controls: ['AC-1'], fields: { assignedTo: 'u1' } }] });
    const twins = view.people.map((person) => ({ ...person, name: 'Sam Doe' }));
    const gone = projectWorkbook({ ...view, people: [] });
    const model = projectWorkbook({ ...view, people: twins });
    const column = table(model, 'actions').columns.find(({ key }) => key === 'assignedTo');
    assert.equal(cellIn(table(projectWorkbook(view), 'actions'), 'a1', 'assignedTo'), 'Ann Lee');
    assert.equal(cellIn(table(model, 'actions'), 'a1', 'assignedTo'), 'Sam Doe <ann@example.org>');
    assert.equal(cellIn(table(gone, 'actions'), 'a1', 'assignedTo'), 'u1');
    assert.deepEqual(column?.choices, {
      values: ['Sam Doe <ann@example.org>', 'Sam Doe <bo@example.org>'],
      strict: false,
    });
  });

  it('[W108] a conflict is one row with a decision to choose and a cell for a third value', () => {
    const conflicts = table(projectWorkbook(fullView()), 'conflicts');
    const open = conflicts.columns.filter(({ locked }) => !locked);
    assert.deepEqual(
      open.map(({ key, choices }) => [key, choices?.values]),
      [
        ['decision', ['Keep in place', 'Take yours', 'Other value']],
        ['other', undefined],
      ],
    );
    assert.equal(conflicts.rows.length, 2);
    assert.equal(cellIn(conflicts, 'c2', 'item'), '12 cells in 12 rows');
    assert.ok(conflicts.spare > 0);
  });

  it('[W109] the history shows the newest 200 lines', () => {
    const view = fullView();
    const [line] = view.history;
    assert.ok(line !== undefined);
    const history = Array.from({ length: 250 }, (_, index) => ({ ...line, id: `h${index}` }));
    const shown = table(projectWorkbook({ ...view, history }), 'history');
    assert.deepEqual([shown.rows.length, shown.rows[0]?.key, shown.rows.at(-1)?.key], [200, 'h0', 'h199']);
  });

  it('[W110] only links to the web, to mail and into the workbook are links', () => {
    const links = [
      'https://example.org/a',
      'mailto:a@example.org',
      '#Controls!A1',
      'file:///etc/passwd',
      'javascript:x',
      ' ',
    ];
    const view = fullView();
    const [first] = view.evidence;
    assert.ok(first !== undefined);
    const evidence = links.map((link, index) => ({ ...first, id: `e${index}`, link }));
    const shown = table(projectWorkbook({ ...view, evidence }), 'evidence');
    const column = shown.columns.findIndex(({ key }) => key === 'link');
    assert.deepEqual(
      shown.rows.map(({ cells }) => typeof cells[column]),
      ['object', 'object', 'object', 'string', 'string', 'object'],
    );
    assert.equal(shown.rows[5]?.cells[column], null);
  });

  it('[W111] text longer than a cell is cut with a mark, never in the middle of a character', () => {
    for (const description of ['x'.repeat(40_000), '\u{1f512}'.repeat(20_000), `y${'\u{1f512}'.repeat(20_000)}`]) {
      const view = sampleView();
      const [control] = view.controls;
      assert.ok(control !== undefined);
      const model = projectWorkbook({ ...view, controls: [{ ...control, description }] });
      const shown = cellIn(table(model, 'controls'), control.id, 'description');
      assert.ok(typeof shown === 'string' && shown.length <= 32_767 && shown.length > 32_760);
      assert.ok(shown.endsWith(' [...]') && !/[\ud800-\udbff](?![\udc00-\udfff])/.test(shown));
    }
  });
});

function fullView(): AssessmentView {
  const view = sampleView({ providerActions: [{ id: 'p1', controls: ['AC-1'], testResult: 'Passed' }] });
  const conflict = {
    item: 'Action a1',
    field: 'Test Result',
    base: 'Not Assessed',
    inPlace: 'Passed',
    yours: 'Failed-Low Risk',
    who: 'Bo Chen',
    when: '2026-11-22T08:00:00.000Z',
    notice: '',
  };
  return {
    ...view,
    conflicts: [
      { ...conflict, id: 'c1' },
      { ...conflict, id: 'c2', item: '12 cells in 12 rows', notice: 'As if one column had been sorted.' },
    ].map((each) => each as AssessmentView['conflicts'][number]), // plain text stands for a conflict id here
    evidence: [
      {
        id: 'e1',
        action: view.actions[0]?.id ?? view.providerActions[0]?.id,
        actionTitle: 'Action a1',
        name: 'policy.pdf',
        kind: 'application/pdf',
        size: 1_234,
        sha256: 'ab'.repeat(32),
        collected: '2026-11-01',
        uploadedBy: 'Ann Lee',
        uploadedAt: '2026-11-02T10:00:00.000Z',
        link: 'https://example.org/policy.pdf',
      } as AssessmentView['evidence'][number], // the action is one of the view's own
    ],
    history: [
      {
        id: 'g1:9',
        when: '2026-11-22T08:00:00.000Z',
        who: 'Bo Chen',
        channel: 'file',
        item: 'Action a1',
        field: 'Test Result',
        from: 'Not Assessed',
        to: 'Passed',
        what: 'changed',
      },
    ],
  };
}

function sheet(model: WorkbookModel, name: string): SheetModel {
  const found = model.sheets.find((each) => each.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

function table(model: WorkbookModel, key: keyof typeof tableLayouts): TableModel {
  const found = tables(model).find(({ layout }) => layout.key === key);
  assert.ok(found !== undefined, key);
  return found.table;
}

function tables(model: WorkbookModel) {
  const layouts = Object.values(tableLayouts);
  return model.sheets
    .flatMap((each) => each.tables)
    .flatMap((each) => layouts.filter(({ name }) => name === each.name).map((layout) => ({ table: each, layout })));
}

function cellIn(from: TableModel, rowKey: string, column: string): CellValue | undefined {
  const index = from.columns.findIndex(({ key }) => key === column);
  return from.rows.find(({ key }) => key === rowKey)?.cells[index];
}

function cellsOf(model: WorkbookModel): readonly CellValue[] {
  return model.sheets.flatMap((each) => [
    ...each.loose.map(({ value }) => value),
    ...each.tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)),
  ]);
}

function formulasOf(model: WorkbookModel): ReadonlyMap<string, { formula: string; value: string | number | null }> {
  const found = new Map<string, { formula: string; value: string | number | null }>();
  const add = (name: string, row: number, column: number, value: CellValue): void => {
    if (typeof value === 'object' && value !== null && 'formula' in value) {
      found.set(`${name}!${cellAddress(row, column)}`, value);
    }
  };
  for (const { name, loose, tables: all } of model.sheets) {
    for (const { row, column, value } of loose) add(name, row, column, value);
    for (const { headerRow, firstColumn, rows } of all) {
      for (const [index, { cells }] of rows.entries()) {
        for (const [offset, value] of cells.entries()) add(name, headerRow + 1 + index, firstColumn + offset, value);
      }
    }
  }
  return found;
}

function absolute(row: number, column: number): string {
  return cellAddress(row, column).replace(/^([A-Z]+)/, '$$$1$');
}
