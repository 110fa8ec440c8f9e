import type { Clock } from '../../app/ports.ts';
import type { ChangesSince, UseCases } from '../../app/use-cases.ts';
import type { Cursor } from '../../contract/model/ids.ts';

/**
 * What happened after a cursor, waiting for something to happen when nothing has: at most `seconds`, and no longer than
 * the asker is there.
 */
export async function waitForChanges(
  useCases: Pick<UseCases, 'changesSince' | 'listen'>,
  clock: Clock,
  cursor: Cursor,
  limit: number,
  seconds: number,
  gone: AbortSignal,
): Promise<ChangesSince> {
  let wake = (): void => {};
  const woken = new Promise<void>((resolve) => {
    wake = resolve;
  });
  // Listening begins before looking, so that nothing falls in between.
  const stop = useCases.listen((entries) => {
    if (entries[0]?.entry.partition === cursor.partition) wake();
  });
  gone.addEventListener('abort', wake);
  const cancel = clock.after(seconds * 1_000, wake);
  try {
    const first = await useCases.changesSince(cursor, limit);
    if (first.kind !== 'entries' || first.entries.length > 0 || seconds === 0 || gone.aborted) return first;
    await woken;
    return await useCases.changesSince(cursor, limit);
  } finally {
    stop();
    cancel();
    gone.removeEventListener('abort', wake);
  }
}
