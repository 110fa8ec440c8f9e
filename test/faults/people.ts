import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChangeSet, Verdict } from '#engine/contract/model/change';
import { type CommandId, recordRef } from '#engine/contract/model/ids';
import type { Cluster, Plan } from '#test/faults/cluster';
import type { History } from '#test/faults/history';
import { connectPane, type LivePane } from '#test/support/live-pane';
import type { Random } from '#test/support/simulated-disk-file';
import { typeAndSave } from '#test/support/workbook-person';

export type Scene = {
  readonly cluster: Cluster;
  readonly plan: Plan;
  readonly history: History;
  readonly random: Random;
};

/** Milliseconds somebody waits for an answer before asking another engine. */
const patience = 2_500;

/** Somebody who edits, over HTTP or the live channel, and asks again, anywhere, until the edit has its verdict. */
export function createWriter({ cluster, plan, history, random }: Scene, writer: number) {
  const bases = new Map<string, number>();
  let count = 0;
  let pane: LivePane | null = null;

  const anyUrl = (): string | null => cluster.nodes[Math.floor(random() * cluster.nodes.length)]?.url() ?? null;

  const overHttp = async (set: ChangeSet): Promise<Verdict | null> => {
    const url = anyUrl();
    if (url === null) return null;
    // Some hang up before they have heard, and some are impatient.
    const signal = AbortSignal.timeout(random() < 0.05 ? Math.ceil(random() * 8) : patience);
    const headers = { 'content-type': 'application/json' };
    const request = { method: 'POST', body: JSON.stringify(set), headers, signal };
    const answer = await fetch(`${url}/api/v1/changes`, request).catch(() => null);
    if (answer === null) return null;
    const said = (await answer.json().catch(() => null)) as { verdicts?: Verdict[]; code?: string } | null;
    if (answer.ok) return said?.verdicts?.[0] ?? null;
    if (answer.status === 503 || answer.status === 507 || answer.status === 409) {
      history.delay(said?.code ?? String(answer.status));
      return null; // nothing was promised
    }
    throw new Error(`${answer.status} ${JSON.stringify(said)}`);
  };

  const overLine = async (set: ChangeSet): Promise<Verdict | null> => {
    if (pane === null || pane.socket.readyState > 1) {
      const url = anyUrl();
      if (url === null) return null;
      pane = connectPane(Number(new URL(url).port));
      pane.socket.on('error', () => undefined); // the closing says it
      const opened = await Promise.race([pane.next('welcome').catch(() => null), wait(patience, null)]);
      if (opened === null) return drop();
      pane.subscribe({ partition: plan.partition, epoch: plan.epoch, position: history.told() });
    }
    const { messages } = pane;
    const from = messages.length;
    pane.send({ kind: 'push', set });
    for (const end = performance.now() + patience; performance.now() < end; ) {
      for (const message of messages.slice(from)) {
        if (message.kind === 'verdicts' && message.id === set.id) return message.verdicts[0] ?? null;
        if (message.kind === 'problem') return drop();
      }
      if (pane.socket.readyState > 1) return drop();
      await wait(4);
    }
    return drop();
  };
  const drop = (): null => {
    pane?.socket.terminate();
    pane = null;
    return null;
  };

  const send = (set: ChangeSet): Promise<Verdict | null> => (writer % 3 === 2 ? overLine(set) : overHttp(set));

  return {
    /** One edit, until it is acknowledged or `giveUp` says that the round is long over. */
    async edit(giveUp: () => boolean): Promise<void> {
      const action = plan.actions[Math.floor(random() * plan.actions.length)];
      if (action === undefined) throw new Error('no actions');
      const entity = recordRef(action.id);
      count += 1;
      const command = `w${writer}-${count}` as CommandId;
      const value = `${writer} says ${count}`;
      const field = ['implementationNotes', 'testPlan', 'additionalInformation'][Math.floor(random() * 3)];
      const place = `${entity} ${field}`;
      const base = random() < 0.04 ? 0 : (bases.get(place) ?? 0);
      const changes = [{ entity, field, value, base }];
      const set = { id: command, partition: plan.partition, epoch: plan.epoch, changes } as ChangeSet;
      const after = history.told();
      const acknowledge = (verdict: Verdict | null): void => {
        if (verdict === null) return;
        history.acknowledge({ command, entity, value, writer, verdict, after });
        if (verdict.outcome !== 'refused') bases.set(place, Math.max(bases.get(place) ?? 0, verdict.position));
      };
      for (;;) {
        // Sent twice at once, to any two: it is one edit all the same.
        const both = random() < 0.15 ? [send(set), overHttp(set)] : [send(set)];
        const answers = await Promise.all(both);
        for (const verdict of answers) acknowledge(verdict);
        if (answers.some((verdict) => verdict !== null)) break;
        if (giveUp()) throw new Error(`${command} is not answered`);
        await wait(20 + random() * 60);
      }
      if (random() < 0.1) acknowledge(await overHttp(set)); // a late double
    },
    pause: () => random() * 15,
    leave: () => void drop(),
  };
}

