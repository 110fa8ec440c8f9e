import assert from 'node:assert/strict';
import { officeThemes } from '#addin/workbench/desktop/desktop-seam';
import { onSheet, settled, withExcel } from '#test/support/excel';

describe('Excel for Windows', () => {
  it('[E5] runs the pane on a PC, with cells, events, selection, settings, ribbon and the theme of Office', () =>
    withExcel(
      async ({ openPane, book, me }) => {
        const pane = await openPane({ seam: 'desktop', theme: () => officeThemes.dark });
        const { Office } = pane;
        assert.equal(Office.context.platform, 'PC');
        assert.equal(Office.context.officeTheme.bodyBackgroundColor, '#262626');
        const heard: string[] = [];
        await onSheet(pane, async (sheet, context) => {
          sheet.onChanged.add(async ({ address }) => void heard.push(address));
          context.workbook.onSelectionChanged.add(async () => void heard.push('selection'));
        });
        me.type('B2', '7');
        me.select('C3');
        await settled();
        assert.deepEqual(heard, ['B2', 'selection']);

        Office.context.document.settings.set('key', { v: 1 });
        await new Promise((resolve) => Office.context.document.settings.saveAsync(resolve));
        assert.equal(book.settings.get('key'), '{"v":1}');

        Office.actions.associate('syncNow', (event: Office.AddinCommands.Event) => {
          heard.push(event.source.id);
          event.completed();
        });
        await pane.host.pressButton('syncNow', 'SyncButton');
        assert.equal(heard.at(-1), 'SyncButton');
        assert.equal(await Office.auth.getAccessToken(), 'token');
      },
      { accessToken: 'token' },
    ));
});
