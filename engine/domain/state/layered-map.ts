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

export function createLayeredMap<K, V>(below?: LayeredMap<K, V>): LayeredMap<K, V> {
  return new Layer(below);
}

// Every command opens several layers and most stay empty: a class and a map on first write keep that cheap.
class Layer<K, V> implements LayeredMap<K, V> {
  private own: Map<K, V | undefined> | undefined;
  private below: LayeredMap<K, V> | undefined;

  constructor(below: LayeredMap<K, V> | undefined) {
    this.own = undefined;
    this.below = below;
  }

  get(key: K): V | undefined {
    const value = this.own?.get(key);
    return value !== undefined || this.below === undefined || this.own?.has(key) === true ? value : this.below.get(key);
  }

  set(key: K, value: V): void {
    this.own ??= new Map();
    this.own.set(key, value);
  }

  delete(key: K): void {
    if (this.below === undefined) this.own?.delete(key);
    else {
      this.own ??= new Map();
      this.own.set(key, undefined);
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
}
