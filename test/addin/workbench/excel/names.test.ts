import assert from 'node:assert/strict';
import { codeOf, onSheet, withExcel } from '#test/support/excel';

describe('names', () => {
  it('[E29] lead to their cells and move with them; on a lost range they are an error', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, { workbook }) => {
        workbook.names.add('Score', sheet.getRange('B2'), 'where the score stands');
        workbook.names.add('Written', '=Sheet1!$C$3:$C$4');
        workbook.names.add('Ten', '=10');
        sheet.names.add('Score', sheet.getRange('D4'));
        sheet.getRange('B2').values = [[7]];
      });
      me.insertRows('1:1');
      await onSheet(pane, async (sheet, context) => {
        const { names } = context.workbook;
        const score = names.getItem('score').load('value,formula,type,scope,comment');
        const own = sheet.names.getItem('Score').getRange().load('address');
        const written = names.getItem('Written').getRange().load('address');
        const ten = names.getItem('Ten').getRangeOrNullObject();
        const byName = sheet.getRange('Score').load('address');
        const none = names.getItemOrNullObject('None');
        await context.sync();
        assert.deepEqual(
          [score.value, score.formula, score.type, score.scope, score.comment],
          [7, '=Sheet1!$B$3', 'Range', 'Workbook', 'where the score stands'],
        );
        assert.deepEqual([own.address, written.address], ['Sheet1!D5', 'Sheet1!C4:C5']);
        // A sheet's own name comes first.
        assert.equal(byName.address, 'Sheet1!D5');
        assert.deepEqual([ten.isNullObject, none.isNullObject], [true, true]);
      });
      me.deleteRows('3:3');
      await onSheet(pane, async (_, context) => {
        const score = context.workbook.names.getItem('Score').load('formula,type');
        const gone = context.workbook.names.getItem('Score').getRangeOrNullObject();
        await context.sync();
        assert.deepEqual([score.formula, score.type, gone.isNullObject], ['=#REF!', 'Error', true]);
      });
    }));

  it('[E29] are taken once in their scope, and look like no cell', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const add = (name: string): Promise<string> =>
        codeOf(onSheet(pane, async (_, { workbook }) => void workbook.names.add(name, '=1')));
      assert.equal(await add('Rate'), 'succeeded');
      assert.equal(await add('RATE'), 'ItemAlreadyExists');
      assert.equal(await add('AB12'), 'InvalidArgument');
      assert.equal(await add('two words'), 'InvalidArgument');
      await onSheet(pane, async (_, context) => {
        context.workbook.names.getItem('Rate').delete();
        const count = context.workbook.names.getCount();
        await context.sync();
        assert.equal(count.value, 0);
      });
    }));
});
