import { sha256 } from '#engine/adapters/store/sha256';
import type { JournalStore } from '#engine/app/ports';
import type { Entry } from '#engine/contract/model/entry';
import {
  type ActionId,
  type CommandId,
  type GroupId,
  groupPartition,
  type PartitionId,
  recordRef,
  type TemplateId,
} from '#engine/contract/model/ids';
import { seal } from '#engine/domain/journal/seal';
import { importTemplate, openBenchAssessment, openBenchOrganisation, prose, writer } from '../bench-organisation.ts';
import { startChild } from '../child-talk.ts';
import { openBenchStore } from '../edit-contenders.ts';
import type { Sample } from '../measure.ts';

export type LoadSize = {
  readonly folder: string;
  readonly groups: number;
  /** In each group, each of another template with actions of its own. */
  readonly assessments: number;
  /** Controls of each assessment, and as many actions. */
  readonly controls: number;
  /** Of the whole journal. */
  readonly entries: number;
};

const fields = ['implementationStatus', 'implementationNotes', 'testPlan', 'testResult', 'testDate'] as const;
const batch = 500;

/**
 * An organisation that has been at work for a while: written through the store, then opened once by an engine, which puts
 * the workbooks into the folder and stops in good order.
 */
export async function prepareLoad(size: LoadSize): Promise<Sample> {
  const { folder, groups, assessments, controls, entries } = size;
  const store = await openBenchStore(folder);
  const organisation = await openBenchOrganisation({ store: store.journal });
  const templates: TemplateId[] = [];
  for (let number = 1; number <= assessments; number += 1) {
    templates.push(await importTemplate(organisation, controls, `Standard ${number}`, `of standard ${number}`));
  }
  const actionsByGroup = new Map<GroupId, readonly ActionId[]>();
  for (let number = 1; number <= groups; number += 1) {
    for (const [index, template] of templates.entries()) {
      const title = `Plan ${number} ${index + 1}`;
      const { group } = await openBenchAssessment(organisation, template, title, `Group ${number}`);
      actionsByGroup.set(group, [...organisation.index(group).assessmentsByAction.keys()]);
    }
  }
  await organisation.idle();
  const begun = organisation.partitions().reduce((sum, partition) => sum + partition.image.position, 0);
  const left = Math.max(0, entries - begun);
  for (const [group, actions] of actionsByGroup) {
    await fill(store.journal, groupPartition(group), actions, Math.floor(left / groups));
  }
  await store.close();
  const records = [...actionsByGroup.values()].reduce((sum, { length }) => sum + length, 0);
  await placeWorkbooks(folder, groups * assessments);
  return { records, entries: begun + Math.floor(left / groups) * groups };
}

/** Each field of each action in turn. */
async function fill(
  journal: JournalStore,
  partition: PartitionId,
  actions: readonly ActionId[],
  count: number,
): Promise<void> {
  let head = await journal.open(partition);
  for (let done = 0; done < count; ) {
    let { hash } = head;
    const sealed = Array.from({ length: Math.min(batch, count - done) }, (_, index) => {
      const entry = entryAt(partition, head.epoch, head.position + 1 + index, done + index, actions);
      const one = seal(entry, hash, sha256);
      hash = one.hash;
      return one;
    });
    const result = await journal.append(partition, head.position, sealed);
    if (!result.ok) throw new Error(result.error.code);
    head = result.value;
    done += sealed.length;
  }
}

function entryAt(
  partition: PartitionId,
  epoch: string,
  position: number,
  number: number,
  actions: readonly ActionId[],
): Entry {
  const turn = Math.floor(number / actions.length);
  const field = fields[turn % fields.length] ?? fields[0];
  const before = position - actions.length * fields.length;
  const base = turn < fields.length ? 0 : before;
  return {
    v: 1,
    partition,
    epoch,
    position,
    time: new Date(1_767_225_600_000 + number * 60_000).toISOString(),
    actor: writer,
    channel: 'pane',
    lineage: `live/w${number % 50}`,
    command: `w${number % 50}:${number}` as CommandId,
    index: 0,
    event: {
      kind: 'changed',
      entity: recordRef(actions[number % actions.length] as ActionId), // within its length
      field,
      from: base === 0 ? null : shownAt(field, before),
      to: shownAt(field, position),
      base,
    },
  };
}

function shownAt(field: (typeof fields)[number], position: number): string {
  switch (field) {
    case 'implementationStatus':
      return position % 3 === 0 ? 'Implemented' : 'Planned';
    case 'testResult':
      return position % 5 === 0 ? 'Passed' : 'Failed-Low Risk';
    case 'testDate':
      return '2026-03-01';
    default:
      return prose(`Note ${position}.`, 80).trim();
  }
}

async function placeWorkbooks(folder: string, count: number): Promise<void> {
  const engine = startChild('./engine-child', [folder]);
  const placed = await engine.ask<number>('place');
  if (placed !== count) throw new Error(`${placed} workbooks are in the folder, not ${count}`);
  await engine.stop();
}
