import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerOptions } from '#engine/adapters/http/server-options';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import type { Workbench } from '#engine/app/workbench';
import { ok } from '#engine/domain/result';
import { plainWorkbook } from '#test/support/corpus/plain-workbook';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { namedIdentity } from '#test/support/test-identity';
import { createTestServer, type TestServer } from '#test/support/test-server';

const bytes = plainWorkbook({
  sheets: [{ name: 'One', inner: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>' }],
});
const sha256 = 'a'.repeat(64);

/** One workbook `One.xlsx` in the folder; saving needs no matching hash. */
const workbench: Workbench = {
  workbooks: () => ({ workbooks: [{ path: 'One.xlsx', assessment: null, state: 'in step', message: '' }] }),
  openFile: async (path) => {
    if (path !== 'One.xlsx') return null;
    const shown = showWorkbook(bytes);
    return shown.ok ? ok({ name: path, path, sha256, workbook: shown.value }) : shown;
  },
  open: async (content) => showWorkbook(content),
  save: async (content, patch) => patchWorkbook(content, patch),
  copy: async (path, patch) => (path === 'One.xlsx' ? patchWorkbook(bytes, patch) : null),
  create: async ([name = ''], patch) =>
    patchWorkbook(plainWorkbook({ sheets: [{ name, inner: '<sheetData></sheetData>' }] }), patch),
  saveFile: async (path, _, patch) => {
    if (path !== 'One.xlsx') return null;
    const patched = patchWorkbook(bytes, patch);
    return patched.ok ? ok({ sha256, refused: patched.value.refused }) : patched;
  },
};

async function withPages(
  run: (server: TestServer, root: string) => Promise<void>,
  options: Partial<ServerOptions> = {},
): Promise<void> {
  await withTemporaryFolder(async (root) => {
    const files = {
      'pane/taskpane.html':
        '<!doctype html><html><head><title>Pane</title><script src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"></script></head></html>',
      'pane/taskpane.js': 'let pane;',
      'pane/web.html': '<!doctype html><title>Without Excel</title>',
      'page/index.html': '<!doctype html><title>Workbench</title>',
      'page/seam.js': 'let seam;',
      'office/office.js': 'let office;',
      'office/en-us/office_strings.js': 'let strings;',
      'office/word-web-16.00.js': 'let word;',
      'secret.js': 'let secret;',
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), content);
    }
    const folders = { pane: join(root, 'pane'), page: join(root, 'page'), officeJs: join(root, 'office') };
    const server = await createTestServer({ workbench: { workbench, ...folders }, ...options });
    try {
      await run(server, root);
    } finally {
      await server.app.close();
    }
  });
}

