import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import { systemClock } from '#engine/adapters/system/clock';
import { readConfig } from '#engine/config';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { writeAllTheTime } from '#test/support/busy-organisation';
import { connectPane } from '#test/support/live-pane';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { silentLog } from '#test/support/test-organisation';
import { typeInto, until } from '#test/support/workbook-person';

describe('a backup of an engine at work', function () {
  this.timeout(120_000);

  const start = async (data: string, folder: string): Promise<ServedEngine> => {
    const config = readConfig({ data, folder, port: '0', bare: true }, {});
    assert.ok(config.ok);
    const served = await serveEngine(config.value, silentLog);
    assert.ok(served.ok, served.ok ? '' : served.error.message);
    return served.value;
  };

  it('[M8] holds every edit acknowledged before it, and a beginning of what came after; panes and workbooks that saw more are told', () =>
    withTemporaryFolder(async (root) => {
      const data = join(root, 'data');
      const first = await start(data, join(root, 'workbooks'));
      const { organisation, useCases } = first.engine;
      const { id, partition, epoch, quiet, acknowledged, waitFor, stop } = await writeAllTheTime(first, 12);
      const early = await useCases.workbook(id);
      assert.ok(early !== null);
      const { held, made } = await (async () => {
        await waitFor(200);
        const before = acknowledged.length;
        const now = systemClock.now();
        const backup = await backUp({ data, into: join(root, 'backups'), now, program: 'test' });
        assert.ok(backup.ok, backup.ok ? '' : backup.error.message);
        await waitFor(200);
        return { held: before, made: backup };
      })().finally(stop);
      const late = await useCases.workbook(id);
      assert.ok(late !== null);
      const whole = (await organisation.partition(partition)?.read(0, 1_000_000)) ?? [];
      await first.stop();

      const folder = join(root, 'restored-workbooks');
      await mkdir(folder);
      const typed = (bytes: Uint8Array, value: string) => typeInto(bytes, ['Action Items', quiet, 'Test Plan', value]);
      await writeFile(join(folder, 'early.xlsx'), typed(early.bytes, 'typed before'));
      await writeFile(join(folder, 'late.xlsx'), typed(late.bytes, 'typed since'));
      const back = await restore({
        from: made.value.folder,
        data: join(root, 'restored'),
        newEpoch: () => 'e-restored',
      });
      assert.ok(back.ok, back.ok ? '' : back.error.message);
      const second = await start(join(root, 'restored'), folder);
      try {
        const again = second.engine.organisation.partition(partition);
        assert.ok(again);
        const position = back.value.heads.find((head) => head.partition === partition)?.position ?? 0;
        const kept = (await again.read(0, 1_000_000)).slice(0, position);
        assert.deepEqual(
          kept.map(({ hash }) => hash),
          whole.slice(0, position).map(({ hash }) => hash),
        );
        assert.ok(Math.max(...acknowledged.slice(0, held)) <= position, 'nothing acknowledged before it is missing');
        assert.ok(position < whole.length, 'it was made under load');

        const stateOf = (path: string) => second.engine.workbooks.states().find((one) => one.path === path);
        await until(() => stateOf('early.xlsx')?.state === 'in step', true, 20_000);
        await until(() => stateOf('late.xlsx')?.state === 'left alone', true, 20_000);
        assert.match(stateOf('late.xlsx')?.message ?? '', /stale copy/);
        const plans =
          (await second.engine.useCases.view(id))?.actions.map(({ fields }) => fields.testPlan?.value) ?? [];
        assert.ok(plans.includes('typed before') && !plans.includes('typed since'), plans.join());

        const pane = connectPane(Number(new URL(second.url).port));
        await pane.next('welcome');
        pane.subscribe({ partition, epoch, position: whole.length });
        assert.equal((await pane.next('resync')).reason, 'unknown-epoch');
        pane.socket.close();
        await pane.closed;
      } finally {
        await second.stop();
      }
    }));
});
