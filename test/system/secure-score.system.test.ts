import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GraphStandIn, startGraphStandIn } from '#engine/adapters/graph/stand-in/stand-in';
import { showWorkbook } from '#engine/adapters/workbook/show/show-workbook';
import type { Log } from '#engine/app/ports';
import { secureScoreCommand } from '#engine/commands/secure-score';
import { type Config, readConfig } from '#engine/config';
import { defaultSecureScore } from '#engine/contract/model/secure-score';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { graphSecret } from '#test/support/graph-bench';
import { backups, openSamples, restore } from '#test/support/sample-assessments';
import { openTemporaryFolder } from '#test/support/temporary-folder';
import { cellAt, openWorkbook, type Place, typeAndSave, until } from '#test/support/workbook-person';

type Overview = {
  readonly source: string | null;
  readonly settings: { readonly automation: string };
  readonly runs: readonly { readonly state: string; readonly code: string | null; readonly changedFields: number }[];
  readonly actions: readonly { readonly title: string; readonly automated: boolean; readonly sentence: string }[];
};

const status: Place = ['Action Items', backups, 'Implementation Status'];
const notes: Place = ['Action Items', backups, 'Implementation Notes'];
const notice: Place = ['Action Items', backups, 'Notice'];

describe('an engine that reads Secure Score', function () {
  this.timeout(60_000);
  let standIn: GraphStandIn;
  let served: ServedEngine;
  let config: Config;
  let folder: string;
  let remove = async (): Promise<void> => {};
  let part = 1;
  const logged: string[] = [];
  const secretFile = (): string => join(folder, 'secret');
  const book = (): string => join(folder, 'books', 'Default Group', 'Sample Security Baseline.xlsx');

  const start = async (more: Readonly<Record<string, boolean>>, environment: Readonly<Record<string, string>>) => {
    const flags = { data: join(folder, 'data'), folder: join(folder, 'books'), port: '0', settle: '40', bare: true };
    const read = readConfig({ ...flags, ...more }, environment);
    assert.ok(read.ok, read.ok ? '' : read.error);
    config = read.value;
    const note = (message: string, data: unknown) => void logged.push(`${message} ${JSON.stringify(data)}`);
    const log: Log = { info: note, warn: note, error: note };
    const started = await serveEngine(config, log);
    assert.ok(started.ok);
    served = started.value;
  };
  const call = async <T>(path: string, method = 'GET', body?: unknown) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${served.url}/api/v1${path}`, { method, headers, ...sent });
    return { status: answer.status, json: (await answer.json()) as T }; // what the contract says
  };
  const run = async (...words: readonly string[]) => {
    const printed: string[] = [];
    const talk = { print: (line: string) => void printed.push(line), tell: () => {}, confirm: async () => null };
    const code = await secureScoreCommand.run({ config, values: {}, words, ...talk });
    return { code, printed: printed.join('\n') };
  };

  beforeEach(async () => {
    logged.length = 0;
    part = 1;
    const opened = await openTemporaryFolder();
    ({ folder, remove } = opened);
    standIn = await startGraphStandIn({
      secret: graphSecret,
      standingOf: ({ id }) => (id === 'AdminMFA' ? { part, state: 'Default' } : null),
    });
    await writeFile(secretFile(), `${graphSecret}\n`);
  });
  afterEach(async () => {
    await served.stop();
    await standIn.stop();
    await remove();
  });

  const startConfigured = async (): Promise<void> => {
    const { tenant, client, address, login } = standIn;
    await start(
      {},
      {
        CONTROLBOOK_GRAPH_TENANT: tenant,
        CONTROLBOOK_GRAPH_CLIENT: client,
        CONTROLBOOK_GRAPH_SECRET_FILE: secretFile(),
        CONTROLBOOK_GRAPH_ADDRESS: address,
        CONTROLBOOK_GRAPH_LOGIN: login,
      },
    );
  };
  const startReading = async (): Promise<void> => {
    await startConfigured();
    await openSamples(served.engine);
    const { organisation } = served.engine;
    const action = [...organisation.core.image.entities('action')].find(
      ({ value }) => (value as { readonly title?: string }).title === backups,
    );
    const id = action?.ref.slice('action/'.length) ?? '';
    assert.equal((await call(`/secure-score/actions/${id}`, 'PATCH', { on: true, control: 'AdminMFA' })).status, 200);
    const settings = { ...defaultSecureScore, automation: 'per-action' };
    assert.equal((await call('/secure-score/settings', 'PUT', settings)).status, 200);
  };

  it('[B17] keeps an action in its workbook, shaded, and puts back what is typed over it by file, while the rest applies', async () => {
    await startReading();
    const { json: reading } = await call<{ state: string; changedFields: number }>('/secure-score/runs', 'POST');
    assert.deepEqual([reading.state, reading.changedFields], ['done', 2]);
    const seen = (place: Place) => async () => cellAt(await openWorkbook(book()), place);
    await until(seen(status), 'Implemented');
    await until(seen(['Action Items', backups, 'Test Result']), 'Passed');
    await until(async () => /kept by Secure Score/.test(String(await seen(notice)())), true);

    await typeAndSave(book(), [...status, 'Planned'], [...notes, 'A note of mine']);
    await until(seen(status), 'Implemented');
    await until(async () => /Planned.*kept by Secure Score/s.test(String(await seen(notice)())), true);
    assert.equal(await seen(notes)(), 'A note of mine');

    const [group] = (
      await call<{ groups: readonly { assessments: readonly { id: string; title: string }[] }[] }>('/groups')
    ).json.groups;
    const one = group?.assessments.find(({ title }) => title === 'Sample Security Baseline');
    const fresh = await fetch(`${served.url}/api/v1/assessments/${one?.id}/workbook`);
    const shown = showWorkbook(new Uint8Array(await fresh.arrayBuffer()));
    assert.ok(shown.ok);
    const sheet = shown.value.sheets.find(({ name }) => name === 'Action Items');
    const fill = (row: string, header: string): string | undefined => {
      const cells = sheet?.cells ?? [];
      const at = cells.find(([, , value]) => value === row)?.[0];
      const column = cells.find(([, , value]) => value === header)?.[1];
      const style = cells.find((cell) => cell[0] === at && cell[1] === column)?.[3] ?? 0;
      return JSON.stringify(shown.value.styles[style]?.fill);
    };
    const [kept, free, own] = [
      fill(backups, 'Implementation Status'),
      fill(restore, 'Implementation Status'),
      fill(backups, 'Stage'),
    ];
    assert.equal(kept, own);
    assert.notEqual(kept, free);
    assert.equal(fill(backups, 'Implementation Notes'), free);
  });

  it('[B2] says neither secret nor token anywhere, and reads the file of the secret anew', async () => {
    await writeFile(secretFile(), 'an-old-and-secret-word');
    await startReading();
    const { json: failed } = await call<{ state: string; code: string }>('/secure-score/runs', 'POST');
    assert.deepEqual([failed.state, failed.code], ['failed', 'graph-denied']);
    await writeFile(secretFile(), graphSecret);
    const { json: done } = await call<{ state: string }>('/secure-score/runs', 'POST');
    assert.equal(done.state, 'done');
    const { json } = await call('/secure-score');
    const said = `${JSON.stringify(json)}${logged.join('\n')}`;
    assert.match(said, /graph-denied/);
    assert.ok(!said.includes(graphSecret) && !said.includes('an-old-and-secret-word'));
    assert.equal(standIn.tokens(), 1);
  });

  it('[B24] is read and looked at by command, whose exit code says how it went', async () => {
    await startReading();
    const first = await run('sync');
    assert.equal(first.code, 0);
    assert.match(first.printed, /done, score of .*: 1 control read, 2 fields changed, 1 piece of evidence\.$/);
    part = 0.5;
    await run('sync');
    const { printed } = await run('status');
    assert.match(printed, /^Read from Microsoft Secure Score; automatic: action by action\.\nNext reading after /);
    assert.match(printed, new RegExp(`  ${backups}: Microsoft Secure Score, AdminMFA: 25 of 50 points reached, 50 %`));
    await writeFile(secretFile(), '');
    await served.stop();
    await startConfigured();
    const failed = await run('sync');
    assert.equal(failed.code, 1);
    assert.match(failed.printed, /failed.*CONTROLBOOK_GRAPH_SECRET_FILE/);
    await assert.rejects(run('read'), /secure-score sync, or status/);
  });

  it('[B24] says how to configure it where it is not', async () => {
    await start({}, {});
    const { json, status: code } = await call<{ code: string; detail: string }>('/secure-score/runs', 'POST');
    assert.deepEqual([code, json.code], [409, 'secure-score-not-configured']);
    assert.match(json.detail, /CONTROLBOOK_GRAPH_TENANT.*--demo-secure-score/);
    await assert.rejects(run('sync'), /CONTROLBOOK_GRAPH_TENANT/);
    assert.match((await run('status')).printed, /^Read from nowhere/);
  });

  it('[B25] plays a tenant whose settings change by themselves, and is over with the engine', async () => {
    await start({ 'demo-secure-score': true, bare: false }, {});
    const overview = async () => (await call<Overview>('/secure-score')).json;
    await until(async () => (await overview()).runs.length > 0 && (await overview()).runs[0]?.state, 'done', 20_000);
    const before = (await overview()).actions.map((one) => one.sentence);
    assert.match(before.join('\n'), /AdminMFA: none of 50 points/);
    assert.match(before.join('\n'), /could not be detected/);
    assert.match(before.join('\n'), /another product/);
    await call('/secure-score/runs', 'POST');
    const after = (await overview()).actions.map((one) => one.sentence);
    assert.match(after.join('\n'), /AdminMFA: 20 of 50 points/);
    assert.deepEqual(
      [(await overview()).source, (await overview()).settings.automation],
      ['Secure Score (demonstration)', 'all'],
    );
    await served.stop();
    await start({}, {});
    assert.deepEqual([(await overview()).source, (await overview()).settings.automation], [null, 'none']);
    assert.ok((await overview()).actions.every(({ automated }) => !automated));
  });
});
