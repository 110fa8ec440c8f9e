import assert from 'node:assert/strict';
import { createExcelHost } from '#addin/sheets/excel-host';
import type { Host, HostEvent } from '#addin/sheets/host';
import { readOpenWorkbook } from '#addin/sheets/read-open-workbook';
import { cellAt } from '#addin/workbench/model/sheet';
import { findSheet } from '#addin/workbench/model/workbook';
import type { CellEdit } from '#engine/contract/model/cells';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { sampleView } from '#test/support/assessment-view';
import { earlierWorkbook } from '#test/support/earlier-workbook';
import { type OfficePane, settled, type TestExcel, withExcel } from '#test/support/excel';
import { layOutWorkbook } from '#test/support/pane/lay-out-workbook';

const model = projectWorkbook(sampleView());

async function open(excel: TestExcel, seat = 'me'): Promise<{ readonly pane: OfficePane; readonly host: Host }> {
  const pane = await excel.openPane(seat);
  return { pane, host: createExcelHost({ excel: pane.Excel, office: pane.Office }) };
}

async function openLaidOut(excel: TestExcel) {
  const opened = await open(excel);
  await layOutWorkbook(opened.pane, model);
  return opened;
}

const edit = (row: number, column: number, value: CellEdit['value'], owned = false): CellEdit => ({
  ...{ sheet: 'Action Items', row, column, value, owned },
});
const batch = (edits: readonly CellEdit[]) => ({ edits, appends: [], fenced: [], watch: [] });
const value = <T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => (result.ok ? result.value : assert.fail(JSON.stringify(result.error)));
const textAt = ({ book }: TestExcel, row: number, column: number): unknown =>
  cellAt(findSheet(book, 'Action Items') ?? assert.fail(), row - 1, column - 1).value;

