import { basename, join } from 'node:path';
import { EntriesArchived } from '../../../app/entries-archived.ts';
import type { AppendProblem, PartitionHead } from '../../../app/ports.ts';
import type { Entry, SealedEntry } from '../../../contract/model/entry.ts';
import type { Epoch, Position } from '../../../contract/model/ids.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { checkBatch } from '../check-batch.ts';
import { type Disk, type DiskFile, errorText, isDiskFull, writeFully } from '../disk.ts';
import type { JournalBase } from './journal-base.ts';
import { encodeBatch, encodeClosing, encodeHeader } from './line.ts';
import { segmentName } from './partition-folder.ts';
import { readArchived } from './read-archived.ts';
import { readSegment } from './read-segment.ts';
import { addIndexPoint, type Segment } from './walk-partition.ts';

/** A batch of some dozen edits; larger ones get room of their own. */
const spareBytes = 64 * 1024;

/** What all partitions of a journal share. */
export type JournalContext = {
  readonly disk: Disk;
  readonly segmentBytes: number;
  /** Why nothing more is accepted, in any partition; null while all is well. */
  failure: string | null;
  /** The folder with a folder a partition of what was moved out of the journal; null where none is known. */
  readonly archive: string | null;
};

export type PartitionJournal = {
  readonly head: () => PartitionHead;
  /** Null where the journal has all entries itself. */
  readonly base: JournalBase | null;
  append(after: Position, entries: readonly SealedEntry[]): Promise<Result<PartitionHead, AppendProblem>>;
  read(after: Position, limit: number): Promise<readonly SealedEntry[]>;
  /** Goes on in another epoch from here, as after a restore. */
  turn(epoch: Epoch): Promise<Result<PartitionHead, AppendProblem>>;
  close(): Promise<void>;
};

type Start = {
  readonly folder: string;
  readonly base: JournalBase | null;
  readonly head: PartitionHead;
  readonly batch: number;
  readonly segments: Segment[];
  /** The last segment, open for writing. */
  readonly file: DiskFile;
  /** The last line on disk is a closing mark. */
  readonly closed: boolean;
};

