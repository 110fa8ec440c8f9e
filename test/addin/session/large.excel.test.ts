import assert from 'node:assert/strict';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { type TestExcel, withExcel } from '#test/support/excel';
import { bound, createPaneServer, openExcelSession, type PaneServer, until } from '#test/support/pane/excel-session';
import { layOutWorkbook } from '#test/support/pane/lay-out-workbook';

describe('a large assessment in Excel', function () {
  this.timeout(60_000);
  let server: PaneServer;
  beforeEach(async () => {
    server = await createPaneServer();
  });
  afterEach(() => server.close());

  /** Opens a session in a workbook that is laid out, and counts what the pane asks Excel until it is in step. */
  async function roundsToBind(excel: TestExcel, actions: number): Promise<number> {
    const titles = Array.from({ length: actions }, (_, index) => `Action ${index + 1}`);
    const template = await server.test.template(`With ${actions}`, { 'C-1': titles });
    const assessment = await server.test.open(`${actions} actions`, template);
    const view = await server.useCases.view(assessment.id);
    assert.equal(view?.actions.length, actions);
    await layOutWorkbook(await excel.openPane('somebody'), projectWorkbook(view));
    const session = await openExcelSession(excel, { ...server, assessment }, { layOut: false });
    await bound(session);
    await until('nothing under way', () => session.state().busy.length === 0);
    session.stop();
    return excel.host.batches.filter(({ pane }) => pane === session.pane.id).length;
  }

  it('[P79] a thousand rows are bound with as few rounds to Excel as ten', async () => {
    let few = 0;
    await withExcel(async (excel) => {
      few = await roundsToBind(excel, 10);
    });
    await withExcel(async (excel) => {
      const many = await roundsToBind(excel, 1_000);
      assert.ok(few > 0 && many <= few + 2 && many <= 25, `${few} rounds for ten rows, ${many} for a thousand`);
    });
  });
});
