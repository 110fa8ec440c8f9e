import assert from 'node:assert/strict';
import { codeOf, type OfficePane, onSheet, settled, type TestExcel, withExcel } from '#test/support/excel';

/** A table of five rows at A1:C6: Name, Points, Double. */
async function withFruit(test: (excel: TestExcel, pane: OfficePane) => Promise<void>): Promise<void> {
  await withExcel(async (excel) => {
    const pane = await excel.openPane();
    await onSheet(pane, async (sheet) => {
      sheet.getRange('A1:C6').values = [
        ['Name', 'Points', 'Double'],
        ['pear', 2, '=B2*2'],
        ['Apple', 3, '=B3*2'],
        ['', 2, '=B4*2'],
        ['fig', 'none', '=B5*2'],
        ['date', 1, '=B6*2'],
      ];
      sheet.tables.add('A1:C6', true).name = 'Fruit';
      sheet.getRange('A3').format.fill.color = '#FF0000';
    });
    await test(excel, pane);
  });
}

async function rows(pane: OfficePane, address = 'A2:C6') {
  return onSheet(pane, async (sheet, context) => {
    const range = sheet.getRange(address).load('formulas');
    await context.sync();
    return range.formulas;
  });
}

describe('sorting', () => {
  it('[E17] is stable, numbers before texts and blanks last, either way; formulas and looks move along', () =>
    withFruit(async ({ me }, pane) => {
      me.sort('Fruit', 'Points');
      assert.deepEqual(await rows(pane), [
        ['date', 1, '=B2*2'],
        ['pear', 2, '=B3*2'],
        ['', 2, '=B4*2'],
        ['Apple', 3, '=B5*2'],
        ['fig', 'none', '=B6*2'],
      ]);
      me.sort('Fruit', 'Name', false);
      assert.deepEqual(
        (await rows(pane)).map(([name]) => name),
        ['pear', 'fig', 'date', 'Apple', ''],
      );
      await onSheet(pane, async (sheet, context) => {
        const fill = sheet.getRange('A5').format.fill.load('color');
        await context.sync();
        assert.equal(fill.color, '#FF0000');
      });
    }));

  it('[E17] by a pane or a person is told as a sort, not as an edit', () =>
    withFruit(async ({ me }, pane) => {
      const heard: string[] = [];
      await onSheet(pane, async (sheet, context) => {
        sheet.onChanged.add(async ({ address }) => void heard.push(`changed ${address}`));
        sheet.onRowSorted.add(async ({ address }) => void heard.push(`sorted ${address}`));
        await context.sync();
        sheet.tables.getItem('Fruit').sort.apply([{ key: 1, ascending: true }]);
      });
      me.sort('Fruit', 'Name');
      await settled();
      assert.deepEqual(heard, ['sorted A2:C6', 'sorted A2:C6']);
    }));
});

describe('filtering', () => {
  it('[E18] hides the rows that do not pass, by a person or a pane; a sort leaves them where they are', () =>
    withFruit(async ({ me }, pane) => {
      const hidden = (): Promise<readonly unknown[]> =>
        onSheet(pane, async (sheet, context) => {
          const shown = [2, 3, 4, 5, 6].map((row) => sheet.getRange(`${row}:${row}`).load('rowHidden'));
          await context.sync();
          return shown.map(({ rowHidden }) => rowHidden);
        });
      me.filter('Fruit', 'Name', ['pear', 'date']);
      assert.deepEqual(await hidden(), [false, true, true, true, false]);
      me.sort('Fruit', 'Points');
      assert.deepEqual(
        (await rows(pane)).map(([name]) => name),
        ['date', 'Apple', '', 'fig', 'pear'],
      );
      await onSheet(pane, async (sheet) => {
        const { columns } = sheet.tables.getItem('Fruit');
        columns.getItem('Name').filter.clear();
        columns.getItem('Points').filter.applyCustomFilter('>=2');
      });
      assert.deepEqual(await hidden(), [true, false, false, true, false]);
      await onSheet(pane, async (sheet) => sheet.tables.getItem('Fruit').clearFilters());
      assert.deepEqual(await hidden(), [false, false, false, false, false]);
    }));

  it('[E18] on what is not played is refused by name', () =>
    withFruit(async (_, pane) => {
      const top = onSheet(pane, async (sheet) => {
        const criteria = { filterOn: 'TopItems', criterion1: '1' } as Excel.FilterCriteria;
        sheet.tables.getItem('Fruit').columns.getItem('Points').filter.apply(criteria);
      });
      assert.equal(await codeOf(top), 'UnsupportedOperation');
    }));
});

