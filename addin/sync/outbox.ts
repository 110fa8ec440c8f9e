import { z } from 'zod';
import { type Change, type ChangeSet, changeSet } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import type { CommandId, Epoch, PartitionId, WorkbookId } from '#engine/contract/model/ids';
import { config } from '../config.ts';
import type { FieldKey } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import type { Storage } from './outside.ts';

/** A change set as it waits: its id and content never change, so that sending it twice does nothing the second time. */
export type WaitingSet = {
  readonly set: ChangeSet;
  /** When it was recorded, ISO 8601 UTC. */
  readonly at: string;
};

/** What was typed at one stroke, for one partition. */
export type Stroke = {
  readonly partition: PartitionId;
  readonly epoch: Epoch;
  readonly changes: readonly Change[];
  /** Typed by somebody else: it has not seen what this copy has sent. */
  readonly isOthers?: true;
};

/**
 * Edits on their way, kept in storage from before they are shown as pending until the engine has judged them. What an
 * earlier pane left there is taken over: sent again under the same ids it is judged once.
 */
export interface Outbox {
  /** Takes over what storage holds. */
  restore(): Promise<void>;
  /** Records strokes and resolves when they are stored; in memory they are at once. */
  record(strokes: readonly Stroke[]): Promise<readonly WaitingSet[]>;
  /** In the order they are to be judged. */
  waiting(): readonly WaitingSet[];
  /** The next sets that may be sent beside those under way: never one that shares a field with an earlier one. */
  sendable(underWay: ReadonlySet<CommandId>): readonly WaitingSet[];
  /** What a person last typed into a field, while it waits. */
  pending(key: FieldKey): { readonly value: FieldValue } | null;
  remove(id: CommandId): Promise<void>;
  /** False when storage has failed: edits live in memory alone. */
  isStored(): boolean;
}

export type OutboxParts = {
  readonly storage: Storage;
  /** Names this copy of the workbook on this machine: its edits count as seen by each other. */
  readonly copy: string;
  /** Names this start of the pane. */
  readonly instance: string;
  readonly workbook: WorkbookId | null;
  readonly now: () => string;
};

const prefix = 'controlbook/outbox/';
const stored = z.object({ set: changeSet, at: z.string() });

export function createOutbox({ storage, copy, instance, workbook, now }: OutboxParts): Outbox {
  const sets = new Map<CommandId, WaitingSet>();
  let pendingByKey = new Map<FieldKey, FieldValue>();
  let count = 0;
  let isStored = true;

  const index = (): void => {
    pendingByKey = new Map();
    for (const { set } of sets.values()) {
      for (const { entity, field, value } of set.changes) pendingByKey.set(fieldKey(entity, field), value);
    }
  };
  const keep = async (waiting: WaitingSet): Promise<void> => {
    try {
      await storage.write(prefix + waiting.set.id, JSON.stringify(waiting));
      isStored = true;
    } catch {
      isStored = false; // told by isStored, and shown
    }
  };

  return {
    async restore() {
      const keys = await storage.keys(prefix).catch((): readonly string[] => {
        isStored = false;
        return [];
      });
      const found: WaitingSet[] = [];
      for (const key of keys) {
        const text = await storage.read(key).catch(() => null);
        const parsed = stored.safeParse(text === null ? null : parse(text));
        if (parsed.success) found.push(parsed.data);
      }
      found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : compareIds(a.set.id, b.set.id)));
      for (const waiting of found) if (!sets.has(waiting.set.id)) sets.set(waiting.set.id, waiting);
      index();
    },
    async record(strokes) {
      const recorded = strokes
        .flatMap((stroke) => splitStroke(stroke))
        .map(({ partition, epoch, changes, isOthers }): WaitingSet => {
          count += 1;
          const id = `${copy}${isOthers === true ? '-other' : ''}:${instance}.${count}` as CommandId; // of the id alphabet
          const set = { id, partition, epoch, changes: [...changes], ...(workbook === null ? {} : { workbook }) };
          return { set, at: now() };
        });
      for (const waiting of recorded) sets.set(waiting.set.id, waiting);
      index();
      await Promise.all(recorded.map(keep));
      return recorded;
    },
    waiting: () => [...sets.values()],
    sendable(underWay) {
      const taken = new Set<FieldKey>();
      const free: WaitingSet[] = [];
      for (const waiting of sets.values()) {
        const keys = waiting.set.changes.map(({ entity, field }) => fieldKey(entity, field));
        if (!underWay.has(waiting.set.id) && !keys.some((key) => taken.has(key))) free.push(waiting);
        for (const key of keys) taken.add(key);
      }
      return free;
    },
    pending(key) {
      const value = pendingByKey.get(key);
      return value === undefined ? null : { value };
    },
    async remove(id) {
      sets.delete(id);
      index();
      await storage.remove(prefix + id).catch(() => {
        isStored = false;
      });
    },
    isStored: () => isStored,
  };
}

/** Small enough for one message. */
function splitStroke(stroke: Stroke): readonly Stroke[] {
  const parts: Change[][] = [];
  let [part, length]: [Change[], number] = [[], 0];
  for (const change of stroke.changes) {
    const size = JSON.stringify(change).length;
    if (part.length > 0 && (part.length >= config.changesInSet || length + size > config.setLength)) {
      parts.push(part);
      [part, length] = [[], 0];
    }
    part.push(change);
    length += size;
  }
  if (part.length > 0) parts.push(part);
  return parts.map((changes) => ({ ...stroke, changes }));
}

/** By the number at the end, so that 10 comes after 9. */
function compareIds(a: CommandId, b: CommandId): number {
  const number = (id: string): number => Number(id.slice(id.lastIndexOf('.') + 1));
  return number(a) - number(b) || (a < b ? -1 : 1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no set of ours
  }
}
