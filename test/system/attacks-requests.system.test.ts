import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import type { ActionId } from '#engine/contract/model/ids';
import { documentsOf } from '#engine/domain/organisation/documents';
import { type Answer, type AttackBench, openAttackBench } from '#test/support/attack-bench';
import { backups } from '#test/support/sample-assessments';

type Case = readonly [
  what: string,
  /** `status code`. */
  expected: string,
  send: () => Promise<Answer>,
];

describe('attacks on an engine by requests', function () {
  // The processes that open workbooks take their time to start on a busy machine, and are waited for at the end.
  this.timeout(180_000);
  let bench: AttackBench;
  let assessment: string;
  let partition: string;
  let epoch: string;
  let action: ActionId;
  let evidence: string;

  before(async () => {
    bench = await openAttackBench();
    const { organisation } = bench.served.engine;
    const one = documentsOf(organisation.core.image, 'assessment').find(({ title }) => /Baseline/.test(title));
    assert.ok(one !== undefined);
    assessment = one.id;
    partition = `group:${one.group}`;
    epoch = (await organisation.group(one.group)).image.epoch;
    const found = documentsOf(organisation.core.image, 'action').find(({ title }) => title === backups);
    assert.ok(found !== undefined);
    action = found.id;
    const linked = await bench.json('/api/v1/evidence/links', 'POST', {
      ...{ to: { assessment, action }, url: 'https://example.com/proof', name: 'Proof' },
    });
    assert.equal(linked.status, 200, linked.text);
    evidence = (JSON.parse(linked.text) as { id: string }).id; // what the contract says
    // The workbooks have taken in what was linked.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });
  after(() => bench.stop());

  const get =
    (path: string, headers = {}) =>
    () =>
      bench.ask({ path, headers });
  const send =
    (method: string, path: string, body: unknown, headers = {}) =>
    () =>
      bench.json(`/api/v1${path}`, method, body, headers);
  const push =
    (change: object, more: object = {}) =>
    () =>
      bench.json('/api/v1/changes', 'POST', {
        ...{ id: `attack/${Math.random()}`, partition, epoch },
        changes: [{ entity: `record/${action}`, field: 'implementationNotes', value: 'x', base: 0, ...change }],
        ...more,
      });
  const raw = (text: string) => () =>
    new Promise<Answer>((resolve, reject) => {
      const { port } = new URL(bench.served.url);
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let said = '';
      socket.on('data', (chunk) => {
        said += String(chunk);
        if (/\r\n\r\n.*\}$/s.test(said)) socket.end();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        const body = said.slice(said.indexOf('\r\n\r\n') + 4);
        const code = /"code":"([a-z-]+)"/.exec(body)?.[1] ?? '';
        resolve({ status: Number(said.slice(9, 12)), headers: {}, text: body, code });
      });
    });
  /** Begins an upload as asked, and goes on with it. */
  const upload = (more: object, go: (id: string) => Promise<Answer>) => async () => {
    const begun = await bench.json('/api/v1/evidence/uploads', 'POST', {
      ...{ to: { assessment, action }, fileName: 'proof.txt', size: 4, ...more },
    });
    if (begun.status !== 200) return begun;
    const { id } = JSON.parse(begun.text) as { readonly id: string }; // what the contract says
    const answer = await go(id);
    assert.equal((await bench.ask({ method: 'DELETE', path: `/api/v1/evidence/uploads/${id}` })).status < 500, true);
    return answer;
  };
  const bytes = (id: string, offset: number, body: string) =>
    bench.ask({
      ...{ method: 'PATCH', path: `/api/v1/evidence/uploads/${id}?offset=${offset}`, body },
      headers: { 'content-type': 'application/octet-stream' },
    });
  const finish = (id: string) => bench.json(`/api/v1/evidence/uploads/${id}/finish`, 'POST', {});

  const check = (title: string, cases: () => readonly Case[], count: number): void => {
    it(title, async () => {
      const all = cases();
      assert.equal(all.length, count);
      const wrong: string[] = [];
      for (const [what, expected, run] of all) {
        const { status, code, text } = await bench.unchanged(run);
        const refusal = code === '' ? /"code":"([a-z-]+)"/.exec(text)?.[1] : code;
        if (`${status} ${refusal}` !== expected)
          wrong.push(`${what}: ${status} ${refusal}, not ${expected} ${text.slice(0, 200)}`);
      }
      assert.deepEqual(wrong, []);
      assert.equal((await bench.ask({ path: '/api/v1/status' })).status, 200);
      assert.deepEqual(
        bench.logged.filter((line) => /A request failed/.test(line)),
        [],
      );
    });
  };

  describe('with forged ids', () => {
    check(
      '[H40] refuses each of 28 by its code, and nothing is changed',
      () => [
        ['an assessment that is none', '404 unknown-assessment', get('/api/v1/assessments/0000')],
        ['an assessment called constructor', '404 unknown-assessment', get('/api/v1/assessments/constructor')],
        ['an assessment called __proto__', '400 invalid', get('/api/v1/assessments/__proto__')],
        ['a group that is none', '404 unknown-group', get('/api/v1/groups/hasOwnProperty/score')],
        ['a template that is none', '404 unknown-template', get('/api/v1/templates/toString')],
        ['evidence that is none', '404 unknown-evidence', get('/api/v1/evidence/constructor')],
        ['bytes of evidence that is none', '404 unknown-evidence', get('/api/v1/evidence/valueOf/content')],
        ['bytes of a link', '409 not-a-file', () => get(`/api/v1/evidence/${evidence}/content`)()],
        [
          'a version that is none',
          '404 unknown-version',
          () => get(`/api/v1/evidence/${evidence}/content?version=9`)(),
        ],
        ['an upload that is none', '404 unknown-upload', get('/api/v1/evidence/uploads/constructor')],
        ['bytes for an upload that is none', '404 unknown-upload', () => bytes('forged', 0, 'text')],
        ['finishing an upload that is none', '404 unknown-upload', () => finish('forged')],
        ['a preview that is none', '404 unknown-preview', send('POST', '/imports/constructor/commit', {})],
        [
          'a token that is none',
          '404 unknown-token',
          () => bench.ask({ method: 'DELETE', path: '/api/v1/tokens/constructor' }),
        ],
        [
          'a conflict that is none',
          '404 unknown-conflict',
          () => send('POST', `/conflicts/${partition}/c999999/decision`, { decision: 'keep', base: 0 })(),
        ],
        ['a partition that is none', '404 unknown-partition', push({}, { partition: 'group:forged' })],
        ['a partition of another kind', '400 invalid', push({}, { partition: '../org' })],
        ['another history', '409 unknown-epoch', push({}, { epoch: 'forged' })],
        ['a base that is still to come', '200 unknown-base', push({ base: 999_999 })],
        ['a record of an action that is none', '200 unknown-action', push({ entity: 'record/forged' })],
        ['a field that is none', '200 unknown-field', push({ field: 'constructor' })],
        ['a field called __proto__', '400 invalid', push({ field: '__proto__' })],
        ['a template as a record', '200 unknown-field', push({ entity: 'template/forged', field: 'name' })],
        [
          'a role by way of a change',
          '200 unknown-field',
          push(
            { entity: 'member/portal-admin/me', field: 'user' },
            { partition: 'org', epoch: bench.served.engine.organisation.core.image.epoch },
          ),
        ],
        [
          'a group’s record in the organisation',
          '200 unknown-assessment',
          push({}, { partition: 'org', epoch: bench.served.engine.organisation.core.image.epoch }),
        ],
        ['a person who is none', '200 unknown-user', push({ field: 'assignedTo', value: 'forged' })],
        [
          'an action of no assessment',
          '404 unknown-action',
          () =>
            send('POST', '/evidence/links', { to: { assessment, action: 'forged' }, url: 'https://example.com/' })(),
        ],
        [
          'an automatic action that is none',
          '404 unknown-action',
          send('PATCH', '/secure-score/actions/constructor', { on: true }),
        ],
      ],
      28,
    );
  });

  describe('with tricks in paths and names', () => {
    check(
      '[H41] refuses each of 23 by its code, and nothing is changed',
      () => [
        ['dots in an id', '400 invalid', get('/api/v1/assessments/..%2f..%2fetc%2fpasswd')],
        ['dots on the line', '404 not-found', get('/api/v1/assessments/../../../../etc/passwd')],
        ['a zero byte', '400 invalid', get('/api/v1/evidence/x%00.txt/content')],
        ['a broken percent sign', '400 bad-request', get('/api/v1/assessments/%zz')],
        ['an overlong slash', '400 bad-request', get('/api/v1/assessments/%c0%af')],
        ['a very long id', '400 bad-request', get(`/api/v1/assessments/${'a'.repeat(600)}`)],
        ['a file above the pages', '404 not-found', get('/workbench/..%2f..%2f..%2fpackage.json')],
        ['a file above the pane', '404 not-found', get('/pane/..%5c..%5cpackage.json')],
        ['an absolute path behind the pages', '404 not-found', get('/workbench//etc/passwd')],
        ['a page that is none', '404 not-found', get('/workbench/pane/..%2findex.html')],
        ['a workbook above the folder', '404 not-found', get('/workbench/workbook?path=../data/engine.json')],
        ['a workbook at the root', '404 not-found', get('/workbench/workbook?path=/etc/passwd')],
        ['two paths at once', '404 not-found', get('/workbench/workbook?path=a&path=../b')],
        [
          'saving above the folder',
          '404 not-found',
          () =>
            bench.json('/workbench/save', 'POST', {
              path: '../data/engine.json',
              sha256: 'a'.repeat(64),
              patch: { edits: [], appends: [] },
            }),
        ],
        [
          'copying from above the folder',
          '404 not-found',
          () =>
            bench.json('/workbench/save', 'POST', { copyOf: '../../secret.xlsx', patch: { edits: [], appends: [] } }),
        ],
        ['a file called like nothing', '422 invalid-name', upload({ fileName: '../..' }, finish)],
        ['a file called of unseen characters', '422 invalid-name', upload({ fileName: '\u202e\u200b\u0000' }, finish)],
        ['a program behind folders', '422 refused-type', upload({ fileName: '../../start.exe' }, finish)],
        ['a program that reads backwards', '422 refused-type', upload({ fileName: 'gpj.\u202eexe' }, finish)],
        ['a program with a dot behind', '422 refused-type', upload({ fileName: 'setup.exe. ' }, finish)],
        [
          'a script as a link',
          '422 invalid-link',
          () => send('POST', '/evidence/links', { to: { assessment, action }, url: 'javascript:alert(1)' })(),
        ],
        [
          'a file as a link',
          '422 invalid-link',
          () => send('POST', '/evidence/links', { to: { assessment, action }, url: 'file:///etc/passwd' })(),
        ],
        [
          'a link with a line break in it',
          '422 invalid-link',
          () =>
            send('POST', '/evidence/links', {
              to: { assessment, action },
              url: 'https://example.com/\r\nSet-Cookie: a=b',
            })(),
        ],
      ],
      23,
    );
  });

  describe('with what is too large, broken or of another kind', () => {
    const json = { 'content-type': 'application/json' };
    const part = (disposition: string, text: string): string =>
      `--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${text}\r\n--x--\r\n`;
    const form = (boundary: string, text: string) => () =>
      bench.ask({
        ...{ method: 'POST', path: '/api/v1/imports/inspect', body: text },
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      });
    const body =
      (text: string, headers: Readonly<Record<string, string>> = json) =>
      () =>
        bench.ask({ method: 'POST', path: '/api/v1/changes', headers, body: text });
    check(
      '[H42] refuses each of 41 by its code, and nothing is changed',
      () => [
        ['no JSON', '400 malformed', body('{"id": ')],
        ['JSON that is empty', '400 malformed', body('')],
        ['a key that changes prototypes', '400 malformed', body('{"__proto__":{"polluted":true}}')],
        ['a constructor that does', '400 malformed', body('{"constructor":{"prototype":{"polluted":true}}}')],
        ['lists in lists without end', '400 invalid', body(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
        ['another kind of body', '415 unsupported-media-type', body('<a/>', { 'content-type': 'application/xml' })],
        [
          'a body of no kind',
          '415 unsupported-media-type',
          body('x', { 'content-type': 'application/x-www-form-urlencoded' }),
        ],
        ['a body of five megabytes', '413 too-large', body(JSON.stringify({ id: 'x'.repeat(5_000_000) }))],
        [
          'settings of two megabytes',
          '413 too-large',
          send('PUT', '/settings', { providerName: 'x'.repeat(2_000_000) }),
        ],
        [
          'more changes than a set holds',
          '400 invalid',
          push(
            {},
            {
              changes: Array.from({ length: 5_001 }, () => ({
                entity: `record/${action}`,
                field: 'testPlan',
                value: 'x',
                base: 0,
              })),
            },
          ),
        ],
        ['more text than a cell holds', '400 invalid', push({ value: 'x'.repeat(32_768) })],
        [
          'a number without end',
          '400 invalid',
          body(
            `{"id":"a","partition":"org","epoch":"e","changes":[{"entity":"record/a","field":"testPlan","value":1e999,"base":0}]}`,
          ),
        ],
        ['an object as a value', '400 invalid', push({ value: { $gt: '' } })],
        ['a date that is none', '200 not-a-date', push({ field: 'testDate', value: '2026-02-30' })],
        ['a status that is none', '200 not-in-list', push({ field: 'implementationStatus', value: 'Hacked' })],
        ['a method that is none', '405 method-not-allowed', () => bench.ask({ method: 'PUT', path: '/api/v1/groups' })],
        ['an address that is none', '404 not-found', get('/api/v2/groups')],
        [
          'headers without end',
          '431 too-large',
          raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`),
        ],
        ['no HTTP', '400 bad-request', raw('\u0016\u0003\u0001 hello\r\n\r\n')],
        [
          'two lengths',
          '400 bad-request',
          raw(
            'POST /api/v1/changes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd',
          ),
        ],
        [
          'a length and chunks',
          '400 bad-request',
          raw(
            'POST /api/v1/changes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
          ),
        ],
        ['a name that was pointed here', '421 unknown-host', get('/api/v1/groups', { host: 'evil.example.com' })],
        [
          'another web site',
          '403 foreign-origin',
          send('POST', '/secure-score/runs', {}, { origin: 'https://evil.example.com' }),
        ],
        [
          'another web site that says no name',
          '403 foreign-origin',
          send('POST', '/secure-score/runs', {}, { 'sec-fetch-site': 'cross-site' }),
        ],
        ['a key that is none', '400 invalid', send('PUT', '/settings', { scoring: {} }, { 'idempotency-key': 'a b' })],
        [
          'a form without a file',
          '400 missing-file',
          () =>
            bench.ask({
              method: 'POST',
              path: '/api/v1/imports/inspect',
              headers: { 'content-type': 'multipart/form-data; boundary=x' },
              body: '--x--\r\n',
            }),
        ],
        [
          'a form without a boundary',
          '400 bad-request',
          () =>
            bench.ask({
              method: 'POST',
              path: '/api/v1/imports/inspect',
              headers: { 'content-type': 'multipart/form-data' },
              body: 'x',
            }),
        ],
        [
          'a form with a boundary that is not there',
          '400 bad-request',
          form('other', part('name="file"; filename="a"', 'x')),
        ],
        [
          'a form that breaks off',
          '400 bad-request',
          form('x', `--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc`),
        ],
        [
          'a part with a head that is none',
          '400 missing-file',
          form('x', `--x\r\n\u0000\u0001: \r\nnonsense\r\n\r\nabc\r\n--x--\r\n`),
        ],
        ['a part without a name', '400 invalid', form('x', part('filename="a.xlsx"', 'x'))],
        ['a field that is no JSON', '400 invalid', form('x', part('name="choice"', '{'))],
        ['a field called __proto__', '400 bad-request', form('x', part('name="__proto__"', '{}'))],
        [
          'fifty files',
          '413 too-large',
          form('x', part('name="companion"; filename="a"', 'x').replace('--x--\r\n', '').repeat(50)),
        ],
        ['a file of three gigabytes', '413 too-large', upload({ size: 3 * 1024 ** 3 }, finish)],
        ['an empty file', '422 empty-file', upload({ size: 0 }, finish)],
        ['more bytes than were said', '413 too-many-bytes', upload({}, (id) => bytes(id, 0, 'too many'))],
        ['bytes at another place', '409 wrong-offset', upload({}, (id) => bytes(id, 2, 'xy'))],
        [
          'fewer bytes than were said',
          '409 incomplete-upload',
          upload({}, async (id) => {
            await bytes(id, 0, 'ab');
            return finish(id);
          }),
        ],
        [
          'other bytes than were said',
          '422 damaged-on-the-way',
          upload({ sha256: createHash('sha256').update('text').digest('hex') }, async (id) => {
            await bytes(id, 0, 'evil');
            return finish(id);
          }),
        ],
        [
          'a program under another name',
          '422 refused-type',
          upload({ fileName: 'picture.png' }, async (id) => {
            await bytes(id, 0, '\u007fELF');
            return finish(id);
          }),
        ],
      ],
      41,
    );
  });

  it('[H43] shows what looks like a formula or markup as the text it is, wherever it shows it', async () => {
    const texts = [
      "=cmd|' /C calc'!A0",
      '+1+1',
      '-2+3',
      '@SUM(A1)',
      '<img src=x onerror=alert(1)>',
      '</script><script>alert(1)</script>',
    ];
    for (const [index, value] of texts.entries()) {
      const field = ['implementationNotes', 'testPlan', 'additionalInformation'][index % 3];
      const { organisation } = bench.served.engine;
      const base = organisation.partitions().find(({ id }) => id === partition)?.image.position ?? 0;
      const pushed = await push({ field, value, base })();
      assert.match(pushed.text, /"accepted"/, value);
    }
    const title = '<script>alert("title")</script>';
    const { core } = bench.served.engine.organisation;
    const named = await push(
      { entity: `assessment/${assessment}`, field: 'title', value: title, base: core.image.position },
      { partition: 'org', epoch: core.image.epoch },
    )();
    assert.match(named.text, /"accepted"/);
    const page = await bench.ask({ path: '/' });
    assert.equal(page.status, 200);
    assert.ok(page.text.includes('&#60;script&#62;') && !page.text.includes(title), page.text.slice(0, 3000));
    assert.match(String(page.headers['content-security-policy']), /default-src 'none'/);
    const view = await bench.ask({ path: `/api/v1/assessments/${assessment}` });
    assert.match(String(view.headers['content-type']), /^application\/json/);
    assert.equal(view.headers['x-content-type-options'], 'nosniff');

    const answer = await fetch(`${bench.served.url}/api/v1/assessments/${assessment}/workbook`);
    const { readWorkbook } = await import('#engine/adapters/workbook/read/read-workbook');
    const book = readWorkbook(new Uint8Array(await answer.arrayBuffer()));
    assert.ok(book.ok);
    const cells = book.value.sheets.flatMap((sheet) => sheet.cells);
    const typed = cells.filter(({ value }) => typeof value === 'string' && texts.includes(value));
    assert.ok(typed.length >= 3);
    assert.ok(typed.every(({ kind, formula }) => kind === 'text' && formula === null));
  });
});
