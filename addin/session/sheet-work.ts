import type { FieldValue } from '#engine/contract/model/field';
import { err, ok, type Result } from '#engine/domain/result';
import type { DecisionReading, ReadingProblem } from '#engine/domain/sheets/reading';
import { config } from '../config.ts';
import type { Desk } from '../sheets/desk.ts';
import type { LocalEdit } from '../sheets/edits.ts';
import type { Edited } from '../sheets/glance.ts';
import type { HostProblem } from '../sheets/host.ts';
import { type HeldColumn, type Looked, look } from '../sheets/look.ts';
import { type FieldMark, markFields } from '../sheets/marks.ts';
import { refresh } from '../sheets/refresh.ts';
import { showFields, showTyped } from '../sheets/show.ts';
import type { FieldKey } from '../state/model.ts';
import { createBackoff } from '../sync/backoff.ts';
import type { Clock, Random } from '../sync/outside.ts';

/** Everything that is to be done at the sheets, one thing after the other, the most urgent first. */
export interface SheetWork {
  /** Something was edited; own edits are left out by whoever calls. */
  edited(event: Edited): void;
  lookAt(what: 'all' | 'inputs'): void;
  /** These cells are to show what the engine has. */
  show(keys: Iterable<FieldKey>): void;
  /** These cells are to show what a person chose in the pane. */
  type(values: ReadonlyMap<FieldKey, FieldValue>): void;
  /** Scores, notices and reports are to be written, after a while. */
  refreshAfter(milliseconds: number): void;
  mark(marks: readonly FieldMark[]): void;
  /** Resolves when nothing is left to do, or Excel is busy. */
  settled(): Promise<void>;
  stop(): void;
}

export type SheetWorkParts = {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly random: Random;
  /** Stores what people typed; resolves when it is stored. Nothing is written to the sheets before. */
  readonly typed: (edits: readonly LocalEdit[]) => Promise<void>;
  readonly held: (columns: readonly HeldColumn[]) => void;
  readonly decided: (decisions: readonly DecisionReading[]) => void;
  readonly looked: (problems: readonly ReadingProblem[] | null) => void;
  readonly failed: (problem: HostProblem) => void;
  /** Whether other panes may be writing to the same workbook. */
  readonly isShared: () => boolean;
};

