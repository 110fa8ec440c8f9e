import { z } from 'zod';
import { problemData } from './errors.ts';
import { entry, latest, resyncReason } from './http/journal.ts';
import { changeSet, verdict } from './model/change.ts';
import { assessmentId, commandId, cursor, userId } from './model/ids.ts';

/**
 * The live channel: a WebSocket at this address, one JSON text a message. A pane subscribes with its cursors (it finds
 * them beside whatever it has loaded) and from then on hears everything that becomes durable in these partitions, in
 * order and without a hole: what came after each cursor first, then what happens, as it happens.
 *
 * A pane that has slept, reloaded or lost the connection connects again and subscribes with the cursors it has got to.
 * Nothing else is needed and nothing is lost. Where a proxy refuses the upgrade, `GET /api/v1/changes` with `wait`
 * gives the same, cursor for cursor.
 *
 * Who may read some assessments of a partition only hears of the rest that something happened (`hidden`), so that
 * positions go on without a hole. What somebody may read counts at the moment it is sent.
 */
export const livePath = '/api/v1/live';

export const liveLimits = {
  /** Partitions in one subscription. */
  cursors: 16,
  /** Milliseconds between the engine's pings; two unanswered end the connection. */
  beat: 10_000,
  /** Messages from one pane between two pings. */
  messages: 200,
  /** Milliseconds in which the first message has to be a subscription. */
  subscribeWithin: 10_000,
  /** Characters of an access token. */
  tokenLength: 16_384,
} as const;

/** Who has a pane open, as they say themselves: shown to others, proof of nothing. */
export const presence = z.object({
  name: z.string().min(1).max(100),
  assessment: assessmentId.nullable(),
});
export type Presence = z.infer<typeof presence>;

export const toEngine = z
  .discriminatedUnion('kind', [
    /**
     * The first message, and again whenever the pane shows something else: it replaces the subscription before. Each
     * cursor is answered by what came after it, then `subscribed` says that all is sent.
     */
    z.object({
      kind: z.literal('subscribe'),
      protocol: z.int(),
      cursors: z.array(cursor).max(liveLimits.cursors),
    }),
    /** A change set, judged exactly as over HTTP. Answered by `verdicts` or a `problem` that names the set's id. */
    z.object({ kind: z.literal('push'), set: changeSet }),
    /** Says who is here; null takes it back. Answered, to everybody who is here, by `present`. */
    z.object({ kind: z.literal('here'), who: presence.nullable() }),
    /** Answered by `pong`: a pane cannot see the pings of the WebSocket itself. */
    z.object({ kind: z.literal('ping') }),
    /**
     * Comes before everything else where one signs in (see `GET /api/v1/identity`), and again with a fresh access token
     * before the last one runs out. Tokens never travel in an address, where they would end up in logs.
     */
    z.object({ kind: z.literal('sign-in'), token: z.string().min(1).max(liveLimits.tokenLength) }),
  ])
  .meta({ id: 'ToEngine' });
export type ToEngine = z.infer<typeof toEngine>;

export const toPane = z
  .discriminatedUnion('kind', [
    /** The first message: the protocol spoken here, and the oldest still understood. */
    z.object({ kind: z.literal('welcome'), protocol: z.int(), oldest: z.int() }),
    /**
     * What happened, in order. The last entry's position is the new cursor of its partition. Entries at or below the
     * pane's own cursor are never sent. All entries are of one partition.
     */
    z.object({ kind: z.literal('entries'), entries: z.array(entry).min(1) }),
    /** Instead of the entries, for a pane far behind: the fields that changed since its cursor, as they are now. */
    z.object({ kind: z.literal('latest'), ...latest }),
    /** Everything up to these cursors has been sent; what follows is live. */
    z.object({ kind: z.literal('subscribed'), cursors: z.array(cursor) }),
    /**
     * The pane's picture cannot be brought up to date from its cursor: load everything anew and subscribe again. With
     * `overflow` (the pane reads too slowly) the connection ends after this message and no partition is named.
     */
    z.object({
      kind: z.literal('resync'),
      reason: z.enum([...resyncReason.options, 'overflow']),
      cursor: cursor.nullable(),
    }),
    z.object({ kind: z.literal('verdicts'), id: commandId, verdicts: z.array(verdict) }),
    /** What the pane sent cannot be done; `id` is the change set's where it was one. */
    z.object({
      kind: z.literal('problem'),
      id: commandId.nullable(),
      code: z.string(),
      detail: z.string(),
      ...problemData.shape,
    }),
    z.object({ kind: z.literal('present'), people: z.array(presence) }),
    z.object({ kind: z.literal('pong') }),
    /** The token is good, and this is whose it is. */
    z.object({ kind: z.literal('signed-in'), user: userId }),
  ])
  .meta({ id: 'ToPane' });
export type ToPane = z.infer<typeof toPane>;
