import assert from 'node:assert/strict';
import { codeOf, type OfficePane, onSheet, settled, withExcel } from '#test/support/excel';

async function sheets(pane: OfficePane): Promise<readonly string[]> {
  return onSheet(pane, async (_, context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/name,items/visibility,items/position');
    await context.sync();
    return Array.from(worksheets.items, ({ name, visibility }) => (visibility === 'Visible' ? name : `(${name})`));
  });
}

describe('worksheets', () => {
  it('[E25] are added, named, moved, hidden and deleted', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (first, { workbook }) => {
        workbook.worksheets.add();
        const third = workbook.worksheets.add('Third');
        first.name = 'First';
        third.position = 0;
        workbook.worksheets.getItem('Sheet2').visibility = 'VeryHidden';
      });
      assert.deepEqual(await sheets(pane), ['Third', 'First', '(Sheet2)']);
      await onSheet(pane, async (_, { workbook }) => workbook.worksheets.getItem('first').delete());
      assert.deepEqual(await sheets(pane), ['Third', '(Sheet2)']);
      await onSheet(pane, async (_, context) => {
        const { worksheets } = context.workbook;
        const visible = worksheets.getCount(true);
        const next = worksheets.getFirst().getNextOrNullObject(true);
        const hidden = worksheets.getFirst().getNext().load('name');
        await context.sync();
        assert.deepEqual([visible.value, next.isNullObject, hidden.name], [1, true, 'Sheet2']);
      });
    }));

  it('[E25] have names Excel takes, each different; one visible sheet stays', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const tried = (work: (sheet: Excel.Worksheet, all: Excel.WorksheetCollection) => void): Promise<string> =>
        codeOf(onSheet(pane, async (sheet, { workbook }) => work(sheet, workbook.worksheets)));
      assert.equal(await tried((_, all) => all.add('sheet1')), 'ItemAlreadyExists');
      assert.equal(await tried((_, all) => all.add('a/b')), 'InvalidArgument');
      assert.equal(await tried((_, all) => all.add('x'.repeat(32))), 'InvalidArgument');
      assert.equal(await tried((sheet) => (sheet.name = '')), 'InvalidArgument');
      assert.equal(await tried((sheet) => (sheet.visibility = 'Hidden')), 'InvalidOperation');
      assert.equal(await tried((sheet) => sheet.delete()), 'InvalidOperation');
      assert.deepEqual(await sheets(pane), ['Sheet1']);
    }));

  it('[E25] tell what happens to them', () =>
    withExcel(async ({ openPane, me, book }) => {
      const pane = await openPane({ requirements: { ExcelApi: '1.15', ExcelApiOnline: '1.1' } });
      const heard: string[] = [];
      await onSheet(pane, async (_, { workbook: { worksheets } }) => {
        worksheets.onAdded.add(async ({ worksheetId, source }) => {
          heard.push(`added ${book.sheets.find(({ id }) => id === worksheetId)?.name ?? ''} ${source}`);
        });
        worksheets.onDeleted.add(async ({ source }) => void heard.push(`deleted ${source}`));
        worksheets.onNameChanged.add(async ({ nameBefore, nameAfter }) => {
          heard.push(`renamed ${nameBefore} ${nameAfter}`);
        });
        worksheets.onVisibilityChanged.add(async ({ visibilityBefore, visibilityAfter }) => {
          heard.push(`${visibilityBefore} to ${visibilityAfter}`);
        });
        worksheets.onProtectionChanged.add(async ({ isProtected }) => void heard.push(`protected ${isProtected}`));
      });
      await onSheet(pane, async (_, { workbook: { worksheets } }) => {
        const sheet = worksheets.add('More');
        sheet.visibility = 'Hidden';
        sheet.protection.protect();
      });
      await settled();
      me.renameSheet('More', 'Less');
      await onSheet(pane, async (sheet) => sheet.delete(), 'Less');
      await settled();
      assert.deepEqual(heard, [
        'added More Local',
        'Visible to Hidden',
        'protected true',
        'renamed More Less',
        'deleted Local',
      ]);
    }));

  it('[E12] that get another name are followed by the formulas and rules of all others', () =>
    withExcel(async ({ openPane, me, book }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, { workbook }) => {
        workbook.worksheets.add('Action Items').getRange('A1').values = [[3]];
        sheet.getRange('A1').values = [["=SUM('Action Items'!A1:A3)+Sheet1!B1"]];
        sheet.getRange('B1').dataValidation.rule = {
          list: { inCellDropDown: true, source: "='Action Items'!$A$1:$A$3" },
        };
      });
      me.renameSheet('Action Items', 'Actions');
      const [first] = book.sheets;
      assert.equal(first?.cells.get(0)?.get(0)?.formula, '=SUM(Actions!A1:A3)+Sheet1!B1');
      assert.deepEqual(first?.validations[0]?.rule, { list: { inCellDropDown: true, source: '=Actions!$A$1:$A$3' } });
    }));

  it('[E25] in front go away to the next visible one, for everybody who looked at it', () =>
    withExcel(async ({ openPane, me, book }) => {
      const [mine, theirs] = [await openPane(), await openPane('colleague')];
      await onSheet(mine, async (_, { workbook }) => {
        workbook.worksheets.add('Second');
        workbook.worksheets.add('Third');
      });
      me.activate('Second');
      await onSheet(theirs, async (sheet) => sheet.activate(), 'Second');
      await onSheet(mine, async (sheet) => sheet.delete(), 'Second');
      assert.deepEqual(
        [...book.seats.values()].map(({ activeSheet }) => activeSheet.name),
        ['Third', 'Third'],
      );
    }));
});
