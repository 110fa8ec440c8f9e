import assert from 'node:assert/strict';
import { codeOf, onSheet, withExcel } from '#test/support/excel';

describe('data validation', () => {
  it('[E27] set on part of an area is taken off the rest of it there alone', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        sheet.getRange('A1:A9').dataValidation.rule = { list: { inCellDropDown: true, source: 'yes,no' } };
        const other = sheet.getRange('A3:A4').dataValidation;
        other.rule = { wholeNumber: { formula1: 1, operator: 'GreaterThan' } };
        other.prompt = { message: 'A number.', showPrompt: true, title: 'Points' };
        const [first, part, all] = ['A1:A2', 'A3', 'A1:A9'].map((at) =>
          sheet.getRange(at).dataValidation.load('type,rule,prompt,ignoreBlanks'),
        );
        await context.sync();
        assert.deepEqual([first?.type, part?.type, all?.type], ['List', 'WholeNumber', 'None']);
        assert.equal(part?.prompt.message, 'A number.');
        sheet.getRange('A1:A9').dataValidation.clear();
        const cleared = sheet.getRange('A3').dataValidation.load('type');
        await context.sync();
        assert.equal(cleared.type, 'None');
        const wrong = sheet.getRange('A1').dataValidation;
        wrong.rule = { nonsense: {} } as Excel.DataValidationRule;
        assert.equal(await codeOf(context.sync()), 'InvalidArgument');
      });
    }));
});
