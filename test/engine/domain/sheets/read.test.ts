import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReadWorkbook } from '#engine/contract/model/cells';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { type ReadingContext, readWorkbook } from '#engine/domain/sheets/read';
import type { WorkbookReading } from '#engine/domain/sheets/reading';
import type { AssessmentView } from '#engine/domain/sheets/view';
import { people, sampleView } from '#test/support/assessment-view';
import { disturb, setCell, typeInto } from '#test/support/disturb';
import { modelToCells } from '#test/support/model-to-cells';

const actions = 'CB_ActionItems';
const view = sampleView();
const file = modelToCells(projectWorkbook(view));
const context: ReadingContext = {
  findUser: (text) => people.find(({ name }) => name.toLowerCase() === text.toLowerCase())?.id ?? null,
  titleByAction: new Map(view.actions.map(({ id, title }) => [id, title])),
};

function read(from: ReadWorkbook): WorkbookReading {
  return readWorkbook(from, context);
}

/** The values by action and field, without their places. */
function valuesOf(reading: WorkbookReading): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    reading.records.map(({ action, fields }) => [
      action,
      Object.fromEntries(
        Object.entries(fields).map(([field, { value }]) => [
          field,
          value.ok ? value.value : `error ${value.error.code}`,
        ]),
      ),
    ]),
  );
}

function problemsOf(reading: WorkbookReading): readonly string[] {
  return reading.problems.map(({ code, place }) => `${code} at ${place}`);
}

