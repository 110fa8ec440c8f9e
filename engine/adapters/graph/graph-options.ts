import type { Clock } from '../../app/ports.ts';

export type GraphOptions = {
  /** What it is called in front of people. */
  readonly name: string;
  readonly tenant: string;
  readonly client: string;
  /** Asked for with every new token, so that a secret that was exchanged counts without a restart. */
  readonly secret: () => Promise<string>;
  /** Such as `https://graph.microsoft.com/v1.0`, without a slash at the end. */
  readonly address: string;
  /** Such as `https://login.microsoftonline.com`. */
  readonly login: string;
  readonly clock: Clock;
  /** Fires when the engine is being stopped: whatever is under way is given up. */
  readonly closed: AbortSignal;
};

/** What Graph is asked no further than; its own limits for an app and tenant stand beside them. */
export const graphLimits = {
  /** Milliseconds for one answer, its body included. */
  answerTime: 30_000,
  /** Of one answer, in bytes; 500 profiles with their texts are 2 MB. */
  answerBytes: 16 * 1024 * 1024,
  /** Of an answer to a request for a token. */
  tokenBytes: 64 * 1024,
  /** Pages of one list. A list of 500 profiles has two or three. */
  pages: 100,
  /** Requests a minute; Graph lets 150 pass for scores. One at a time, of 4. */
  requestsAMinute: 100,
  /** Times one request is made again after it was refused for the time being. */
  retries: 5,
  /** Milliseconds before a token ends in which it is not used any more. */
  tokenMargin: 300_000,
} as const;
