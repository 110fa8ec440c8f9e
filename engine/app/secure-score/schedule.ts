import { millisecondsBetween } from '../../domain/fields/later.ts';
import type { Clock, Log } from '../ports.ts';
import type { SecureScoreUseCases } from './secure-score.ts';

/** Milliseconds after the start before the first look, so that starting is not slowed down. */
const soon = 3_000;
/** The longest and shortest pause between two looks at whether it is time: somebody may change the settings. */
const mostPause = 60_000;
const leastPause = 1_000;

/**
 * Reads whenever it is time. `jitter` gives a number from 0 to 1: engines that were started together, and those of many
 * organisations, do not all ask in the same second. Returns the way to stop, which waits for a reading under way.
 */
export function scheduleSecureScore(
  secureScore: SecureScoreUseCases,
  { clock, log, jitter }: { readonly clock: Clock; readonly log: Log; readonly jitter: () => number },
): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel = (): void => {};
  const look = (): void => {
    running = secureScore
      .syncWhenDue()
      .then(
        () => {},
        (error: unknown) => log.error('Secure Score could not be read', { error: String(error) }),
      )
      .then(plan);
  };
  const plan = (): void => {
    if (stopped) return;
    const { nextRun } = secureScore.overview();
    const due = nextRun === null ? mostPause : millisecondsBetween(clock.now(), nextRun);
    const pause = Math.min(Math.max(due, leastPause), mostPause);
    cancel = clock.after(pause * (1 + jitter() / 10), look);
  };
  cancel = clock.after(soon * (1 + jitter()), look);
  return async () => {
    stopped = true;
    cancel();
    await running;
  };
}
