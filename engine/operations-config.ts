import { err, ok, type Result } from './domain/result.ts';

/** What those who run the engine set. Everything comes from the environment. */
export type OperationsConfig = {
  /** Requests a second everybody may send; null for any number. */
  readonly rate: number | null;
  /** Seconds a stopping engine goes on working while it says that it is not ready, so that a proxy sends others elsewhere. */
  readonly drain: number;
  /** Who reads the metrics sends it; null shows them on this machine alone. */
  readonly metricsToken: string | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Of everybody where people sign in: five times what a busy pane asks. */
const usualRate = 50;

export function readOperationsConfig(environment: Environment, isTeam: boolean): Result<OperationsConfig, string> {
  const set = (name: string): string | null => environment[`CONTROLBOOK_${name}`]?.trim() || null;
  const rate = wholeNumber(set('RATE'), isTeam ? usualRate : 0, 1_000_000);
  if (rate === null) {
    return err(
      'CONTROLBOOK_RATE takes the requests a second everybody may send, a whole number up to 1000000; 0 for any number.',
    );
  }
  const drain = wholeNumber(set('DRAIN'), 0, 300);
  if (drain === null) return err('CONTROLBOOK_DRAIN takes a whole number of seconds from 0 to 300.');
  const metricsToken = set('METRICS_TOKEN');
  if (metricsToken !== null && !/^[\x21-\x7e]{16,}$/.test(metricsToken)) {
    return err('CONTROLBOOK_METRICS_TOKEN takes 16 characters or more without spaces; a random one cannot be guessed.');
  }
  return ok({ rate: rate === 0 ? null : rate, drain, metricsToken });
}

/** Null when it is none. */
function wholeNumber(text: string | null, usual: number, most: number): number | null {
  if (text === null) return usual;
  const value = Number(text);
  return /^\d+$/.test(text) && value <= most ? value : null;
}
