import assert from 'node:assert/strict';
import { onSheet, withExcel } from '#test/support/excel';

describe('properties', () => {
  it('[E30] of workbook and sheet are kept by key', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      await onSheet(pane, async (sheet, context) => {
        const { properties } = context.workbook;
        properties.title = 'Assessment';
        properties.custom.add('Release', 7);
        properties.custom.add('release', 8);
        sheet.customProperties.add('key', 'one');
        sheet.customProperties.add('key', 'two');
        const release = properties.custom.getItem('RELEASE').load('value,type,key');
        const count = properties.custom.getCount();
        const own = sheet.customProperties.getItemOrNullObject('key').load('value');
        properties.load('title');
        await context.sync();
        assert.deepEqual([release.value, release.type, release.key, count.value], [8, 'Number', 'Release', 1]);
        assert.deepEqual([own.value, properties.title], ['two', 'Assessment']);
        properties.custom.getItem('Release').delete();
        const gone = properties.custom.getItemOrNullObject('Release');
        await context.sync();
        assert.equal(gone.isNullObject, true);
      });
    }));
});
