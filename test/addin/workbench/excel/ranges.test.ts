import assert from 'node:assert/strict';
import { codeOf, type OfficePane, onSheet, settled, withExcel } from '#test/support/excel';

const grid = [
  ['Name', 'Points', 'Done'],
  ['Apple', 3, true],
  ['Pear', '', false],
];

async function read(pane: OfficePane, address: string, what = 'values') {
  return onSheet(pane, async (sheet, context) => {
    const range = sheet.getRange(address).load(what);
    await context.sync();
    return range;
  });
}

describe('ranges', () => {
  it('[E8] give values, types, texts and formulas cell by cell; an empty cell is the empty text, an error its word', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1:D2').values = [
          ['text', 4.5, true, ''],
          ['#N/A', '=1+1', '2026-04-03', '12%'],
        ];
      });
      const range = await read(pane, 'A1:D2', 'values,valueTypes,formulas,text,numberFormat');
      assert.deepEqual(range.values[0], ['text', 4.5, true, '']);
      assert.deepEqual(range.valueTypes[0], ['String', 'Double', 'Boolean', 'Empty']);
      assert.equal(range.values[1]?.[0], '#N/A');
      assert.equal(range.valueTypes[1]?.[0], 'Error');
      assert.equal(range.formulas[1]?.[1], '=1+1');
      assert.deepEqual(range.values[1]?.slice(2), [46115, 0.12]);
      assert.deepEqual(range.text[1]?.slice(2), ['4/3/2026', '12%']);
      assert.deepEqual(range.numberFormat[1], ['General', 'General', 'm/d/yyyy', '0%']);
    }));

  it('[E9] take one value for all, leave a cell alone for null, and refuse rows of another size', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1:C3').values = grid;
        sheet.getRange('A2:B2').values = [[null, 9]];
        // The declaration wants rows; Excel takes one value for all as well.
        sheet.getRange('C1:C3').values = 'x' as never;
      });
      assert.deepEqual((await read(pane, 'A1:C3')).values, [
        ['Name', 'Points', 'x'],
        ['Apple', 9, 'x'],
        ['Pear', '', 'x'],
      ]);
      const wrong = onSheet(pane, async (sheet) => {
        sheet.getRange('A1:B2').values = [['only one']];
      });
      assert.equal(await codeOf(wrong), 'InvalidArgument');
    }));

  it('[E9] written by more than 1,500 cells arrive whole, in the blocks office.js cuts', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const addresses: string[] = [];
      const rows = Array.from({ length: 400 }, (_, row) =>
        Array.from({ length: 10 }, (_, column) => row * 10 + column),
      );
      await onSheet(pane, async (sheet, context) => {
        sheet.onChanged.add(async ({ address }) => void addresses.push(address));
        await context.sync();
        sheet.getRange('A1:J400').values = rows;
      });
      await settled();
      assert.deepEqual((await read(pane, 'A1:J400')).values, rows);
      assert.deepEqual(addresses, ['A1:J150', 'A151:J300', 'A301:J400']);
    }));

  it('[E10] lead to other ranges; what leaves the sheet is an invalid argument', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const addresses = await onSheet(pane, async (sheet, context) => {
        sheet.getRange('B2:D4').values = [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, ''],
        ];
        const range = sheet.getRange('B2:D4');
        const found = [
          range.getCell(1, 2),
          range.getRow(2),
          range.getColumn(0),
          range.getOffsetRange(1, -1),
          range.getResizedRange(-1, 2),
          range.getBoundingRect('F6'),
          range.getIntersection('C3:Z99'),
          range.getEntireRow(),
          range.getEntireColumn(),
          range.getLastCell(),
          range.getRowsBelow(2),
          range.getUsedRange(true),
          sheet.getUsedRange(),
          sheet.getCell(0, 27),
          sheet.getRangeByIndexes(9, 1, 2, 3),
        ].map((each) => each.load('address'));
        const nothing = range.getIntersectionOrNullObject('A1');
        await context.sync();
        assert.equal(nothing.isNullObject, true);
        return found.map(({ address }) => address.replace('Sheet1!', ''));
      });
      assert.deepEqual(addresses, [
        'D3',
        'B4:D4',
        'B2:B4',
        'A3:C5',
        'B2:F3',
        'B2:F6',
        'C3:D4',
        '2:4',
        'B:D',
        'D4',
        'B5:D6',
        'B2:D4',
        'B2:D4',
        'AB1',
        'B10:D11',
      ]);
      const outside = onSheet(pane, async (sheet) => void sheet.getRange('A1').getOffsetRange(-1, 0).load('address'));
      assert.equal(await codeOf(outside), 'InvalidArgument');
    }));

  it('[E10] find cells by what they show, and the block around a cell', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        sheet.getRange('B2:C4').values = [
          ['AC-1', 'Passed'],
          ['AC-10', 'passed'],
          ['AC-2', ''],
        ];
        sheet.getRange('F2').values = [['AC-1']];
        const range = sheet.getRange('B2:C9');
        const part = range.find('c-1', {}).load('address');
        const whole = range.find('ac-10', { completeMatch: true }).load('address');
        const last = range.findOrNullObject('passed', { searchDirection: 'Backwards' }).load('address');
        const none = range.findOrNullObject('PASSED', { matchCase: true });
        const block = sheet.getRange('C3').getSurroundingRegion().load('address');
        await context.sync();
        assert.deepEqual(
          [part.address, whole.address, last.address, block.address],
          ['Sheet1!B2', 'Sheet1!B3', 'Sheet1!C3', 'Sheet1!B2:C4'],
        );
        assert.equal(none.isNullObject, true);
      });
    }));

  it('[E9] take values, formulas and looks of others, as often as they fit', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1:B1').values = [[5, '=A1*2']];
        sheet.getRange('A1:B1').format.fill.color = '#FF0000';
        sheet.getRange('A2:B3').copyFrom('A1:B1');
        sheet.getRange('A4').copyFrom('A1:B1', 'Formulas');
      });
      const range = await read(pane, 'A1:B4', 'formulas');
      assert.deepEqual(range.formulas, [
        [5, '=A1*2'],
        [5, '=A2*2'],
        [5, '=A3*2'],
        [5, '=A4*2'],
      ]);
      await onSheet(pane, async (sheet, context) => {
        const fills = ['B3', 'B4'].map((at) => sheet.getRange(at).format.fill.load('color'));
        await context.sync();
        assert.deepEqual(
          fills.map(({ color }) => color),
          ['#FF0000', ''],
        );
      });
    }));

  it('[E11] kept ones move with the cells; once these are gone they are not found', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      await pane.Excel.run(async (context) => {
        const kept = context.workbook.worksheets.getActiveWorksheet().getRange('B5:C6').load('address');
        await context.sync();
        me.insertRows('2:3');
        kept.load('address');
        await context.sync();
        assert.equal(kept.address, 'Sheet1!B7:C8');
        me.deleteRows('7:7');
        kept.load('address');
        await context.sync();
        assert.equal(kept.address, 'Sheet1!B7:C7');
        me.deleteRows('7:7');
        kept.load('address');
        assert.equal(await codeOf(context.sync()), 'ItemNotFound');
      });
    }));

  it('[E43] that are not there are null objects, and what is asked of them is, too', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        const used = sheet.getUsedRangeOrNullObject().load('address');
        const beyond = used.getRow(0).getEntireColumn();
        const table = context.workbook.tables.getItemOrNullObject('None');
        await context.sync();
        assert.deepEqual([used.isNullObject, table.isNullObject], [true, true]);
        beyond.load('address');
        await context.sync();
        assert.equal(beyond.isNullObject, true);
      });
    }));

  it('[E4] ask for something not played: ApiNotFound names it, what was answered before is delivered and stays done', () =>
    withExcel(
      async ({ openPane, host }) => {
        const pane = await openPane();
        const before = pane.Excel.run(async (context) => {
          const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1');
          range.values = [['kept']];
          range.getImage();
          await context.sync();
        });
        assert.equal(await codeOf(before), 'ApiNotFound');
        assert.deepEqual((await read(pane, 'A1')).values, [['kept']]);
        assert.deepEqual(host.notPlayed, ['Range.GetImage()']);
      },
      { notPlayed: ['Range.GetImage()'] },
    ));
});
