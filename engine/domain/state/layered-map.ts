/**
 * A map that may lie over another: reads fall through, writes stay in the upper one until they are merged down.
 * Values are immutable, so merging is moving references.
 */
export interface LayeredMap<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  /** Every key that has a value, the lower layer's first. */
  keys(): IterableIterator<K>;
  /** Moves this layer's writes into the map below it and forgets them. */
  mergeInto(below: LayeredMap<K, V>): void;
  /** From now on this layer lies over `below`. */
  restOn(below: LayeredMap<K, V>): void;
}

/** The writes of several maps that can still be taken back, the latest last; null while all writes are for good. */
export type Undo = { steps: UndoStep[] | null };

type UndoStep = {
  readonly map: Layer<never, unknown>;
  readonly key: unknown;
  readonly had: boolean;
  readonly value: unknown;
};

/** Puts every map back to what it held when `undo` began to note steps. */
export function takeBack(steps: readonly UndoStep[]): void {
  for (const { map, key, had, value } of steps.toReversed()) map.restore(key as never, had, value); // noted by this very map
}

export function createLayeredMap<K, V>(below: LayeredMap<K, V> | undefined, undo: Undo): LayeredMap<K, V> {
  return new Layer(below, undo);
}

// Every batch opens several layers and most stay empty: a class and a map on first write keep that cheap.
class Layer<K, V> implements LayeredMap<K, V> {
  private own: Map<K, V | undefined> | undefined;
  private below: LayeredMap<K, V> | undefined;
  private readonly undo: Undo;

  constructor(below: LayeredMap<K, V> | undefined, undo: Undo) {
    this.own = undefined;
    this.below = below;
    this.undo = undo;
  }

  get(key: K): V | undefined {
    const value = this.own?.get(key);
    return value !== undefined || this.below === undefined || this.own?.has(key) === true ? value : this.below.get(key);
  }

  set(key: K, value: V): void {
    this.write(key, value);
  }

  delete(key: K): void {
    if (this.below !== undefined) this.write(key, undefined);
    else if (this.own?.has(key) === true) {
      this.note(this.own, key);
      this.own.delete(key);
    }
  }

  *keys(): IterableIterator<K> {
    if (this.below !== undefined) for (const key of this.below.keys()) if (this.own?.has(key) !== true) yield key;
    if (this.own !== undefined) for (const [key, value] of this.own) if (value !== undefined) yield key;
  }

  mergeInto(target: LayeredMap<K, V>): void {
    if (this.own === undefined) return;
    for (const [key, value] of this.own) value === undefined ? target.delete(key) : target.set(key, value);
    this.own = undefined;
  }

  restOn(target: LayeredMap<K, V>): void {
    this.below = target;
  }

  restore(key: K, had: boolean, value: V | undefined): void {
    had ? this.own?.set(key, value) : this.own?.delete(key);
  }

  private write(key: K, value: V | undefined): void {
    this.own ??= new Map();
    this.note(this.own, key);
    this.own.set(key, value);
  }

  private note(own: Map<K, V | undefined>, key: K): void {
    const { steps } = this.undo;
    if (steps === null) return;
    const value = own.get(key);
    steps.push({ map: this as never, key, had: value !== undefined || own.has(key), value }); // read back by takeBack alone
  }
}
