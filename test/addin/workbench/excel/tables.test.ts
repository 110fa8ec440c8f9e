import assert from 'node:assert/strict';
import { codeOf, type OfficePane, onSheet, type TestExcel, withExcel } from '#test/support/excel';

/** A table of three rows at B2:D5: Name, Points, Double (a formula). Status has a drop-down and a look. */
async function withTable(test: (excel: TestExcel, pane: OfficePane) => Promise<void>): Promise<void> {
  await withExcel(async (excel) => {
    const pane = await excel.openPane();
    await onSheet(pane, async (sheet) => {
      sheet.getRange('B2:D5').values = [
        ['Name', 'Points', 'Double'],
        ['pear', 2, '=C3*2'],
        ['apple', 3, '=C4*2'],
        ['fig', 1, '=C5*2'],
      ];
      sheet.tables.add('B2:D5', true).name = 'Fruit';
      sheet.getRange('C3:C5').numberFormat = [['0.0'], ['0.0'], ['0.0']];
      sheet.getRange('B3:B5').dataValidation.rule = { list: { inCellDropDown: true, source: 'pear,apple,fig,kiwi' } };
      sheet.getRange('C3:C5').conditionalFormats.add('Custom').custom.rule.formula = '=C3>2';
    });
    await test(excel, pane);
  });
}

async function tableAt(pane: OfficePane, name = 'Fruit') {
  return pane.Excel.run(async (context) => {
    const table = context.workbook.tables.getItem(name);
    const range = table.getRange().load('address,formulas,text');
    table.columns.load('items/name,items/id,items/index');
    table.rows.load('count');
    await context.sync();
    return {
      address: range.address.replace('Sheet1!', ''),
      formulas: range.formulas,
      text: range.text,
      columns: Array.from(table.columns.items, ({ name: column }) => column),
      rows: table.rows.count,
    };
  });
}

