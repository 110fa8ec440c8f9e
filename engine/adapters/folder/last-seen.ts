/**
 * The content each workbook was last known to hold here: reported by the watch, or written by the engine. Both change
 * it under the path's gate, so that a write is known before the watch can read it, and its echo is not reported.
 */
export type LastSeen = {
  get(path: string): string | null;
  set(path: string, sha256: string): void;
  forget(path: string): void;
  /** When the watch ends: its next start reports everything anew. */
  forgetAll(): void;
  /** Runs alone for this path, after whoever came first. */
  alone<T>(path: string, run: () => Promise<T>): Promise<T>;
};

export function createLastSeen(): LastSeen {
  const sha256ByPath = new Map<string, string>();
  const lastByPath = new Map<string, Promise<unknown>>();
  return {
    get: (path) => sha256ByPath.get(path) ?? null,
    set: (path, sha256) => void sha256ByPath.set(path, sha256),
    forget: (path) => void sha256ByPath.delete(path),
    forgetAll: () => sha256ByPath.clear(),
    async alone(path, run) {
      const before = lastByPath.get(path) ?? Promise.resolve();
      const mine = before.then(run, run);
      lastByPath.set(path, mine);
      try {
        return await mine;
      } finally {
        if (lastByPath.get(path) === mine) lastByPath.delete(path);
      }
    },
  };
}
