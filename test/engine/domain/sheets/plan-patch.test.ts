import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CellEdit, ReadWorkbook, WorkbookPatch } from '#engine/contract/model/cells';
import type { FieldValue } from '#engine/contract/model/field';
import { columnLetters } from '#engine/domain/sheets/address';
import { type PatchOptions, planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { readWorkbook } from '#engine/domain/sheets/read';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { applyPatch } from '#test/support/apply-patch';
import {
  anyView,
  sampleConflict as conflict,
  sampleLine as line,
  people,
  type SampleAction,
  sampleView,
} from '#test/support/assessment-view';
import { disturb, setCell, typeInto } from '#test/support/disturb';
import { modelToCells } from '#test/support/model-to-cells';

const actions = 'CB_ActionItems';
const nothing: WorkbookPatch = { edits: [], appends: [] };
const settled: PatchOptions = {
  isPending: () => false,
  doubtful: new Set(),
  undecided: new Set<string>(),
  isRetired: () => true,
};

const view = sampleView();
const model = projectWorkbook(view);
const file = modelToCells(model);

function plan(from: ReadWorkbook, wanted: AssessmentView, options: Partial<PatchOptions> = {}): WorkbookPatch {
  return planPatch(from, projectWorkbook(wanted), { ...settled, ...options });
}

/** `Action Items!E5=Planned`, one an edit. */
function shown({ edits }: WorkbookPatch): readonly string[] {
  return edits.map(({ sheet, row, column, value }) => `${sheet}!${columnLetters(column)}${row}=${print(value)}`);
}

function print(value: CellEdit['value']): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('date' in value) return value.date;
  return 'formula' in value ? `=${value.formula}` : `(${value.cached})`;
}

