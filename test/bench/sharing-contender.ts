import { pushChanges } from '#engine/app/push-changes';
import { createRecentEntries } from '#engine/app/recent-entries';
import { createScores } from '#engine/app/scores';
import { createWorkbookFolder } from '#engine/app/workbook-folder';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { ok } from '#engine/domain/result';
import { importTemplate, openBenchAssessment, openBenchOrganisation, prose, writer } from './bench-organisation.ts';
import { openBenchStore } from './edit-contenders.ts';
import { measureEdits, type Sample } from './measure.ts';

export type SharingInput = {
  readonly folder: string;
  readonly assessments: number;
  readonly writers: number;
  readonly seconds: number;
};

/**
 * Edits of actions that every assessment of the group cites, each assessment with its score kept and a workbook in the
 * folder. Files wait to be written while edits are counted: what is measured is the way of an edit alone.
 */
export async function editShared({ folder, assessments, writers, seconds }: SharingInput): Promise<Sample> {
  const store = await openBenchStore(folder);
  const organisation = await openBenchOrganisation({ store: store.journal });
  const scores = createScores(organisation);
  const parts = { organisation, scores, recent: createRecentEntries(organisation) };
  const workbooks = createWorkbookFolder({
    ...parts,
    files: {
      read: () => Promise.reject(new Error('no file is read here')),
      patch: () => Promise.reject(new Error('no file is patched here')),
      update: () => Promise.reject(new Error('no file is patched here')),
      render: async () => new Uint8Array(),
    },
    watch: { start: async () => async () => {} },
    folder: {
      read: async () => ok(null),
      writeBack: async () => ok({ sha256: '' }),
      onReleased: () => () => {},
      writeReport: async () => ok(null),
      clearReport: async () => ok(null),
      conflictCopyOf: async () => null,
    },
  });
  await workbooks.start();
  let group = null;
  for (let number = 1; number <= assessments; number += 1) {
    const template = await importTemplate(organisation, 400, `Standard ${number}`);
    const assessment = await openBenchAssessment(organisation, template, `Assessment ${number}`);
    group = assessment.group;
    await workbooks.place(assessment.id);
    await scores.assessment(assessment.id);
  }
  if (group === null) throw new Error('there is no assessment');
  const partition = await organisation.group(group);
  const actions = [...organisation.index(group).assessmentsByAction.keys()];
  const bases = new Map<number, number>();
  const sample = await measureEdits(writers, seconds, async (number, count) => {
    const entity = recordRef(actions[number % actions.length] ?? failed());
    const value = prose(`Writer ${number}, note ${count}.`, 80);
    const change = { entity, field: 'implementationNotes', value, base: bases.get(number) ?? 0 };
    const set = {
      id: `w${number}:${count}` as CommandId,
      partition: groupPartition(group),
      epoch: partition.image.epoch,
    };
    const result = await pushChanges(organisation, { ...set, changes: [change] }, writer, 'pane');
    const verdict = result.ok ? result.value[0] : undefined;
    if (verdict?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
    bases.set(number, verdict.position);
  });
  await workbooks.stop();
  await organisation.idle();
  await store.close();
  return sample;
}

function failed(): never {
  throw new Error('there is no action');
}
