import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
} from '#engine/contract/model/ids';
import { seal } from '#engine/domain/journal/seal';
import { openBenchOrganisation, prose, writer } from './bench-organisation.ts';
import { openBenchStore } from './edit-contenders.ts';
import { peakMegabytes, type Sample } from './measure.ts';

const groups = 10;
const actions = 400;
const fields = ['implementationNotes', 'testPlan', 'implementationStatus', 'testResult'] as const;
const batch = 500;

export type JournalInput = { readonly folder: string; readonly entries: number };

/** Two data folders of the same journal: `journal` without snapshots, `snapshot` with them. */
export async function prepareJournals({ folder, entries }: JournalInput): Promise<Sample> {
  const store = await openBenchStore(join(folder, 'journal'));
  for (let group = 1; group <= groups; group += 1) {
    await fill(store.journal, groupPartition(`g-${group}` as GroupId), entries / groups);
  }
  await store.close();
  cpSync(join(folder, 'journal'), join(folder, 'snapshot'), { recursive: true });
  const second = await openBenchStore(join(folder, 'snapshot'));
  const organisation = await openBenchOrganisation({ store: second.journal, snapshots: second.snapshots });
  await organisation.saveSnapshots();
  await second.close();
  return { entries };
}

async function fill(journal: JournalStore, partition: PartitionId, count: number): Promise<void> {
  let head = await journal.open(partition);
  while (head.position < count) {
    let { hash } = head;
    const sealed = Array.from({ length: Math.min(batch, count - head.position) }, (_, index) => {
      const one = seal(entryAt(partition, head.epoch, head.position + 1 + index), hash, sha256);
      hash = one.hash;
      return one;
    });
    const result = await journal.append(partition, head.position, sealed);
    if (!result.ok) throw new Error(result.error.code);
    head = result.value;
  }
}

function entryAt(partition: PartitionId, epoch: string, position: number): Entry {
  const turn = Math.floor(position / actions);
  const field = fields[turn % fields.length] ?? fields[0];
  const value = (at: number): string => prose(`Note ${at}.`, 80);
  return {
    v: 1,
    partition,
    epoch,
    position,
    time: new Date(1_767_225_600_000 + position * 1000).toISOString(),
    actor: writer,
    channel: 'pane',
    lineage: `live/w${position % 50}`,
    command: `w${position % 50}:${position}` as CommandId,
    index: 0,
    event: {
      kind: 'changed',
      entity: recordRef(`action-${position % actions}` as ActionId),
      field,
      from: turn < fields.length ? null : value(position - actions * fields.length),
      to: value(position),
      base: Math.max(0, position - actions * fields.length),
    },
  };
}

/** From nothing to an organisation that takes edits: lock, verify, load, fold. */
export async function startUp({ folder, entries }: JournalInput): Promise<Sample> {
  const start = performance.now();
  const store = await openBenchStore(folder);
  const opened = performance.now();
  const organisation = await openBenchOrganisation({ store: store.journal, snapshots: store.snapshots });
  const milliseconds = performance.now() - start;
  const megabytes = peakMegabytes();
  const positions = organisation.partitions().reduce((sum, partition) => sum + partition.image.position, 0);
  if (positions !== entries) throw new Error(`${positions} entries were loaded, not ${entries}`);
  await store.close();
  return { milliseconds, megabytes, verify: opened - start };
}

/** The least that reading a journal can cost: its segments read whole, every line parsed, nothing verified or kept. */
export async function parseJournal({ folder, entries }: JournalInput): Promise<Sample> {
  const start = performance.now();
  const journal = join(folder, 'data', 'journal');
  let found = 0;
  for (const name of readdirSync(journal).filter((each) => each.startsWith('group'))) {
    for (const segment of readdirSync(join(journal, name))) {
      for (const line of readFileSync(join(journal, name, segment), 'utf8').split('\n')) {
        if (line[9] !== 'E') continue;
        const entry = JSON.parse(line.slice(line.indexOf('{'))) as Entry;
        found += entry.position > 0 ? 1 : 0;
      }
    }
  }
  const milliseconds = performance.now() - start;
  if (found !== entries) throw new Error(`${found} entries were found, not ${entries}`);
  return { milliseconds, megabytes: peakMegabytes() };
}
