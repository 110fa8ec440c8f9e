import type { ActionId } from '../../contract/model/ids.ts';
import type { Action } from '../../contract/model/template.ts';
import { type ActionLibrary, ownStanding, type RecordOf } from './action-points.ts';

/**
 * The nearest ancestor that is done by its own record, breadth first; null when none is. Parents that form a ring, or
 * that are not in the library, end the search. A disabled ancestor finishes nothing, though its own parents may.
 */
export function findFinisher(action: ActionId, library: ActionLibrary, recordOf: RecordOf): Action | null {
  const seen = new Set<ActionId>([action]);
  const queue = [...(library.get(action)?.parents ?? [])];
  // The array grows while it is walked: `for of` sees what is pushed.
  for (const ancestor of queue) {
    if (seen.has(ancestor)) continue;
    seen.add(ancestor);
    const found = library.get(ancestor);
    if (found === undefined) continue;
    if (finishes(found, recordOf)) return found;
    queue.push(...found.parents);
  }
  return null;
}

/** Which actions an ancestor finishes, kept up to date one changed action at a time. */
export type HighWaterMark = {
  isFinished(action: ActionId): boolean;
  /** To be called when an action's record changed; returns the actions below it, whose verdicts may have changed. */
  update(action: ActionId): readonly ActionId[];
};

/** Takes time in the number of actions and parent links above the given ones; an update only in what lies below. */
export function createHighWaterMark(
  actions: Iterable<ActionId>,
  library: ActionLibrary,
  recordOf: RecordOf,
): HighWaterMark {
  const childrenByParent = new Map<ActionId, ActionId[]>();
  const known = new Set<ActionId>(actions);
  // A set grows while it is walked: `for of` sees what is added, so this reaches every ancestor once.
  for (const child of known) {
    for (const parent of library.get(child)?.parents ?? []) {
      known.add(parent);
      const children = childrenByParent.get(parent);
      if (children === undefined) childrenByParent.set(parent, [child]);
      else children.push(child);
    }
  }

  const finished = new Set<ActionId>();
  for (const action of known) if (isSource(action)) spread(action);

  function update(action: ActionId): readonly ActionId[] {
    const below = descendants(action);
    for (const each of below) finished.delete(each);
    // What still finishes somebody below: the ones below themselves and every parent of theirs.
    const sources = new Set<ActionId>([action, ...below]);
    for (const each of below) for (const parent of library.get(each)?.parents ?? []) sources.add(parent);
    for (const source of sources) {
      if (finished.has(source) || isSource(source)) spread(source);
    }
    return [...below];
  }

  function spread(from: ActionId): void {
    const queue = [from];
    for (const parent of queue) {
      for (const child of childrenByParent.get(parent) ?? []) {
        if (finished.has(child)) continue;
        finished.add(child);
        queue.push(child);
      }
    }
  }

  function descendants(action: ActionId): Set<ActionId> {
    const below = new Set<ActionId>();
    const queue = [action];
    for (const parent of queue) {
      for (const child of childrenByParent.get(parent) ?? []) {
        if (below.has(child)) continue;
        below.add(child);
        queue.push(child);
      }
    }
    return below;
  }

  function isSource(id: ActionId): boolean {
    const action = library.get(id);
    return action !== undefined && finishes(action, recordOf);
  }

  return { isFinished: (action) => finished.has(action), update };
}

function finishes(action: Action, recordOf: RecordOf): boolean {
  return !action.disabled && ownStanding(action, recordOf(action.id)) === 'done';
}
