/** Runs work that carries the same key one after the other, in the order it was asked for; different keys side by side. */
export type OneAtATime = <T>(key: string, run: () => Promise<T>) => Promise<T>;

export function createOneAtATime(): OneAtATime {
  const lastByKey = new Map<string, Promise<unknown>>();
  return async (key, run) => {
    const before = lastByKey.get(key) ?? Promise.resolve();
    const mine = before.then(run, run); // how the one before ended is its own caller's matter
    lastByKey.set(key, mine);
    try {
      return await mine;
    } finally {
      if (lastByKey.get(key) === mine) lastByKey.delete(key);
    }
  };
}