/** One partition's journal after recovery: what `bytes` of its last segment cover is whole and durable. */
export function createPartitionJournal(context: JournalContext, start: Start): PartitionJournal {
  const { disk } = context;
  const { segments, base } = start;
  let { head, batch, file, closed } = start;
  let queue: Promise<unknown> = Promise.resolve();
  let queued = 0;
  /** Where one batch after the other is put together: each is with the system before the next one begins. */
  let spare: Buffer | undefined;

  return {
    head: () => head,
    base,

    append(after, entries) {
      const result = appendInTurn(queued === 0 ? null : queue, after, entries);
      queue = result.catch(() => undefined); // the caller of that append hears of it; the next one starts afresh
      return result;
    },

    async read(after, limit) {
      const until = Math.min(head.position, after + Math.max(0, limit));
      const present = [...segments];
      const parts: (readonly SealedEntry[])[] = [];
      let next = after + 1;
      if (base !== null && next <= base.position && next <= until) {
        const last = Math.min(until, base.position);
        parts.push(await readBeforeBase(base, next, last));
        next = last + 1;
      }
      for (const [at, segment] of present.entries()) {
        const last = Math.min(until, (present[at + 1]?.first ?? Number.POSITIVE_INFINITY) - 1);
        if (next <= last) {
          parts.push(await readSegment(disk, segment, next, last));
          next = last + 1;
        }
      }
      return parts.flat();
    },

    async turn(epoch) {
      await queue;
      if (context.failure !== null) return err({ code: 'read-only', reason: context.failure });
      if (head.epoch === epoch) return ok(head);
      const problem = await beginSegment(epoch);
      if (problem !== null) return err(problem);
      head = { ...head, epoch };
      closed = false;
      return ok(head);
    },

    async close() {
      await queue;
      try {
        if (!closed && context.failure === null) {
          await writeClosing();
        }
      } finally {
        await file.close();
      }
    },
  };

  // Without anybody before it a batch is with the disk at once, before whoever was just acknowledged is heard again.
  async function appendInTurn(
    before: Promise<unknown> | null,
    after: Position,
    entries: readonly SealedEntry[],
  ): Promise<Result<PartitionHead, AppendProblem>> {
    queued += 1;
    try {
      if (before !== null) await before;
      return await appendNext(after, entries);
    } finally {
      queued -= 1;
    }
  }

  async function appendNext(
    after: Position,
    entries: readonly SealedEntry[],
  ): Promise<Result<PartitionHead, AppendProblem>> {
    if (context.failure !== null) {
      return err({ code: 'read-only', reason: context.failure });
    }
    if (after !== head.position) {
      return err({ code: 'stale', head });
    }
    checkBatch(head, entries);
    if (tail().bytes >= context.segmentBytes && tail().index.length > 0) {
      const problem = await beginSegment();
      if (problem !== null) {
        return err(problem);
      }
    }
    const segment = tail();
    spare ??= Buffer.allocUnsafeSlow(spareBytes);
    const bytes = encodeBatch(batch + 1, entries, spare);
    try {
      await writeFully(file, bytes, segment.bytes);
    } catch (error) {
      return err(await undo(error, segment.path, () => cutBack(segment)));
    }
    try {
      await file.sync();
    } catch (error) {
      return err(fail(`${segment.path} could not be synced (${errorText(error)})`));
    }
    addIndexPoint(segment.index, { position: after + 1, offset: segment.bytes, line: segment.lines + 1 });
    segment.bytes += bytes.length;
    segment.lines += entries.length;
    batch += 1;
    closed = false;
    const last = entries.at(-1) as SealedEntry; // checked above: not empty
    head = { ...head, position: last.entry.position, hash: last.hash };
    return ok(head);
  }

  async function readBeforeBase(base: JournalBase, from: Position, to: Position): Promise<readonly SealedEntry[]> {
    const { partition, position, last: text, hash } = base;
    if (from === position) return [{ entry: JSON.parse(text) as Entry, text, hash }]; // as it was sealed
    const place = context.archive === null ? null : join(context.archive, basename(start.folder));
    const found = place === null ? null : await readArchived(disk, place, partition, from, to);
    if (found === null) throw new EntriesArchived(partition, position);
    return found;
  }

  function tail(): Segment {
    return segments.at(-1) as Segment; // a partition that is known has a segment
  }

  /** Null when there is a new, durable, empty segment to write to. */
  async function beginSegment(epoch: Epoch = head.epoch): Promise<AppendProblem | null> {
    const first = head.position + 1;
    const path = join(start.folder, segmentName(first));
    const header = encodeHeader({
      kind: 'header',
      partition: head.partition,
      epoch,
      first,
      batch: batch + 1,
      before: head.hash,
      ...(epoch === head.epoch ? {} : { restores: head.epoch }),
    });
    let created: DiskFile | null = null;
    try {
      created = await disk.open(path, 'create');
      await writeFully(created, header, 0);
    } catch (error) {
      const half = created;
      return undo(error, path, async () => {
        if (half !== null) {
          await half.close();
          await disk.remove(path);
          await disk.syncFolder(start.folder);
        }
      });
    }
    try {
      await created.sync();
      await disk.syncFolder(start.folder);
    } catch (error) {
      await created.close();
      return fail(`${path} could not be synced (${errorText(error)})`);
    }
    await file.close();
    file = created;
    segments.push({ partition: head.partition, first, path, bytes: header.length, lines: 1, index: [] });
    return null;
  }

  /** A full disk is no harm once the half-written bytes are gone; any other failed write is the end of writing. */
  async function undo(error: unknown, path: string, cut: () => Promise<void>): Promise<AppendProblem> {
    if (!isDiskFull(error)) {
      return fail(`${path} could not be written (${errorText(error)})`);
    }
    try {
      await cut();
    } catch (second) {
      return fail(`the disk is full and ${path} could not be cut back (${errorText(second)})`);
    }
    return {
      code: 'disk-full',
      reason: `the disk of ${path} is full: nothing was saved. Free some space; edits work again at once`,
    };
  }

  async function cutBack(segment: Segment): Promise<void> {
    await file.truncate(segment.bytes);
    await file.sync();
  }

  /** Once a sync has failed nobody knows what the disk holds; only reading it back after a restart can tell. */
  function fail(reason: string): AppendProblem {
    context.failure ??= `${reason}. Nothing more is accepted until the engine has been restarted; check the disk first`;
    return { code: 'read-only', reason: context.failure };
  }

  async function writeClosing(): Promise<void> {
    const segment = tail();
    const bytes = encodeClosing({ batch, position: head.position, hash: head.hash });
    await writeFully(file, bytes, segment.bytes);
    await file.sync();
    segment.bytes += bytes.length;
    segment.lines += 1;
    closed = true;
  }
}
