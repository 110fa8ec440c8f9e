import type { PartitionHead } from '../../../app/ports.ts';
import type { Entry } from '../../../contract/model/entry.ts';
import { genesisHash } from '../../../domain/journal/seal.ts';
import { appendStatement, headAfter, toHead } from '../postgres/append-statement.ts';
import type { Database } from '../postgres/database.ts';
import { sha256 } from '../sha256.ts';
import type { Carrier } from './move-end.ts';

/** Takes entries of an organisation that is on its way into a database, which nobody else appends to. */
export function databaseCarrier(database: Database, organisation: string): Carrier {
  const headOf = async (partition: string): Promise<PartitionHead> => {
    const [row] = await database.ask({ text: headText, values: [organisation, partition] });
    if (row === undefined) throw new Error(`${partition} cannot be begun in ${database.label}`);
    return toHead(row);
  };
  return {
    async heads() {
      return (await database.ask({ text: headsText, values: [organisation] })).map(toHead);
    },
    async open(partition, epoch) {
      const values = [organisation, partition, epoch, genesisHash(partition, epoch, sha256)];
      await database.ask({ text: beginText, values });
      return headOf(partition);
    },
    async append({ partition, epoch, position }, entries) {
      const batch = { partition, epoch, after: position, entries };
      // Sent again after a broken connection it may have been taken the first time: the head says so.
      await database.ask(appendStatement(organisation, [batch]));
      return arrived(await headOf(partition), headAfter(batch));
    },
    async turn(head, epoch) {
      const { partition, position, epoch: old } = head;
      const [last] = await database.ask({ text: lastText, values: [organisation, partition, position] });
      const { epoch: restores } = JSON.parse(String(last?.['text'])) as Entry; // as it was sealed
      await database.ask({ text: turnText, values: [organisation, partition, position, old, epoch, restores] });
      return arrived(await headOf(partition), { ...head, epoch });
    },
  };
}

function arrived(found: PartitionHead, wanted: PartitionHead): PartitionHead {
  const { partition, epoch, position, hash } = wanted;
  if (found.epoch === epoch && found.position === position && found.hash === hash) return found;
  throw new Error(`${partition} ends at entry ${found.position} where entry ${position} was written`);
}

const headsText = 'select partition, epoch, position, hash from controlbook.head where organisation = $1';
const headText = `${headsText} and partition = $2`;
const beginText = `insert into controlbook.head (organisation, partition, epoch, position, hash)
values ($1, $2, $3, 0, $4) on conflict do nothing`;
const lastText = 'select text from controlbook.entry where organisation = $1 and partition = $2 and position = $3';
const turnText = `update controlbook.head set epoch = $5, restores = $6
where organisation = $1 and partition = $2 and position = $3 and epoch = $4`;
