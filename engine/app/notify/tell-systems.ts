import type { Entry } from '../../contract/model/entry.ts';
import { noticesPartition } from '../../contract/model/ids.ts';
import type { Happening, Webhook } from '../../contract/model/notice.ts';
import { everProven } from '../../domain/evidence/evidence.ts';
import { millisecondsBetween } from '../../domain/fields/later.ts';
import { bookRef, keptDeliveries, putBook, type SenderState } from '../../domain/notify/books.ts';
import { happeningsOf } from '../../domain/notify/happenings.ts';
import { documentAt, documentRef, documentsOf, putDocument } from '../../domain/organisation/documents.ts';
import { refKind } from '../../domain/state/image.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import { writeAsEngine } from '../write-as-engine.ts';
import type { Sign, WebhookSender } from './ports.ts';
import { write } from './post-office.ts';
import { readOn } from './read-on.ts';
import { type Sending, startSending } from './sending.ts';
import { senderState } from './webhooks.ts';
import { worded } from './words.ts';

/** Failures in a row after which a webhook is switched off: half a day of trying. */
export const mostFailures = 20;
const pageLength = 200;

/**
 * Tells other systems what happens, each in order and each at its own pace. What was told is noted with every message, so
 * that after a restart at most the one message that was under way goes again, under the same id.
 */
export function startTelling(organisation: Organisation, sender: WebhookSender, sign: Sign): Sending {
  const notBefore = new Map<string, number>();
  const seen = new Map<string, number>();
  return startSending(organisation, async (mine) => {
    const webhooks = documentsOf(organisation.core.image, 'webhook').filter(({ active }) => active);
    if (webhooks.length === 0) return null;
    const waits = await Promise.all(
      webhooks.map(async (webhook) => {
        const rest = (notBefore.get(webhook.id) ?? 0) - organisation.clock.ticks();
        if (rest > 0) return rest;
        const wait = await tell(organisation, webhook, { sender, sign, mine, seen });
        if (wait !== null) notBefore.set(webhook.id, organisation.clock.ticks() + wait);
        return wait;
      }),
    );
    const asked = waits.filter((wait) => wait !== null);
    return asked.length === 0 ? null : Math.min(...asked);
  });
}

type Telling = {
  readonly sender: WebhookSender;
  readonly sign: Sign;
  readonly mine: () => Promise<boolean>;
  /** How far was looked, where there was nothing to tell. */
  readonly seen: Map<string, number>;
};

/** Returns how long to wait before the next attempt; null when everything was told. */
async function tell(organisation: Organisation, webhook: Webhook, telling: Telling): Promise<number | null> {
  const notices = await organisation.open(noticesPartition);
  for (const partition of organisation.partitions()) {
    const { id, image } = partition;
    const key = `${webhook.id} ${id}`;
    for (;;) {
      const noted = senderState(notices.image, webhook.id)?.positions[id];
      const from = noted === undefined ? 0 : noted.epoch === image.epoch ? noted.position : image.position;
      const start = Math.max(from, telling.seen.get(key) ?? 0);
      if (start >= image.position) break;
      const page = (await readOn(partition, start, pageLength)).map(({ entry }) => entry);
      const last = page.at(-1);
      if (last === undefined) break;
      const found = toTell(partition, page).filter(({ happening }) => webhook.kinds.includes(happening.kind));
      for (const { position, happening } of found) {
        if (!(await telling.mine())) return 30_000;
        const wait = await post(organisation, webhook, telling, { partition, position, happening }, notices);
        if (wait !== null) return wait;
      }
      telling.seen.set(key, last.position);
    }
  }
  return null;
}

type Event = { readonly partition: Partition; readonly position: number; readonly happening: Happening };

function toTell({ id, image }: Partition, page: readonly Entry[]): readonly Omit<Event, 'partition'>[] {
  if (id === noticesPartition) {
    return page.flatMap(({ event, position }) =>
      event.kind === 'put' && refKind(event.entity) === 'raised'
        ? [{ position, happening: event.value as unknown as Happening }] // put by putRaised alone
        : [],
    );
  }
  const proven = (ref: Parameters<typeof image.entity>[0]) => {
    const entity = image.entity(ref);
    return entity === undefined ? [] : [...everProven(entity)];
  };
  return happeningsOf(page, proven).map((happening) => ({ position: happening.position, happening }));
}

async function post(
  organisation: Organisation,
  { id, url, secret }: Webhook,
  { sender, sign }: Telling,
  { partition, position, happening }: Event,
  notices: Partition,
): Promise<number | null> {
  const { clock } = organisation;
  const event = `${partition.id}:${partition.image.epoch}:${position}`;
  const body = JSON.stringify({
    id: event,
    organisation: organisation.id,
    ...happening,
    ...worded(organisation, happening),
  });
  const time = clock.now();
  const seconds = Math.floor(millisecondsBetween('1970-01-01T00:00:00.000Z', time) / 1000);
  const signature = `t=${seconds},v1=${sign(secret, `${seconds}.${body}`)}`;
  const headers = {
    'content-type': 'application/json',
    'controlbook-signature': signature,
    'controlbook-event': event,
  };
  const { status, problem } = await sender.post({ url, body, headers });
  let failures = 0;
  await write(organisation, notices, `posted:${id}:${organisation.ids.next()}`, (draft) => {
    const before = senderState(draft.image, id) ?? begun;
    failures = problem === null ? 0 : before.failures + 1;
    const logged = before.logged + 1;
    const delivery = { number: logged, time, event, attempt: before.failures + 1, status, problem };
    putBook(draft, 'delivery', bookRef('delivery', id, logged % keptDeliveries), delivery);
    const told = { [partition.id]: { epoch: partition.image.epoch, position } };
    const positions = problem === null ? { ...before.positions, ...told } : before.positions;
    putBook(draft, 'sender', bookRef('sender', id), { positions, failures, lastProblem: problem, logged });
  });
  if (problem === null) return null;
  organisation.log.warn('Another system could not be told', { webhook: id, event, failures, problem });
  if (failures >= mostFailures) await switchOff(organisation, id, problem);
  return Math.min(3_600_000, 5_000 * 2 ** Math.min(failures - 1, 12));
}

const begun: SenderState = { positions: {}, failures: 0, lastProblem: null, logged: 0 };

async function switchOff(organisation: Organisation, id: string, problem: string): Promise<void> {
  const ref = documentRef('webhook', id);
  await writeAsEngine(organisation, organisation.core.id, `webhook-off:${organisation.ids.next()}`, (draft) => {
    const webhook = documentAt(draft.image, 'webhook', ref);
    if (webhook !== null) putDocument<'webhook'>(draft.emit, ref, { ...webhook, active: false });
  });
  organisation.log.error('A webhook was switched off: it failed too often', { webhook: id, problem });
}