describe('planPatch', () => {
  it('[W130] a file that shows the state needs no edit, whatever people did to its order', () => {
    assert.deepEqual(plan(file, view), nothing);
    fc.assert(
      fc.property(anyView(), fc.nat(), (drawn, seed) => {
        const from = modelToCells(projectWorkbook(drawn));
        assert.deepEqual(plan(from, drawn), nothing);
        assert.deepEqual(plan(disordered(from, seed), drawn), nothing);
      }),
      { numRuns: 60 },
    );
  });

  it('[W131] after the patch the file shows the new state, whatever people did to its order', () => {
    fc.assert(
      fc.property(anyView(), anyView(), fc.nat(), (before, after, seed) => {
        const from = disordered(modelToCells(projectWorkbook(before)), seed);
        const patched = applyPatch(from, plan(from, after));
        assert.deepEqual(plan(patched, after), nothing);
        const reading = readWorkbook(patched, {
          findUser: (text) => people.find(({ name }) => name === text)?.id ?? null,
          titleByAction: new Map(after.actions.map(({ id, title }) => [id, title])),
        });
        assert.deepEqual(reading.identity, { ok: true, value: after.workbook });
        for (const { action, fields } of reading.records) {
          const wanted = after.actions.find(({ id }) => id === action)?.fields;
          for (const [field, { value }] of Object.entries(fields)) {
            const blank =
              field === 'implementationStatus' ? 'Not Implemented' : field === 'testResult' ? 'Not Assessed' : null;
            const expected: FieldValue = wanted?.[field as keyof typeof wanted]?.value ?? blank; // a key of the same record
            assert.deepEqual(value, { ok: true, value: expected });
          }
        }
        assert.equal(reading.records.length, after.actions.length);
      }),
      { numRuns: 60 },
    );
  });

  it('[W132] one changed field is one input cell, the row’s formulas and the sums above it', () => {
    const changed = sampleView({
      actions: [{ id: 'a1', controls: ['AC-1'], points: 27, fields: { implementationStatus: 'Implemented' } }],
    });
    const passed = sampleView({
      actions: [
        {
          id: 'a1',
          controls: ['AC-1'],
          points: 27,
          fields: { implementationStatus: 'Implemented', testResult: 'Passed' },
        },
      ],
    });
    assert.deepEqual(shown(plan(modelToCells(projectWorkbook(changed)), passed)), [
      'Overview!D19=(27)',
      'Overview!F19=(1)',
      'Controls!H5=(27)',
      'Action Items!C5=(Test)',
      'Action Items!I5=Passed',
      'Action Items!O5=(27)',
      'Overview!B9=(1)',
      'Overview!B10=(27)',
    ]);
  });

  it('[W133] no cell of a column or sheet of the person’s own is ever edited', () => {
    fc.assert(
      fc.property(anyView(), anyView(), fc.nat(), (before, after, seed) => {
        const from = disordered(modelToCells(projectWorkbook(before)), seed);
        const patched = applyPatch(from, plan(from, after));
        const mine = (each: ReadWorkbook): readonly unknown[] =>
          each.sheets.flatMap(({ cells }) => cells.filter(({ value }) => String(value).startsWith('my note')));
        assert.ok(mine(from).length > 0);
        assert.deepEqual(mine(patched), mine(from));
      }),
      { numRuns: 40 },
    );
  });

  it('[W134] a cell with something pending stays as it was typed', () => {
    const typed = setCell(typeInto(file, actions, 'a1', 'Test Result', 'Failed'), 'Overview', 1, 1, 'A title too many');
    const isPending: PatchOptions['isPending'] = (table, key, column) =>
      (table === 'actions' && key === 'a1' && column === 'testResult') ||
      (table === 'overview' && column === 'Controlbook_Title');
    assert.deepEqual(plan(typed, view, { isPending }), nothing);
    assert.deepEqual(shown(plan(typed, view)), ['Action Items!I5=Passed', 'Overview!A1=Office 365 ISO 27001']);
  });

  it('[W135] what somebody typed over a cell of the engine is put back, formulas too', () => {
    const typed = [
      ['Action Title', 'Mine'],
      ['Points Achieved', 99],
      ['Points Possible', { kind: 'number' as const, value: 27, formula: 'IF(1,M5)' }],
    ] as const;
    const over = typed.reduce((from, [header, value]) => typeInto(from, actions, 'a1', header, value), file);
    const patch = plan(over, view);
    assert.deepEqual(shown(patch), [
      'Action Items!A5=Action a1',
      'Action Items!O5==IF(AND(OR(F5="Implemented",F5="Alternative Implementation"),I5="Passed"),N5,0)',
      'Action Items!P5==IF(OR(F5="Not in Scope",I5="Not in Scope"),0,N5)',
    ]);
    assert.ok(patch.edits.every(({ owned }) => owned));
    assert.deepEqual(plan(typeInto(file, actions, 'a1', 'Test Plan', 'x'), view).edits[0]?.owned, false);
  });

  it('[W136] a formula that says the same in other letters and spaces is left; a stale result is renewed', () => {
    const formula = ' if( and( or(f5="Implemented",F5="Alternative Implementation") , i5="Passed"),N5,0)';
    const respelled = typeInto(file, actions, 'a1', 'Points Achieved', { kind: 'number', value: 27, formula });
    assert.deepEqual(plan(respelled, view), nothing);
    const stale = typeInto(file, actions, 'a1', 'Points Achieved', { kind: 'number', value: 0, formula });
    assert.deepEqual(shown(plan(stale, view)), ['Action Items!O5=(27)']);
    const rounded = typeInto(file, actions, 'a1', 'Points Achieved', {
      kind: 'number',
      value: 27.000_000_000_01,
      formula,
    });
    assert.deepEqual(plan(rounded, view), nothing);
  });

  it('[W137] a formula in an input cell is the person’s and stays', () => {
    const typed = typeInto(file, actions, 'a1', 'Test Date', {
      kind: 'number',
      value: 46_000,
      formula: 'TODAY()',
      date: true,
    });
    assert.deepEqual(plan(typed, view), nothing);
  });

  it('[W138] values are written in their field’s form: a typed date as a date, a number in a text as text', () => {
    const typed = typeInto(typeInto(file, actions, 'a1', 'Test Date', '3 April 2026'), actions, 'a2', 'Test Plan', 12);
    const wanted = withFields('a2', { implementationNotes: '=not a formula\nsecond line', testPlan: '12' });
    assert.deepEqual(shown(plan(typed, wanted)), ['Action Items!J5=2026-04-03', 'Action Items!K6=12']);
    assert.deepEqual(
      plan(typed, wanted).edits.map(({ value }) => value),
      [{ date: '2026-04-03' }, '12'],
    );
    const unformatted = typeInto(file, actions, 'a1', 'Test Date', 46_115);
    assert.deepEqual(shown(plan(unformatted, view)), ['Action Items!J5=2026-04-03']);
  });

  it('[W139] new rows go into blank ones, the rest to the end of the table, and every sum grows with it', () => {
    const more = Array.from({ length: 3 }, (_, index) => ({ id: `n${index}`, controls: ['AC-1'], points: 1 }));
    const wanted = sampleView({ actions: [...sampleActions, ...more] });
    const patch = plan(file, wanted);
    assert.deepEqual(
      patch.appends.map(({ table, rows }) => [table, rows.map((row) => row['Key'])]),
      [[actions, ['n0', 'n1', 'n2']]],
    );
    assert.deepEqual(patch.appends[0]?.rows[2]?.['Points Possible'], {
      formula: 'IF(OR(F10="Not in Scope",I10="Not in Scope"),0,N10)',
      value: 1,
    });
    assert.ok(shown(patch).some((text) => text.startsWith("Controls!I5==SUMIF('Action Items'!$B$5:$B$10")));
    const shorter = applyPatch(file, plan(file, sampleView({ actions: sampleActions.slice(1) })));
    const refilled = plan(shorter, sampleView({ actions: [...sampleActions.slice(1), ...more] }));
    assert.deepEqual(
      refilled.appends[0]?.rows.map((row) => row['Key']),
      ['n1', 'n2'],
    );
    assert.ok(shown(refilled).includes('Action Items!Z5=n0'));
  });

  it('[W140] the row of an action the assessment lost is emptied; a row nobody knows stays', () => {
    const less = sampleView({ actions: sampleActions.slice(1) });
    const emptied = plan(file, less, { isRetired: (action) => action === 'a1' });
    assert.ok(shown(emptied).includes('Action Items!Z5=null'));
    const foreign = plan(file, less, { isRetired: () => false });
    assert.ok(!shown(foreign).some((text) => text.startsWith('Action Items!') && !text.includes('=(')));
  });

  it('[W141] copies of a row, and rows nobody may guess about, get their notice and nothing else', () => {
    const copied = setCell(setCell(file, 'Action Items', 7, 26, 'a1'), 'Action Items', 7, 1, 'Action a1');
    const noticed = sampleView({
      actions: sampleActions.map((action) => (action.id === 'a1' ? { ...action, notice: 'Stands twice' } : action)),
    });
    const patch = plan(copied, noticed, { isRetired: () => false });
    const rows = shown(patch).filter((text) => text.startsWith('Action Items!') && !text.includes('!A8'));
    assert.deepEqual(rows, ['Action Items!M5=Stands twice', 'Action Items!M7=Stands twice']);
    const mixed = typeInto(file, actions, 'a1', 'Action Title', 'Action a2');
    assert.deepEqual(shown(plan(mixed, noticed, { doubtful: new Set(['a1']) })), ['Action Items!M5=Stands twice']);
  });

  it('[W142] a decision stays in its row until the conflict is gone, and then the row is blank', () => {
    const open = { ...view, conflicts: [conflict('c1'), conflict('c2')] };
    const decided = typeInto(modelToCells(projectWorkbook(open)), 'CB_Conflicts', 'c1', 'Decision', 'Take yours');
    assert.deepEqual(plan(decided, open), nothing);
    const next = { ...view, conflicts: [conflict('c2'), conflict('c3')] };
    const patched = applyPatch(decided, plan(decided, next));
    assert.deepEqual(plan(patched, next), nothing);
    const cells = patched.sheets.find(({ name }) => name === 'Conflicts')?.cells ?? [];
    assert.ok(!cells.some(({ value }) => value === 'Take yours' || value === 'c1'));
  });

  it('[W142] a decision that was refused leaves its row, and the third value beside it stays', () => {
    const open = { ...view, conflicts: [conflict('c1'), conflict('c2')] };
    const first = typeInto(modelToCells(projectWorkbook(open)), 'CB_Conflicts', 'c1', 'Decision', 'Other value');
    const decided = typeInto(first, 'CB_Conflicts', 'c1', 'Other Value', 'a third');
    const patched = applyPatch(decided, plan(decided, open, { undecided: new Set(['c1']) }));
    const values = patched.sheets.find(({ name }) => name === 'Conflicts')?.cells.map(({ value }) => value) ?? [];
    assert.deepEqual([values.includes('Other value'), values.includes('a third')], [false, true]);
  });

  it('[W143] the history is written newest first; when nothing is new, a sorted one stays sorted', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => line(`h${count - index}`));
    const before = { ...view, history: lines(3) };
    const from = modelToCells(projectWorkbook(before));
    const order = [2, 0, 1, ...Array.from({ length: 20 }, (_, index) => index + 3)];
    const sorted = disturb(from, {
      table: 'CB_History',
      rows: order,
      columns: [...Array(9).keys()],
      sheetName: 'Change History',
    });
    assert.deepEqual(plan(sorted, before), nothing);
    const after = { ...view, history: lines(4) };
    const patched = applyPatch(sorted, plan(sorted, after));
    const keys = (patched.sheets.find(({ name }) => name === 'Change History')?.cells ?? [])
      .filter(({ column, row }) => column === 9 && row > 4)
      .map(({ value }) => value);
    assert.deepEqual(keys, ['h4', 'h3', 'h2', 'h1']);
    const many = { ...view, history: lines(60) };
    const appended = plan(from, many);
    assert.equal(appended.appends[0]?.rows.length, 37);
    assert.equal(appended.appends[0]?.rows.at(-1)?.['Key'], 'h1');
    const full = applyPatch(from, appended);
    assert.deepEqual(plan(full, many), nothing);
    assert.deepEqual(plan(applyPatch(full, plan(full, before)), before), nothing);
  });

  it('[W144] what is gone from the file is left alone: sheets, columns, names, tables', () => {
    const changed = withFields('a1', { testPlan: 'New plan', testResult: 'Failed-Low Risk' });
    const withoutPlan = {
      ...file,
      sheets: file.sheets.map((sheet) => ({
        ...sheet,
        tables: sheet.tables.map((each) => ({
          ...each,
          headers: each.headers.map((header) => (header === 'Test Plan' ? 'My plan' : header)),
        })),
      })),
    };
    assert.ok(!shown(plan(withoutPlan, changed)).some((text) => text.includes('New plan')));
    const onlyActions = { ...file, names: {}, sheets: file.sheets.filter(({ name }) => name === 'Action Items') };
    const patch = plan(onlyActions, changed);
    assert.ok(patch.edits.length > 0 && patch.edits.every(({ sheet }) => sheet === 'Action Items'));
    const onlyControls = { ...file, names: {}, sheets: file.sheets.filter(({ name }) => name === 'Controls') };
    assert.deepEqual(shown(plan(onlyControls, changed)), ['Controls!H5=(0)', 'Controls!H6=(0)']);
  });

  it('[W144] cells that are no table any more are still brought up to date, and rows added below them', () => {
    const plain = { ...file, sheets: file.sheets.map((sheet) => ({ ...sheet, tables: [] })) };
    const wanted = sampleView({ actions: [...sampleActions, { id: 'n1', controls: ['AC-1'], points: 2 }] });
    const patch = plan(plain, wanted);
    assert.deepEqual(patch.appends, []);
    assert.ok(shown(patch).includes('Action Items!Z8=n1'));
    assert.deepEqual(plan(applyPatch(plain, patch), wanted), nothing);
  });

  it('[W145] cursors move in the very hidden sheet, and nothing else there', () => {
    const [cursor] = view.workbook.cursors;
    assert.ok(cursor !== undefined);
    const later = { ...view, workbook: { ...view.workbook, cursors: [{ ...cursor, position: 8 }] } };
    const patch = plan(file, later);
    assert.equal(patch.edits.length, 2);
    assert.ok(patch.edits.every(({ sheet }) => sheet === '_controlbook'));
  });
});

