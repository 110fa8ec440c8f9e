import assert from 'node:assert/strict';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import type { ServedEngine } from '#engine/serve';
import { ann, contentOf, importContent } from './test-organisation.ts';
import { until } from './workbook-person.ts';

/** Makes an assessment of so many actions, alone in its group. */
export async function openPlan({ engine }: ServedEngine, actionCount: number) {
  const { organisation, useCases } = engine;
  const caller = { actor: ann, channel: 'cli', command: 'import' } as const;
  const titles = Array.from({ length: actionCount }, (_, index) => `Do thing ${index}`);
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
  return { id, partition, epoch, actions: [...organisation.index(group).assessmentsByAction.keys()] };
}

/**
 * Makes an assessment of so many actions, and lets people write in all but the last four of them without a pause, until
 * `stop`. Gives the positions of the edits that were acknowledged, as they come.
 */
export async function writeAllTheTime(served: ServedEngine, actionCount: number) {
  const { useCases } = served.engine;
  const { id, partition, epoch, actions: all } = await openPlan(served, actionCount);
  const actions = all.slice(0, -4);
  const acknowledged: number[] = [];
  let going = true;
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
  return {
    ...{ id, partition, epoch, acknowledged },
    /** Of an action nobody writes in. */
    quiet: (await useCases.view(id))?.actions.find((one) => one.id === all.at(-1))?.title ?? assert.fail(),
    /** Until so many more are acknowledged. */
    async waitFor(more: number) {
      const enough = acknowledged.length + more;
      await until(() => acknowledged.length >= enough, true, 30_000);
    },
    async stop() {
      going = false;
      await Promise.all(writing);
    },
  };
}
