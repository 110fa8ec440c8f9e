import { initialState, type PaneState } from '../state/model.ts';
import { type Happening, reduce } from '../state/reduce.ts';

/** Holds the one state and tells who listens that it is another. */
export interface Store {
  state(): PaneState;
  tell(happening: Happening): void;
  subscribe(listener: () => void): () => void;
}

export function createStore(): Store {
  let state = initialState;
  const listeners = new Set<() => void>();
  return {
    state: () => state,
    tell(happening) {
      const next = reduce(state, happening);
      if (next === state) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
