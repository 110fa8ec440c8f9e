import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '#engine/config';
import { serveEngine } from '#engine/serve';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';
import { openWorkbook, rowsOf } from '#test/support/workbook-person';

describe('the first start', function () {
  this.timeout(60_000);

  it('[T137] serves the page with the default assessments at once, and then puts their workbooks into the folder', () =>
    withTemporaryFolder(async (root) => {
      const config = readConfig({ data: join(root, 'data'), folder: join(root, 'folder'), port: '0' }, {});
      assert.ok(config.ok);
      const served = await serveEngine(config.value, silentLog);
      assert.ok(served.ok);
      const { engine, url, stop } = served.value;
      try {
        const page = await (await fetch(`${url}/`)).text();
        const titles = ['Office 365 ISO 27001', 'Office 365 NIST 800-53', 'Office 365 GDPR'];
        for (const title of titles) assert.ok(page.includes(title), title);
        await engine.placeWorkbooks();
        const folder = join(root, 'folder', 'Default Group');
        assert.deepEqual((await readdir(folder)).sort(), titles.map((title) => `${title}.xlsx`).sort());
        const [group] = await engine.useCases.groups();
        for (const { id, title } of group?.assessments ?? []) {
          const view = await engine.useCases.view(id);
          const workbook = await openWorkbook(join(folder, `${title}.xlsx`));
          for (const [sheet, rows] of [
            ['Action Items', view?.actions],
            ['Provider Controls', view?.providerActions],
          ] as const) {
            assert.deepEqual(
              rowsOf(workbook, sheet),
              rows?.map((row) => row.title),
              `${title}, ${sheet}`,
            );
          }
        }
      } finally {
        await stop();
      }
      const again = await serveEngine(config.value, silentLog);
      assert.ok(again.ok);
      const status = await again.value.engine.useCases.status();
      assert.deepEqual([status.templates, status.assessments], [11, 3]);
      await again.value.stop();
    }));
});