/** Somebody who comments over the API, under a key, and asks again, anywhere, until told that it is there. */
export function createCommenter({ cluster, plan, history, random }: Scene) {
  let count = 0;
  return {
    async comment(giveUp: () => boolean): Promise<void> {
      count += 1;
      const text = `comment ${count}`;
      const action = plan.actions[count % plan.actions.length]?.id ?? '';
      const path = `/api/v1/assessments/${plan.assessment}/actions/${action}/comments`;
      const headers = { 'content-type': 'application/json', 'idempotency-key': `comment-${count}` };
      const post = async (): Promise<number | null> => {
        const url = cluster.nodes[Math.floor(random() * cluster.nodes.length)]?.url() ?? null;
        if (url === null) return null;
        const signal = AbortSignal.timeout(random() < 0.1 ? Math.ceil(random() * 8) : patience);
        const request = { method: 'POST', headers, body: JSON.stringify({ text }), signal };
        const answer = await fetch(url + path, request).catch(() => null);
        const said = (await answer?.json().catch(() => null)) as { number?: number } | null;
        if (answer === null || said === null) return null;
        if (answer.ok) return said.number ?? null;
        if ([409, 503, 507].includes(answer.status)) return null; // nothing was promised
        throw new Error(`${answer.status} ${JSON.stringify(said)}`);
      };
      for (;;) {
        const told = await Promise.all(random() < 0.2 ? [post(), post()] : [post()]);
        for (const number of told) if (number !== null) history.acknowledgeComment(text, number);
        if (told.some((number) => number !== null)) return;
        if (giveUp()) throw new Error(`"${text}" is not answered`);
        await wait(20 + random() * 60);
      }
    },
  };
}

/** Somebody who types into the workbook in a node's folder; what is saved is in the history in the end. */
export function createFilePerson({ cluster, plan, history }: Scene, index: number) {
  const node = cluster.nodes[index];
  let count = 0;
  let waiting: string | null = null;
  return {
    waiting: () => (waiting !== null && !history.hasValue(waiting) ? waiting : null),
    async save(): Promise<boolean> {
      if (plan.workbook === null || node === undefined) throw new Error('no workbook');
      if (this.waiting() !== null) return false;
      const action = plan.actions[count % plan.actions.length];
      count += 1;
      const value = `f-${index}-${count}`;
      try {
        await typeAndSave(join(node.folder, plan.workbook), ['Action Items', action?.title ?? '', 'Test Plan', value]);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false; // being replaced in this very moment
        throw error;
      }
      waiting = value;
      return true;
    },
  };
}

/** Somebody who only listens, and moves to another engine whenever the line ends. */
export function createListener({ cluster, plan, history, random }: Scene) {
  let heard = history.told();
  return {
    heard: () => heard,
    /** Connects anywhere and hears what has come since; returns what was wrong about it. */
    async catchUp(until: number): Promise<string | null> {
      const node = cluster.nodes[Math.floor(random() * cluster.nodes.length)];
      const url = node?.url() ?? null;
      if (url === null) return 'no engine answers';
      const pane = connectPane(Number(new URL(url).port));
      pane.socket.on('error', () => undefined); // the closing says it
      try {
        const welcomed = await Promise.race([pane.next('welcome').catch(() => null), wait(patience, null)]);
        if (welcomed === null) return `${node?.name} does not welcome`;
        pane.subscribe({ partition: plan.partition, epoch: plan.epoch, position: heard });
        for (const end = performance.now() + 10_000; performance.now() < end; await wait(5)) {
          const resync = pane.messages.find((message) => message.kind === 'resync' || message.kind === 'problem');
          if (resync !== undefined) return `${node?.name} says ${JSON.stringify(resync)} after ${heard}`;
          if (pane.messages.some(({ kind }) => kind === 'latest')) {
            heard = until; // too far behind for single entries
            return null;
          }
          if ((pane.positions().at(-1) ?? heard) >= until) break;
        }
        const positions = pane.positions();
        const wrong = positions.findIndex((position, at) => position !== heard + at + 1);
        if (wrong !== -1) return `${node?.name} sends ${positions[wrong]} where ${heard + wrong + 1} comes next`;
        heard += positions.length;
        return heard >= until ? null : `${node?.name} sends up to ${heard} of ${until}`;
      } finally {
        pane.socket.terminate();
      }
    },
  };
}