describe('readWorkbook', () => {
  it('[W120] what the projection wrote is what is read', () => {
    const reading = read(file);
    assert.deepEqual(problemsOf(reading), []);
    assert.ok(reading.identity.ok);
    assert.deepEqual(valuesOf(reading)['a1'], {
      implementationStatus: 'Implemented',
      implementationDate: null,
      implementationNotes: null,
      testResult: 'Passed',
      testDate: '2026-04-03',
      testPlan: null,
      additionalInformation: null,
      assignedTo: 'u1',
      dueDate: null,
    });
    assert.equal(reading.records[0]?.fields.testDate?.place, "'Action Items'!J5");
    assert.equal(reading.records[0]?.fields.testPlan?.blank, true);
    assert.equal(reading.records[1]?.fields.implementationNotes?.raw, '=not a formula\nsecond line');
  });

  it('[W120] neither order nor own columns nor another sheet name change what is read', () => {
    const width = file.sheets.find(({ name }) => name === 'Action Items')?.tables[0]?.headers.length ?? 0;
    const disturbance = fc.record({
      rows: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      columns: fc
        .shuffledSubarray([...Array(width).keys()], { minLength: width })
        .chain((order) =>
          fc.nat(width).map((at): (number | null)[] => [...order.slice(0, at), null, ...order.slice(at)]),
        ),
      sheetName: fc.constantFrom('Action Items', 'To do', "Bo's tasks"),
    });
    fc.assert(
      fc.property(disturbance, (change) => {
        const reading = read(disturb(file, { table: actions, ...change }));
        assert.deepEqual(valuesOf(reading), valuesOf(read(file)));
        assert.deepEqual(problemsOf(reading), []);
        assert.deepEqual(
          reading.records.map(({ action }) => action),
          change.rows.map((index) => view.actions[index]?.id),
        );
      }),
    );
  });

  it('[W120] the title and the services are found by their names wherever they were moved', () => {
    const moved = {
      ...setCell(file, 'Overview', 30, 3, 'A new\ntitle'),
      names: { ...file.names, Controlbook_Title: 'Overview!$C$30' },
    };
    const { title, inScopeServices } = read(moved).overview;
    assert.deepEqual(title?.value, { ok: true, value: 'A new title' });
    assert.equal(title?.place, 'Overview!C30');
    assert.deepEqual(inScopeServices?.value, { ok: true, value: ['Exchange Online', 'SharePoint Online'] });
    assert.equal(read({ ...file, names: { Controlbook_Title: 'Overview!#REF!' } }).overview.title, null);
  });

  it('[W121] a column that is not found is reported, and its fields are left out, not cleared', () => {
    const renamed = {
      ...file,
      sheets: file.sheets.map((sheet) => ({
        ...sheet,
        tables: sheet.tables.map((table) => ({
          ...table,
          headers: table.headers.map((header) => (header === 'Test Plan' ? 'Plan' : header)),
        })),
      })),
    };
    const reading = read(renamed);
    assert.deepEqual(problemsOf(reading), ["missing-column at 'Action Items'!A4"]);
    assert.ok(reading.problems[0]?.message.includes('Test Plan'));
    assert.equal(reading.records.length, 3);
    assert.ok(reading.records.every(({ fields }) => !('testPlan' in fields)));
  });

  it('[W121] without its key column no row is read', () => {
    const headless = (name: string, header: string): string => (name === actions && header === 'Key' ? 'Id' : header);
    const reading = read({
      ...file,
      sheets: file.sheets.map((sheet) => ({
        ...sheet,
        tables: sheet.tables.map((each) => ({
          ...each,
          headers: each.headers.map((header) => headless(each.name, header)),
        })),
      })),
    });
    assert.deepEqual(reading.records, []);
    assert.deepEqual(problemsOf(reading), ["missing-column at 'Action Items'!A4"]);
  });

  it('[W122] a table that is gone is reported; one whose cells still stand is read by its headers', () => {
    const removed = { ...file, sheets: file.sheets.filter(({ name }) => name !== 'Action Items') };
    assert.deepEqual(problemsOf(read(removed)), ['missing-table at Action Items']);
    assert.deepEqual(read(removed).records, []);
    const plain = { ...file, sheets: file.sheets.map((sheet) => ({ ...sheet, tables: [] })) };
    assert.deepEqual(valuesOf(read(plain)), valuesOf(read(file)));
    const renamed = {
      ...file,
      sheets: file.sheets.map((sheet) => ({
        ...sheet,
        tables: sheet.tables.map((table) => ({ ...table, name: `${table.name}_2` })),
      })),
    };
    assert.deepEqual(valuesOf(read(renamed)), valuesOf(read(file)));
  });

  it('[W122] a sheet of which cells were left out is not read at all, for what was not read is not blank', () => {
    const cut = {
      ...file,
      sheets: file.sheets.map((sheet) => (sheet.name === 'Action Items' ? { ...sheet, leftOut: 1 } : sheet)),
    };
    assert.deepEqual(read(cut).records, []);
    assert.ok(read(cut).problems[0]?.message.includes('more cells than can be read'));
  });

  it('[W123] rows that occur twice are flagged with their rows, and none of them is read', () => {
    const copied = setCell(setCell(file, 'Action Items', 7, 26, 'a1'), 'Action Items', 7, 1, 'Action a1');
    const reading = read(copied);
    assert.deepEqual(problemsOf(reading), ["duplicate-key at 'Action Items'!A5"]);
    assert.ok(reading.problems[0]?.message.includes('5, 7'));
    assert.deepEqual([...reading.doubtful], ['a1']);
    assert.deepEqual(Object.keys(valuesOf(reading)), ['a2']);
  });

  it('[W124] a row without a key, and a row of another workbook, are flagged and not read', () => {
    const invented = typeInto(file, actions, 'a1', 'Key', null);
    assert.deepEqual(problemsOf(read(invented)), ["row-without-key at 'Action Items'!A5"]);
    const foreign = typeInto(file, actions, 'a2', 'Key', 'somewhere-else');
    assert.deepEqual(problemsOf(read(foreign)), ["unknown-row at 'Action Items'!A6"]);
    const nonsense = typeInto(file, actions, 'a2', 'Key', 'no id at all!');
    assert.deepEqual(problemsOf(read(nonsense)), ["unknown-row at 'Action Items'!A6"]);
    for (const each of [invented, foreign, nonsense]) assert.equal(read(each).records.length, 2);
  });

  it('[W124] a blank row of the table, and one a program filled formulas into, is no row at all', () => {
    const longer = {
      ...file,
      sheets: file.sheets.map((sheet) => ({
        ...sheet,
        tables: sheet.tables.map((table) => ({ ...table, lastRow: table.lastRow + 2 })),
      })),
    };
    const filled = setCell(longer, 'Action Items', 8, 14, { kind: 'number', value: 0, formula: 'IF(1,0,0)' });
    assert.deepEqual(problemsOf(read(filled)), []);
    const width = file.sheets.find(({ name }) => name === 'Action Items')?.tables[0]?.headers.length ?? 0;
    const own = disturb(longer, {
      table: actions,
      rows: [0, 1, 2, 3, 4],
      columns: [...Array(width).keys(), null],
      sheetName: 'Action Items',
    });
    assert.deepEqual(problemsOf(read(own)), []);
    const typed = setCell(own, 'Action Items', 8, 4, 'Ann Lee');
    assert.deepEqual(problemsOf(read(typed)), ["row-without-key at 'Action Items'!A8"]);
  });

  it('[W125] a row that was pasted over a part of another is flagged and not read', () => {
    const mixed = read(typeInto(file, actions, 'a1', 'Action Title', 'action  A2'));
    assert.deepEqual(problemsOf(mixed), ["mixed-row at 'Action Items'!A5"]);
    assert.deepEqual([...mixed.doubtful], ['a1']);
    assert.ok(mixed.problems[0]?.message.includes('Action a2'));
    assert.deepEqual(problemsOf(read(typeInto(file, actions, 'a1', 'Action Title', 'My own wording'))), []);
  });

  it('[W126] a row emptied as a whole is no edit of all its fields', () => {
    const headers = ['Action Title', 'Assigned To', 'Implementation Status', 'Test Result', 'Test Date'];
    const cleared = headers.reduce((each, header) => typeInto(each, actions, 'a1', header, null), file);
    assert.deepEqual(problemsOf(read(cleared)), ["cleared-row at 'Action Items'!A5"]);
    assert.equal(read(cleared).records.length, 2);
    const titled = typeInto(cleared, actions, 'a1', 'Action Title', 'Action a1');
    const [record] = read(titled).records;
    assert.deepEqual(record?.fields.testResult?.value, { ok: true, value: 'Not Assessed' });
    assert.equal(record?.fields.testResult?.blank, true);
  });

  it('[W127] a formula or an error in an input cell is refused with its place; other cells of the row are read', () => {
    const formula = typeInto(file, actions, 'a1', 'Test Date', {
      kind: 'number',
      value: 46_000,
      formula: 'TODAY()',
      date: true,
    });
    const error = typeInto(formula, actions, 'a1', 'Test Plan', { kind: 'error', value: '#N/A' });
    const values = valuesOf(read(error))['a1'] as Record<string, unknown>; // made three lines above
    assert.equal(values['testDate'], 'error formula');
    assert.equal(values['testPlan'], 'error cell-error');
    assert.equal(values['testResult'], 'Passed');
    const field = read(error).records[0]?.fields.testDate;
    assert.ok(field !== undefined && !field.value.ok && field.value.error.message.includes('paste it as a value'));
    assert.equal(field.blank, false);
  });

  it('[W127] a bad value is refused alone, with what to type', () => {
    const typed = typeInto(typeInto(file, actions, 'a1', 'Test Date', '03/04/2026'), actions, 'a1', 'Assigned To', 'X');
    const values = valuesOf(read(typed))['a1'] as Record<string, unknown>; // read one line above
    assert.deepEqual([values['testDate'], values['assignedTo']], ['error ambiguous-date', 'error unknown-user']);
  });

  it('[W128] a decision is read with its third value; one that is none is flagged', () => {
    const conflicts = ['c1', 'c2', 'c3', 'c4'].map((id) => ({
      id,
      item: 'Action a1',
      field: 'Test Date',
      base: '',
      inPlace: '',
      yours: '',
      who: '',
      when: '2026-11-22T08:00:00.000Z',
      notice: '',
    })) as unknown as AssessmentView['conflicts']; // plain text stands for conflict ids here
    const decide = (key: string, word: string) => (from: ReadWorkbook) =>
      typeInto(from, 'CB_Conflicts', key, 'Decision', word);
    const other = (key: string, value: string | number) => (from: ReadWorkbook) =>
      typeInto(from, 'CB_Conflicts', key, 'Other Value', value);
    const steps = [
      decide('c1', 'take YOURS'),
      decide('c2', 'Other value'),
      other('c2', 46_115),
      decide('c3', 'Other value'),
      decide('c4', 'whatever'),
      (from: ReadWorkbook) => setCell(from, 'Conflicts', 9, 8, 'Keep in place'),
    ];
    const typed = steps.reduce((from, step) => step(from), modelToCells(projectWorkbook({ ...view, conflicts })));
    const reading = read(typed);
    assert.deepEqual(reading.decisions, [
      { conflict: 'c1', decision: 'take', other: null, place: 'Conflicts!H5' },
      { conflict: 'c2', decision: 'other', other: { raw: 46_115, shownAsDate: false }, place: 'Conflicts!H6' },
    ]);
    assert.deepEqual(problemsOf(reading), [
      'value-missing at Conflicts!H7',
      'unknown-decision at Conflicts!H8',
      'row-without-key at Conflicts!H9',
    ]);
  });
});
