import { noticesPartition } from '../../contract/model/ids.ts';
import { type Delivery, type HappeningKind, mostWebhooks, type Webhook } from '../../contract/model/notice.ts';
import { bookAt, bookRef, keptDeliveries, putBook, type SenderState } from '../../domain/notify/books.ts';
import { checkWebAddress } from '../../domain/notify/web-address.ts';
import { documentAt, documentRef, documentsOf, putDocument } from '../../domain/organisation/documents.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Caller } from '../assessments.ts';
import type { Organisation } from '../organisation.ts';
import type { StoreProblem } from '../partition.ts';
import { write } from './post-office.ts';

type Problem = { readonly code: string; readonly message: string };
type Outcome<T> = Promise<Result<T, Problem | StoreProblem>>;
/** As it is shown: without its secret, with how it goes. */
export type ShownWebhook = Omit<Webhook, 'secret'> & Pick<SenderState, 'failures' | 'lastProblem'>;
export type WebhookRequest = { readonly name: string; readonly url: string; readonly kinds: readonly HappeningKind[] };

/** Other systems that are told of what happens. */
export interface Webhooks {
  all(): Promise<readonly ShownWebhook[]>;
  /** The secret comes back this once. */
  create(request: WebhookRequest, caller: Caller): Outcome<{ readonly webhook: ShownWebhook; readonly secret: string }>;
  /** Switches one on or off. One that is switched on again goes on with what happens from then on. */
  switch(id: string, active: boolean, caller: Caller): Outcome<ShownWebhook>;
  remove(id: string, caller: Caller): Outcome<{ readonly id: string }>;
  /** Newest first; null for one there is not. */
  deliveries(id: string): Promise<readonly Delivery[] | null>;
}

export function createWebhooks(organisation: Organisation, allowPrivate: boolean): Webhooks {
  const { core } = organisation;
  const shown = async ({ secret: _, ...webhook }: Webhook): Promise<ShownWebhook> => {
    const state = senderState((await organisation.open(noticesPartition)).image, webhook.id);
    return { ...webhook, failures: state?.failures ?? 0, lastProblem: state?.lastProblem ?? null };
  };
  return {
    all: () => Promise.all(documentsOf(core.image, 'webhook').map(shown)),
    async create(request, { command, actor, channel }) {
      const url = checkWebAddress(request.url, allowPrivate);
      if (!url.ok) return url;
      const id = organisation.ids.next();
      // Two ids of the port are unguessable enough for a key of 256 bits.
      const secret = organisation.digest(`${organisation.ids.next()} ${organisation.ids.next()}`);
      const made = await core.execute<Webhook, Problem>({
        meta: organisation.meta(command, actor, channel),
        decide(draft) {
          if (documentsOf(draft.image, 'webhook').length >= mostWebhooks) {
            return err({ code: 'too-many-webhooks', message: `There are ${mostWebhooks} already. Delete one first.` });
          }
          const webhook = { ...request, url: url.value, id, secret, active: true };
          putDocument<'webhook'>(draft.emit, documentRef('webhook', id), webhook);
          return ok(webhook);
        },
        recall: (entries) => {
          const event = entries[0]?.entry.event;
          return (event?.kind === 'put' ? event.value : null) as unknown as Webhook; // as it was put then
        },
      });
      if (!made.ok) return made;
      await beginAt(organisation, made.value.id);
      return ok({ webhook: await shown(made.value), secret: made.value.secret });
    },
    async switch(id, active, { command, actor, channel }) {
      const ref = documentRef('webhook', id);
      const switched = await core.execute<Webhook | null, Problem>({
        meta: organisation.meta(command, actor, channel),
        decide(draft) {
          const webhook = documentAt(draft.image, 'webhook', ref);
          if (webhook === null) return err(unknownWebhook);
          if (webhook.active !== active) putDocument<'webhook'>(draft.emit, ref, { ...webhook, active });
          return ok({ ...webhook, active });
        },
        recall: (_, image) => documentAt(image, 'webhook', ref),
      });
      if (!switched.ok) return switched;
      if (switched.value === null) return err(unknownWebhook);
      if (active) await beginAt(organisation, id);
      return ok(await shown(switched.value));
    },
    remove: (id, { command, actor, channel }) =>
      core.execute<{ readonly id: string }, Problem>({
        meta: organisation.meta(command, actor, channel),
        decide(draft) {
          const ref = documentRef('webhook', id);
          if (documentAt(draft.image, 'webhook', ref) === null) return err(unknownWebhook);
          draft.emit({ kind: 'removed', entity: ref });
          return ok({ id });
        },
        recall: () => ({ id }),
      }),
    async deliveries(id) {
      if (documentAt(core.image, 'webhook', documentRef('webhook', id)) === null) return null;
      const { image } = await organisation.open(noticesPartition);
      return Array.from({ length: keptDeliveries }, (_, place) =>
        bookAt(image, 'delivery', bookRef('delivery', id, place)),
      )
        .filter((one) => one !== null)
        .sort((a, b) => b.number - a.number);
    },
  };
}

const unknownWebhook: Problem = {
  code: 'unknown-webhook',
  message: 'There is no such webhook. It may have been deleted.',
};

export function senderState(image: Parameters<typeof bookAt>[0], id: string): SenderState | null {
  return bookAt(image, 'sender', bookRef('sender', id));
}

/** Lets a sender begin with what happens from now on. */
export async function beginAt(organisation: Organisation, id: string): Promise<void> {
  const notices = await organisation.open(noticesPartition);
  const heads = organisation.partitions().map(({ id: partition, image }) => {
    return [partition, { epoch: image.epoch, position: image.position }] as const;
  });
  await write(organisation, notices, `begin:${id}:${organisation.ids.next()}`, (draft) => {
    const logged = senderState(draft.image, id)?.logged ?? 0;
    const positions = Object.fromEntries(heads);
    putBook(draft, 'sender', bookRef('sender', id), { positions, failures: 0, lastProblem: null, logged });
  });
}
