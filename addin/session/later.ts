/** A part of the session that is fetched when it is first needed. */
export interface Later<T> {
  /** Null when it cannot be fetched right now; asked again, it is tried again. */
  get(): Promise<T | null>;
  /** Null as long as nobody has needed it. */
  now(): T | null;
}

export function createLater<T>(load: () => Promise<T>): Later<T> {
  let loading: Promise<T | null> | null = null;
  let loaded: T | null = null;
  return {
    get() {
      loading ??= load().then(
        (part) => {
          loaded = part;
          return part;
        },
        () => {
          loading = null; // told by the null
          return null;
        },
      );
      return loading;
    },
    now: () => loaded,
  };
}
