import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partitionToFolder } from '#engine/adapters/store/embedded/partition-folder';
import type { PartitionId, Position } from '#engine/contract/model/ids';
import type { PostgresServer } from '#test/support/postgres-server';

export type HistoryRow = { readonly position: number; readonly hash: string; readonly text: string };

/** What is written of a partition after a position, and where its head says that it ends; all of one moment. */
export type ReadHistory = (
  partition: PartitionId,
  after: Position,
) => Promise<{
  readonly rows: readonly HistoryRow[];
  /** Null where nothing but the rows says it. */
  readonly head: { readonly position: number; readonly hash: string } | null;
}>;

/** Read as the server's administrator, whom no engine's row-level security holds back; one statement, so one moment. */
export function historyInDatabase({ query }: PostgresServer, database: string): ReadHistory {
  const name = new URL(database).pathname.slice(1);
  return async (partition, after) => {
    const found = (await query(readText, [partition, after], name)) as readonly Found[]; // as the statement names them
    const [first] = found;
    if (first === undefined) return { rows: [], head: null };
    return {
      rows: found.flatMap(({ position, hash, text }) =>
        text === null ? [] : [{ position: Number(position), hash, text }],
      ),
      head: { position: Number(first.head), hash: first.head_hash },
    };
  };
}

type Found = { position: string; hash: string; text: string | null; head: string; head_hash: string };

const readText = `select e.position, e.hash, e.text, h.position as head, h.hash as head_hash from controlbook.head h
left join controlbook.entry e on e.organisation = h.organisation and e.partition = h.partition and e.position > $2
where h.partition = $1 order by e.position`;

/** Reads the lines with nothing of the engine's own reading; a batch that is not whole is not there yet. */
export function historyInFolder(data: string): ReadHistory {
  return async (partition, after) => {
    const folder = join(data, 'journal', partitionToFolder(partition));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
    const rows: HistoryRow[] = [];
    let position = 0;
    for (const name of names) {
      let batch: HistoryRow[] = [];
      for (const line of (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1)) {
        const [, index, count, hash = '', text = ''] = /^\w{8} E \d+ (\d+)\/(\d+) (\w{64}) (.*)$/.exec(line) ?? [];
        if (index === undefined) continue;
        batch.push({ position: position + Number(index), hash, text });
        if (index !== count) continue;
        rows.push(...batch);
        position += batch.length;
        batch = [];
      }
    }
    return { rows: rows.filter((row) => row.position > after), head: null };
  };
}
