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
  const own = new Map<K, V | undefined>();
  let under = below;
  return {
    get: (key) => {
      const value = own.get(key);
      return value !== undefined || under === undefined || own.has(key) ? value : under.get(key);
    },
    set: (key, value) => void own.set(key, value),
    delete: (key) => void (under === undefined ? own.delete(key) : own.set(key, undefined)),
    *keys() {
      if (under !== undefined) for (const key of under.keys()) if (!own.has(key)) yield key;
      for (const [key, value] of own) if (value !== undefined) yield key;
    },
    mergeInto: (target) => {
      for (const [key, value] of own) value === undefined ? target.delete(key) : target.set(key, value);
      own.clear();
    },
    restOn: (target) => {
      under = target;
    },
  };
}
