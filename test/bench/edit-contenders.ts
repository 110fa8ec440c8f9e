import { closeSync, fdatasync, openSync, readdirSync, statSync, write } from 'node:fs';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { openStore } from '#engine/adapters/store/open-store';
import { pushChanges } from '#engine/app/push-changes';
import { createRecentEntries } from '#engine/app/recent-entries';
import { createScores } from '#engine/app/scores';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import {
  importTemplate,
  openBenchAssessment,
  openBenchOrganisation,
  prose,
  silentLog,
  writer,
} from './bench-organisation.ts';
import { measureEdits, type Sample } from './measure.ts';
import { loadSqlite } from './peers.ts';

export type EditInput = {
  readonly folder: string;
  readonly writers: number;
  readonly seconds: number;
  /** Bytes an edit takes in our journal, for those who write as much. */
  readonly bytes: number;
};

/** The real path: normalise, judge, chain, append, sync, fold; listeners of scores and activity attached. */
export async function editControlbook({ folder, writers, seconds }: EditInput): Promise<Sample> {
  const store = await openBenchStore(folder);
  const organisation = await openBenchOrganisation({ store: store.journal });
  createScores(organisation);
  createRecentEntries(organisation);
  const assessment = await openBenchAssessment(organisation, await importTemplate(organisation, 400), 'Assessment');
  const actions = [...organisation.index(assessment.group).assessmentsByAction.keys()];
  const partition = await organisation.group(assessment.group);
  const bases = new Map<number, number>();
  const edit = async (number: number, count: number): Promise<void> => {
    const action = actions[number % actions.length] ?? assertNever(number);
    const field = number < actions.length ? 'implementationNotes' : 'testPlan';
    const change = {
      entity: recordRef(action),
      field,
      value: editText(number, count),
      base: bases.get(number) ?? 0,
    };
    const id = `w${number}:${count}` as CommandId;
    const set = { id, partition: groupPartition(assessment.group), epoch: partition.image.epoch, changes: [change] };
    const result = await pushChanges(organisation, set, writer, 'pane');
    const verdict = result.ok ? result.value[0] : undefined;
    if (verdict?.outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
    bases.set(number, verdict.position);
  };
  const sample = await measureEdits(writers, seconds, edit);
  await organisation.idle();
  const entries = partition.image.position;
  await store.close();
  return { ...sample, bytes: journalBytes(folder) / entries };
}

/** The least a durable edit can cost: its bytes, written and synced together with whatever else waits. */
export async function editRaw({ folder, writers, seconds, bytes }: EditInput): Promise<Sample> {
  const file = openSync(join(folder, 'raw'), 'w');
  const line = Buffer.from('x'.repeat(bytes - 1).concat('\n'));
  const append = groupWaiting((waiting, done) => {
    const group = Buffer.concat(waiting.map(() => line));
    write(file, group, 0, group.length, null, (failed) => {
      if (failed) throw failed;
      fdatasync(file, (unsynced) => {
        if (unsynced) throw unsynced;
        done();
      });
    });
  });
  const sample = await measureEdits(writers, seconds, () => append(0));
  closeSync(file);
  return sample;
}

/** As its own documentation shows it: one document of 10 MB, `update()` for every edit. It never syncs. */
export async function editLowdb({ folder, writers, seconds }: EditInput): Promise<Sample> {
  const records = Array.from({ length: 25_000 }, (_, number) => ({
    id: number,
    notes: prose(`Record ${number}.`, 370),
  }));
  const database = new Low(new JSONFile<{ records: typeof records }>(join(folder, 'lowdb.json')), { records });
  await database.write();
  return measureEdits(writers, seconds, (number, count) =>
    database.update((data) => {
      const record = data.records[number] ?? assertNever(number);
      record.notes = editText(number, count);
    }),
  );
}

/** Journal and latest values in tables; what queued in one turn of the loop is one transaction, synced at its end. */
export async function editSqlite({ folder, writers, seconds, bytes }: EditInput): Promise<Sample> {
  const database = new (loadSqlite())(join(folder, 'edits.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table journal (position integer primary key, text text not null)');
  database.exec('create table field (id integer primary key, value text not null)');
  const insert = database.prepare('insert into journal (text) values (?)');
  const upsert = database.prepare(
    'insert into field values (?, ?) on conflict (id) do update set value = excluded.value',
  );
  const text = 'x'.repeat(Math.max(1, bytes - 120));
  const writeAll = database.transaction((waiting: readonly number[]) => {
    for (const number of waiting) {
      insert.run(text);
      upsert.run(number, editText(number, 0));
    }
  });
  const append = groupWaiting((waiting, done) => {
    writeAll(waiting);
    setImmediate(done);
  });
  const sample = await measureEdits(writers, seconds, append);
  database.close();
  return sample;
}

/** Hands everything that waits to `flush` as one group, the next when it is done. */
function groupWaiting(
  flush: (waiting: readonly number[], done: () => void) => void,
): (number: number) => Promise<void> {
  let next: { number: number; resolve: () => void }[] = [];
  let busy = false;
  const run = (): void => {
    if (next.length === 0) {
      busy = false;
      return;
    }
    const group = next;
    next = [];
    flush(
      group.map(({ number }) => number),
      () => {
        for (const { resolve } of group) resolve();
        setImmediate(run);
      },
    );
  };
  return (number) =>
    new Promise((resolve) => {
      next.push({ number, resolve });
      if (busy) return;
      busy = true;
      setImmediate(run);
    });
}

export async function openBenchStore(folder: string) {
  const opened = await openStore(join(folder, 'data'), {
    log: silentLog,
    fresh: () => ({ organisation: 'bench', created: new Date().toISOString() }),
    trustSnapshots: true,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

function journalBytes(folder: string): number {
  const journal = join(folder, 'data', 'journal');
  const group = readdirSync(journal).find((name) => name.startsWith('group')) ?? '';
  const segments = readdirSync(join(journal, group));
  return segments.reduce((sum, name) => sum + statSync(join(journal, group, name)).size, 0);
}

function editText(number: number, count: number): string {
  return prose(`Writer ${number}, note ${count}.`, 80);
}

function assertNever(number: number): never {
  throw new Error(`writer ${number} has nothing to edit`);
}