export function createSheetWork(parts: SheetWorkParts): SheetWork {
  const { desk, clock } = parts;
  const backoff = createBackoff(config.busyRetry, parts.random);
  const events: Edited[] = [];
  const dirty = new Set<FieldKey>();
  const values = new Map<FieldKey, FieldValue>();
  let looking: 'all' | 'inputs' | null = null;
  let [refreshDue, stopped] = [false, false];
  let marks: readonly FieldMark[] | null = null;
  let marked = '[]';
  let running: Promise<void> | null = null;
  let cancelRetry: (() => void) | null = null;
  let refreshAt: { readonly first: number; readonly cancel: () => void } | null = null;
  let appending = false;
  let cancelAppend: (() => void) | null = null;
  const aside = new Set<() => void>();
  const pause = (): Promise<void> => new Promise((resolve) => void clock.after(0, resolve));

  const wake = (): void => {
    if (stopped || running !== null || cancelRetry !== null) return;
    running = run().finally(() => {
      running = null;
      if (hasWork()) wake();
    });
  };
  const hasWork = (): boolean =>
    !stopped &&
    cancelRetry === null &&
    (events.length > 0 || looking !== null || dirty.size > 0 || values.size > 0 || refreshDue || marks !== null);

  const run = async (): Promise<void> => {
    while (hasWork()) {
      const done = await next();
      if (stopped) return;
      if (done.ok) {
        backoff.reset();
        continue;
      }
      if (done.error.code === 'gone') looking = 'all';
      cancelRetry = clock.after(backoff.next(), () => {
        cancelRetry = null;
        wake();
      });
      return;
    }
  };

  const next = async (): Promise<Result<unknown, HostProblem>> => {
    if (looking !== null || events.length > 0) return lookNow();
    if (values.size > 0) return typeNow();
    if (dirty.size > 0) return showNow();
    if (refreshDue) return refreshNow();
    return markNow();
  };

  /** What Excel refuses for good, a protected sheet say, is tried again later and keeps nothing else waiting. */
  const putAside = (error: HostProblem, again: () => void): Result<unknown, HostProblem> => {
    if (error.code === 'busy' || error.code === 'gone') {
      again();
      return err(error);
    }
    parts.failed(error);
    const cancel = clock.after(config.failedRetry, () => {
      aside.delete(cancel);
      again();
      wake();
    });
    aside.add(cancel);
    return ok(null);
  };

  const lookNow = async (): Promise<Result<unknown, HostProblem>> => {
    const at = looking ?? events.splice(0);
    if (typeof at === 'string') {
      looking = null;
      if (at === 'all') events.length = 0;
    }
    const found = await look(desk, at);
    if (!found.ok) {
      return putAside(found.error, () => {
        if (typeof at === 'string') looking ??= at;
        else events.unshift(...at);
      });
    }
    await take(found.value);
    return found;
  };

  const take = async ({ edits, mishaps, outdated, decisions, problems, untidy }: Looked): Promise<void> => {
    for (const key of outdated) dirty.add(key);
    if (mishaps.length > 0) parts.held(mishaps);
    if (edits.length > 0) await parts.typed(edits);
    if (decisions.length > 0) parts.decided(decisions);
    parts.looked(problems);
    if (untidy) scheduleRefresh(config.reportDelay);
  };

  const typeNow = async (): Promise<Result<unknown, HostProblem>> => {
    const batch = new Map(values);
    values.clear();
    const again = (keys: Iterable<FieldKey>): void => {
      for (const key of keys) if (!values.has(key)) values.set(key, batch.get(key) ?? null);
    };
    const shown = await showTyped(desk, batch);
    if (!shown.ok) return putAside(shown.error, () => again(batch.keys()));
    if (shown.value.again.length > 0) {
      looking = 'all';
      again(shown.value.again);
    }
    if (shown.value.recovered.length > 0) await parts.typed(shown.value.recovered);
    return shown;
  };

  const showNow = async (): Promise<Result<unknown, HostProblem>> => {
    const batch = [...dirty];
    dirty.clear();
    const shown = await showFields(desk, batch);
    if (!shown.ok) {
      return putAside(shown.error, () => {
        for (const key of batch) dirty.add(key);
      });
    }
    if (shown.value.again.length > 0) {
      looking = 'all';
      for (const key of shown.value.again) dirty.add(key);
    }
    if (shown.value.recovered.length > 0) await parts.typed(shown.value.recovered);
    return shown;
  };

  const refreshNow = async (): Promise<Result<unknown, HostProblem>> => {
    refreshDue = false;
    // A pane that is behind would write against the one beside it; a fresh view comes when it has caught up.
    if (!desk.isUpToDate()) return ok(null);
    // In company a row is added only when, after a while of one's own, it is still missing.
    const mayAppend = appending || !parts.isShared();
    appending = false;
    const done = await refresh(desk, pause, mayAppend);
    if (!done.ok) {
      return putAside(done.error, () => {
        refreshDue = true;
      });
    }
    if (done.value.moved) {
      looking = 'all';
      refreshDue = true;
    }
    if (done.value.lacking && cancelAppend === null) {
      cancelAppend = clock.after(Math.round(parts.random() * config.appendWithin), () => {
        cancelAppend = null;
        [appending, refreshDue, looking] = [true, true, 'all'];
        wake();
      });
    }
    if (done.value.recovered.length > 0) await parts.typed(done.value.recovered);
    return done;
  };

  const markNow = async (): Promise<Result<unknown, HostProblem>> => {
    const wanted = marks ?? [];
    marks = null;
    const text = JSON.stringify(wanted);
    if (text === marked) return ok(null);
    const done = await markFields(desk, wanted);
    if (!done.ok) {
      return putAside(done.error, () => {
        marks ??= wanted;
      });
    }
    marked = text;
    return done;
  };

  /** The last who asks has the say, but nobody holds it up for ever. */
  const scheduleRefresh = (milliseconds: number): void => {
    if (refreshDue || stopped) return;
    const first = refreshAt?.first ?? clock.ticks();
    refreshAt?.cancel();
    const wait = Math.max(0, Math.min(milliseconds, first + config.reportsAtLeast - clock.ticks()));
    const cancel = clock.after(wait, () => {
      refreshAt = null;
      refreshDue = true;
      wake();
    });
    refreshAt = { first, cancel };
  };

  return {
    edited(event) {
      events.push(event);
      wake();
    },
    lookAt(what) {
      if (looking !== 'all') looking = what;
      wake();
    },
    show(keys) {
      for (const key of keys) dirty.add(key);
      wake();
    },
    type(chosen) {
      for (const [key, value] of chosen) values.set(key, value);
      wake();
    },
    refreshAfter: scheduleRefresh,
    mark(wanted) {
      marks = wanted;
      wake();
    },
    async settled() {
      while (running !== null) await running;
    },
    stop() {
      stopped = true;
      cancelRetry?.();
      refreshAt?.cancel();
      cancelAppend?.();
      for (const cancel of aside) cancel();
    },
  };
}
