import type { AssessmentId } from '#engine/contract/model/ids';
import { config } from '../config.ts';
import type { AssessmentView } from '../state/model.ts';
import type { CallProblem, Client } from '../sync/client.ts';
import type { Clock } from '../sync/outside.ts';

/** Loads a fresh view soon after it is asked for, once for many who ask; never two at a time. */
export interface ViewLoader {
  request(): void;
  stop(): void;
}

export function createViewLoader(parts: {
  readonly client: Client;
  readonly clock: Clock;
  readonly assessment: AssessmentId;
  readonly loaded: (view: AssessmentView) => void;
  readonly failed: (problem: CallProblem) => void;
}): ViewLoader {
  let [wanted, loading, stopped] = [false, false, false];
  let cancel: (() => void) | null = null;

  const load = async (): Promise<void> => {
    cancel = null;
    [wanted, loading] = [false, true];
    const view = await parts.client.call('assessment', { params: { assessment: parts.assessment } });
    // Reading the answer was work; what is made of it is another piece.
    await new Promise<void>((resolve) => void parts.clock.after(0, resolve));
    loading = false;
    if (stopped) return;
    if (view.ok) parts.loaded(view.value);
    else parts.failed(view.error);
    if (wanted) schedule();
  };
  const schedule = (): void => {
    cancel ??= parts.clock.after(config.viewDelay, () => void load());
  };
  return {
    request() {
      wanted = true;
      if (!loading && !stopped) schedule();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
