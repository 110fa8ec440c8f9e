import assert from 'node:assert/strict';
import type { ContentAction, ContentControl } from '#engine/contract/model/template';
import { contentOf, importContent } from '#test/support/test-organisation';
import { createTestServer } from '#test/support/test-server';

const row = {
  ...{ place: 'A!A2', action: 'Guard gates', control: null, statement: null, result: 'Passed' },
  ...{ testDate: null, tester: null, notes: null, dated: false },
};

async function uploadOf(parts: Readonly<Record<string, unknown>>) {
  const form = new FormData();
  form.set('file', new Blob([JSON.stringify([row])]), 'soc.json');
  for (const [name, value] of Object.entries(parts)) form.set(name, JSON.stringify(value));
  const body = new Response(form);
  const headers = { 'content-type': body.headers.get('content-type') ?? '' };
  return { method: 'POST' as const, headers, payload: Buffer.from(await body.arrayBuffer()) };
}

describe('attestations over HTTP', () => {
  it('[T116] are previewed, recorded, listed and taken back', async () => {
    const { app, test } = await createTestServer();
    try {
      const base = contentOf('T', { 'C-1': ['Guard gates'] });
      const content = {
        ...base,
        controls: base.controls.map((control): ContentControl => ({ ...control, responsibility: 'provider' })),
        actions: base.actions.map((action): ContentAction => ({ ...action, responsibility: 'provider' })),
      };
      await importContent(test.organisation, content, test.caller());
      const upload = await uploadOf({ tester: 'Audit firm', testDate: '2026-03-31' });
      const inspected = await app.inject({ ...upload, url: '/api/v1/attestations/inspect' });
      assert.deepEqual(inspected.json(), { format: 'spreadsheet', proposal: null, needsTemplate: true });
      const preview = (await app.inject({ ...upload, url: '/api/v1/attestations' })).json();
      assert.deepEqual(
        [preview.records.length, preview.records[0].title, preview.records[0].before, preview.findings],
        [1, 'Guard gates', null, []],
      );
      const url = `/api/v1/attestations/${preview.id}/commit`;
      assert.deepEqual((await app.inject({ method: 'POST', url })).json(), { recorded: 1 });
      const list = async () => (await app.inject({ method: 'GET', url: '/api/v1/attestations' })).json().attestations;
      const [listed] = await list();
      assert.deepEqual(
        [listed.testResult, listed.testDate, listed.tester, listed.source],
        ['Passed', '2026-03-31', 'Audit firm', 'soc.json'],
      );
      const gone = await app.inject({ method: 'DELETE', url: `/api/v1/attestations/${listed.action}` });
      assert.equal(gone.statusCode, 200);
      assert.deepEqual(await list(), []);
      const none = await app.inject({ method: 'DELETE', url: '/api/v1/attestations/none' });
      assert.deepEqual([none.statusCode, none.json().code], [404, 'unknown-action']);
    } finally {
      await app.close();
    }
  });
});
