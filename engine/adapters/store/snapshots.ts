import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Log, PartitionHead, Snapshot, SnapshotStore } from '../../app/ports.ts';
import type { PartitionId } from '../../contract/model/ids.ts';
import { checksum } from './checksum.ts';
import { type Disk, errorText, readRange } from './disk.ts';
import { type DocumentForm, durableDocument } from './durable-document.ts';
import { folderToPartition, partitionToFolder } from './embedded/partition-folder.ts';
import { nodeDisk } from './node-disk.ts';

export type Snapshots = SnapshotStore & {
  /** What the stored snapshots say they are of, without reading their states; for `openJournal`'s `trusted`. */
  heads(): Promise<ReadonlyMap<PartitionId, PartitionHead>>;
};

/** One readable document a partition, in `<data>/snapshots`. Whatever is wrong with one, it is logged and left aside. */
export async function openSnapshots(data: string, log: Log, disk: Disk = nodeDisk): Promise<Snapshots> {
  const folder = join(data, 'snapshots');
  const saving = new Map<PartitionId, Promise<void>>();
  await disk.makeFolder(folder);
  await disk.syncFolder(data);

  function document(partition: PartitionId): Low<Snapshot | null> {
    const path = join(folder, `${partitionToFolder(partition)}.json`);
    return new Low(durableDocument<Snapshot | null>(disk, path, form), null);
  }

  return {
    async load(partition) {
      await saving.get(partition);
      const stored = document(partition);
      try {
        await stored.read();
        if (stored.data !== null && stored.data.partition !== partition) {
          throw new Error(`it is of ${stored.data.partition}`);
        }
        return stored.data;
      } catch (error) {
        log.warn('a snapshot cannot be used; the journal is read instead', { partition, reason: errorText(error) });
        return null;
      }
    },

    async save(snapshot) {
      const before = saving.get(snapshot.partition) ?? Promise.resolve();
      const stored = document(snapshot.partition);
      stored.data = snapshot;
      const saved = before.then(() => stored.write());
      // The one who asked hears of a failure; a later save or load does not depend on it.
      const settled = saved.catch(() => undefined);
      saving.set(snapshot.partition, settled);
      await saved;
    },

    async heads() {
      const heads = new Map<PartitionId, PartitionHead>();
      for (const { name } of await disk.list(folder)) {
        const partition = name.endsWith('.json') ? folderToPartition(name.slice(0, -5)) : null;
        const head = partition === null ? null : await readHead(disk, join(folder, name));
        if (partition !== null && head?.partition === partition) {
          heads.set(partition, head);
        }
      }
      return heads;
    },
  };
}

const version = 1;

/** The head first and in a fixed order, so that it can be read alone; the checksum covers both, the state as its exact text. */
const form: DocumentForm<Snapshot | null> = {
  stringify(snapshot) {
    if (snapshot === null) {
      return 'null\n';
    }
    const { partition, epoch, position, hash } = snapshot;
    const head = { version, partition, epoch, position, hash };
    const state = JSON.stringify(snapshot.state);
    const start = JSON.stringify({ ...head, crc32: checksumOf(head, state) });
    return `${start.slice(0, -1)}${stateMark}${state}}\n`;
  },

  parse(text) {
    const at = text.indexOf(stateMark);
    const head = at === -1 ? null : parseHead(`${text.slice(0, at)}}`);
    if (head === null) {
      throw new Error('it is not a snapshot of this version');
    }
    const state = text.slice(at + stateMark.length, text.lastIndexOf('}'));
    const { partition, epoch, position, hash } = head;
    if (checksumOf({ version, partition, epoch, position, hash }, state) !== head.crc32) {
      throw new Error('its checksum does not fit');
    }
    return { partition, epoch, position, hash, state: JSON.parse(state) as unknown };
  },
};

const stateMark = ',"state":';

function checksumOf(head: PartitionHead & { readonly version: number }, state: string): string {
  return checksum(Buffer.from(JSON.stringify(head) + state));
}

async function readHead(disk: Disk, path: string): Promise<PartitionHead | null> {
  const file = await disk.open(path, 'read');
  try {
    const text = Buffer.from(await readRange(file, 0, 1024)).toString('utf8');
    const at = text.indexOf(stateMark);
    const head = at === -1 ? null : parseHead(`${text.slice(0, at)}}`);
    return head === null
      ? null
      : { partition: head.partition, epoch: head.epoch, position: head.position, hash: head.hash };
  } finally {
    await file.close();
  }
}

type StoredHead = PartitionHead & { readonly crc32: string };

function parseHead(json: string): StoredHead | null {
  let head: Partial<Record<keyof StoredHead | 'version', unknown>>;
  try {
    head = JSON.parse(json) as typeof head; // an object literal by its braces; each field is checked below
  } catch {
    return null;
  }
  const fits =
    head.version === version &&
    typeof head.partition === 'string' &&
    typeof head.epoch === 'string' &&
    typeof head.position === 'number' &&
    typeof head.hash === 'string' &&
    typeof head.crc32 === 'string';
  return fits ? (head as unknown as StoredHead) : null;
}