describe('the workbench over HTTP', () => {
  it('[X5] lists, opens and refuses workbooks of the folder', () =>
    withPages(async ({ app }) => {
      assert.equal((await app.inject('/workbench/workbooks')).json().workbooks[0].path, 'One.xlsx');
      const opened = await app.inject('/workbench/workbook?path=One.xlsx');
      assert.deepEqual([opened.json().name, opened.json().workbook.sheets[0].cells], ['One.xlsx', [[1, 1, 1, 0]]]);
      for (const url of ['/workbench/workbook?path=Two.xlsx', '/workbench/workbook']) {
        assert.equal((await app.inject(url)).statusCode, 404);
      }
    }));

  it('[X7] opens any workbook sent to it and says what is wrong with a broken one', () =>
    withPages(async ({ app }) => {
      const send = (payload: Buffer | string, type = 'application/octet-stream') =>
        app.inject({ method: 'POST', url: '/workbench/open', payload, headers: { 'content-type': type } });
      const opened = await send(bytes);
      assert.deepEqual([opened.statusCode, opened.json().path], [200, null]);
      const broken = await send('no workbook');
      assert.deepEqual([broken.statusCode, broken.json().code], [422, 'not-a-workbook']);
      assert.equal((await send('{}', 'application/json')).statusCode, 415);
    }));

  it('[X7] gives a brought file back with the changed cells in it, and names the cells it left', () =>
    withPages(async ({ app }) => {
      const edits = [
        { sheet: 'One', row: 1, column: 1, value: { formula: '1+1', value: 2 } },
        { sheet: 'Gone', row: 1, column: 1, value: 'x' },
      ];
      const payload = { file: bytes.toString('base64'), patch: { edits, appends: [] } };
      const saved = await app.inject({ method: 'POST', url: '/workbench/save', payload });
      assert.equal(saved.statusCode, 200);
      const read = readWorkbook(Buffer.from(saved.json().file, 'base64'));
      assert.ok(read.ok);
      assert.deepEqual([read.value.sheets[0]?.cells[0]?.formula, read.value.sheets[0]?.cells[0]?.value], ['1+1', 2]);
      assert.deepEqual(
        saved.json().refused.map(({ reason }: { reason: string }) => reason),
        ['no-such-sheet'],
      );
    }));

  it('[X7] gives back a copy of the folder’s file, and a new workbook, with the cells in them', () =>
    withPages(async ({ app }) => {
      const patch = { edits: [{ sheet: 'One', row: 1, column: 1, value: 2 }], appends: [] };
      const save = (more: object) =>
        app.inject({ method: 'POST', url: '/workbench/save', payload: { patch, ...more } });
      for (const source of [{ copyOf: 'One.xlsx' }, { sheets: ['One'] }]) {
        const read = readWorkbook(Buffer.from((await save(source)).json().file, 'base64'));
        assert.deepEqual(read.ok && read.value.sheets.map(({ cells }) => cells[0]?.value), [2]);
      }
      assert.equal((await save({ copyOf: 'Two.xlsx' })).statusCode, 404);
      assert.equal((await save({ sheets: [] })).statusCode, 400);
    }));

  it('[X6] saves into the folder, and refuses what is no request to save', () =>
    withPages(async ({ app }) => {
      const save = (payload: object) => app.inject({ method: 'POST', url: '/workbench/save', payload });
      const patch = { edits: [], appends: [] };
      assert.deepEqual((await save({ path: 'One.xlsx', sha256, patch })).json(), { sha256, refused: [], file: null });
      assert.equal((await save({ path: 'Two.xlsx', sha256, patch })).statusCode, 404);
      assert.equal((await save({ path: 'One.xlsx', patch })).statusCode, 400);
      const broken = { edits: [{ sheet: 'One', row: 0, column: 1, value: 1 }], appends: [] };
      assert.equal((await save({ path: 'One.xlsx', sha256, patch: broken })).statusCode, 400);
    }));

  it('[X8] serves the built pages and nothing beside them', () =>
    withPages(async ({ app }) => {
      const page = await app.inject('/workbench/');
      assert.match(page.body, /Workbench/);
      assert.equal((await app.inject('/workbench')).headers.location, '/workbench/');
      assert.match((await app.inject('/pane/taskpane.html')).body, /appsforoffice/);
      for (const url of [
        '/pane/../secret.js',
        '/pane/%2e%2e/secret.js',
        '/workbench/..%2fsecret.js',
        '/pane/none.js',
      ]) {
        assert.equal((await app.inject(url)).statusCode, 404, url);
      }
    }));

  it('[X8] serves the pages for people without Excel from the same build, framed by nobody', () =>
    withPages(async ({ app }) => {
      const page = await app.inject('/web/');
      assert.match(page.body, /Without Excel/);
      assert.match(
        String(page.headers['content-security-policy']),
        /script-src 'self'; connect-src 'self';.*frame-ancestors 'none'$/,
      );
      assert.equal((await app.inject('/web')).headers.location, '/web/');
      assert.equal((await app.inject('/web/taskpane.js')).body, 'let pane;');
      assert.equal((await app.inject('/web/../secret.js')).statusCode, 404);
    }));

  it('[X8] finds the files of office.js whatever their letter case, and only those a browser needs for Excel', () =>
    withPages(async ({ app }) => {
      assert.equal((await app.inject('/office-js/EN-US/Office_Strings.js')).body, 'let strings;');
      assert.equal((await app.inject('/office-js/word-web-16.00.js')).statusCode, 404);
    }));

  it('[X8] lets pages load from here alone; only Office may frame the pane', () =>
    withPages(async ({ app }) => {
      const policy = async (url: string) => String((await app.inject(url)).headers['content-security-policy']);
      const workbenchPage = await policy('/workbench/');
      assert.match(workbenchPage, /script-src 'self';.*frame-ancestors 'none'/);
      assert.match(await policy('/pane/taskpane.html'), /frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/);
      assert.match(await policy('/workbench/pane/taskpane.html'), /frame-ancestors 'self'$/);
      for (const url of ['/workbench/', '/pane/taskpane.html']) assert.doesNotMatch(await policy(url), /unsafe-eval/);
    }));

  it('[X8] tells a browser that what it has is still right, until the file changes', () =>
    withPages(async ({ app }, root) => {
      const first = await app.inject('/workbench/seam.js');
      const again = () =>
        app.inject({ url: '/workbench/seam.js', headers: { 'if-none-match': String(first.headers.etag) } });
      assert.equal((await again()).statusCode, 304);
      await writeFile(join(root, 'page/seam.js'), 'let other;');
      assert.equal((await again()).body, 'let other;');
    }));

  it('[X8] without a workbench there is none of it', async () => {
    const server = await createTestServer();
    for (const url of ['/workbench/', '/pane/taskpane.html', '/workbench/workbooks']) {
      assert.equal((await server.app.inject(url)).statusCode, 404);
    }
    await server.app.close();
  });

  it('[X9] puts the seam before office.js of this engine into the pane’s page', () =>
    withPages(async ({ app }) => {
      const { body } = await app.inject('/workbench/pane/taskpane.html');
      assert.doesNotMatch(body, /appsforoffice/);
      assert.match(
        body,
        /<head><base href="\/pane\/"><script src="\/workbench\/seam\.js"><\/script>.*src="\/office-js\/office\.js"/,
      );
      assert.equal((await app.inject('/workbench/pane/none.html')).statusCode, 404);
      assert.equal((await app.inject('/workbench/pane/taskpane.js')).statusCode, 404);
    }));

  it('[X82] where people sign in it works on their own files, and for who has signed in alone', () =>
    withPages(
      async ({ app }) => {
        const patch = { edits: [{ sheet: 'One', row: 1, column: 1, value: 2 }], appends: [] };
        const asWho = (token: string | null): Record<string, string> =>
          token === null ? {} : { authorization: `Bearer ${token}` };
        const open = (token: string | null) => {
          const headers = { 'content-type': 'application/octet-stream', ...asWho(token) };
          return app.inject({ method: 'POST', url: '/workbench/open', payload: bytes, headers });
        };
        const save = (payload: object, token: string | null) =>
          app.inject({ method: 'POST', url: '/workbench/save', payload, headers: asWho(token) });
        const brought = { file: bytes.toString('base64'), patch };
        assert.deepEqual([(await open(null)).statusCode, (await save(brought, null)).statusCode], [401, 401]);
        assert.deepEqual([(await open('ann')).statusCode, (await save(brought, 'ann')).statusCode], [200, 200]);
        for (const inFolder of [
          { path: 'One.xlsx', sha256, patch },
          { copyOf: 'One.xlsx', patch },
        ]) {
          assert.equal((await save(inFolder, 'ann')).statusCode, 404);
        }
        for (const url of ['/workbench/workbooks', '/workbench/workbook?path=One.xlsx']) {
          assert.equal((await app.inject({ url, headers: asWho('ann') })).statusCode, 404);
        }
      },
      { identity: namedIdentity },
    ));
});
