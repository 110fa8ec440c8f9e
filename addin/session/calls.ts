import type { EndpointName, Endpoints } from '#engine/contract/http';
import type { Result } from '#engine/domain/result';
import type { Answer } from '../state/asking.ts';
import type { BusyWhat, Intent } from '../state/model.ts';
import type { CallProblem, Request } from '../sync/client.ts';
import { freshId } from '../sync/outside.ts';
import type { Joined } from './parts.ts';
import { callProblem } from './problems.ts';

/** The ways the session asks the engine: what fails is told, with the intent to try again. */
export interface Calls {
  /** A command under one key, sent again when its answer was lost; shown as under way. Null when it failed. */
  command<Name extends EndpointName>(
    name: Name,
    request: Omit<Request<Endpoints[Name]>, 'key'>,
    what: BusyWhat,
    again: Intent,
  ): Promise<Answer<Endpoints[Name]> | null>;
  /** A command under its key, sent again when its answer was lost; what came of it is the caller's to tell. */
  persist<Name extends EndpointName>(
    name: Name,
    request: Request<Endpoints[Name]>,
  ): Promise<Result<Answer<Endpoints[Name]>, CallProblem>>;
  /** The same as a command for what changes nothing. */
  ask<Name extends EndpointName>(
    name: Name,
    request: Request<Endpoints[Name]>,
    again: Intent,
  ): Promise<Answer<Endpoints[Name]> | null>;
  /** A busy sign around something slow. */
  during<T>(what: BusyWhat, run: () => Promise<T>): Promise<T>;
}

export function createCalls({ client, clock, engine, random, tell }: Joined): Calls {
  const during: Calls['during'] = async (what, run) => {
    const id = freshId(random);
    tell({ kind: 'begun', busy: { id, what, progress: null } });
    try {
      return await run();
    } finally {
      tell({ kind: 'ended', busy: id });
    }
  };
  const answer = <T>(result: Result<T, CallProblem>, again: Intent): T | null => {
    if (result.ok) return result.value;
    tell({ kind: 'problem', problem: callProblem(result.error, engine, [again]) });
    return null;
  };
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => void clock.after(milliseconds, resolve));
  // One key for all tries: the engine does it once, however often it hears of it.
  const persist: Calls['persist'] = async (name, request) => {
    let result = await client.call(name, request);
    for (const pause of [1_000, 4_000]) {
      if (result.ok || result.error.code !== 'no-engine') break;
      await wait(pause);
      result = await client.call(name, request);
    }
    return result;
  };
  return {
    during,
    persist,
    async ask(name, request, again) {
      return answer(await client.call(name, request), again);
    },
    command: (name, request, what, again) =>
      during(what, async () => {
        const keyed = { ...request, key: freshId(random) } as unknown as Request<Endpoints[typeof name]>; // the parts of Request with its key
        return answer(await persist(name, keyed), again);
      }),
  };
}
