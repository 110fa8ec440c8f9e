import type { PartitionHead } from '../../../app/ports.ts';
import type { SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, PartitionId, Position } from '../../../contract/model/ids.ts';
import type { Row, Statement } from './database.ts';

/** What is to be appended to one partition after a position. */
export type PartitionBatch = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly after: Position;
  readonly entries: readonly SealedEntry[];
};

/** What became of it: the head it found, and whether the batch was taken on from there. */
export type BatchOutcome = { readonly head: PartitionHead; readonly closed: boolean; readonly taken: boolean };

/**
 * Appends batches of several partitions, each whole or not at all, in one statement and so in one commit. The heads are
 * locked in one order, so that two engines never wait for each other in a circle, and until the commit, so that the
 * positions of a partition become visible in order. A batch is taken only if it stands after the head as it is under that
 * lock, in its epoch, and if its first hash continues the head's: not even a faulty engine can fork the chain.
 */
export function appendStatement(organisation: string, batches: readonly PartitionBatch[]): Statement {
  const rows = batches.flatMap(({ partition, entries }) => entries.map((sealed) => ({ partition, ...sealed })));
  const lasts = batches.map(({ entries }) => entries.at(-1) as SealedEntry); // none is empty: the caller has checked
  return {
    name: 'append',
    text,
    values: [
      organisation,
      batches.map(({ partition }) => partition),
      batches.map(({ epoch }) => epoch),
      batches.map(({ after }) => after),
      lasts.map(({ entry }) => entry.position),
      lasts.map(({ hash }) => hash),
      rows.map(({ partition }) => partition),
      rows.map(({ entry }) => entry.position),
      rows.map(({ hash }) => hash).join('\n'),
      // A text is one line, which is cheaper to take apart than an array whose every quote is escaped.
      rows.map(({ text }) => text).join('\n'),
    ],
  };
}

const text = `
with batch as (
  select * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
    as b (partition, epoch, after, last, hash)
), line as (
  select * from rows from (
    unnest($7::text[]), unnest($8::bigint[]), unnest(string_to_array($9, E'\\n')), unnest(string_to_array($10, E'\\n'))
  ) as l (partition, position, hash, text)
), held as (
  select partition, epoch, position, hash, closed from controlbook.head
  where organisation = $1 and partition = any($2)
  order by partition for update
), moved as (
  update controlbook.head h set position = b.last, hash = b.hash
  from batch b join held on held.partition = b.partition join line f on f.partition = b.partition
  where h.organisation = $1 and h.partition = b.partition
    and not held.closed and held.epoch = b.epoch and held.position = b.after and f.position = b.after + 1
    and f.hash = encode(sha256(convert_to(held.hash || E'\\n' || f.text, 'UTF8')), 'hex')
  returning h.partition
), written as (
  insert into controlbook.entry (organisation, partition, position, hash, text)
  select $1, partition, position, hash, text from line where partition in (select partition from moved)
)
select held.*, moved.partition is not null as taken from held left join moved using (partition)`;

export function toOutcomes(rows: readonly Row[]): ReadonlyMap<PartitionId, BatchOutcome> {
  return new Map(
    rows.map((row) => {
      const head = toHead(row);
      return [head.partition, { head, closed: row['closed'] === true, taken: row['taken'] === true }];
    }),
  );
}

/** A head as the table has it; the ids in it were ids when they were written. */
export function toHead(row: Row): PartitionHead {
  return {
    partition: row['partition'] as PartitionId,
    epoch: row['epoch'] as Epoch,
    position: Number(row['position']),
    hash: row['hash'] as string,
  };
}

/** The head after a batch. */
export function headAfter({ partition, epoch, entries }: PartitionBatch): PartitionHead {
  const last = entries.at(-1) as SealedEntry; // as above
  return { partition, epoch, position: last.entry.position, hash: last.hash };
}