describe('Excel, as the pane needs it', () => {
  it('[P70] reads the assessment as it was written: nothing to patch', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const file = value(await readOpenWorkbook(host));
      const patch = planPatch(file, model, {
        ...{ isPending: () => false, doubtful: new Set(), undecided: new Set(), isRetired: () => false },
      });
      const real = patch.edits.filter(
        ({ value: wanted }) => !(typeof wanted === 'object' && wanted !== null && 'cached' in wanted),
      );
      assert.deepEqual([real, patch.appends], [[], []]);
      assert.equal(file.sheets.find(({ name }) => name === '_controlbook')?.visibility, 'veryHidden');
    }));

  it('[P70] writes texts, dates, numbers, truth values and formulas as they are meant', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const values = [
        '=not a formula',
        '1.10',
        'TRUE',
        'Plain words here',
        { date: '2026-04-03' },
        5,
        true,
        null,
      ] as const;
      const written = value(await host.write(batch(values.map((each, index) => edit(5, 6 + index, each)))));
      assert.equal(written.before.length, values.length);
      const area = { sheet: 'Action Items', firstRow: 5, lastRow: 5, firstColumn: 6, lastColumn: 13 };
      const [cells] = value(await host.read([area]));
      assert.deepEqual(
        cells?.map((cell) => [cell.kind, cell.value, cell.date]),
        [
          ['text', '=not a formula', false],
          ['text', '1.10', false],
          ['text', 'TRUE', false],
          ['text', 'Plain words here', false],
          ['number', 46_115, true],
          ['number', 5, false],
          ['boolean', true, false],
        ],
      );
      const owned = { sheet: 'Action Items', firstRow: 5, lastRow: 5, firstColumn: 15, lastColumn: 16 };
      value(await host.write(batch([edit(5, 15, { formula: '2+3', value: 5 }, true), edit(5, 16, '7/8', true)])));
      const [again] = value(await host.read([owned]));
      assert.deepEqual(
        again?.map((cell) => [cell.formula, cell.value]),
        [
          ['2+3', ''], // nothing calculates here
          [null, '7/8'],
        ],
      );
    }));

  it('[W147] adds a column at the right end of a table, as another looks; a second pane that does so changes nothing', () =>
    withExcel(async (excel) => {
      const { pane, host } = await open(excel);
      const view = sampleView({
        actions: [
          { id: 'a1', controls: ['AC-1'], points: 27, fields: { dueDate: '2026-12-24' } },
          { id: 'a2', controls: ['AC-1'], points: 9 },
        ],
      });
      const wanted = projectWorkbook(view);
      await layOutWorkbook(pane, earlierWorkbook(wanted, 'CB_ActionItems', 'Due Date'));
      const settledHere = { isPending: () => false, doubtful: new Set<string>(), undecided: new Set<string>() };
      const plan = async () =>
        planPatch(value(await readOpenWorkbook(host)), wanted, { ...settledHere, isRetired: () => false });
      const { columns = [] } = await plan();
      assert.equal(columns[0]?.header, 'Due Date');
      value(await host.addColumns(columns));
      value(await (await open(excel, 'colleague')).host.addColumns(columns));
      const outline = value(await host.outline());
      const table = outline.sheets.flatMap(({ tables }) => tables).find(({ name }) => name === 'CB_ActionItems');
      assert.deepEqual(table?.headers.slice(-2), ['Key', 'Due Date']);
      assert.deepEqual(textAt(excel, 5, 26), 46_380);
      assert.equal((await plan()).columns, undefined);
    }));

  it('[P43] tells what stood in a cell the moment before it was written', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      excel.me.type("'Action Items'!G5", 'just typed');
      const watch = [{ sheet: 'Action Items', firstRow: 5, lastRow: 5, firstColumn: 1, lastColumn: 1 }];
      const written = value(await host.write({ ...batch([edit(5, 7, 'from the engine')]), watch }));
      assert.equal(written.before[0]?.value, 'just typed');
      assert.equal(textAt(excel, 5, 7), 'from the engine');
      assert.equal(written.watched[0]?.[0]?.row, 5);
    }));

  it('[P70] hears typing, pasting, sorting and selecting with where and whose; never its own writes', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const beside = await open(excel, 'colleague');
      const events: HostEvent[] = [];
      const heardBeside: HostEvent[] = [];
      value(await host.outline());
      value(await beside.host.outline());
      const stop = value(await host.listen((event) => void events.push(event)));
      value(await beside.host.listen((event) => void heardBeside.push(event)));
      excel.me.type("'Action Items'!G5", 'typed');
      excel.me.paste("'Action Items'!G5", [['a'], ['b']]);
      excel.me.sort('CB_ActionItems', 'Implementation Notes');
      excel.me.select("'Action Items'!E6");
      await settled();
      const edited = events.filter((event) => event.kind === 'edited');
      assert.deepEqual(
        edited.map((event) => [event.sheet, event.rows, event.columns, event.origin, event.shifted]),
        [
          ['Action Items', [5, 5], [7, 7], 'local', false],
          ['Action Items', [5, 6], [7, 7], 'local', false],
        ],
      );
      assert.ok(events.some((event) => event.kind === 'moved' && event.sheet === 'Action Items'));
      assert.ok(events.some((event) => event.kind === 'selected' && event.row === 6 && event.column === 5));
      assert.ok(heardBeside.filter((event) => event.kind === 'edited').every((event) => event.origin === 'remote'));
      events.length = 0;
      value(await host.write(batch([edit(5, 7, 'mine')])));
      await settled();
      assert.deepEqual(
        events.filter((event) => event.kind === 'edited' && event.origin !== 'own'),
        [],
      );
      stop();
      excel.me.type("'Action Items'!G5", 'after the end');
      await settled();
      assert.equal(events.length, 0);
    }));

  it('[P42] is busy while a person types in a cell, a dialog is open or the line is away, and hears again after', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      value(await host.outline());
      const events: HostEvent[] = [];
      value(await host.listen((event) => void events.push(event)));
      excel.me.startCellEdit();
      assert.deepEqual(await host.write(batch([edit(5, 7, 'x')])), { ok: false, error: { code: 'busy' } });
      excel.me.endCellEdit();
      for (const number of [5016, 5012, 5102]) {
        excel.host.faults.nextErrors.push(number);
        assert.deepEqual(await host.outline(), { ok: false, error: { code: 'busy' } }, String(number));
      }
      value(await host.write(batch([edit(5, 7, 'x')])));
      excel.me.type("'Action Items'!G5", 'y');
      await settled();
      assert.equal(events.filter((event) => event.kind === 'edited').length, 1);
    }));

  it('[P46] names protected sheets and what is gone', () =>
    withExcel(async (excel) => {
      const { host, pane } = await openLaidOut(excel);
      await pane.Excel.run(async (context) => {
        context.workbook.worksheets.getItem('Action Items').protection.protect({}, 'secret');
        await context.sync();
      });
      assert.deepEqual(await host.write(batch([edit(5, 1, 'x')])), { ok: false, error: { code: 'protected' } });
      const none = { sheet: 'No such sheet', firstRow: 1, lastRow: 1, firstColumn: 1, lastColumn: 1 };
      assert.deepEqual(await host.read([none]), { ok: false, error: { code: 'gone' } });
    }));

  it('[P70] writes to the identity sheet through its fence, and puts the fence back', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const identity = { sheet: '_controlbook', row: 3, column: 2, value: 'org-9', owned: true };
      value(await host.write({ ...batch([identity]), fenced: ['_controlbook'] }));
      const sheet = findSheet(excel.book, '_controlbook') ?? assert.fail();
      assert.equal(cellAt(sheet, 2, 1).value, 'org-9');
      assert.ok(sheet.protection !== null);
    }));

  it('[P70] adds rows at the end of a table, formulas and dates among them', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const before = value(await readOpenWorkbook(host)).sheets.find(({ name }) => name === 'Action Items')?.tables[0];
      const rows = [
        { 'Action Title': 'New', Key: 'n1', 'Test Date': { date: '2026-04-03' }, Stage: { formula: '1+1', value: 2 } },
      ];
      value(await host.write({ ...batch([]), appends: [{ table: 'CB_ActionItems', rows }] }));
      const after = value(await readOpenWorkbook(host)).sheets.find(({ name }) => name === 'Action Items');
      const last = (before?.lastRow ?? 0) + 1;
      assert.equal(after?.tables[0]?.lastRow, last);
      const row = after?.cells.filter((cell) => cell.row === last) ?? [];
      assert.ok(row.some((cell) => cell.value === 'New'));
      assert.ok(row.some((cell) => cell.date && cell.value === 46_115));
      assert.ok(row.some((cell) => cell.formula === '1+1'));
    }));

  it('[P48] marks cells above people’s own formats, notes the reason, and takes only its own marks away', () =>
    withExcel(async (excel) => {
      const { host, pane } = await openLaidOut(excel);
      await pane.Excel.run(async (context) => {
        const range = context.workbook.worksheets.getItem('Action Items').getRange('G5:G6');
        range.conditionalFormats.add('Custom').custom.rule.formula = '=$A$1="mine"';
        context.workbook.comments.add("'Action Items'!G6", 'A person’s own');
        await context.sync();
      });
      const area = { sheet: 'Action Items', firstRow: 5, lastRow: 7, firstColumn: 1, lastColumn: 25 };
      value(await host.mark(area, [{ row: 5, column: 7, kind: 'refused', note: 'Not a date.' }]));
      const sheet = findSheet(excel.book, 'Action Items') ?? assert.fail();
      assert.equal(sheet.conditionalFormats.length, 2);
      assert.deepEqual(
        sheet.comments.map(({ content }) => content),
        ['A person’s own', 'Controlbook: Not a date.'],
      );
      value(await host.mark(area, []));
      assert.equal(sheet.conditionalFormats.length, 1);
      assert.deepEqual(
        sheet.comments.map(({ content }) => content),
        ['A person’s own'],
      );
    }));

  it('[P70] reads what is too heavy for one answer in several', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      const rows = Array.from({ length: 40 }, (_, index) => [`${index} ${'x'.repeat(4_000)}`]);
      excel.me.paste("'Action Items'!AB10", rows);
      excel.host.faults.payloadLimit = 60_000;
      const area = { sheet: 'Action Items', firstRow: 10, lastRow: 49, firstColumn: 28, lastColumn: 28 };
      const [cells] = value(await host.read([area]));
      assert.deepEqual(
        cells?.map(({ value: text }) => String(text).split(' ')[0]),
        rows.map((_, index) => String(index)),
      );
    }));

  it('[P63] brings a cell before the person', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      value(await host.select({ sheet: 'Controls', row: 6, column: 2 }));
      const seat = excel.book.seats.get('me');
      assert.equal(seat?.activeSheet.name, 'Controls');
    }));

  it('[P63] says which cell the person is at, in several areas, too', () =>
    withExcel(async (excel) => {
      const { host } = await openLaidOut(excel);
      excel.me.select("'Action Items'!C7:D9");
      assert.deepEqual(value(await host.selected()), { sheet: 'Action Items', row: 7, column: 3 });
      excel.me.select("'Action Items'!B6,'Action Items'!D8:D9");
      assert.equal(value(await host.selected())?.sheet, 'Action Items');
    }));
});
