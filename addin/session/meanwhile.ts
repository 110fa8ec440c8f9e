import type { TravellingEntry } from '#engine/contract/http/journal';
import type { DeepReadonly } from '#engine/contract/http/shape';
import type { FieldValue } from '#engine/contract/model/field';
import type { Cursor, PartitionId } from '#engine/contract/model/ids';
import { ok, type Result } from '#engine/domain/result';
import type { Meanwhile } from '../sheets/open-sheets.ts';
import type { FieldKey } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import type { CallProblem, Client } from '../sync/client.ts';

export type MeanwhileByPartition = ReadonlyMap<PartitionId, Meanwhile & { readonly otherHistory: boolean }>;

/** What happened in each partition between what a workbook saw and a view: the values its fields had in between. */
export async function loadMeanwhile(
  client: Client,
  seen: readonly Cursor[],
  now: readonly Cursor[],
): Promise<Result<MeanwhileByPartition, CallProblem>> {
  const found = new Map<PartitionId, Meanwhile & { readonly otherHistory: boolean }>();
  for (const to of now) {
    const from = seen.find(({ partition }) => partition === to.partition) ?? { ...to, position: 0 };
    const loaded = await loadPartition(client, from, to);
    if (!loaded.ok) return loaded;
    found.set(to.partition, loaded.value);
  }
  return ok(found);
}

async function loadPartition(
  client: Client,
  from: Cursor,
  to: Cursor,
): Promise<Result<Meanwhile & { readonly otherHistory: boolean }, CallProblem>> {
  const values = new Map<FieldKey, readonly FieldValue[]>();
  const unclear = new Set<FieldKey>();
  const found = { values, unclear, otherHistory: false };
  if (from.epoch !== to.epoch || from.position > to.position) return ok({ values, unclear: 'all', otherHistory: true });
  for (let at = from; at.position < to.position; ) {
    const query = { partition: at.partition, epoch: at.epoch, after: at.position };
    const changes = await client.call('changesSince', { query });
    if (!changes.ok) return changes;
    switch (changes.value.kind) {
      case 'resync':
        return ok({ values, unclear: 'all', otherHistory: changes.value.reason !== 'too-far-behind' });
      case 'latest':
        for (const { entity, field } of changes.value.fields) unclear.add(fieldKey(entity, field));
        return ok(found);
      case 'entries':
        for (const entry of changes.value.entries) note(values, entry);
        if (changes.value.entries.length === 0) return ok(found);
    }
    at = changes.value.cursor;
  }
  return ok(found);
}

function note(values: Map<FieldKey, readonly FieldValue[]>, { event }: DeepReadonly<TravellingEntry>): void {
  if (event.kind !== 'changed' && event.kind !== 'resolved') return;
  const key = fieldKey(event.entity, event.field);
  values.set(key, [...(values.get(key) ?? [event.from]), event.to]);
}
