import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Log, SnapshotStore } from '../../../app/ports.ts';
import { StoreUnreachable } from '../../../app/store-unreachable.ts';
import { errorText } from '../disk.ts';
import type { Database } from './database.ts';

/** Of how a state is written here; another version is left aside. */
const version = 1;

/** The newest snapshot of each partition, compressed; its checksum is that of gzip. */
export function createPostgresSnapshots(database: Database, organisation: string, log: Log): SnapshotStore {
  return {
    async load(partition) {
      try {
        const [row] = await database.ask({ text: loadText, values: [organisation, partition, version] });
        if (row === undefined) return null;
        const state: unknown = JSON.parse((await promisify(gunzip)(row['state'] as Buffer)).toString('utf8')); // a bytea column
        const { epoch, position, hash } = row;
        return { partition, epoch: String(epoch), position: Number(position), hash: String(hash), state };
      } catch (error) {
        log.warn('a snapshot cannot be used; the journal is read instead', { partition, reason: errorText(error) });
        return null;
      }
    },

    async save({ partition, epoch, position, hash, state }) {
      try {
        const [there] = await database.ask({ text: placeText, values: [organisation, partition, epoch, version] });
        if (Number(there?.['position'] ?? -1) >= position) return; // another engine was quicker
        const bytes = await promisify(gzip)(JSON.stringify(state));
        await database.ask({
          text: saveText,
          values: [organisation, partition, epoch, position, hash, version, bytes],
        });
      } catch (error) {
        if (!(error instanceof StoreUnreachable)) throw error;
        log.info('a snapshot was left out; the journal has everything', { partition, reason: error.message });
      }
    },
  };
}

const loadText = `select epoch, position, hash, state from controlbook.snapshot
where organisation = $1 and partition = $2 and version = $3`;
const placeText = `select position from controlbook.snapshot
where organisation = $1 and partition = $2 and epoch = $3 and version = $4`;
const saveText = `insert into controlbook.snapshot (organisation, partition, epoch, position, hash, version, state)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (organisation, partition) do update set epoch = excluded.epoch, position = excluded.position,
  hash = excluded.hash, version = excluded.version, state = excluded.state
  where snapshot.epoch <> excluded.epoch or snapshot.version <> excluded.version
    or snapshot.position < excluded.position`;
