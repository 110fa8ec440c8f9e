import type { SealedEntry } from '../contract/model/entry.ts';
import type { CommandId, PartitionId, Position } from '../contract/model/ids.ts';
import { applyEntry } from '../domain/journal/apply.ts';
import { type CommandMeta, type Draft, openDraft } from '../domain/journal/draft.ts';
import type { Digest } from '../domain/journal/seal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { createImage, type Image, type ReadImage } from '../domain/state/image.ts';
import type { AppendProblem, Clock, JournalStore, PartitionHead } from './ports.ts';

/** Nothing was done because the journal could not take it; the same command may be sent again. */
export type StoreProblem = { readonly code: 'read-only' | 'disk-full' | 'stale'; readonly message: string };

export type EntryListener = (entries: readonly SealedEntry[]) => void;

/**
 * One partition: commands are decided one after the other against everything decided before them, and acknowledged
 * when their entries are durable. Whatever was decided while the last append ran is the next batch. Readers see
 * durable state only.
 */
export interface Partition {
  readonly id: PartitionId;
  /** Durable state. */
  readonly image: ReadImage;
  head(): PartitionHead;
  /**
   * Decides and makes durable. A command id that is known already is not decided again: `recall` makes its answer
   * from the entries it wrote then. A decision that fails has written nothing.
   */
  execute<T, P>(command: Command<T, P>): Promise<Result<T, P | StoreProblem>>;
  /** Called with each batch when it is durable, in order. Returns the way to stop. */
  listen(listener: EntryListener): () => void;
  /** Entries after a position, durable ones only. */
  read(after: Position, limit: number): Promise<readonly SealedEntry[]>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

export type Command<T, P> = {
  readonly meta: CommandMeta;
  readonly decide: (draft: Draft) => Result<T, P>;
  readonly recall: (entries: readonly SealedEntry[], image: ReadImage) => T;
};

/** What a partition needs beside its store. */
export type PartitionTools = { readonly digest: Digest; readonly clock: Pick<Clock, 'ticks'> };

type Batch = { readonly image: Image; readonly entries: SealedEntry[]; readonly waiting: Waiter[] };
type Waiter = { readonly done: () => void; readonly failed: (problem: StoreProblem) => void };

export function createPartition(
  store: JournalStore,
  { digest, clock }: PartitionTools,
  durable: Image,
  start: PartitionHead,
): Partition {
  let head = start;
  let hash = start.hash;
  let inFlight: Batch | null = null;
  let next: Batch = openBatch(durable);
  let running: Promise<void> = Promise.resolve();
  let gathering = false;
  /** On the clock: when gathering began, and how long the last append took. */
  let since = 0;
  let lastAppend = 0;
  const listeners = new Set<EntryListener>();

  const flush = (): void => {
    if (inFlight !== null || (next.entries.length === 0 && next.waiting.length === 0)) return;
    const batch = next;
    inFlight = batch;
    next = openBatch(batch.image);
    running = append(batch);
  };

  const append = async (batch: Batch): Promise<void> => {
    const began = clock.ticks();
    const result =
      batch.entries.length === 0 ? ok(head) : await store.append(start.partition, head.position, batch.entries);
    lastAppend = clock.ticks() - began;
    inFlight = null;
    if (result.ok) {
      head = result.value;
      batch.image.mergeInto(durable);
      next.image.restOn(durable);
      flush(); // the disk first: who is answered below will be deciding while it writes
      for (const listener of listeners) if (batch.entries.length > 0) listener(batch.entries);
      for (const waiter of batch.waiting) waiter.done();
    } else {
      // What was decided on top of the lost batch is lost with it: it was never acknowledged and is sent again.
      const problem = toStoreProblem(result.error);
      const lost = [...batch.waiting, ...next.waiting];
      next = openBatch(durable);
      hash = head.hash;
      for (const waiter of lost) waiter.failed(problem);
    }
  };

  const durably = (): Promise<StoreProblem | null> =>
    new Promise((resolve) => {
      next.waiting.push({ done: () => resolve(null), failed: resolve });
      if (inFlight !== null) return;
      if (!gathering) running = gather();
      else if (clock.ticks() - since > lastAppend) flush();
    });

  // No wait: only the others who are being answered in this very moment get to decide, instead of a sync for the first.
  // And no longer than a sync takes, so that on a quick disk the rest decide while the first are being written.
  const gather = async (): Promise<void> => {
    gathering = true;
    since = clock.ticks();
    await null;
    gathering = false;
    flush();
  };

  const recall = async <T, P>(command: Command<T, P>, first: Position): Promise<Result<T, StoreProblem>> => {
    const problem = await durably();
    if (problem !== null) return err(problem);
    return ok(command.recall(await readCommand(store, start.partition, command.meta.command, first), durable));
  };

  return {
    id: start.partition,
    image: durable,
    head: () => head,
    async execute(command) {
      const known = next.image.command(command.meta.command);
      if (known !== undefined) return recall(command, known);
      const draft = openDraft(next.image, command.meta, hash, digest);
      let reply: ReturnType<typeof command.decide> | null = null;
      try {
        reply = command.decide(draft);
      } finally {
        if (reply?.ok !== true) draft.drop();
      }
      if (!reply.ok) return reply;
      const written = draft.keep();
      next.entries.push(...written);
      hash = written.at(-1)?.hash ?? hash;
      const problem = await durably();
      return problem === null ? reply : err(problem);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async read(after, limit) {
      const entries = await store.read(start.partition, after, limit);
      return entries.filter(({ entry }) => entry.position <= durable.position);
    },
    async idle() {
      while (gathering || inFlight !== null) await running;
    },
  };
}

function openBatch(on: Image): Batch {
  return { image: on.over(), entries: [], waiting: [] };
}

async function readCommand(
  store: JournalStore,
  partition: PartitionId,
  command: CommandId,
  first: Position,
): Promise<readonly SealedEntry[]> {
  const found: SealedEntry[] = [];
  for (let after = first - 1; ; ) {
    const page = await store.read(partition, after, 500);
    for (const sealed of page) {
      if (sealed.entry.command !== command) return found;
      found.push(sealed);
    }
    if (page.length < 500) return found;
    after += page.length;
  }
}

function toStoreProblem(problem: AppendProblem): StoreProblem {
  switch (problem.code) {
    case 'stale':
      return {
        code: 'stale',
        message: 'Another process wrote to this data folder. Nothing was saved; restart the engine.',
      };
    case 'read-only':
      return {
        code: 'read-only',
        message: `Nothing was saved: the journal is read-only (${problem.reason}). Restart the engine.`,
      };
    case 'disk-full':
      return {
        code: 'disk-full',
        message: `Nothing was saved: the disk is full (${problem.reason}). Free some space and send it again.`,
      };
  }
}

/** Opens a partition: the newest usable snapshot, then the journal's entries after it. */
export async function loadPartition(
  store: JournalStore,
  tools: PartitionTools,
  partition: PartitionId,
  restored: Image | null,
): Promise<Partition> {
  const head = await store.open(partition);
  const image = restored ?? createImage(partition, head.epoch);
  for (;;) {
    const page = await store.read(partition, image.position, 2_000);
    for (const { entry } of page) applyEntry(image, entry);
    if (page.length < 2_000) break;
  }
  return createPartition(store, tools, image, head);
}
