import type { AssessmentId } from '#engine/contract/model/ids';
import { err, ok, type Result } from '#engine/domain/result';
import type { AssessmentView, GroupSummary } from '../state/model.ts';
import type { Client } from '../sync/client.ts';
import type { Clock } from '../sync/outside.ts';
import type { Figures } from './figures.ts';

/** How often the engine is asked whether anything has happened in other assessments, while a cell wants to know. */
const askEvery = 10_000;
/** Changes that follow each other this closely are answered at once. */
const gather = 250;

export type FiguresParts = {
  readonly client: Client;
  readonly clock: Clock;
  readonly own: () => AssessmentId | null;
  /** Calls when the pane itself hears of a change. */
  readonly heard: (listener: () => void) => () => void;
};

/**
 * Numbers for cells. Every question is asked of the engine once between two changes, however many cells ask it. The
 * pane hears at once what happens in its own assessment; of the others the engine's positions are asked now and then.
 */
export function createFigures({ client, clock, own, heard }: FiguresParts): Figures {
  const listeners = new Set<() => void>();
  let groups: Promise<Result<readonly GroupSummary[], string>> | null = null;
  let views = new Map<AssessmentId, Promise<Result<AssessmentView, string>>>();
  let positions: string | null = null;
  let stopWatching: (() => void) | null = null;
  let gathering: (() => void) | null = null;

  const changed = (): void => {
    gathering ??= clock.after(gather, () => {
      gathering = null;
      groups = null;
      views = new Map();
      for (const listener of [...listeners]) listener();
    });
  };

  const watch = (): (() => void) => {
    const stopHearing = heard(changed);
    let cancel = (): void => undefined;
    let stopped = false;
    const ask = async (): Promise<void> => {
      const status = await client.call('status', {});
      if (stopped) return;
      const now = status.ok ? JSON.stringify(status.value.partitions) : null;
      if (now !== positions) changed();
      positions = now;
      cancel = clock.after(askEvery, () => void ask());
    };
    cancel = clock.after(askEvery, () => void ask());
    return () => {
      stopped = true;
      cancel();
      stopHearing();
      gathering?.();
      gathering = null;
      groups = null;
      views = new Map();
    };
  };

  return {
    groups() {
      groups ??= client
        .call('groups', {})
        .then((answer) => (answer.ok ? ok(answer.value.groups) : err(answer.error.code)));
      return groups;
    },
    view(assessment) {
      const known = views.get(assessment);
      if (known !== undefined) return known;
      const asked = client
        .call('assessment', { params: { assessment } })
        .then((answer) => (answer.ok ? ok(answer.value) : err(answer.error.code)));
      views.set(assessment, asked);
      return asked;
    },
    own,
    onChange(listener) {
      listeners.add(listener);
      stopWatching ??= watch();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stopWatching?.();
        stopWatching = null;
      };
    },
  };
}
