import assert from 'node:assert/strict';
import { documentsOf, templatesOf } from '#engine/domain/organisation/documents';
import { type Answer, type AttackBench, openAttackBench } from '#test/support/attack-bench';
import { engineAudience, type OidcServer, startOidcServer } from '#test/support/oidc-server';

type Case = readonly [what: string, expected: string, send: () => Promise<Answer>];

const formula = `=HYPERLINK("https://evil.example.com","Click")`;

/** Ann may do everything; Rita reads; Mallory reads one assessment. A template that Ann has brought in waits. */
describe('attacks on the administration', function () {
  this.timeout(120_000);
  let provider: OidcServer;
  let bench: AttackBench;
  const tokens = new Map<string, string>();
  let assessment: string;
  let group: string;
  let template: string;
  let waiting: string;
  let action: string;
  let zone: string;
  let owner: string;

  const as = (who: string): Readonly<Record<string, string>> => ({
    authorization: `Bearer ${tokens.get(who) ?? ''}`,
    host: 'controlbook.example.org',
  });
  const call = (who: string, method: string, path: string, body: unknown = {}) =>
    bench.json(`/api/v1${path}`, method, body, as(who));
  const get = (who: string, path: string) => bench.ask({ path: `/api/v1${path}`, headers: as(who) });
  const remove = (who: string, path: string) =>
    bench.ask({ method: 'DELETE', path: `/api/v1${path}`, headers: as(who) });
  const told = <T>({ status, text }: Answer): T => {
    assert.equal(status, 200, text);
    return JSON.parse(text) as T; // what the contract says
  };

  before(async () => {
    provider = await startOidcServer();
    bench = await openAttackBench({
      CONTROLBOOK_ISSUER: provider.issuer,
      CONTROLBOOK_AUDIENCE: engineAudience,
      CONTROLBOOK_SCOPE: 'controlbook',
      CONTROLBOOK_ADDRESS: 'https://controlbook.example.org',
    });
    const people = new Map<string, string>();
    for (const name of ['ann', 'rita', 'mallory']) {
      const claims = { name, email: `${name}@example.org`, email_verified: true };
      tokens.set(name, await provider.token(name, { claims }));
      people.set(name, told<{ readonly id: string }>(await get(name, '/me')).id);
    }
    const { core } = bench.served.engine.organisation;
    const [one] = documentsOf(core.image, 'assessment');
    const [own] = documentsOf(core.image, 'action');
    const [first] = templatesOf(core.image);
    assert.ok(one !== undefined && own !== undefined && first !== undefined);
    [assessment, group, action, template] = [one.id, one.group, own.id, first.id];
    const roles = ['reader', 'contributor', 'assessor', 'administrator', 'portal-admin'] as const;
    const changes = [
      ...roles.map((role) => ({ kind: 'add', role, user: people.get('ann') })),
      { kind: 'add', role: 'reader', user: people.get('rita') },
      { kind: 'grant', assessment, user: people.get('mallory'), role: 'contributor' },
    ];
    assert.equal((await call('ann', 'POST', '/access/changes', { changes })).status, 200);
    const made = { key: 'Zone', multiple: true, values: ['DMZ'] };
    zone = told<{ readonly id: string }>(await call('ann', 'POST', '/dimensions', made)).id;
    owner = told<{ readonly id: string }>(await call('ann', 'POST', '/owners', { name: formula })).id;
    const file = told<object>(await get('ann', `/templates/${template}/json`));
    const preview = await upload(JSON.stringify(file), {
      kind: 'new',
      name: 'Waiting',
      product: null,
      certification: null,
    });
    const { id } = told<{ readonly id: string; readonly template: { readonly status: string } }>(preview);
    const committed = told<{ readonly template: string; readonly status: string }>(
      await call('ann', 'POST', `/imports/${id}/commit`),
    );
    assert.equal(committed.status, 'Imported');
    waiting = committed.template;
    assert.equal((await call('ann', 'POST', `/templates/${waiting}/publish`, { version: 1 })).status, 200);
  });
  after(async () => {
    await bench?.stop();
    await provider?.stop();
  });

  function upload(text: string, choice: object): Promise<Answer> {
    const part = (name: string, more: string, body: string) =>
      `--a-boundary\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;
    const body = `${part('choice', '', JSON.stringify(choice))}${part('mapping', '', 'null')}${part('file', '; filename="a.json"', text)}--a-boundary--\r\n`;
    const headers = { ...as('ann'), 'content-type': 'multipart/form-data; boundary=a-boundary' };
    return bench.ask({ path: '/api/v1/imports', method: 'POST', headers, body });
  }

  const check = async (count: number, cases: readonly Case[]): Promise<void> => {
    assert.equal(cases.length, count);
    const wrong: string[] = [];
    for (const [what, expected, run] of cases) {
      const { status, code, text } = await bench.unchanged(run);
      if (`${status} ${code}`.trim() !== expected)
        wrong.push(`${what}: ${status} ${code}, not ${expected} ${text.slice(0, 200)}`);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      bench.logged.filter((line) => /A request failed/.test(line)),
      [],
    );
  };

  it('[A36] refuses 25 steps to whoever may not take them, and nothing is changed', async () => {
    const own = { title: 'Mine', points: 99, type: 'Technical', descriptions: [{ title: '', text: 'x' }] };
    const forbidden = (what: string, send: () => Promise<Answer>): Case => [what, '403 forbidden', send];
    await check(25, [
      ...['rita', 'mallory'].flatMap((who) => [
        forbidden(`${who}: dimensions`, () => get(who, '/dimensions')),
        forbidden(`${who}: a dimension`, () => call(who, 'POST', '/dimensions', { key: 'Mine' })),
        forbidden(`${who}: a value`, () => call(who, 'PATCH', `/dimensions/${zone}`, { add: ['Mine'] })),
        forbidden(`${who}: no owner`, () => remove(who, `/owners/${owner}`)),
        forbidden(`${who}: the library`, () => get(who, '/actions')),
        forbidden(`${who}: an action`, () => call(who, 'POST', '/actions', own)),
        forbidden(`${who}: another action`, () => call(who, 'PUT', `/actions/${action}`, own)),
        forbidden(`${who}: no action`, () => remove(who, `/actions/${action}`)),
        forbidden(`${who}: a template`, () => get(who, `/templates/${template}/json`)),
        forbidden(`${who}: approving`, () => call(who, 'POST', `/templates/${waiting}/approve`, { version: 1 })),
        forbidden(`${who}: the archive`, () => call(who, 'PATCH', `/templates/${template}`, { archived: true })),
        forbidden(`${who}: one person`, () => call(who, 'PUT', '/settings/approval', { rule: 'one-person' })),
      ]),
      [
        'Ann: approving what she brought in',
        '409 second-person',
        () => call('ann', 'POST', `/templates/${waiting}/approve`, { version: 1 }),
      ],
    ]);
  });

  it('[A36] refuses 20 forged ids, versions and cursors, and nothing is changed', async () => {
    const text = { title: 'Mine', points: 1, type: 'Technical', descriptions: [{ title: '', text: 'x' }] };
    await check(20, [
      [
        'a dimension that is none',
        '404 unknown-dimension',
        () => call('ann', 'PATCH', '/dimensions/constructor', { add: ['x'] }),
      ],
      ['a dimension called __proto__', '404 unknown-dimension', () => remove('ann', '/dimensions/__proto__')],
      ['a dimension above', '404 unknown-dimension', () => remove('ann', '/dimensions/..%2f..%2fowner')],
      ['an owner that is none', '404 unknown-owner', () => remove('ann', '/owners/constructor')],
      ['an owner in its own place', '404 unknown-owner', () => remove('ann', `/owners/${owner}?replacement=${owner}`)],
      ['an owner of another kind', '404 unknown-owner', () => remove('ann', `/owners/${zone}`)],
      ['an action that is none', '404 unknown-action', () => get('ann', '/actions/constructor')],
      ['an action called __proto__', '400 invalid', () => get('ann', '/actions/__proto__')],
      ['a change of an action that is none', '404 unknown-action', () => call('ann', 'PUT', '/actions/forged', text)],
      [
        'a parent that is none',
        '422 invalid-action',
        () => call('ann', 'POST', '/actions', { ...text, parents: ['forged'] }),
      ],
      [
        'a template that is none',
        '404 unknown-template',
        () => call('ann', 'POST', '/templates/forged/approve', { version: 1 }),
      ],
      [
        'a version that is none',
        '409 changed-meanwhile',
        () => call('ann', 'POST', `/templates/${waiting}/approve`, { version: 9 }),
      ],
      ['version zero', '400 invalid', () => call('ann', 'POST', `/templates/${waiting}/approve`, { version: 0 })],
      [
        'JSON of a version that is none',
        '404 unknown-template',
        () => get('ann', `/templates/${template}/json?version=99`),
      ],
      ['JSON of what waits', '409 not-approved', () => get('ann', `/templates/${waiting}/json`)],
      [
        'an assessment on what waits',
        '409 template-closed',
        () =>
          call('ann', 'POST', '/assessments', {
            title: 'x',
            template: waiting,
            product: null,
            group: { name: 'x' },
            copyFrom: null,
            inScopeServices: null,
          }),
      ],
      ['a cursor that is none', '400 invalid', () => get('ann', '/activity?cursor=constructor')],
      [
        'a cursor of another history',
        '409 unknown-epoch',
        () => get('ann', '/activity?cursor=00000000~20260101000000000'),
      ],
      ['a day that is none', '400 invalid', () => get('ann', '/activity?from=2026-02-30')],
      ['a group that is none', '404 unknown-group', () => get('ann', '/activity?group=forged')],
    ]);
  });

  it('[A36] refuses 15 bodies that are too large or of another form, and nothing is changed', async () => {
    const text = { title: 'Mine', points: 1, type: 'Technical', descriptions: [{ title: '', text: 'x' }] };
    const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
    await check(15, [
      ['two megabytes', '413 too-large', () => call('ann', 'POST', '/dimensions', { key: 'x'.repeat(2_000_000) })],
      ['a long key', '400 invalid', () => call('ann', 'POST', '/dimensions', { key: 'x'.repeat(201) })],
      ['a key of nothing', '400 invalid', () => call('ann', 'POST', '/dimensions', { key: '   ' })],
      ['a key that separates', '400 invalid', () => call('ann', 'POST', '/dimensions', { key: 'A::B' })],
      ['a key on two lines', '400 invalid', () => call('ann', 'POST', '/dimensions', { key: 'A\nB' })],
      ['too many values', '400 invalid', () => call('ann', 'POST', '/dimensions', { key: 'A', values: many(501) })],
      ['values by number', '400 invalid', () => call('ann', 'PATCH', `/dimensions/${zone}`, { add: [7] })],
      ['an owner that separates', '400 invalid', () => call('ann', 'POST', '/owners', { name: 'a;;b' })],
      ['a hundred points', '400 invalid', () => call('ann', 'POST', '/actions', { ...text, points: 100 })],
      ['half a point', '400 invalid', () => call('ann', 'POST', '/actions', { ...text, points: 0.5 })],
      [
        'more than a cell',
        '400 invalid',
        () => call('ann', 'POST', '/actions', { ...text, descriptions: [{ title: '', text: 'x'.repeat(32_768) }] }),
      ],
      ['no description', '400 invalid', () => call('ann', 'POST', '/actions', { ...text, descriptions: [] })],
      [
        'a reason of nothing',
        '400 invalid',
        () => call('ann', 'POST', `/templates/${waiting}/reject`, { version: 1, reason: ' ' }),
      ],
      ['a long search', '400 invalid', () => get('ann', `/activity?text=${'x'.repeat(201)}`)],
      ['a page of everything', '400 invalid', () => get('ann', '/activity?limit=100000')],
    ]);
  });

  it('[A36] lets names that look like formulas be names, in every file', async () => {
    const csv = await get('ann', '/activity/export?kind=lists&format=csv');
    assert.equal(csv.status, 200);
    assert.ok(csv.text.includes(`"'=HYPERLINK(""https://evil.example.com"",""Click"")"`), csv.text.slice(0, 500));
    assert.doesNotMatch(csv.text, /,"?=HYPERLINK/);
    assert.match(String(csv.headers['content-disposition']), /^attachment; filename="Activity \d{4}-\d{2}-\d{2}\.csv"/);
    assert.equal(csv.headers['content-type'], 'application/octet-stream');
  });

  it('[A36] tells Mallory of her assessment alone, and a guest of nothing', async () => {
    const heard = told<{
      readonly lines: readonly {
        readonly kind: string;
        readonly group: { readonly id: string } | null;
        readonly item: string;
      }[];
    }>(await get('mallory', '/activity?limit=200')).lines;
    assert.ok(heard.length > 0);
    assert.deepEqual(
      [...new Set(heard.map(({ kind }) => kind))].filter(
        (kind) => !['answers', 'assessments', 'evidence', 'comments'].includes(kind),
      ),
      [],
    );
    assert.ok(heard.every((line) => line.group === null || line.group.id === group));
    assert.equal((await get('mallory', '/activity/export')).status, 200);
    tokens.set(
      'guest',
      await provider.token('guest', { claims: { name: 'Guest', email: 'g@example.org', email_verified: true } }),
    );
    assert.deepEqual(told<{ readonly lines: readonly object[] }>(await get('guest', '/activity')).lines, []);
  });
});
