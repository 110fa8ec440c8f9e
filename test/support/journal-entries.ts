import { sha256 } from '#engine/adapters/store/sha256';
import type { PartitionHead } from '#engine/app/ports';
import type { Entry, SealedEntry } from '#engine/contract/model/entry';
import type { CommandId, EntityRef, PartitionId, UserId } from '#engine/contract/model/ids';
import { seal } from '#engine/domain/journal/seal';

/** Entries that follow a head, one per text, in a chain. */
export function entriesAfter(head: PartitionHead, texts: readonly string[], command = 'test'): SealedEntry[] {
  const entries: SealedEntry[] = [];
  let hash = head.hash;
  for (const [index, text] of texts.entries()) {
    const entry: Entry = {
      v: 1,
      partition: head.partition,
      epoch: head.epoch,
      position: head.position + 1 + index,
      time: '2026-01-02T03:04:05.678Z',
      actor: 'ada' as UserId,
      channel: 'api',
      lineage: null,
      command: command as CommandId,
      index,
      event: {
        kind: 'changed',
        entity: 'record/a1' as EntityRef,
        field: 'implementationNotes',
        from: null,
        to: text,
        base: 0,
      },
    };
    const sealed = seal(entry, hash, sha256);
    entries.push(sealed);
    hash = sealed.hash;
  }
  return entries;
}

/** The texts back again. */
export function textsOf(entries: readonly SealedEntry[]): string[] {
  return entries.map(({ entry }) => (entry.event.kind === 'changed' ? String(entry.event.to) : entry.event.kind));
}

export function partition(name: string): PartitionId {
  return name as PartitionId; // a test's own name for it
}
