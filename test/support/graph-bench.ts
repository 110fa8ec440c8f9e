import { createGraphSource } from '#engine/adapters/graph/graph-source';
import {
  type Fault,
  type GraphStandIn,
  type StandInOptions,
  type Standing,
  startGraphStandIn,
} from '#engine/adapters/graph/stand-in/stand-in';
import type { Clock } from '#engine/app/ports';
import type { SecureScoreSource } from '#engine/app/secure-score/ports';

export const graphSecret = 'correct-horse-battery-staple';

/** A clock on which every wait is over at once, and counts as if it had been waited. */
export type QuickClock = Clock & { readonly waits: number[]; skip(milliseconds: number): void };

export function createQuickClock(start = '2026-03-04T05:06:07.000Z'): QuickClock {
  const waits: number[] = [];
  let passed = 0;
  return {
    waits,
    skip(milliseconds) {
      passed += milliseconds;
    },
    now: () => new Date(Date.parse(start) + passed).toISOString(),
    ticks: () => passed,
    after(milliseconds, run) {
      waits.push(milliseconds);
      const timer = setTimeout(() => {
        passed += milliseconds;
        run();
      }, 0);
      return () => clearTimeout(timer);
    },
  };
}

/** Microsoft Graph as far as it is needed, and a source that reads it. */
export type GraphBench = {
  readonly standIn: GraphStandIn;
  readonly source: SecureScoreSource;
  readonly clock: QuickClock;
  /** How the named controls stand from now on; the rest have no score. */
  stand(standings: Readonly<Record<string, number | Standing>>): void;
  /** What every request is answered first; null for nothing out of the way. */
  fail(fault: Fault | null): void;
  close(): void;
};

export async function openGraphBench(
  options: Partial<StandInOptions> = {},
  secret: () => Promise<string> = async () => graphSecret,
): Promise<GraphBench & { stop(): Promise<void> }> {
  let standings: Readonly<Record<string, number | Standing>> = {};
  let fault: Fault | null = null;
  const standIn = await startGraphStandIn({
    secret: graphSecret,
    standingOf({ id }) {
      const standing = Object.hasOwn(standings, id) ? standings[id] : undefined;
      if (standing === undefined) return null;
      return typeof standing === 'number' ? { part: standing, state: 'Default' } : standing;
    },
    fault: (request) => fault?.(request) ?? null,
    ...options,
  });
  const clock = createQuickClock();
  const closing = new AbortController();
  const { tenant, client, address, login } = standIn;
  const source = createGraphSource({
    ...{ name: 'Secure Score', tenant, client, address, login, secret, clock, closed: closing.signal },
  });
  return {
    ...{ standIn, source, clock },
    stand(next) {
      standings = next;
    },
    fail(next) {
      fault = next;
    },
    close: () => closing.abort(),
    stop: () => standIn.stop(),
  };
}

/** Answers the first so many requests for a path this way, and the rest as usual. */
export function firstTimes(
  times: number,
  path: RegExp,
  answer: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
): Fault {
  let left = times;
  return ({ url }) => {
    if (left === 0 || !path.test(url.pathname)) return null;
    left -= 1;
    const { status, headers = {}, body = {} } = answer;
    return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
}
