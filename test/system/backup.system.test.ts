import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backUp } from '#engine/adapters/store/backup/back-up';
import { restore } from '#engine/adapters/store/backup/restore';
import { systemClock } from '#engine/adapters/system/clock';
import { readConfig } from '#engine/config';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { type ServedEngine, serveEngine } from '#engine/serve';
import { connectPane } from '#test/support/live-pane';
import { withTemporaryFolder } from '#test/support/temporary-folder';
import { ann, contentOf, importContent, silentLog } from '#test/support/test-organisation';
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
      const caller = { actor: ann, channel: 'cli', command: 'import' } as const;
      const titles = Array.from({ length: 12 }, (_, index) => `Do thing ${index}`);
      const controls = Object.fromEntries(titles.map((title, index) => [`C-${index}`, [title]]));
      const template = await importContent(organisation, contentOf('Standard', controls), caller);
      const opened = await useCases.openAssessment(
        { title: 'Plan', template, product: null, group: { name: 'Group' }, copyFrom: null, inScopeServices: null },
        { ...caller, command: 'open' },
      );
      assert.ok(opened.ok);
      const { id, group } = opened.value;
      const partition = groupPartition(group);
      const epoch = organisation.partition(partition)?.image.epoch ?? '';
      const actions = [...organisation.index(group).assessmentsByAction.keys()].slice(0, 8);
      const own = (await useCases.view(id))?.actions.find((one) => !actions.includes(one.id))?.title ?? '';
      const early = await useCases.workbook(id);
      assert.ok(early !== null);

      let going = true;
      const acknowledged: number[] = [];
      const write = async (writer: number): Promise<void> => {
        let base = 0;
        for (let count = 0; going; count += 1) {
          const entity = recordRef(actions[writer] ?? assert.fail());
          const change = { entity, field: 'implementationNotes', value: `${writer} ${count}`, base };
          const set = { id: `w${writer}:${count}` as CommandId, partition, epoch, changes: [change] };
          const verdicts = await useCases.pushChanges(set, { actor: ann, channel: 'api' });
          assert.ok(verdicts.ok);
          const [verdict] = verdicts.value;
          assert.equal(verdict?.outcome, 'accepted');
          base = verdict.position;
          acknowledged.push(base);
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const writing = actions.map((_, writer) => write(writer));
      const waitFor = async (more: number): Promise<void> => {
        const enough = acknowledged.length + more;
        await until(() => acknowledged.length >= enough, true, 20_000);
      };
      const { held, made } = await (async () => {
        await waitFor(200);
        const before = acknowledged.length;
        const now = systemClock.now();
        const backup = await backUp({ data, into: join(root, 'backups'), now, program: 'test' });
        assert.ok(backup.ok, backup.ok ? '' : backup.error.message);
        await waitFor(200);
        return { held: before, made: backup };
      })().finally(() => {
        going = false;
      });
      await Promise.all(writing);
      const late = await useCases.workbook(id);
      assert.ok(late !== null);
      const whole = (await organisation.partition(partition)?.read(0, 1_000_000)) ?? [];
      await first.stop();

      const folder = join(root, 'restored-workbooks');
      await mkdir(folder);
      const typed = (bytes: Uint8Array, value: string) => typeInto(bytes, ['Action Items', own, 'Test Plan', value]);
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
