import assert from 'node:assert/strict';
import { hostErrors } from '#addin/workbench/excel/faults';
import { codeOf, onSheet, settled, withExcel } from '#test/support/excel';

describe('a pane and its Excel', () => {
  it('[E33] refuse requests and answers over 5 MB, and reads of more than 5,000,000 cells', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const long = 'x'.repeat(32_000);
      const write = (rows: number): Promise<string> =>
        codeOf(
          onSheet(pane, async (sheet) => {
            sheet.getRange(`A1:A${rows}`).values = Array.from({ length: rows }, () => [long]);
          }),
        );
      assert.equal(await write(100), 'succeeded');
      assert.equal(await write(200), 'RequestPayloadSizeLimitExceeded');
      await onSheet(pane, async (sheet) => {
        sheet.getRange('B1:B100').values = Array.from({ length: 100 }, () => [long]);
      });
      const read = (address: string): Promise<string> =>
        codeOf(onSheet(pane, async (sheet) => void sheet.getRange(address).load('values')));
      assert.equal(await read('A1:A100'), 'succeeded');
      assert.equal(await read('A1:B100'), 'ResponsePayloadSizeLimitExceeded');
      assert.equal(await read('A1:F1000000'), 'RangeExceedsLimit');
    }));

  it('[E34] refuse a pane while a person types in a cell, or let it wait if it asked to', () =>
    withExcel(async ({ openPane, me }) => {
      const pane = await openPane();
      me.startCellEdit();
      const refused = onSheet(pane, async (sheet) => void sheet.load('name'));
      assert.equal(await codeOf(refused), 'InvalidOperationInCellEditMode');
      let finished = false;
      const waiting = pane.Excel.run({ delayForCellEdit: true }, async (context) => {
        context.workbook.worksheets.getActiveWorksheet().load('name');
        await context.sync();
        finished = true;
      });
      await settled();
      assert.equal(finished, false);
      me.endCellEdit();
      await waiting;
      assert.equal(finished, true);
    }));

  it('[E35] have latency, a lost server and errors by number, as long as these are switched on', () =>
    withExcel(async ({ openPane, host }) => {
      const pane = await openPane();
      const ask = (): Promise<string> => codeOf(onSheet(pane, async (sheet) => void sheet.load('name')));
      host.faults.offline = true;
      assert.notEqual(await ask(), 'succeeded');
      host.faults.offline = false;
      host.faults.nextErrors.push(hostErrors.activityLimitReached, hostErrors.accessDenied);
      assert.equal(await ask(), 'ActivityLimitReached');
      assert.equal(await ask(), 'AccessDenied');
      assert.equal(await ask(), 'succeeded');
      host.faults.latency = 40;
      const before = performance.now();
      assert.equal(await ask(), 'succeeded');
      assert.ok(performance.now() - before >= 39);
    }));

  it('[E30] keep one store of settings for both interfaces and all panes, and tell the others of a save', () =>
    withExcel(async ({ openPane }) => {
      const [saver, other] = [await openPane(), await openPane('colleague')];
      let told = 0;
      const { settings } = other.Office.context.document;
      await new Promise((done) =>
        settings.addHandlerAsync(other.Office.EventType.SettingsChanged, () => (told += 1), done),
      );
      saver.Office.context.document.settings.set('cursor', { position: 7 });
      await new Promise((done) => saver.Office.context.document.settings.saveAsync(done));
      await settled();
      assert.equal(told, 1);
      assert.equal(settings.get('cursor'), null);
      await new Promise<void>((done) => settings.refreshAsync(() => done()));
      assert.deepEqual(settings.get('cursor'), { position: 7 });
      await onSheet(other, async (_, context) => {
        const store = context.workbook.settings;
        const cursor = store.getItem('cursor').load('value');
        const none = store.getItemOrNullObject('none');
        store.add('more', 'text');
        await context.sync();
        assert.deepEqual([cursor.value, none.isNullObject], [{ position: 7 }, true]);
        store.getItem('cursor').delete();
        const count = store.getCount();
        await context.sync();
        assert.equal(count.value, 1);
      });
    }));

  it('[E36] run the action of a ribbon button, and are done when the action says so', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const pressed: string[] = [];
      let complete = (): void => undefined;
      pane.Office.actions.associate('showConflicts', (event: Office.AddinCommands.Event) => {
        pressed.push(event.source.id);
        complete = () => event.completed();
      });
      let done = false;
      const press = pane.host.pressButton('showConflicts', 'ConflictsButton').then(() => {
        done = true;
      });
      await settled();
      assert.deepEqual([pressed, done], [['ConflictsButton'], false]);
      complete();
      await press;
      await pane.Office.ribbon.requestUpdate({
        tabs: [{ id: 'ControlbookTab', groups: [{ id: 'g', controls: [{ id: 'SyncButton', enabled: false }] }] }],
      });
      assert.deepEqual(pane.host.ribbonUpdates, [{ button: 'SyncButton', enabled: false }]);
    }));

  it('[E38] open a dialog in Excel, which talks to the pane and is closed from either side', () =>
    withExcel(async ({ openPane }) => {
      const pane = await openPane();
      const heard: unknown[] = [];
      const open = (): Promise<Office.Dialog> =>
        new Promise((resolve) =>
          pane.Office.context.ui.displayDialogAsync(
            'https://localhost/sign-in.html',
            { displayInIframe: true, width: 30, height: 40 },
            ({ value }) => resolve(value),
          ),
        );
      const dialog = await open();
      dialog.addEventHandler(pane.Office.EventType.DialogMessageReceived, (event: object) => heard.push(event));
      dialog.addEventHandler(pane.Office.EventType.DialogEventReceived, (event: object) => heard.push(event));
      const [shown] = pane.host.dialogs;
      assert.match(JSON.stringify(shown?.options), /sign-in/);
      shown?.sendToPane('signed in');
      shown?.close();
      await settled();
      assert.deepEqual(
        heard.map((event) => Object.values(event as object).slice(1)[0]),
        ['signed in', 12_006],
      );
      assert.equal(pane.host.dialogs.length, 0);
      (await open()).close();
      await settled();
      assert.equal(pane.host.dialogs.length, 0);
    }));

  it('[E39] hand out an access token, or say that nobody is signed in', async () => {
    await withExcel(
      async ({ openPane }) => assert.equal(await (await openPane()).Office.auth.getAccessToken(), 'abc'),
      {
        accessToken: 'abc',
      },
    );
    await withExcel(async ({ openPane }) => {
      const { Office } = await openPane();
      assert.equal(await codeOf(Office.auth.getAccessToken()), 13_001);
    });
  });
});