describe('protection', () => {
  it('[E26] refuses a write that touches one locked cell, whole, and takes one to unlocked cells', () =>
    withFruit(async ({ me }, pane) => {
      await onSheet(pane, async (sheet) => {
        sheet.getRange('B2:B6').format.protection.locked = false;
        sheet.protection.protect({ allowSort: true });
      });
      const write = (address: string, values: unknown[][]): Promise<string> =>
        codeOf(
          onSheet(pane, async (sheet) => {
            sheet.getRange(address).values = values;
          }),
        );
      assert.equal(await write('A2:B2', [['x', 1]]), 'AccessDenied');
      assert.equal(await write('B2', [[9]]), 'succeeded');
      assert.equal(await write('E9', [['elsewhere']]), 'AccessDenied');
      assert.throws(() => me.type('A2', 'x'), { code: 'AccessDenied' });
      me.type('B3', '4');
      assert.deepEqual((await rows(pane)).slice(0, 2), [
        ['pear', 9, '=B2*2'],
        ['Apple', 4, '=B3*2'],
      ]);
    }));

  it('[E26] allows what it was told to allow, and nothing else', () =>
    withFruit(async ({ me }, pane) => {
      await onSheet(pane, async (sheet) => {
        sheet.protection.protect({ allowAutoFilter: true, allowInsertRows: true }, 'secret');
      });
      me.filter('Fruit', 'Name', ['pear']);
      me.insertRows('9:9');
      assert.throws(() => me.deleteRows('9:9'), { code: 'AccessDenied' });
      const tried = async (work: (sheet: Excel.Worksheet) => void): Promise<string> =>
        codeOf(onSheet(pane, async (sheet) => work(sheet)));
      assert.equal(await tried((sheet) => (sheet.getRange('A1').format.fill.color = 'red')), 'AccessDenied');
      assert.equal(await tried((sheet) => (sheet.getRange('A:A').format.columnWidth = 9)), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.getRange('A1').clear()), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.tables.add('H1:I2', true)), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.tables.getItem('Fruit').rows.add()), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.getRange('A1').conditionalFormats.add('Custom')), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.comments.add('Sheet1!A1', 'x')), 'AccessDenied');
      assert.equal(await tried((sheet) => sheet.protection.protect()), 'InvalidOperation');
      assert.equal(await tried((sheet) => sheet.protection.unprotect('wrong')), 'InvalidArgument');
      assert.equal(await tried((sheet) => sheet.protection.unprotect('secret')), 'succeeded');
      assert.equal(await tried((sheet) => sheet.getRange('A1').clear()), 'succeeded');
    }));
});

describe('marks on a protected sheet', () => {
  it('[E26] are taken where it allows looks and objects', () =>
    withFruit(async (_, pane) => {
      await onSheet(pane, async (sheet, context) => {
        sheet.protection.protect({ allowFormatCells: true, allowEditObjects: true });
        sheet.getRange('A1').conditionalFormats.add('Custom').custom.rule.formula = '=TRUE';
        sheet.getRange('A1').format.fill.color = '#FF0000';
        sheet.comments.add('Sheet1!A1', 'look');
        const count = sheet.comments.getCount();
        sheet.protection.load('protected,options');
        await context.sync();
        assert.equal(count.value, 1);
        assert.deepEqual(
          [sheet.protection.protected, sheet.protection.options.allowFormatCells, sheet.protection.options.allowSort],
          [true, true, false],
        );
      });
    }));
});

describe('frozen panes', () => {
  it('[E32] are kept and found again', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const location = (work: (panes: Excel.WorksheetFreezePanes) => void): Promise<string> =>
        onSheet(pane, async (sheet, context) => {
          work(sheet.freezePanes);
          const place = sheet.freezePanes.getLocationOrNullObject().load('address');
          await context.sync();
          return place.isNullObject ? 'none' : place.address;
        });
      assert.equal(await location(() => undefined), 'none');
      assert.equal(await location((panes) => panes.freezeRows(4)), 'Sheet1!1:4');
      assert.equal(await location((panes) => panes.freezeColumns(2)), 'Sheet1!A:B');
      assert.equal(await location((panes) => panes.freezeAt('A1:B4')), 'Sheet1!A1:B4');
      assert.equal(await location((panes) => panes.unfreeze()), 'none');
    }));
});