describe('tables', () => {
  it('[E13] have headers that are text, never empty and each different', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1:D1').values = [['Name', 'name', '', 2026]];
        sheet.tables.add('A1:D3', true).name = 'Odd';
      });
      assert.deepEqual((await tableAt(pane, 'Odd')).columns, ['Name', 'name2', 'Column3', '2026']);
      me.type('C1', 'Owner');
      me.type('B1', 'Owner');
      const { columns, formulas } = await tableAt(pane, 'Odd');
      assert.deepEqual(columns, ['Name', 'Owner', 'Owner2', '2026']);
      assert.deepEqual(formulas[0], columns);
    }));

  it('[E13] have a name no other table or defined name has', () =>
    withTable(async (_, pane) => {
      const rename = (name: string): Promise<string> =>
        codeOf(
          onSheet(pane, async (sheet) => {
            sheet.tables.add('H1:I2', true).name = name;
          }),
        );
      assert.equal(await rename('fruit'), 'ItemAlreadyExists');
      assert.equal(
        await codeOf(onSheet(pane, async (_sheet, { workbook }) => void workbook.names.add('FRUIT', '=1'))),
        'ItemAlreadyExists',
      );
    }));

  it('[E13] without headers get a row of their own above', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet) => {
        sheet.getRange('A1:B2').values = [
          [1, 2],
          [3, 4],
        ];
        sheet.tables.add('A1:B2', false).name = 'Plain';
      });
      const { address, formulas } = await tableAt(pane, 'Plain');
      assert.equal(address, 'A1:B3');
      assert.deepEqual(formulas, [
        ['Column1', 'Column2'],
        [1, 2],
        [3, 4],
      ]);
    }));

  it('[E14] take in what is typed below, with looks, rules and column formulas', () =>
    withTable(async ({ me }, pane) => {
      me.type('B6', 'kiwi');
      const { address, formulas, text } = await tableAt(pane);
      assert.equal(address, 'B2:D6');
      assert.deepEqual(formulas[4], ['kiwi', '', '=C6*2']);
      me.type('C6', '7');
      assert.equal((await tableAt(pane)).text[4]?.[1], '7.0');
      assert.equal(text.length, 5);
      assert.throws(() => me.type('B6', 'no fruit'), /validation/);
      await onSheet(pane, async (sheet, context) => {
        const formats = sheet.getRange('C6').conditionalFormats;
        const count = formats.getCount();
        await context.sync();
        assert.equal(count.value, 1);
      });
    }));

  it('[E14] take in pasted rows and a column beside, but nothing typed apart or below totals', () =>
    withTable(async ({ me }, pane) => {
      me.paste('B6', [
        ['x', 1],
        ['y', 2],
      ]);
      assert.equal((await tableAt(pane)).address, 'B2:D7');
      me.type('E3', 'beside');
      const { address, columns } = await tableAt(pane);
      assert.deepEqual([address, columns.at(-1)], ['B2:E7', 'Column4']);
      me.type('B9', 'apart');
      assert.equal((await tableAt(pane)).address, 'B2:E7');
      await onSheet(pane, async (sheet) => {
        sheet.tables.getItem('Fruit').showTotals = true;
      });
      me.type('B9', 'below');
      const { address: withTotals, rows } = await tableAt(pane);
      assert.deepEqual([withTotals, rows], ['B2:E8', 5]);
    }));

  it('[E15] take rows in at the end and in the middle; what stands below makes way', () =>
    withTable(async ({ me }, pane) => {
      me.type('B7', 'below');
      await onSheet(pane, async (sheet) => {
        const { rows } = sheet.tables.getItem('Fruit');
        rows.add(0, [['first', 9, '=C3*2']]);
        rows.add(undefined, [
          ['last', 8, '=1'],
          ['latest', 7, '=2'],
        ]);
      });
      const { address, formulas } = await tableAt(pane);
      assert.equal(address, 'B2:D8');
      assert.deepEqual(
        formulas.map(([name]) => name),
        ['Name', 'first', 'pear', 'apple', 'fig', 'last', 'latest'],
      );
      assert.deepEqual(formulas[2], ['pear', 2, '=C4*2']);
      await onSheet(pane, async (sheet, context) => {
        const below = sheet.getRange('B9:B11').load('values');
        await context.sync();
        assert.deepEqual(below.values, [[''], ['below'], ['']]);
      });
    }));

  it('[E15] give rows up; the last one stays, blank', () =>
    withTable(async ({ me }, pane) => {
      await onSheet(pane, async (sheet) => sheet.tables.getItem('Fruit').rows.getItemAt(1).delete());
      assert.deepEqual(
        (await tableAt(pane)).formulas.map(([name]) => name),
        ['Name', 'pear', 'fig'],
      );
      me.deleteRows('3:4');
      const { address, formulas } = await tableAt(pane);
      assert.equal(address, 'B2:D3');
      assert.deepEqual(formulas[1], ['', '', '']);
      assert.equal(
        await codeOf(onSheet(pane, async (sheet) => sheet.tables.getItem('Fruit').rows.getItemAt(5).delete())),
        'ItemNotFound',
      );
    }));

  it('[E16] find columns by name, id and place; one is added with its values, renamed, taken out', () =>
    withTable(async (_, pane) => {
      await onSheet(pane, async (sheet, context) => {
        const { columns } = sheet.tables.getItem('Fruit');
        const added = columns.add(1, [['Owner'], ['a'], ['b'], ['c']]).load('id,index,name');
        const byName = columns.getItem('points').load('id,name,index');
        await context.sync();
        const byId = columns.getItem(byName.id).load('name');
        const byPlace = columns.getItemAt(1).load('name,id');
        const none = columns.getItemOrNullObject('None');
        await context.sync();
        assert.deepEqual([added.name, added.index, byName.index], ['Owner', 1, 2]);
        assert.deepEqual([byId.name, byPlace.id, none.isNullObject], ['Points', added.id, true]);
        byName.name = 'Score';
        columns.getItem('Double').delete();
      });
      const { formulas, columns } = await tableAt(pane);
      assert.deepEqual(columns, ['Name', 'Owner', 'Score']);
      assert.deepEqual(formulas[1], ['pear', 'a', 2]);
    }));

  it('[E12] stretch and shrink with rows and columns put in and taken out; what would tear one is refused', () =>
    withTable(async ({ me }, pane) => {
      me.insertRows('4:4');
      assert.equal((await tableAt(pane)).address, 'B2:D6');
      assert.deepEqual((await tableAt(pane)).formulas[2], ['', '', '=C4*2']);
      await onSheet(pane, async (sheet) => {
        sheet.getRange('C:C').insert('Right');
        sheet.getRange('A:A').delete('Left');
      });
      const { address, columns } = await tableAt(pane);
      assert.deepEqual([address, columns], ['A2:D6', ['Name', 'Column2', 'Points', 'Double']]);
      const tear = onSheet(pane, async (sheet) => void sheet.getRange('A3:B3').insert('Down'));
      assert.equal(await codeOf(tear), 'InsertDeleteConflict');
      assert.throws(() => me.deleteRows('2:2'));
    }));

  it('[E12] and everything else move with the cells: names, rules, merges, comments, frozen rows, formulas elsewhere', () =>
    withTable(async ({ me, book }, pane) => {
      await onSheet(pane, async (sheet, context) => {
        const other = context.workbook.worksheets.add('Other');
        other.getRange('A1').formulas = [['=SUM(Sheet1!C3:C5)+Sheet1!$C$5']];
        context.workbook.names.add('Points', sheet.getRange('C3:C5'));
        sheet.getRange('B10:C10').merge(false);
        sheet.comments.add('Sheet1!B10', 'look');
      });
      me.insertRows('Sheet1!1:2');
      const [sheet, other] = book.sheets;
      assert.equal(other?.cells.get(0)?.get(0)?.formula, '=SUM(Sheet1!C5:C7)+Sheet1!$C$7');
      assert.deepEqual(sheet?.merges, [{ top: 11, left: 1, bottom: 11, right: 2 }]);
      assert.deepEqual(
        sheet?.comments.map(({ row }) => row),
        [11],
      );
      assert.deepEqual(sheet?.validations[0]?.areas, [{ top: 4, left: 1, bottom: 6, right: 1 }]);
      assert.deepEqual(sheet?.conditionalFormats[0]?.areas, [{ top: 4, left: 2, bottom: 6, right: 2 }]);
      await onSheet(pane, async (_, context) => {
        const named = context.workbook.names.getItem('Points').getRange().load('address');
        await context.sync();
        assert.equal(named.address, 'Sheet1!C5:C7');
      });
    }));

  it('[E13] can be resized, converted to plain cells and deleted with them', () =>
    withTable(async (_, pane) => {
      await onSheet(pane, async (sheet, context) => {
        const table = sheet.tables.getItem('Fruit');
        table.resize('B2:E4');
        const range = table.getRange().load('address');
        await context.sync();
        assert.equal(range.address, 'Sheet1!B2:E4');
        const plain = table.convertToRange().load('values');
        const count = sheet.tables.getCount();
        await context.sync();
        assert.deepEqual([plain.values[0]?.[0], count.value], ['Name', 0]);
        sheet.tables.add('B2:D4', true).delete();
        const left = sheet.getRange('B2:B5').load('values');
        await context.sync();
        assert.deepEqual(left.values, [[''], [''], [''], ['fig']]);
      });
    }));
});
