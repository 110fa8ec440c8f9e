import type { Conflict } from '../../contract/model/conflict.ts';
import type { Json } from '../../contract/model/entry.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import type {
  CommandId,
  ConflictId,
  EntityRef,
  Epoch,
  PartitionId,
  Position,
  UserId,
} from '../../contract/model/ids.ts';
import { createLayeredMap, type LayeredMap } from './layered-map.ts';

/**
 * A field as it stands, linked to what it was before: the whole history of every field, newest first, so that
 * "what did this file last see" is a walk back and no base copy has to travel.
 */
export type FieldState = {
  readonly value: FieldValue;
  /** Position of the entry that set it. */
  readonly at: Position;
  readonly by: UserId;
  readonly time: string;
  /** The workbook copy it came from, see Entry.lineage. */
  readonly lineage: string | null;
  readonly before: FieldState | null;
};

export type Entity = {
  readonly ref: EntityRef;
  /** The document of a template, an action, a group ...; null for action records, which are fields alone. */
  readonly value: Json;
  readonly fields: Readonly<Record<FieldName, FieldState>>;
  readonly removedAt: Position | null;
  readonly changedAt: Position;
};

/** What the engine has taken in from one file, by its path in the watched folder. */
export type FileState = { readonly sha256: string; readonly sequence: number; readonly at: Position };

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
  readonly layers: Layers;
}

type Layers = {
  /** Entities of one kind; the layer is made on first use, also in the images below. */
  readonly kind: (kind: string) => LayeredMap<EntityRef, Entity>;
  readonly kinds: () => ReadonlySet<string>;
  readonly conflicts: LayeredMap<ConflictId, Conflict>;
  readonly conflictsByEntity: LayeredMap<string, readonly ConflictId[]>;
  readonly commands: LayeredMap<CommandId, Position>;
  readonly files: LayeredMap<string, FileState>;
};

export function createImage(partition: PartitionId, epoch: Epoch, start: Position = 0, below?: Image): Image {
  let position = start;
  let under = below;
  const kinds = new Map<string, LayeredMap<EntityRef, Entity>>();
  const kindLayer = (kind: string): LayeredMap<EntityRef, Entity> => {
    let layer = kinds.get(kind);
    if (layer === undefined) {
      layer = createLayeredMap(under?.layers.kind(kind));
      kinds.set(kind, layer);
    }
    return layer;
  };
  const allKinds = (): ReadonlySet<string> => new Set([...(under?.layers.kinds() ?? []), ...kinds.keys()]);
  const layers: Layers = {
    kind: kindLayer,
    kinds: allKinds,
    conflicts: createLayeredMap(below?.layers.conflicts),
    conflictsByEntity: createLayeredMap(below?.layers.conflictsByEntity),
    commands: createLayeredMap(below?.layers.commands),
    files: createLayeredMap(below?.layers.files),
  };

  const image: Image = {
    partition,
    epoch,
    layers,
    get position() {
      return position;
    },
    entity: (ref) => kindLayer(refKind(ref)).get(ref),
    *entities(kind) {
      const layer = kindLayer(kind);
      for (const ref of layer.keys()) {
        const entity = layer.get(ref);
        if (entity !== undefined && entity.removedAt === null) yield entity;
      }
    },
    *allEntities() {
      for (const kind of allKinds()) {
        for (const ref of kindLayer(kind).keys()) {
          const entity = kindLayer(kind).get(ref);
          if (entity !== undefined) yield entity;
        }
      }
    },
    conflict: (id) => layers.conflicts.get(id),
    *conflicts() {
      for (const id of layers.conflicts.keys()) {
        const conflict = layers.conflicts.get(id);
        if (conflict !== undefined) yield conflict;
      }
    },
    conflictsOf: (ref) =>
      (layers.conflictsByEntity.get(ref) ?? []).flatMap((id) => {
        const conflict = layers.conflicts.get(id);
        return conflict === undefined ? [] : [conflict];
      }),
    command: (id) => layers.commands.get(id),
    *commands() {
      for (const id of layers.commands.keys()) yield [id, layers.commands.get(id) ?? 0] as const;
    },
    file: (path) => layers.files.get(path),
    *files() {
      for (const path of layers.files.keys()) {
        const file = layers.files.get(path);
        if (file !== undefined) yield [path, file] as const;
      }
    },
    setEntity: (entity) => kindLayer(refKind(entity.ref)).set(entity.ref, entity),
    setConflict: (conflict) => {
      if (layers.conflicts.get(conflict.id) === undefined) {
        for (const ref of conflictRefs(conflict)) {
          layers.conflictsByEntity.set(ref, [...(layers.conflictsByEntity.get(ref) ?? []), conflict.id]);
        }
      }
      layers.conflicts.set(conflict.id, conflict);
    },
    closeConflict: (id) => {
      const conflict = layers.conflicts.get(id);
      if (conflict === undefined) return;
      layers.conflicts.delete(id);
      for (const ref of conflictRefs(conflict)) {
        const left = (layers.conflictsByEntity.get(ref) ?? []).filter((other) => other !== id);
        left.length === 0 ? layers.conflictsByEntity.delete(ref) : layers.conflictsByEntity.set(ref, left);
      }
    },
    setCommand: (id, first) => layers.commands.set(id, first),
    setFile: (path, file) => layers.files.set(path, file),
    moveTo: (next) => {
      position = next;
    },
    over: () => createImage(partition, epoch, position, image),
    mergeInto: (target) => {
      for (const [kind, layer] of kinds) layer.mergeInto(target.layers.kind(kind));
      layers.conflicts.mergeInto(target.layers.conflicts);
      layers.conflictsByEntity.mergeInto(target.layers.conflictsByEntity);
      layers.commands.mergeInto(target.layers.commands);
      layers.files.mergeInto(target.layers.files);
      target.moveTo(position);
    },
    restOn: (target) => {
      under = target;
      for (const [kind, layer] of kinds) layer.restOn(target.layers.kind(kind));
      layers.conflicts.restOn(target.layers.conflicts);
      layers.conflictsByEntity.restOn(target.layers.conflictsByEntity);
      layers.commands.restOn(target.layers.commands);
      layers.files.restOn(target.layers.files);
    },
  };
  return image;
}

export function refKind(ref: EntityRef): string {
  const slash = ref.indexOf('/');
  return slash === -1 ? ref : ref.slice(0, slash);
}

function conflictRefs(conflict: Conflict): readonly EntityRef[] {
  return conflict.kind === 'field' ? [conflict.entity] : [...new Set(conflict.changes.map((change) => change.entity))];
}
