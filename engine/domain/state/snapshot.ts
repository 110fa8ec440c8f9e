import type { Conflict } from '../../contract/model/conflict.ts';
import type { Json } from '../../contract/model/entry.ts';
import type { FieldValue } from '../../contract/model/field.ts';
import type { CommandId, EntityRef, Epoch, PartitionId, Position, UserId } from '../../contract/model/ids.ts';
import type { Entity, FieldState, FileState } from './entity.ts';
import { createImage, type Image, type ReadImage } from './image.ts';

const version = 1;

/** An image as plain JSON. Field histories are written newest first, as arrays, because JSON has no references. */
type SavedImage = {
  readonly version: typeof version;
  readonly position: Position;
  readonly entities: readonly SavedEntity[];
  readonly conflicts: readonly Conflict[];
  readonly commands: readonly (readonly [CommandId, Position])[];
  readonly files: readonly (readonly [string, FileState])[];
};
type SavedEntity = {
  readonly ref: EntityRef;
  readonly value: Json;
  readonly removedAt: Position | null;
  readonly changedAt: Position;
  readonly fields: Readonly<Record<string, readonly SavedField[]>>;
};
type SavedField = readonly [FieldValue, Position, UserId, string, string | null];

export function saveImage(image: ReadImage): SavedImage {
  return {
    version,
    position: image.position,
    entities: [...image.allEntities()].map((entity) => ({
      ref: entity.ref,
      value: entity.value,
      removedAt: entity.removedAt,
      changedAt: entity.changedAt,
      fields: Object.fromEntries(Object.entries(entity.fields).map(([name, state]) => [name, saveHistory(state)])),
    })),
    conflicts: [...image.conflicts()],
    commands: [...image.commands()],
    files: [...image.files()],
  };
}

/** Null when the state is not one of this version: the journal is read instead. */
export function restoreImage(state: unknown, partition: PartitionId, epoch: Epoch): Image | null {
  const saved = state as SavedImage | null; // written by saveImage under this very version, checked next
  if (saved === null || typeof saved !== 'object' || saved.version !== version) return null;
  const image = createImage(partition, epoch, saved.position);
  for (const { fields, ...entity } of saved.entities) {
    const restored = Object.entries(fields).map(([name, history]) => [name, restoreHistory(history)] as const);
    image.setEntity({ ...entity, fields: Object.fromEntries(restored) as Entity['fields'] }); // a history is never empty
  }
  for (const conflict of saved.conflicts) image.setConflict(conflict);
  for (const [command, first] of saved.commands) image.setCommand(command, first);
  for (const [path, file] of saved.files) image.setFile(path, file);
  return image;
}

function saveHistory(newest: FieldState): readonly SavedField[] {
  const history: SavedField[] = [];
  for (let state: FieldState | null = newest; state !== null; state = state.before) {
    history.push([state.value, state.at, state.by, state.time, state.lineage]);
  }
  return history;
}

function restoreHistory(history: readonly SavedField[]): FieldState | null {
  return history.reduceRight<FieldState | null>(
    (before, [value, at, by, time, lineage]) => ({ value, at, by, time, lineage, before }),
    null,
  );
}
