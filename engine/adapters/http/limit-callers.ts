import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../app/ports.ts';
import type { UserId } from '../../contract/model/ids.ts';
import { askerOf } from './authenticate.ts';
import { RequestRefused } from './problems.ts';

/** Seconds' worth of requests that may come at once: a pane that opens a workbook asks for many things. */
const burst = 10;
/** Callers remembered before those who have been quiet are forgotten. */
const most = 10_000;

type Allowance = { left: number; at: number };

/**
 * Everybody gets the same share, so that one script in a loop does not keep the others waiting: so many requests a
 * second, ten seconds' worth at once. Asked before a byte of the body is read.
 */
export function limitCallers(app: FastifyInstance, perSecond: number, clock: Pick<Clock, 'ticks'>): void {
  const full = perSecond * burst;
  const allowances = new Map<UserId, Allowance>();

  app.addHook('onRequest', async (request) => {
    const user = askerOf(request)?.user;
    if (user === undefined) return;
    const now = clock.ticks();
    const known = allowances.get(user) ?? { left: full, at: now };
    const left = Math.min(full, known.left + ((now - known.at) / 1000) * perSecond);
    if (left < 1) {
      allowances.set(user, { left, at: now });
      const seconds = Math.ceil((1 - left) / perSecond);
      throw new RequestRefused(
        'too-many-requests',
        `You may send ${perSecond} requests a second. Go on in ${seconds} s; many changes fit into one request.`,
        {},
        { 'retry-after': String(seconds), connection: 'close' },
      );
    }
    if (!allowances.has(user) && allowances.size >= most) forgetQuiet(now);
    allowances.set(user, { left: left - 1, at: now });
  });

  /** Whoever has been quiet for so long has all of it again. */
  function forgetQuiet(now: number): void {
    for (const [user, { at }] of allowances) if (now - at >= burst * 1000) allowances.delete(user);
  }
}
