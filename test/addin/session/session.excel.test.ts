import assert from 'node:assert/strict';
import { withExcel } from '#test/support/excel';
import {
  addressOf,
  bound,
  createPaneServer,
  openExcelSession,
  type PaneServer,
  shownIn,
  until,
} from '#test/support/pane/excel-session';

describe('a session in Excel', () => {
  let server: PaneServer;
  beforeEach(async () => {
    server = await createPaneServer();
  });
  afterEach(() => server.close());

  it('[P10] sends what a person types, and another workbook shows it', () =>
    withExcel(async (mine) =>
      withExcel(async (yours) => {
        const a = await openExcelSession(mine, server);
        const b = await openExcelSession(yours, server);
        await bound(a);
        await bound(b);
        mine.me.type(addressOf(mine.book, 'Patch', 'implementationNotes'), 'every month');
        await until(
          'the other workbook shows it',
          () => shownIn(yours.book, 'Patch', 'implementationNotes') === 'every month',
        );
        mine.me.type(addressOf(mine.book, 'Patch', 'testDate'), '2026-04-03');
        await until('the date', () => shownIn(yours.book, 'Patch', 'testDate') === 46_115);
        yours.me.pick(addressOf(yours.book, 'Train', 'implementationStatus'), 'Planned');
        yours.me.select(addressOf(yours.book, 'Train', 'testPlan'));
        b.wake();
        await until('the pick', () => shownIn(mine.book, 'Train', 'implementationStatus') === 'Planned');
        assert.deepEqual(a.state().problems, []);
        a.stop();
        b.stop();
      }),
    )).timeout(30_000);
});
