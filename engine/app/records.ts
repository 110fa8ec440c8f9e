import type { Assessment } from '../contract/model/assessment.ts';
import type { FieldValue } from '../contract/model/field.ts';
import { type ActionId, type PartitionId, type Position, recordRef } from '../contract/model/ids.ts';
import { allEvidence, type Evidence } from '../domain/evidence/evidence.ts';
import { initialValue } from '../domain/reconcile/decide-changes.ts';
import type { FieldState } from '../domain/state/entity.ts';
import type { ReadImage } from '../domain/state/image.ts';
import type { Organisation } from './organisation.ts';

/** The action records an assessment shows: live ones of its group, or for an archived one as they stood then. */
export interface Records {
  /** The field's state, null while nobody has set it. */
  state(action: ActionId, field: string): FieldState | null;
  value(action: ActionId, field: string): FieldValue;
  /** The partitions the assessment's records live in. */
  readonly partitions: readonly PartitionId[];
  imageOf(action: ActionId): ReadImage;
  /** Up to where an archived assessment shows a partition; null for all there is. */
  until(partition: PartitionId): Position | null;
  /** What proves these actions: one for every action and piece, by action, then as the pieces came in. */
  evidence(actions: readonly ActionId[]): readonly ShownEvidence[];
}

export type ShownEvidence = { readonly action: ActionId; readonly partition: PartitionId; readonly piece: Evidence };

export async function openRecords(organisation: Organisation, assessment: Assessment): Promise<Records> {
  const group = await organisation.group(assessment.group);
  const shared = organisation.shared;
  const frozen = new Map((assessment.archived?.cursors ?? []).map(({ partition, position }) => [partition, position]));
  const sharesNow = (action: ActionId): boolean => organisation.scope(assessment.group, action) === shared.id;
  const imageOf = (action: ActionId): ReadImage => {
    const fromShared = assessment.archived === null ? sharesNow(action) : frozen.has(shared.id) && sharesNow(action);
    return fromShared ? shared.image : group.image;
  };
  const state = (action: ActionId, field: string): FieldState | null => {
    const image = imageOf(action);
    const current = image.entity(recordRef(action))?.fields[field] ?? null;
    const until = frozen.get(image.partition);
    if (until === undefined) return current;
    let at = current;
    while (at !== null && at.at > until) at = at.before;
    return at;
  };
  const evidence = (actions: readonly ActionId[]): readonly ShownEvidence[] => {
    const piecesByImage = new Map<ReadImage, ReadonlyMap<ActionId, readonly Evidence[]>>();
    return actions.flatMap((action) => {
      const image = imageOf(action);
      const pieces = piecesByImage.get(image) ?? byAction(allEvidence(image, frozen.get(image.partition) ?? null));
      piecesByImage.set(image, pieces);
      return (pieces.get(action) ?? []).map((piece) => ({ action, partition: image.partition, piece }));
    });
  };
  return {
    state,
    evidence,
    until: (partition) => frozen.get(partition) ?? null,
    value: (action, field) => state(action, field)?.value ?? initialValue(imageOf(action), recordRef(action), field),
    partitions: [group.id, ...(frozen.size === 0 || frozen.has(shared.id) ? [shared.id] : [])],
    imageOf,
  };
}

function byAction(pieces: readonly Evidence[]): ReadonlyMap<ActionId, readonly Evidence[]> {
  const found = new Map<ActionId, Evidence[]>();
  for (const piece of pieces) {
    for (const action of piece.actions) found.set(action, [...(found.get(action) ?? []), piece]);
  }
  return found;
}
