import type { Conflict } from '../../contract/model/conflict.ts';
import type { CommandId, ConflictId, EntityRef, Position } from '../../contract/model/ids.ts';
import type { Entity, FileState } from './entity.ts';
import { createLayeredMap, type LayeredMap, takeBack, type Undo } from './layered-map.ts';

/** The maps of one image, each over the same map of the image below. */
export interface Layers {
  /** Entities of one kind; the layer is made on first use, also in the images below. */
  kind(kind: string): LayeredMap<EntityRef, Entity>;
  kinds(): ReadonlySet<string>;
  readonly conflicts: LayeredMap<ConflictId, Conflict>;
  readonly conflictsByEntity: LayeredMap<string, readonly ConflictId[]>;
  readonly commands: LayeredMap<CommandId, Position>;
  readonly files: LayeredMap<string, FileState>;
  /** Moves everything into the maps below. */
  mergeInto(below: Layers): void;
  restOn(below: Layers): void;
  /** From now on what is written can be taken back, until it is kept. One attempt at a time. */
  attempt(): void;
  keepAttempt(): void;
  dropAttempt(): void;
}

export function createLayers(below: Layers | undefined): Layers {
  return new ImageLayers(below);
}

class ImageLayers implements Layers {
  readonly conflicts: Layers['conflicts'];
  readonly conflictsByEntity: Layers['conflictsByEntity'];
  readonly commands: Layers['commands'];
  readonly files: Layers['files'];
  private readonly byKind = new Map<string, LayeredMap<EntityRef, Entity>>();
  private readonly undo: Undo = { steps: null };
  private below: Layers | undefined;

  constructor(below: Layers | undefined) {
    this.below = below;
    this.conflicts = createLayeredMap(below?.conflicts, this.undo);
    this.conflictsByEntity = createLayeredMap(below?.conflictsByEntity, this.undo);
    this.commands = createLayeredMap(below?.commands, this.undo);
    this.files = createLayeredMap(below?.files, this.undo);
  }

  kind(kind: string): LayeredMap<EntityRef, Entity> {
    let layer = this.byKind.get(kind);
    if (layer === undefined) {
      layer = createLayeredMap(this.below?.kind(kind), this.undo);
      this.byKind.set(kind, layer);
    }
    return layer;
  }

  kinds(): ReadonlySet<string> {
    return new Set([...(this.below?.kinds() ?? []), ...this.byKind.keys()]);
  }

  mergeInto(target: Layers): void {
    for (const [kind, layer] of this.byKind) layer.mergeInto(target.kind(kind));
    this.conflicts.mergeInto(target.conflicts);
    this.conflictsByEntity.mergeInto(target.conflictsByEntity);
    this.commands.mergeInto(target.commands);
    this.files.mergeInto(target.files);
  }

  restOn(target: Layers): void {
    this.below = target;
    for (const [kind, layer] of this.byKind) layer.restOn(target.kind(kind));
    this.conflicts.restOn(target.conflicts);
    this.conflictsByEntity.restOn(target.conflictsByEntity);
    this.commands.restOn(target.commands);
    this.files.restOn(target.files);
  }
  attempt(): void {
    if (this.undo.steps !== null) throw new Error('An attempt is under way already');
    this.undo.steps = [];
  }

  keepAttempt(): void {
    this.undo.steps = null;
  }

  dropAttempt(): void {
    const { steps } = this.undo;
    this.undo.steps = null;
    if (steps !== null) takeBack(steps);
  }
}
