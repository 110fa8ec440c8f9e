import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '#addin/sync/client';
import { createLive, type Live } from '#addin/sync/live';
import type { LiveEvent } from '#addin/sync/live-events';
import { createOutbox, type Outbox } from '#addin/sync/outbox';
import type { Clock, Storage } from '#addin/sync/outside';
import { createSender, type Sender } from '#addin/sync/sender';
import type { FieldName } from '#engine/contract/model/field';
import { type EntityRef, recordRef } from '#engine/contract/model/ids';
import { createBadLine } from '#test/faults/bad-line';
import type { Scene } from '#test/faults/people';

/** How much faster a pane's waits pass here. */
const haste = 10;

const clock: Clock = {
  now: () => new Date().toISOString(),
  ticks: () => performance.now() * haste,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds / haste);
    return () => clearTimeout(timer);
  },
};

const fields = ['implementationNotes', 'testPlan', 'additionalInformation'] as const;

/**
 * Somebody with a pane: the pane's own line, outbox and sender, over a bad network that leads to any of the engines. It
 * is reloaded now and then, in the middle of everything, and goes on with what its storage holds.
 */
export function createPane({ cluster, plan, history, random }: Scene, index: number) {
  const anyUrl = (): string | null => cluster.nodes[Math.floor(random() * cluster.nodes.length)]?.url() ?? null;
  const line = createBadLine(anyUrl, random);
  const { partition, epoch } = plan;
  const wrong: string[] = [];
  const stored = new Map<string, string>();
  const storage: Storage = {
    read: async (key) => stored.get(key) ?? null,
    write: async (key, text) => void stored.set(key, text),
    remove: async (key) => void stored.delete(key),
    keys: async (prefix) => [...stored.keys()].filter((key) => key.startsWith(prefix)),
  };
  /** What the pane shows, and where it stands, outlives a reload here: a real one loads it anew. */
  let heard = history.position();
  const shown = new Map<string, { readonly value: unknown; readonly at: number }>();
  const firstAfter = new Map<string, number>();
  let [starts, count, moves] = [0, 0, 0];
  let running: { readonly live: Live; readonly outbox: Outbox; readonly sender: Sender } | null = null;

  const take = (event: LiveEvent): void => {
    if (event.kind === 'resync' || event.kind === 'outdated')
      wrong.push(`pane ${index} is told ${JSON.stringify(event)}`);
    if (event.kind === 'cut') moves += 1;
    if (event.kind === 'caughtUp') running?.sender.pump();
    if (event.kind === 'latest') {
      heard = event.latest.cursor.position;
      for (const { entity, field, value, position } of event.latest.fields) show(entity, field, value, position);
    }
    if (event.kind !== 'entries') return;
    for (const { position, event: what } of event.entries) {
      if (position !== heard + 1) wrong.push(`pane ${index} hears ${position} where ${heard + 1} comes next`);
      heard = position;
      if (what.kind === 'changed' || what.kind === 'resolved') show(what.entity, what.field, what.to, position);
    }
  };
  const show = (entity: string, field: string, value: unknown, at: number): void =>
    void shown.set(`${entity} ${field}`, { value, at });

  const open = async (): Promise<void> => {
    starts += 1;
    const client = createClient('', line.fetch);
    const copy = `pane${index}`;
    const outbox = createOutbox({ storage, copy, instance: String(starts), workbook: null, now: clock.now });
    await outbox.restore();
    const live = createLive({
      ...{ address: '', openSocket: line.openSocket, client, clock, random },
      token: async () => null,
      hear: (event) => {
        if (running?.live === live) take(event);
      },
    });
    const sender = createSender({
      ...{ outbox, clock, random },
      push: (set) => live.push(set),
      isConnected: live.isConnected,
      answered({ set }, answer) {
        const [change] = set.changes;
        if (change === undefined) return;
        if (answer.kind === 'refused') return void wrong.push(`${set.id} was refused: ${answer.code} ${answer.detail}`);
        const [verdict] = answer.verdicts;
        if (verdict === undefined) return void wrong.push(`${set.id} got no verdict`);
        const { entity, value } = change;
        const after = firstAfter.get(set.id) ?? 0;
        history.acknowledge({ command: set.id, entity, value: String(value), writer: 100 + index, verdict, after });
      },
      delayed: (why) => why !== null && history.delay(why.code),
    });
    running = { live, outbox, sender };
    live.follow([{ partition, epoch, position: heard }]);
  };
  const close = (): void => {
    const old = running;
    running = null;
    old?.sender.stop();
    old?.live.stop();
  };

  return {
    moves: () => moves,
    async work(going: () => boolean): Promise<void> {
      line.calm(false);
      line.block(random() < 0.25);
      if (running === null) await open();
      while (going()) {
        if (random() < 0.01) {
          close();
          await open();
        }
        const action = plan.actions[Math.floor(random() * plan.actions.length)];
        const field = fields[Math.floor(random() * fields.length)] as FieldName;
        if (action === undefined) throw new Error('no actions');
        const entity: EntityRef = recordRef(action.id);
        count += 1;
        const value = `pane ${index} says ${count}`;
        const base = random() < 0.05 ? 0 : (shown.get(`${entity} ${field}`)?.at ?? 0);
        const after = history.told();
        const recorded = await running?.outbox.record([
          { partition, epoch, changes: [{ entity, field, value, base }] },
        ]);
        for (const { set } of recorded ?? []) firstAfter.set(set.id, after);
        running?.sender.pump();
        await wait(10 + random() * 60);
      }
    },
    /** On a good line again: everything is sent and everything is heard, or it says what is not. */
    async settle(): Promise<readonly string[]> {
      line.calm(true);
      line.block(false);
      const end = performance.now() + 30_000;
      const isSettled = (): boolean => running?.outbox.waiting().length === 0 && heard === history.position();
      while (performance.now() < end && !isSettled()) {
        running?.sender.pump();
        await wait(20);
        await history.check().then((found) => wrong.push(...found));
      }
      if (!isSettled()) {
        const left = running?.outbox.waiting().map(({ set }) => set.id) ?? [];
        wrong.push(`pane ${index} heard ${heard} of ${history.position()}, and has not sent ${left.join()}`);
      }
      for (const [place, { value }] of shown) {
        const [entity = '', field = ''] = place.split(' ');
        if (history.latest(entity, field) !== value) wrong.push(`pane ${index} shows "${value}" in ${place}`);
      }
      return wrong.splice(0);
    },
    close,
  };
}
