import assert from 'node:assert/strict';
import { codeOf, onSheet, withExcel } from '#test/support/excel';

describe('conditional formats', () => {
  it('[E28] keep rule, look, order and area', () =>
    withExcel(async ({ openPane, book }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        const range = sheet.getRange('B2:B9');
        const first = range.conditionalFormats.add('CellValue');
        first.cellValue.rule = { formula1: '="Passed"', operator: 'EqualTo' };
        first.cellValue.format.fill.color = '#00ff00';
        const second = range.conditionalFormats.add('Custom');
        second.custom.rule.formula = '=$B2>5';
        second.custom.format.font.bold = true;
        second.stopIfTrue = true;
        await context.sync();
        const formats = sheet.getRange('B5').conditionalFormats.load('items/type,items/priority,items/stopIfTrue');
        const where = first.getRange().load('address');
        first.cellValue.load('rule');
        first.cellValue.format.fill.load('color');
        const none = second.cellValueOrNullObject;
        await context.sync();
        assert.deepEqual(
          Array.from(formats.items, ({ type, priority, stopIfTrue }) => [type, priority, stopIfTrue]),
          [
            ['Custom', 0, true],
            ['CellValue', 1, false],
          ],
        );
        assert.equal(where.address, 'Sheet1!B2:B9');
        assert.deepEqual(first.cellValue.rule, { formula1: '="Passed"', operator: 'EqualTo' });
        assert.equal(first.cellValue.format.fill.color, '#00FF00');
        assert.equal(none.isNullObject, true);
        first.delete();
      });
      assert.deepEqual(
        book.sheets[0]?.conditionalFormats.map(({ type }) => type),
        ['Custom'],
      );
      await onSheet(pane, async (sheet) => sheet.getRange('B2').conditionalFormats.clearAll());
      assert.deepEqual(book.sheets[0]?.conditionalFormats, []);
      const bars = onSheet(pane, async (sheet) => void sheet.getRange('A1').conditionalFormats.add('DataBar'));
      assert.equal(await codeOf(bars), 'UnsupportedOperation');
    }));
});
