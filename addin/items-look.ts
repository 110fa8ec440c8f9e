import { firstLook, type ItemsLook } from './panes/pane-props.ts';

let look = firstLook;
const listeners = new Set<() => void>();

/** How the list of action items is looked at: the pane and the ribbon share it. */
export const itemsLook = {
  now: (): ItemsLook => look,
  set(to: ItemsLook): void {
    look = to;
    for (const listener of [...listeners]) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
