import type { EvidenceDates, EvidenceDocument, EvidenceId, EvidenceVersion } from '../../contract/model/evidence.ts';
import { evidenceRef } from '../../contract/model/evidence.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import type { ActionId, Position } from '../../contract/model/ids.ts';
import type { Entity } from '../state/entity.ts';
import type { ReadImage } from '../state/image.ts';

/** A piece of evidence as it stands, or stood. */
export type Evidence = EvidenceDates & {
  readonly id: EvidenceId;
  readonly name: string;
  readonly actions: readonly ActionId[];
  /** Oldest first, never empty. */
  readonly versions: readonly EvidenceVersion[];
  readonly current: EvidenceVersion;
};

/** A piece as it stands, or stood at a position; null when there is, or was, none. */
export function evidenceOf(image: ReadImage, id: EvidenceId, until: Position | null = null): Evidence | null {
  const entity = image.entity(evidenceRef(id));
  return entity === undefined ? null : evidenceAt(entity, until);
}

/** All pieces of a partition, in the order they came in; for a position, those there were then. */
export function allEvidence(image: ReadImage, until: Position | null = null): readonly Evidence[] {
  const entities = until === null ? image.entities('evidence') : removedToo(image);
  return [...entities].flatMap((entity) => evidenceAt(entity, until) ?? []);
}

function* removedToo(image: ReadImage): Iterable<Entity> {
  for (const entity of image.allEntities()) if (entity.ref.startsWith('evidence/')) yield entity;
}

function evidenceAt(entity: Entity, until: Position | null): Evidence | null {
  const { removedAt } = entity;
  if (removedAt !== null && (until === null || removedAt <= until)) return null;
  const document = documentOf(entity);
  const versions = document.versions.filter(({ at }) => until === null || at <= until);
  const current = versions.at(-1);
  if (current === undefined) return null;
  const field = (name: FieldName, initial: FieldValue): FieldValue => {
    let state = entity.fields[name] ?? null;
    while (state !== null && until !== null && state.at > until) state = state.before;
    return state === null ? initial : state.value;
  };
  return {
    id: document.id,
    name: String(field('name', document.name)),
    // A field holds what its kind lets in: dates are texts or null, actions a list of ids.
    collectedOn: field('collectedOn', document.collectedOn) as string | null,
    expiresOn: field('expiresOn', document.expiresOn) as string | null,
    remindOn: field('remindOn', document.remindOn) as string | null,
    actions: field('actions', document.actions) as readonly ActionId[],
    versions,
    current,
  };
}

/** Every action a piece proves, or has proven: whoever sees one of these hears what happens to it. */
export function everProven(entity: Entity): ReadonlySet<ActionId> {
  const proven = new Set(documentOf(entity).actions);
  for (let state = entity.fields['actions'] ?? null; state !== null; state = state.before) {
    for (const action of state.value as readonly ActionId[]) proven.add(action); // a list of ids, as in evidenceAt
  }
  return proven;
}

/** What the journal put of a piece, removed or not. */
export function documentOf(entity: Entity): EvidenceDocument {
  return entity.value as unknown as EvidenceDocument; // put by putEvidence alone
}