const sampleActions: readonly SampleAction[] = [
  {
    id: 'a1',
    controls: ['AC-1', 'AC-2'],
    points: 27,
    fields: { implementationStatus: 'Implemented', testResult: 'Passed', assignedTo: 'u1', testDate: '2026-04-03' },
  },
  { id: 'a2', controls: ['AC-2(1)'], points: 9, fields: { implementationNotes: '=not a formula\nsecond line' } },
  { id: 'a3', controls: ['AC-2', 'SC-7'], points: 3, fields: { implementationStatus: 'Not in Scope' } },
];

function withFields(id: string, fields: NonNullable<SampleAction['fields']>): AssessmentView {
  return sampleView({
    actions: sampleActions.map((action) =>
      action.id === id ? { ...action, fields: { ...action.fields, ...fields } } : action,
    ),
  });
}

/** The action items with other orders of rows and columns and a column of the person's own, by a fixed draw. */
function disordered(from: ReadWorkbook, seed: number): ReadWorkbook {
  const table = from.sheets.flatMap(({ tables }) => tables).find(({ name }) => name === actions);
  assert.ok(table !== undefined);
  const shuffle = (count: number): number[] => {
    let state = seed + 1;
    const draw = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state;
    };
    return Array.from({ length: count }, (_, index) => ({ index, at: draw() }))
      .sort((a, b) => a.at - b.at)
      .map(({ index }) => index);
  };
  const columns: (number | null)[] = shuffle(table.headers.length);
  columns.splice(seed % columns.length, 0, null);
  return disturb(from, {
    table: actions,
    rows: shuffle(table.lastRow - table.firstRow),
    columns,
    sheetName: seed % 2 === 0 ? 'Action Items' : 'To do',
  });
}
