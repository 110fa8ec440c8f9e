import type { SealedEntry } from '../contract/model/entry.ts';
import type { CommandId, PartitionId, Position } from '../contract/model/ids.ts';
import { applyEntry } from '../domain/journal/apply.ts';
import { type CommandMeta, type Draft, openDraft } from '../domain/journal/draft.ts';
import { chainHash, type Digest } from '../domain/journal/seal.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Image, ReadImage } from '../domain/state/image.ts';
import type { AppendProblem, JournalStore, PartitionHead, SharedJournal } from './ports.ts';
import { otherHistory, type StoreProblem, tooBusy, toStoreProblem, unreachableProblem } from './store-problem.ts';

export type { StoreProblem } from './store-problem.ts';

export type EntryListener = (entries: readonly SealedEntry[]) => void;

/**
 * One partition: commands are decided one after the other against everything decided before them, and acknowledged
 * when their entries are durable. Whatever was decided while the last append ran is the next batch; of many writers
 * one half decides while the batch of the other half is written. Readers see durable state only. Where others append to
 * the same journal, what they wrote is taken in, and what was decided without it is decided again: an answer always
 * follows from everything that stands before it.
 */
export interface Partition {
  readonly id: PartitionId;
  /** Durable state. */
  readonly image: ReadImage;
  head(): PartitionHead;
  /**
   * Decides and makes durable. A command id that is known already is not decided again: `recall` makes its answer
   * from the entries it wrote then. A decision that fails has written nothing. `decide` may be called again when others
   * came first.
   */
  execute<T, P>(command: Command<T, P>): Promise<Result<T, P | StoreProblem>>;
  /** Called with each batch when it is durable, in order, whoever wrote it. Returns the way to stop. */
  listen(listener: EntryListener): () => void;
  /** Entries after a position, durable ones only. */
  read(after: Position, limit: number): Promise<readonly SealedEntry[]>;
  /** Takes in what others have appended up to this head. Rejects when it cannot be read or does not follow what was. */
  catchUp(to: PartitionHead): Promise<void>;
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

export type Command<T, P> = {
  readonly meta: CommandMeta;
  readonly decide: (draft: Draft) => Result<T, P>;
  readonly recall: (entries: readonly SealedEntry[], image: ReadImage) => T;
};

type Batch = { readonly image: Image; readonly entries: SealedEntry[]; readonly waiting: Waiter[] };
type Waiter = (outcome: Outcome) => void;
/** `again`: it was decided without what others had written. */
type Outcome = 'durable' | 'again' | StoreProblem;

/** Entries read at a time. */
const pageLength = 2_000;
/** One decision that comes too late is usual beside others, and the next one has its turn; more means trouble. */
const mostDecisions = 5;
/** Promises between an answer and the next decision of whoever got it, at most. */
const answerSteps = 12;

export function createPartition(store: JournalStore, digest: Digest, durable: Image, start: PartitionHead): Partition {
  const { shared } = store;
  const { partition: id, epoch } = start;
  let head = start;
  let hash = start.hash;
  let next: Batch = openBatch(durable);
  /** An append or a catching up is under way. */
  let busy = false;
  let running: Promise<void> = Promise.resolve();
  let gathering = false;
  /** As many as are not waited for any longer: half of those who were last seen at work. */
  let enough = Number.POSITIVE_INFINITY;
  /** Decided without what others had written, and not yet told so. */
  let outdated: Waiter[] = [];
  const listeners = new Set<EntryListener>();

  const flush = (): void => {
    if (busy || (next.entries.length === 0 && next.waiting.length === 0)) return;
    const batch = next;
    busy = true;
    next = openBatch(batch.image);
    running = append(batch);
  };

  const append = async (batch: Batch): Promise<void> => {
    const result =
      batch.entries.length > 0
        ? await store.append(id, head.position, batch.entries)
        : shared === undefined
          ? ok(head)
          : await confirm();
    if (result.ok || shared === undefined || result.error.code !== 'stale') return settle(batch, result);
    await appendInTurn(shared, batch.waiting);
  };

  const settle = (batch: Batch, result: Result<PartitionHead, AppendProblem>): void => {
    busy = false;
    if (result.ok) {
      head = result.value;
      const following = next.image;
      enough = Math.ceil((batch.waiting.length + next.waiting.length) / 2);
      flushOrGather(); // the disk first: all else below is done while it writes
      batch.image.mergeInto(durable);
      following.restOn(durable);
      for (const listener of listeners) if (batch.entries.length > 0) listener(batch.entries);
      for (const waiter of batch.waiting) waiter('durable');
    } else {
      lose(batch.waiting, toStoreProblem(result.error, shared !== undefined));
    }
  };

  // What was decided on top of the lost batch is lost with it: it was never acknowledged and is sent again.
  const lose = (waiting: readonly Waiter[], problem: StoreProblem): void => {
    const lost = [...waiting, ...outdated, ...next.waiting];
    outdated = [];
    next = openBatch(durable);
    hash = head.hash;
    for (const waiter of lost) waiter(problem);
  };

  /** A batch without entries is an answer all the same: it stands if nobody has written since. */
  const confirm = async (): Promise<Result<PartitionHead, AppendProblem>> => {
    try {
      const now = await store.open(id);
      return now.position === head.position && now.hash === head.hash ? ok(head) : err({ code: 'stale', head: now });
    } catch (error) {
      return err({ code: 'unreachable', reason: reasonOf(error) });
    }
  };

  /** Others came first: takes in what they wrote and has everything decided again on top of it. */
  const appendInTurn = async (shared: SharedJournal, waiting: readonly Waiter[]): Promise<void> => {
    outdate(waiting);
    const decided: Batch[] = [];
    try {
      for (let attempt = 1; attempt < mostDecisions; attempt += 1) {
        await takeTail();
        const result = await shared.appendInTurn(id, head.position, async (tail) => {
          take(tail);
          const batch = await decideAgain();
          decided.push(batch);
          return batch.entries;
        });
        const [batch] = decided;
        if (batch !== undefined) {
          if (result.ok || result.error.code !== 'stale') return settle(batch, result);
          throw new OtherHistory();
        }
        if (!result.ok && result.error.code === 'stale') {
          const { epoch: found, position } = result.error.head;
          if (found === epoch && position > head.position) continue;
          throw new OtherHistory();
        }
        busy = false;
        return lose([], result.ok ? otherHistory : toStoreProblem(result.error, true));
      }
      busy = false;
      lose([], tooBusy);
    } catch (error) {
      busy = false;
      const problem = error instanceof OtherHistory ? otherHistory : unreachableProblem(reasonOf(error));
      lose(decided[0]?.waiting ?? [], problem);
    }
  };

  /** Drops what is decided and not durable; who waits for it has to decide again. */
  const outdate = (waiting: readonly Waiter[]): void => {
    outdated.push(...waiting, ...next.waiting);
    next = openBatch(durable);
    hash = head.hash;
  };

  /** Folds what others have written. */
  const take = (tail: readonly SealedEntry[]): void => {
    const last = tail.at(-1);
    if (last === undefined) return;
    followChain(tail, head.hash, digest);
    for (const { entry } of tail) applyEntry(durable, entry);
    head = { ...head, position: last.entry.position, hash: last.hash };
    outdate([]);
    for (const listener of listeners) listener(tail);
  };

  const takeTail = async (): Promise<void> => {
    for (;;) {
      const page = await store.read(id, head.position, pageLength);
      take(page);
      if (page.length < pageLength) return;
    }
  };

  const decideAgain = async (): Promise<Batch> => {
    tellOutdated();
    await null; // all who were told have decided in this very moment
    const batch = next;
    next = openBatch(batch.image);
    return batch;
  };

  const tellOutdated = (): void => {
    const told = outdated;
    outdated = [];
    for (const waiter of told) waiter('again');
  };

  const follow = async (): Promise<void> => {
    try {
      await takeTail();
    } finally {
      busy = false;
      tellOutdated();
      flush();
    }
  };

  const durably = (): Promise<Outcome> =>
    new Promise((resolve) => {
      next.waiting.push(resolve);
      if (!busy) flushOrGather();
    });

  // One half decides while the other is written: neither the disk waits for them all, nor they for a sync of a few.
  const flushOrGather = (): void => {
    if (next.waiting.length >= enough) flush();
    else if (!gathering && next.waiting.length > 0) running = gather();
  };

  /** Not for long: only those who are being answered in this very moment are waited for. */
  const gather = async (): Promise<void> => {
    gathering = true;
    for (let step = 0; step < answerSteps; step += 1) await null;
    gathering = false;
    flush();
  };

  const recall = async <T, P>(command: Command<T, P>, first: Position): Promise<Result<T, StoreProblem>> => {
    try {
      return ok(command.recall(await readCommand(store, id, command.meta.command, first), durable));
    } catch (error) {
      if (shared === undefined) throw error;
      return err(unreachableProblem(reasonOf(error)));
    }
  };

  const decide = <T, P>(command: Command<T, P>): Result<T, P> => {
    const draft = openDraft(next.image, command.meta, hash, digest);
    let reply: Result<T, P> | null = null;
    try {
      reply = command.decide(draft);
    } finally {
      if (reply?.ok !== true) draft.drop();
    }
    if (!reply.ok) return reply;
    const written = draft.keep();
    next.entries.push(...written);
    hash = written.at(-1)?.hash ?? hash;
    return reply;
  };

  return {
    id,
    image: durable,
    head: () => head,
    async execute(command) {
      for (let attempt = 1; ; attempt += 1) {
        const known = next.image.command(command.meta.command);
        const reply = known === undefined ? decide(command) : null;
        if (reply?.ok === false && shared === undefined) return reply;
        const outcome = await durably();
        if (outcome === 'durable') return reply ?? recall(command, known ?? 0);
        if (outcome !== 'again') return err(outcome);
        if (attempt === mostDecisions) return err(tooBusy);
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async read(after, limit) {
      const entries = await store.read(id, after, limit);
      return entries.filter(({ entry }) => entry.position <= durable.position);
    },
    async catchUp(to) {
      if (to.epoch !== epoch) throw new OtherHistory();
      while (head.position < to.position) {
        const before = head.position;
        if (!busy) {
          busy = true;
          const following = follow();
          running = following.catch(() => undefined); // who asked hears of it
          await following;
          if (head.position === before) throw new OtherHistory();
        } else {
          await running;
        }
      }
    },
    async idle() {
      while (gathering || busy) await running;
    },
  };
}

function openBatch(on: Image): Batch {
  return { image: on.over(), entries: [], waiting: [] };
}

/** The journal does not continue what this engine has read. */
class OtherHistory extends Error {
  constructor() {
    super(otherHistory.message);
    this.name = 'OtherHistory';
  }
}

/** Throws when one of the entries does not fit the one before it. */
export function followChain(entries: readonly SealedEntry[], before: string, digest: Digest): void {
  let hash = before;
  for (const sealed of entries) {
    hash = chainHash(hash, sealed.text, digest);
    if (hash !== sealed.hash) throw new OtherHistory();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
