import { randomUUID } from 'node:crypto';
import type { JournalStore, Log, PartitionHead } from '../../../app/ports.ts';
import { StoreUnreachable } from '../../../app/store-unreachable.ts';
import type { Entry, SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, PartitionId, Position } from '../../../contract/model/ids.ts';
import { genesisHash } from '../../../domain/journal/seal.ts';
import { err, ok } from '../../../domain/result.ts';
import { checkBatch } from '../check-batch.ts';
import { sha256 } from '../sha256.ts';
import { type AppendQueue, createAppendQueue } from './append-queue.ts';
import { appendStatement, headAfter, toHead, toOutcomes } from './append-statement.ts';
import type { Database, Row, Session } from './database.ts';
import { faultOf, reasonOf } from './faults.ts';
import type { JournalWatch } from './watch-journal.ts';

export type PostgresJournalParts = {
  readonly database: Database;
  readonly organisation: string;
  readonly log: Log;
  readonly watch: JournalWatch;
  /** Called with how often people have changed, before heads are handed out that may rest on them. */
  readonly peopleChanged: (changes: number) => Promise<void>;
};

/** A tail longer than this is read before the turn, not within it. */
const mostInTurn = 2_000;

/** The journal of one organisation in a database that other engines append to as well. */
export function createPostgresJournal(parts: PostgresJournalParts): JournalStore {
  const { database, organisation, watch } = parts;
  const queue: AppendQueue = createAppendQueue(database, organisation, parts.log, watch.tell);
  const epochs = new Map<PartitionId, Epoch>();
  let closed = false;

  const refuseWhenClosed = (): void => {
    if (closed) throw new Error('the journal is closed');
  };
  const epochOf = (partition: PartitionId): Epoch => {
    refuseWhenClosed();
    const epoch = epochs.get(partition);
    if (epoch === undefined) throw new Error(`${partition} has not been opened`);
    return epoch;
  };
  const known = (head: PartitionHead): PartitionHead => {
    if (!epochs.has(head.partition)) epochs.set(head.partition, head.epoch);
    return head;
  };

  return {
    async heads() {
      refuseWhenClosed();
      const rows = await database.ask({ name: 'heads', text: headsText, values: [organisation] });
      await parts.peopleChanged(Number(rows[0]?.['people'] ?? 0));
      return rows.filter((row) => row['partition'] !== null).map((row) => known(toHead(row)));
    },

    async open(partition) {
      refuseWhenClosed();
      const find = { name: 'head', text: headText, values: [organisation, partition] };
      const [found] = await database.ask(find);
      if (found !== undefined) return known(toHead(found));
      const epoch = randomUUID();
      const values = [organisation, partition, epoch, genesisHash(partition, epoch, sha256)];
      await database.ask({ text: beginText, values });
      const [begun] = await database.ask(find);
      if (begun === undefined) throw new Error(`${partition} cannot be begun: ${movedAway}`);
      return known(toHead(begun));
    },

    async append(partition, after, entries) {
      const epoch = epochOf(partition);
      checkBatch({ partition, epoch, position: after, hash: '' }, entries);
      return queue.append({ partition, epoch, after, entries });
    },

    async read(partition, after, limit) {
      epochOf(partition);
      if (limit <= 0) return [];
      const values = [organisation, partition, after, limit];
      return (await database.ask({ name: 'read', text: readText, values })).map(toSealed);
    },

    async close() {
      closed = true;
      await queue.idle();
    },

    shared: {
      watch: watch.watch,

      async appendInTurn(partition, after, decide) {
        const epoch = epochOf(partition);
        let decided: { readonly after: Position; readonly entries: readonly SealedEntry[] } | null = null;
        try {
          return await database.session(async (session) => {
            const { head, closed, tail } = await holdHead(session, organisation, partition, after);
            if (head.epoch !== epoch || head.position - after !== tail.length) {
              await session.query({ text: 'rollback' });
              return err({ code: 'stale', head });
            }
            if (closed) {
              await session.query({ text: 'rollback' });
              return err({ code: 'read-only', reason: movedAway });
            }
            const entries = await decide(tail);
            decided = { after: head.position, entries };
            if (entries.length === 0) {
              await session.query({ text: 'commit' });
              return ok(head);
            }
            checkBatch(head, entries);
            const batch = { partition, epoch, after: head.position, entries };
            const outcome = toOutcomes(await session.query(appendStatement(organisation, [batch]))).get(partition);
            await session.query({ text: 'commit' });
            if (outcome?.taken !== true) return err({ code: 'stale', head });
            watch.tell();
            return ok(headAfter(batch));
          });
        } catch (error) {
          const fault = faultOf(error);
          if (fault === 'disk-full') return err({ code: 'disk-full', reason: reasonOf(error) });
          const isPassing = error instanceof StoreUnreachable || fault === 'again';
          if (!isPassing) throw error;
          const lost = decided as { readonly after: Position; readonly entries: readonly SealedEntry[] } | null; // set within the call above
          if (lost === null || lost.entries.length === 0) return err({ code: 'unreachable', reason: reasonOf(error) });
          return queue.append({ partition, epoch, ...lost }, true);
        }
      },
    },
  };
}

const movedAway = 'the organisation is being moved or has been moved away';

const headsText = `select o.people, h.partition, h.epoch, h.position, h.hash
from controlbook.organisation o left join controlbook.head h on h.organisation = o.id where o.id = $1`;
const headText = `select partition, epoch, position, hash from controlbook.head where organisation = $1 and partition = $2`;
const beginText = `insert into controlbook.head (organisation, partition, epoch, position, hash)
select id, $2, $3, 0, $4 from (select id from controlbook.organisation where id = $1 and state in ('here', 'arriving') for share) as o
on conflict do nothing`;
const readText = `select text, hash from controlbook.entry
where organisation = $1 and partition = $2 and position > $3 order by position limit $4`;

/** Takes the partition's head for this transaction, and reads what stands after a position: one round trip. */
async function holdHead(session: Session, organisation: string, partition: PartitionId, after: Position) {
  const [own, name] = [quoted(organisation), quoted(partition)];
  const [, heads, lines] = await session.script(`begin;
    select partition, epoch, position, hash, closed from controlbook.head
      where organisation = ${own} and partition = ${name} for update;
    select text, hash from controlbook.entry where organisation = ${own} and partition = ${name}
      and position > ${after} order by position limit ${mostInTurn}`);
  const row = heads?.[0];
  if (row === undefined) throw new Error(`${partition} is not there any more`);
  return { head: toHead(row), closed: row['closed'] === true, tail: (lines ?? []).map(toSealed) };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function toSealed(row: Row): SealedEntry {
  const text = row['text'] as string; // a column of the table, as the hash
  return { entry: JSON.parse(text) as Entry, text, hash: row['hash'] as string };
}
