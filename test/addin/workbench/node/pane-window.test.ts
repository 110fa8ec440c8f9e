import assert from 'node:assert/strict';
import { onSheet, settled, withExcel } from '#test/support/excel';

describe('a pane window', () => {
  it('[E1] the unchanged office.js starts in it and is ready, and a second pane beside it', () =>
    withExcel(async ({ openPane }) => {
      const panes = [await openPane(), await openPane('somebody else')];
      for (const { Office } of panes) {
        assert.equal(Office.context.host, 'Excel');
        assert.equal(Office.context.platform, 'OfficeOnline');
        assert.ok(Office.context.requirements.isSetSupported('ExcelApi', '1.15'));
        assert.ok(!Office.context.requirements.isSetSupported('ExcelApi', '1.16'));
      }
    }));

  it('[E1] once closed it hears nothing more, and another can be opened in its place', () =>
    withExcel(async ({ openPane, host, me }) => {
      const pane = await openPane();
      const heard: string[] = [];
      await onSheet(pane, async (sheet) => void sheet.onChanged.add(async ({ address }) => void heard.push(address)));
      pane.host.close();
      me.type('A1', '1');
      await settled();
      assert.deepEqual(heard, []);
      assert.deepEqual(host.panes, []);
      const again = await openPane();
      assert.notEqual(again.id, pane.id);
    }));

  it('[E3] the recorded day of a pane runs: sheet, table, formats, rules, names, settings, protection, events', () =>
    withExcel(
      async ({ openPane, book }) => {
        const { Excel, Office } = await openPane();
        const changes: Excel.WorksheetChangedEventArgs[] = [];
        const errors: string[] = [];

        await Excel.run(async (context) => {
          const missing = context.workbook.worksheets.getItemOrNullObject('Prices');
          await context.sync();
          assert.equal(missing.isNullObject, true);
        });

        const handler = await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.add('Prices');
          const range = sheet.getRange('A1:C4');
          range.values = [
            ['Sku', 'Name', 'Price'],
            ['A-1', 'Apple', 1.5],
            ['B-2', 'Pear', 2],
            ['C-3', 'Fig', 3.25],
          ];
          range.getRow(0).format.font.bold = true;
          range.getRow(0).format.fill.color = '#107C41';
          const table = sheet.tables.add('A1:C4', true);
          table.name = 'PriceTable';
          table.style = 'TableStyleMedium9';
          sheet.freezePanes.freezeRows(1);
          sheet.activate();
          const added = sheet.onChanged.add(async (change) => void changes.push(change));
          await context.sync();

          table.rows.add(undefined, [['D-4', 'Kiwi', '4']]);
          const body = table.getDataBodyRange().load('values,address,rowCount');
          const header = table.getHeaderRowRange().load('values,format/fill/color,format/font/bold');
          const { worksheets } = context.workbook;
          worksheets.load('items/name,items/id,items/tables/name');
          table.columns.load('items/name');
          await context.sync();
          assert.equal(body.address, 'Prices!A2:C5');
          assert.equal(body.rowCount, 4);
          assert.deepEqual(body.values[3], ['D-4', 'Kiwi', 4]);
          assert.equal(header.format.fill.color, '#107C41');
          assert.equal(header.format.font.bold, true);
          assert.deepEqual(
            Array.from(worksheets.items, ({ name, tables }) => [name, Array.from(tables.items, (each) => each.name)]),
            [
              ['Sheet1', []],
              ['Prices', ['PriceTable']],
            ],
          );
          assert.deepEqual(
            Array.from(table.columns.items, ({ name }) => name),
            ['Sku', 'Name', 'Price'],
          );
          return added;
        });

        await settled();
        await Excel.run(handler.context, async (context) => {
          handler.remove();
          await context.sync();
        });

        await Excel.run(async (context) => {
          const { workbook } = context;
          const sheet = workbook.worksheets.getItem('Prices');
          const prices = sheet.getRange('C2:C5');
          prices.numberFormat = [['0.00'], ['0.00'], ['0.00'], ['0.00']];
          prices.dataValidation.rule = { decimal: { formula1: 0, formula2: 1000, operator: 'Between' } };
          prices.dataValidation.errorAlert = { message: 'bad', showAlert: true, style: 'Stop', title: 'Price' };
          const format = prices.conditionalFormats.add('Custom');
          format.custom.rule.formula = '=C2>5';
          format.custom.format.font.color = 'red';
          workbook.names.add('PriceCol', prices);
          workbook.settings.add('k', { a: [1, 2], s: 'x' });
          workbook.properties.custom.add('ReleaseId', 'r-7');
          sheet.customProperties.add('sheetKey', 'v1');
          await context.sync();

          const named = workbook.names.getItem('PriceCol').getRange().load('address');
          const setting = workbook.settings.getItem('k').load('value');
          const property = workbook.properties.custom.getItemOrNullObject('ReleaseId').load('value');
          prices.conditionalFormats.load('items/type');
          prices.dataValidation.load('rule,type');
          prices.load('text');
          format.custom.rule.load('formula');
          const count = workbook.worksheets.getCount();
          prices.format.protection.locked = false;
          sheet.protection.protect({ allowAutoFilter: true }, 'pw');
          sheet.protection.load('protected');
          const frozen = sheet.freezePanes.getLocationOrNullObject().load('address');
          await context.sync();
          assert.equal(named.address, 'Prices!C2:C5');
          assert.deepEqual(setting.value, { a: [1, 2], s: 'x' });
          assert.equal(property.value, 'r-7');
          assert.deepEqual(
            Array.from(prices.conditionalFormats.items, ({ type }) => type),
            ['Custom'],
          );
          assert.deepEqual(prices.dataValidation.rule, {
            decimal: { formula1: 0, formula2: 1000, operator: 'Between' },
          });
          assert.equal(prices.dataValidation.type, 'Decimal');
          assert.deepEqual(prices.text, [['1.50'], ['2.00'], ['3.25'], ['4.00']]);
          assert.equal(format.custom.rule.formula, '=C2>5');
          assert.equal(count.value, 2);
          assert.equal(sheet.protection.protected, true);
          assert.equal(frozen.address, 'Prices!1:1');

          sheet.getRange('A2').values = [['X']];
          await context.sync().catch((error: OfficeExtension.Error) => errors.push(error.code));
          sheet.getRange('C2').values = [[7]];
          await context.sync();
          sheet.protection.unprotect('pw');
          await context.sync();
        });

        const failing = (members: (sheets: Excel.WorksheetCollection) => OfficeExtension.ClientObject) =>
          Excel.run(async (context) => {
            context.load(members(context.workbook.worksheets));
            await context.sync();
          }).catch((error: OfficeExtension.Error) => errors.push(error.code));
        await failing((sheets) => sheets.getItem('Nope').getRange('A1'));
        await failing((sheets) => sheets.getItem('Prices').charts);

        await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem('Prices');
          const cell = sheet.getRange('A5').load('values,address');
          await context.sync();
          sheet.getRange('2:2').insert('Down');
          cell.load('address,values');
          await context.sync();
          assert.deepEqual([cell.address, cell.values], ['Prices!A6', [['D-4']]]);
          sheet.getRange('2:2').delete('Up');
          await context.sync();
        });

        Office.context.document.settings.set('docKey', { v: 1 });
        await new Promise((resolve) => Office.context.document.settings.saveAsync(resolve));
        assert.deepEqual(JSON.parse(book.settings.get('docKey') ?? ''), { v: 1 });
        assert.deepEqual(errors, ['AccessDenied', 'ItemNotFound', 'ApiNotFound']);
        assert.deepEqual(
          changes.map(({ address }) => address),
          ['A5:C5'],
        );
      },
      { notPlayed: ['Worksheet.Charts'] },
    ));
});
