import { pushChanges } from '#engine/app/push-changes';
import type { Verdict } from '#engine/contract/model/change';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { type CommandId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { ann } from '../test-organisation.ts';
import type { PaneBench } from './pane-bench.ts';

let count = 0;

/** Somebody else changes a field, having seen everything. */
export async function pushAs(
  { test: { organisation }, action, assessments }: PaneBench,
  title: string,
  field: RecordField,
  value: FieldValue,
): Promise<readonly Verdict[]> {
  const [assessment] = assessments;
  if (assessment === undefined) throw new Error('no assessment');
  const partition = groupPartition(assessment.group);
  const image = organisation.partition(partition)?.image;
  if (image === undefined) throw new Error('no partition');
  count += 1;
  const change = { entity: recordRef(action(title)), field, value, base: image.position };
  const id = `api/other-${count}` as CommandId; // of the id alphabet
  const pushed = await pushChanges(organisation, { id, partition, epoch: image.epoch, changes: [change] }, ann, 'api');
  if (!pushed.ok) throw new Error(pushed.error.code);
  return pushed.value;
}
