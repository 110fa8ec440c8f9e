import type { Entry } from '../../contract/model/entry.ts';
import { noticesPartition, type PartitionId, type Position } from '../../contract/model/ids.ts';
import { everProven } from '../../domain/evidence/evidence.ts';
import type { Draft } from '../../domain/journal/draft.ts';
import { bookRef, putBook, putNotice, toldOf } from '../../domain/notify/books.ts';
import { happeningsOf } from '../../domain/notify/happenings.ts';
import { ok } from '../../domain/result.ts';
import type { Gate } from '../gate.ts';
import type { Organisation } from '../organisation.ts';
import { createPacedTask } from '../paced-task.ts';
import type { Partition } from '../partition.ts';
import { engineUser } from '../write-as-engine.ts';
import { readOn } from './read-on.ts';
import { recipientsOf, type Told } from './recipients.ts';

/** Turns what happened into notices, off the path of every edit. */
export interface PostOffice {
  /** Resolves when everything that is durable has been looked through. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds a burst of entries is gathered. */
const pause = 250;
const pageLength = 500;
/** Entries nobody is told of that may be looked through again after a restart. */
const unmarked = 2_000;

/**
 * Reads every partition from where it had got to. What it writes and how far it has read are one entry set, so that a
 * notice is there once however often the engine stops, and of several engines on one database the first one writes it.
 */
export async function openPostOffice(
  organisation: Organisation,
  gate: Gate,
  afterwards: () => Promise<void>,
): Promise<PostOffice> {
  const notices = await organisation.open(noticesPartition);
  const seen = new Map<PartitionId, Position>();
  let stopped = false;
  await begin(organisation, notices);

  const run = async (): Promise<void> => {
    for (const partition of organisation.partitions()) {
      if (partition.id === noticesPartition || stopped) continue;
      try {
        await lookThrough(organisation, gate, notices, partition, seen);
      } catch (error) {
        organisation.log.warn('Notices could not be written; it is tried again', { error: String(error) });
        organisation.clock.after(5_000, () => task.ask());
      }
    }
    if (!stopped)
      await afterwards().catch((error: unknown) => {
        organisation.log.warn('Scores could not be watched; it is tried again', { error: String(error) });
      });
  };
  const task = createPacedTask(organisation.clock, () => pause, run);
  const stopListening = organisation.listen((entries) => {
    if (entries[0]?.entry.partition !== noticesPartition) task.ask();
  });
  task.ask();
  return {
    async idle() {
      while (task.isBusy()) await new Promise<void>((resolve) => void organisation.clock.after(10, resolve));
    },
    async stop() {
      stopped = true;
      stopListening();
      task.stop();
      await task.ended();
    },
  };
}

/** The first time ever, what has happened before is nobody's news. */
async function begin(organisation: Organisation, notices: Partition): Promise<void> {
  if (toldOf(notices.image, organisation.core.id) !== null) return;
  await write(organisation, notices, 'begin', (draft) => {
    if (toldOf(draft.image, organisation.core.id) !== null) return;
    for (const { id, image } of organisation.partitions()) {
      if (id === noticesPartition) continue;
      putBook(draft, 'told', bookRef('told', id), { epoch: image.epoch, position: image.position });
    }
  });
}

async function lookThrough(
  organisation: Organisation,
  gate: Gate,
  notices: Partition,
  partition: Partition,
  seen: Map<PartitionId, Position>,
): Promise<void> {
  const { id, image } = partition;
  const told = toldOf(notices.image, id);
  const { epoch } = image;
  // Of another history nothing can be told apart: go on from where it stands.
  const isOther = told !== null && (told.epoch !== epoch || told.position > image.position);
  const from = isOther ? image.position : (told?.position ?? 0);
  let after = Math.max(from, seen.get(id) ?? 0);
  for (;;) {
    if (after >= image.position) break;
    const page = await wholeCommands(partition, after);
    const last = page.at(-1);
    if (last === undefined) break;
    const found = happeningsOf(page, (ref) => {
      const entity = image.entity(ref);
      return entity === undefined ? [] : [...everProven(entity)];
    });
    const people = found.flatMap((happening) => recipientsOf(organisation, gate, happening));
    after = last.position;
    if (people.length > 0 || after - from >= unmarked)
      await mark(organisation, notices, id, { epoch, position: after }, people);
    seen.set(id, after);
  }
  if (isOther) await mark(organisation, notices, id, { epoch, position: after }, []);
}

/** A page that ends where a command does, because a message belongs to its assignment. */
async function wholeCommands(partition: Partition, after: Position): Promise<readonly Entry[]> {
  for (let length = pageLength; ; length *= 2) {
    const page = (await readOn(partition, after, length)).map(({ entry }) => entry);
    if (page.length < length) return page;
    const last = page.at(-1)?.command;
    const whole = page.filter(({ command }) => command !== last);
    if (whole.length > 0) return whole;
  }
}

async function mark(
  organisation: Organisation,
  notices: Partition,
  id: PartitionId,
  to: { readonly epoch: string; readonly position: Position },
  people: readonly Told[],
): Promise<void> {
  await write(organisation, notices, `told:${id}:${to.epoch}:${to.position}`, (draft) => {
    const told = toldOf(draft.image, id);
    if (told !== null && told.epoch === to.epoch && told.position >= to.position) return;
    for (const { user, notice } of people) {
      // Another engine may have told some of them already.
      if (told === null || told.epoch !== to.epoch || notice.happening.position > told.position)
        putNotice(draft, user, notice);
    }
    putBook(draft, 'told', bookRef('told', id), to);
  });
}

/** Writes to the notices, once for its name. Throws when the journal takes nothing. */
export async function write(
  organisation: Organisation,
  notices: Partition,
  name: string,
  run: (draft: Draft) => void,
): Promise<void> {
  const result = await notices.execute<null, never>({
    meta: organisation.meta(`notices:${name}`, engineUser, 'system'),
    decide(draft) {
      run(draft);
      return ok(null);
    },
    recall: () => null,
  });
  if (!result.ok) throw new Error(result.error.message);
}
