import assert from 'node:assert/strict';
import { codeOf, type OfficePane, onSheet, settled, withExcel } from '#test/support/excel';

/** What a handler heard of a change, in one line. */
function line(change: Excel.WorksheetChangedEventArgs | Excel.TableChangedEventArgs): string {
  const { changeType, address, source, details } = change;
  const who = 'triggerSource' in change ? ` ${String(change.triggerSource)}` : '';
  const values = details === undefined ? '' : ` ${String(details.valueBefore)}>${String(details.valueAfter)}`;
  return `${changeType} ${address} ${source}${who}${values}`;
}

/** Writes down what the pane's handlers of the sheet in front hear. */
async function listen(pane: OfficePane): Promise<string[]> {
  const heard: string[] = [];
  await onSheet(pane, async (sheet) => void sheet.onChanged.add(async (change) => void heard.push(line(change))));
  return heard;
}

describe('events', () => {
  it('[E19] tell kind, place and source; values before and after for a single cell alone', () =>
    withExcel(async ({ openPane, me }) => {
      const heard = await listen(await openPane());
      me.type('B2', '5');
      me.type('B2', 'x');
      me.clear('B2');
      me.paste('B2', [
        [1, 2],
        [3, 4],
      ]);
      me.fillDown('B2:B4');
      me.insertRows('2:3');
      me.deleteRows('3:3');
      me.undo();
      await settled();
      assert.deepEqual(heard, [
        'RangeEdited B2 Local Unknown >5',
        'RangeEdited B2 Local Unknown 5>x',
        'RangeEdited B2 Local Unknown x>',
        'RangeEdited B2:C3 Local Unknown',
        'RangeEdited B3:B4 Local Unknown',
        'RowInserted 2:3 Local Unknown',
        'RowDeleted 3:3 Local Unknown',
        'RowInserted 3:3 Local Unknown',
      ]);
    }));

  it('[E19] tell of cells and columns put in and taken out, and which way the others went', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const heard: string[] = [];
      await onSheet(pane, async (sheet, context) => {
        sheet.onChanged.add(async ({ changeType, address, changeDirectionState }) => {
          const { insertShiftDirection, deleteShiftDirection } = changeDirectionState ?? {};
          heard.push(`${changeType} ${address} ${insertShiftDirection ?? deleteShiftDirection ?? '-'}`);
        });
        await context.sync();
        sheet.getRange('B2:C2').insert('Right');
        sheet.getRange('B2').delete('Up');
        sheet.getRange('D:E').insert('Right');
        sheet.getRange('D:D').delete('Left');
      });
      await settled();
      assert.deepEqual(heard, [
        'CellInserted B2:C2 Right',
        'CellDeleted B2 Up',
        'ColumnInserted D:E -',
        'ColumnDeleted D:D -',
      ]);
    }));

  it('[E19] lead to the range they speak of, also after it has moved on', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      const changes: Excel.WorksheetChangedEventArgs[] = [];
      await onSheet(pane, async (sheet) => void sheet.onChanged.add(async (change) => void changes.push(change)));
      me.type('B2', '5');
      await settled();
      me.insertRows('1:1');
      await pane.Excel.run(async (context) => {
        const [change] = changes;
        assert.ok(change !== undefined);
        const range = change.getRange(context).load('address');
        await context.sync();
        assert.equal(range.address, 'Sheet1!B3');
      });
    }));

  it('[E20] reach handlers of sheet, sheets, table and tables once each, until they are removed', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      const heard: string[] = [];
      const note = (who: string) => async (change: Excel.WorksheetChangedEventArgs | Excel.TableChangedEventArgs) =>
        void heard.push(`${who} ${change.changeType} ${change.address}`);
      const handlers = await onSheet(pane, async (sheet, { workbook }) => {
        sheet.getRange('A1:B3').values = [
          ['a', 'b'],
          [1, 2],
          [3, 4],
        ];
        const table = sheet.tables.add('A1:B3', true);
        return [
          sheet.onChanged.add(note('sheet')),
          workbook.worksheets.onChanged.add(note('sheets')),
          table.onChanged.add(note('table')),
          workbook.tables.onChanged.add(note('tables')),
        ];
      });
      await settled();
      heard.splice(0);
      me.type('B2', '7');
      await settled();
      assert.deepEqual([...heard].sort(), [
        'sheet RangeEdited B2',
        'sheets RangeEdited B2',
        'table RangeEdited B2',
        'tables RangeEdited B2',
      ]);
      heard.splice(0);
      me.type('D9', 'elsewhere');
      me.type('A4', 'below');
      await settled();
      assert.deepEqual(
        heard.filter((each) => each.startsWith('table ')),
        ['table RangeEdited A4', 'table RowInserted A4:B4'],
      );
      assert.deepEqual(
        heard.filter((each) => each.startsWith('sheet ')),
        ['sheet RangeEdited D9', 'sheet RangeEdited A4'],
      );
      const [first] = handlers;
      assert.ok(first !== undefined);
      await pane.Excel.run(first.context, async (context) => {
        first.remove();
        await context.sync();
      });
      heard.splice(0);
      me.type('B2', '8');
      await settled();
      assert.ok(!heard.some((each) => each.startsWith('sheet ')));
      assert.ok(heard.includes('sheets RangeEdited B2'));
    }));

  it('[E20] tell the writing pane that it was itself, and every other pane that it was not', () =>
    withExcel(async ({ openPane }) => {
      const [writer, beside] = [await openPane(), await openPane()];
      const [own, others] = [await listen(writer), await listen(beside)];
      await onSheet(writer, async (sheet) => {
        sheet.getRange('A1').values = [[1]];
      });
      await settled();
      assert.deepEqual(own, ['RangeEdited A1 Local ThisLocalAddin >1']);
      assert.deepEqual(others, ['RangeEdited A1 Local Unknown >1']);
    }));

  it('[E21] stay away from a pane that switched them off, and come again when it switches them on', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      const heard = await listen(pane);
      const switchTo = (on: boolean): Promise<void> =>
        onSheet(pane, async (_, { runtime }) => {
          runtime.enableEvents = on;
        });
      await switchTo(false);
      me.type('A1', '1');
      await settled();
      await switchTo(true);
      me.type('A2', '2');
      await settled();
      assert.deepEqual(heard, ['RangeEdited A2 Local Unknown >2']);
    }));

  it('[E22] of another person are remote; each has a sheet in front and a selection of their own', () =>
    withExcel(async ({ openPane, me, host }) => {
      const [mine, theirs] = [await openPane(), await openPane('colleague')];
      const [here, there] = [await listen(mine), await listen(theirs)];
      const seen: string[] = [];
      await onSheet(theirs, async (_, { workbook }) => {
        workbook.worksheets.add('Second');
        workbook.onSelectionChanged.add(async () => void seen.push('selection'));
        workbook.worksheets.onActivated.add(async () => void seen.push('activated'));
      });
      me.type('Sheet1!A1', '1');
      me.select('Second!C3:D4');
      await settled();
      assert.deepEqual(here, ['RangeEdited A1 Local Unknown >1']);
      assert.deepEqual(there, ['RangeEdited A1 Remote Unknown >1']);
      assert.deepEqual(seen, []);
      const selected = async (pane: OfficePane): Promise<string> =>
        onSheet(pane, async (_, context) => {
          const range = context.workbook.getSelectedRange().load('address');
          await context.sync();
          return range.address;
        });
      assert.equal(await selected(mine), 'Second!C3:D4');
      assert.equal(await selected(theirs), 'Sheet1!A1');
      assert.equal(host.panes.length, 2);
    }));

  it('[E24] of selecting and bringing a sheet up reach that person’s panes, with the place', () =>
    withExcel(async ({ openPane, me, book }) => {
      const pane = await openPane();
      const heard: string[] = [];
      await onSheet(pane, async (sheet, { workbook }) => {
        sheet.load('id');
        workbook.worksheets.add('Second');
        const table = sheet.tables.add('B2:C4', true);
        sheet.onSelectionChanged.add(async ({ address }) => void heard.push(`sheet ${address}`));
        table.onSelectionChanged.add(async ({ address, isInsideTable }) => {
          heard.push(`table ${isInsideTable ? address : 'outside'}`);
        });
        sheet.onDeactivated.add(async () => void heard.push('left'));
        workbook.worksheets.onActivated.add(async ({ worksheetId }) => {
          heard.push(`front ${book.sheets.find(({ id }) => id === worksheetId)?.name ?? ''}`);
        });
      });
      me.select('A1:B2');
      me.select('A1:B2');
      me.select('H9');
      me.activate('Second');
      await settled();
      assert.deepEqual(heard, ['sheet A1:B2', 'table B2', 'sheet H9', 'table outside', 'left', 'front Second']);
      me.select('Sheet1!A1,Sheet1!C3:C4');
      await onSheet(pane, async (_, context) => {
        const areas = context.workbook.getSelectedRanges().load('address,areaCount');
        await context.sync();
        assert.deepEqual([areas.address, areas.areaCount], ['Sheet1!A1,Sheet1!C3:C4', 2]);
        context.workbook.getSelectedRange().load('address');
        assert.equal(await codeOf(context.sync()), 'InvalidSelection');
      });
    }));

  it('[E23] tell nobody of a pick from a drop-down', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1').dataValidation.rule = { list: { inCellDropDown: true, source: 'yes,no' } };
      });
      const heard = await listen(pane);
      assert.deepEqual(me.choices('A1'), ['yes', 'no']);
      me.pick('A1', 'no');
      assert.throws(() => me.pick('A1', 'perhaps'));
      await settled();
      assert.deepEqual(heard, []);
      await onSheet(pane, async (sheet, context) => {
        const cell = sheet.getRange('A1').load('values');
        await context.sync();
        assert.deepEqual(cell.values, [['no']]);
      });
    }));
});
