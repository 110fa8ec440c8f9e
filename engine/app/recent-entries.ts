import type { Entry } from '../contract/model/entry.ts';
import type { PartitionId } from '../contract/model/ids.ts';
import type { Organisation } from './organisation.ts';

/** The newest entries of every partition, for History sheets, notices and activity: newest first. */
export interface RecentEntries {
  of(partition: PartitionId): Promise<readonly Entry[]>;
}

const kept = 2_000;

export function createRecentEntries(organisation: Organisation): RecentEntries {
  const byPartition = new Map<PartitionId, Promise<Entry[]>>();
  organisation.listen((entries) => {
    const first = entries[0]?.entry;
    if (first === undefined) return;
    void byPartition.get(first.partition)?.then((recent) => {
      for (const { entry } of entries) if (entry.position > (recent.at(-1)?.position ?? 0)) recent.push(entry);
      if (recent.length > kept * 2) recent.splice(0, recent.length - kept);
    });
  });
  const load = async (partition: PartitionId): Promise<Entry[]> => {
    const open = organisation.partition(partition);
    if (open === null) return [];
    const sealed = await open.read(Math.max(0, open.image.position - kept), kept * 2);
    return sealed.map(({ entry }) => entry);
  };
  return {
    async of(partition) {
      const recent = byPartition.get(partition) ?? load(partition);
      byPartition.set(partition, recent);
      return (await recent).slice(-kept).reverse();
    },
  };
}
