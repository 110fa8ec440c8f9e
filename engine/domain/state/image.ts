import type { Conflict } from '../../contract/model/conflict.ts';
import type { CommandId, ConflictId, EntityRef, Epoch, PartitionId, Position } from '../../contract/model/ids.ts';
import type { Entity, FileState } from './entity.ts';
import { createLayers, type Layers } from './layers.ts';

/** The state of one partition, read. */
export interface ReadImage {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly position: Position;
  entity(ref: EntityRef): Entity | undefined;
  /** Entities of a kind (the ref's first part) that have not been removed. */
  entities(kind: string): Iterable<Entity>;
  /** Every entity, removed ones included. */
  allEntities(): Iterable<Entity>;
  conflict(id: ConflictId): Conflict | undefined;
  conflicts(): Iterable<Conflict>;
  /** Open conflicts about one entity. */
  conflictsOf(ref: EntityRef): readonly Conflict[];
  /** First position of what a command wrote; its entries follow each other. */
  command(id: CommandId): Position | undefined;
  commands(): Iterable<readonly [CommandId, Position]>;
  file(path: string): FileState | undefined;
  files(): Iterable<readonly [string, FileState]>;
}

/** The same, written by the fold alone. */
export interface Image extends ReadImage {
  setEntity(entity: Entity): void;
  setConflict(conflict: Conflict): void;
  closeConflict(id: ConflictId): void;
  setCommand(id: CommandId, first: Position): void;
  setFile(path: string, file: FileState): void;
  moveTo(position: Position): void;
  /** A layer over this one: what it holds is not in this one until it is merged down. */
  over(): Image;
  /** Moves everything in this layer into the one below. */
  mergeInto(below: Image): void;
  restOn(below: Image): void;
  /** What is written from now on goes back to what it was when the attempt is dropped. One attempt at a time. */
  attempt(): Attempt;
  readonly layers: Layers;
}

export type Attempt = { keep(): void; drop(): void };

export function createImage(partition: PartitionId, epoch: Epoch, start: Position = 0): Image {
  return new LayeredImage(partition, epoch, start, undefined);
}

const noConflicts: readonly Conflict[] = [];

// Every batch opens an image over the last one: a class, because a factory's closures cost more than most edits.
class LayeredImage implements Image {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  position: Position;
  readonly layers: Layers;

  constructor(partition: PartitionId, epoch: Epoch, start: Position, below: Layers | undefined) {
    this.partition = partition;
    this.epoch = epoch;
    this.position = start;
    this.layers = createLayers(below);
  }

  entity(ref: EntityRef): Entity | undefined {
    return this.layers.kind(refKind(ref)).get(ref);
  }

  *entities(kind: string): Iterable<Entity> {
    const layer = this.layers.kind(kind);
    for (const ref of layer.keys()) {
      const entity = layer.get(ref);
      if (entity !== undefined && entity.removedAt === null) yield entity;
    }
  }

  *allEntities(): Iterable<Entity> {
    for (const kind of this.layers.kinds()) {
      const layer = this.layers.kind(kind);
      for (const ref of layer.keys()) {
        const entity = layer.get(ref);
        if (entity !== undefined) yield entity;
      }
    }
  }

  conflict(id: ConflictId): Conflict | undefined {
    return this.layers.conflicts.get(id);
  }

  *conflicts(): Iterable<Conflict> {
    for (const id of this.layers.conflicts.keys()) {
      const conflict = this.layers.conflicts.get(id);
      if (conflict !== undefined) yield conflict;
    }
  }

  conflictsOf(ref: EntityRef): readonly Conflict[] {
    const ids = this.layers.conflictsByEntity.get(ref);
    return ids === undefined ? noConflicts : ids.flatMap((id) => this.layers.conflicts.get(id) ?? []);
  }

  command(id: CommandId): Position | undefined {
    return this.layers.commands.get(id);
  }

  *commands(): Iterable<readonly [CommandId, Position]> {
    for (const id of this.layers.commands.keys()) yield [id, this.layers.commands.get(id) ?? 0] as const;
  }

  file(path: string): FileState | undefined {
    return this.layers.files.get(path);
  }

  *files(): Iterable<readonly [string, FileState]> {
    for (const path of this.layers.files.keys()) {
      const file = this.layers.files.get(path);
      if (file !== undefined) yield [path, file] as const;
    }
  }

  setEntity(entity: Entity): void {
    this.layers.kind(refKind(entity.ref)).set(entity.ref, entity);
  }

  setConflict(conflict: Conflict): void {
    const { conflicts, conflictsByEntity } = this.layers;
    if (conflicts.get(conflict.id) === undefined) {
      for (const ref of conflictRefs(conflict)) {
        conflictsByEntity.set(ref, [...(conflictsByEntity.get(ref) ?? []), conflict.id]);
      }
    }
    conflicts.set(conflict.id, conflict);
  }

  closeConflict(id: ConflictId): void {
    const { conflicts, conflictsByEntity } = this.layers;
    const conflict = conflicts.get(id);
    if (conflict === undefined) return;
    conflicts.delete(id);
    for (const ref of conflictRefs(conflict)) {
      const left = (conflictsByEntity.get(ref) ?? []).filter((other) => other !== id);
      left.length === 0 ? conflictsByEntity.delete(ref) : conflictsByEntity.set(ref, left);
    }
  }

  setCommand(id: CommandId, first: Position): void {
    this.layers.commands.set(id, first);
  }

  setFile(path: string, file: FileState): void {
    this.layers.files.set(path, file);
  }

  moveTo(position: Position): void {
    this.position = position;
  }

  over(): Image {
    return new LayeredImage(this.partition, this.epoch, this.position, this.layers);
  }

  mergeInto(target: Image): void {
    this.layers.mergeInto(target.layers);
    target.moveTo(this.position);
  }

  restOn(target: Image): void {
    this.layers.restOn(target.layers);
  }

  attempt(): Attempt {
    const { layers, position } = this;
    layers.attempt();
    return {
      keep: () => layers.keepAttempt(),
      drop: () => {
        layers.dropAttempt();
        this.position = position;
      },
    };
  }
}

export function refKind(ref: EntityRef): string {
  // Nearly all are records, and this is asked many times an edit.
  if (ref.startsWith('record/')) return 'record';
  const slash = ref.indexOf('/');
  return slash === -1 ? ref : ref.slice(0, slash);
}

function conflictRefs(conflict: Conflict): readonly EntityRef[] {
  return conflict.kind === 'field' ? [conflict.entity] : [...new Set(conflict.changes.map((change) => change.entity))];
}
