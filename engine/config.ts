import { resolve } from 'node:path';
import { err, ok, type Result } from './domain/result.ts';

/** Everything that can be set, from flags or the environment. Every default stands here. */
export type Config = {
  /** The engine's own data: journal, snapshots, directory. */
  readonly data: string;
  /** The watched folder with people's workbooks. */
  readonly folder: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds a saved workbook must lie still before it is read; more on slow network shares. */
  readonly settle: number;
  /** No seeding of the demonstration into an empty data folder. */
  readonly bare: boolean;
  /** Informational log lines are left out. */
  readonly quiet: boolean;
};

export type Flags = Partial<Record<'data' | 'folder' | 'host' | 'port' | 'settle', string>> &
  Partial<Record<'bare' | 'quiet', boolean>>;

export const defaults = { data: 'data', folder: 'workbooks', host: '127.0.0.1', port: 3700, settle: 300 } as const;

const loopback = ['127.0.0.1', '::1', 'localhost'];

/** Flags win over the environment, the environment over the defaults. */
export function readConfig(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
): Result<Config, string> {
  const host = flags.host ?? environment['CONTROLBOOK_HOST'] ?? defaults.host;
  if (!loopback.includes(host)) {
    return err(
      `The engine answers on this machine only (127.0.0.1, ::1 or localhost) until identity is configured; "${host}" would open it to others.`,
    );
  }
  const port = wholeNumber(flags.port ?? environment['CONTROLBOOK_PORT'] ?? String(defaults.port), 'port', 0, 65_535);
  if (!port.ok) return port;
  const settleText = flags.settle ?? environment['CONTROLBOOK_SETTLE'] ?? String(defaults.settle);
  const settle = wholeNumber(settleText, 'settle', 20, 60_000);
  if (!settle.ok) return settle;
  return ok(
    Object.freeze({
      data: resolve(flags.data ?? environment['CONTROLBOOK_DATA'] ?? defaults.data),
      folder: resolve(flags.folder ?? environment['CONTROLBOOK_FOLDER'] ?? defaults.folder),
      host,
      port: port.value,
      settle: settle.value,
      bare: flags.bare ?? false,
      quiet: flags.quiet ?? false,
    }),
  );
}

function wholeNumber(text: string, name: string, least: number, most: number): Result<number, string> {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return ok(value);
  return err(`"${text}" is no ${name}. Give a whole number from ${least} to ${most}.`);
}
