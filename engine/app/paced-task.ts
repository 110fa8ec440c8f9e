import type { Clock } from './ports.ts';

/** Work that is asked for often and done now and then: never twice at once, and not before a pause has passed. */
export interface PacedTask {
  /** Asks for a run; several askings before it starts are one, one during it means another after it. */
  ask(): void;
  /** Calls off a run that has not started; nothing is started any more. */
  stop(): void;
  isBusy(): boolean;
  /** Resolves when the run under way is over. */
  ended(): Promise<void>;
}

/** `run` must not reject. After each `pause` is asked for, with how many runs in a row had to wait for one. */
export function createPacedTask(clock: Clock, pause: (waited: number) => number, run: () => Promise<void>): PacedTask {
  let due: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let notBefore = clock.ticks();
  let waited = 0;

  const start = (): void => {
    due = null;
    running = run().finally(() => {
      running = null;
      notBefore = clock.ticks() + pause(waited);
      if (!again) return;
      again = false;
      ask();
    });
  };
  const ask = (): void => {
    if (stopped || due !== null) return;
    if (running !== null) {
      again = true;
      return;
    }
    const left = notBefore - clock.ticks();
    waited = left > 0 ? waited + 1 : 0;
    due = clock.after(Math.max(0, left), start);
  };
  return {
    ask,
    stop() {
      stopped = true;
      due?.();
      due = null;
    },
    isBusy: () => due !== null || running !== null,
    ended: async () => void (await running),
  };
}
