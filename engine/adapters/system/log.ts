import type { Log } from '../../app/ports.ts';

type Level = 'info' | 'warn' | 'error';

/** One JSON line a message, for people with a pipe and machines alike. Callers put ids and paths in `data`, never contents. */
export function createLog(write: (line: string) => void, quiet: boolean): Log {
  const line =
    (level: Level) =>
    (message: string, data: Readonly<Record<string, unknown>> = {}): void => {
      if (quiet && level === 'info') return;
      write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...data })}\n`);
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
