import { type PartitionId, partitionId } from '../../../contract/model/ids.ts';

/**
 * A partition's folder or file name: lower case only, so that partitions that differ in letter case stay apart on disks
 * that ignore it, and without `:`, a trailing dot or a reserved name. `group:Acme.EU` is `group@+acme+0+e+u`.
 */
export function partitionToFolder(partition: PartitionId): string {
  return partition.replace(/[A-Z.:]/g, (character) => {
    if (character === ':') {
      return '@';
    }
    return character === '.' ? '+0' : `+${character.toLowerCase()}`;
  });
}

/** Null for a name no partition has. */
export function folderToPartition(folder: string): PartitionId | null {
  const name = folder
    .replace('@', ':')
    .replace(/\+(.)/g, (_, character: string) => (character === '0' ? '.' : character.toUpperCase()));
  const parsed = partitionId.safeParse(name);
  return parsed.success && partitionToFolder(parsed.data) === folder ? parsed.data : null;
}

/** A segment is named after the position of its first entry. */
export function segmentName(first: number): string {
  return `${String(first).padStart(12, '0')}.jsonl`;
}

export function segmentFirst(name: string): number | null {
  const match = /^(\d{12,16})\.jsonl$/.exec(name);
  const first = Number(match?.[1]);
  return match !== null && segmentName(first) === name ? first : null;
}
