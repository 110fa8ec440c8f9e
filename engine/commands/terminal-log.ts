import { createLog } from '../adapters/system/log.ts';
import type { Log } from '../app/ports.ts';

/** For people at a terminal a line as they read it; for a file or another program a JSON line. */
export function createTerminalLog(write: (line: string) => void, isTerminal: boolean, verbose: boolean): Log {
  if (!isTerminal) return createLog(write, !verbose);
  const line =
    (word: string) =>
    (message: string, data: Readonly<Record<string, unknown>> = {}): void => {
      const { path, ...rest } = data;
      const details = Object.entries(rest).map(([key, value]) =>
        key === 'reason' || key === 'error' ? String(value) : `${key} ${JSON.stringify(value)}`,
      );
      const time = new Date().toTimeString().slice(0, 8);
      const about = path === undefined ? '' : `${String(path)}: `;
      write(`${time} ${word}${about}${[message, ...details].join('; ')}\n`);
    };
  return { info: verbose ? line('') : () => {}, warn: line('Warning: '), error: line('Error: ') };
}
