import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createProgress } from '#addin/sync/live-events';
import type { OpenSocket } from '#addin/sync/outside';
import { openChannel } from '#addin/sync/socket-channel';
import { systemClock } from '#engine/adapters/system/clock';
import { readConfig } from '#engine/config';
import { livePath } from '#engine/contract/live';
import {
  type ActionId,
  type CommandId,
  type Cursor,
  type GroupId,
  groupPartition,
  recordRef,
} from '#engine/contract/model/ids';
import { serveEngine } from '#engine/serve';
import { importTemplate, silentLog, writer } from '../bench-organisation.ts';
import { cells, type Side } from './side.ts';

type Known = {
  readonly address: string;
  readonly group: GroupId;
  readonly cursors: readonly Cursor[];
  readonly actions: readonly ActionId[];
};

/**
 * The whole engine as `controlbook start` runs it, with an assessment whose workbook lies in the watched folder and is
 * kept up to date meanwhile; clients are the pane's own channel, which checks every message against the contract.
 */
export const controlbookSide: Side = {
  async serve(folder) {
    const flags = { data: join(folder, 'data'), folder: join(folder, 'workbooks'), port: '0', bare: true };
    const config = readConfig(flags, {});
    if (!config.ok) throw new Error(config.error);
    const served = await serveEngine(config.value, silentLog);
    if (!served.ok) throw new Error(served.error.message);
    const { engine, url, stop } = served.value;
    const { organisation, useCases } = engine;
    const template = await importTemplate(organisation, cells);
    const request = { title: 'Plan', template, product: null, group: { name: 'Group' }, copyFrom: null };
    const caller = { actor: writer, channel: 'api', command: 'open' } as const;
    const opened = await useCases.openAssessment({ ...request, inScopeServices: null }, caller);
    if (!opened.ok) throw new Error(opened.error.message);
    const { group } = opened.value;
    const cursors = organisation.partitions().map((partition): Cursor => {
      const { epoch, position } = partition.image;
      return { partition: partition.id, epoch, position };
    });
    const actions = [...organisation.index(group).assessmentsByAction.keys()];
    const known: Known = { address: url.replace('http', 'ws'), group, cursors, actions };
    return { place: known, close: stop };
  },
  async connect(place, number, saw) {
    const { address, group, cursors, actions } = place as Known; // as `serve` has made it
    const partition = groupPartition(group);
    const epoch = cursors.find((cursor) => cursor.partition === partition)?.epoch ?? '';
    const shown = new Map<string, { readonly value: unknown; readonly position: number }>();
    let count = 0;
    let ready = (): void => {};
    const inStep = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const channel = openChannel({
      address: address + livePath,
      openSocket: openSocketOfNode,
      token: async () => null,
      clock: systemClock,
      progress: createProgress(cursors),
      hear(event) {
        if (event.kind === 'caughtUp') ready();
        if (event.kind === 'resync') throw new Error(`told to start anew: ${event.reason}`);
        if (event.kind !== 'entries') return;
        for (const { event: happened, position } of event.entries) {
          if (happened.kind !== 'changed' || happened.field !== field) continue;
          shown.set(happened.entity, { value: happened.to, position });
          saw(String(happened.to));
        }
      },
      ended: () => {},
    });
    await inStep;
    return {
      write(cell, text) {
        const entity = recordRef(actions[cell] ?? failed());
        const base = shown.get(entity)?.position ?? 0;
        count += 1;
        const id = `copy-${number}:${count}` as CommandId;
        const change = { entity, field, value: text, base };
        void channel.push({ id, partition, epoch, changes: [change] }).then((answer) => {
          const outcome = answer.kind === 'judged' ? answer.verdicts[0]?.outcome : answer.kind;
          if (outcome !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
        });
      },
      close: () => channel.close(),
    };
  },
};

/** Empty in every organisation that is edited here. */
const field = 'additionalInformation';

const openSocketOfNode: OpenSocket = (address, on) => {
  const socket = new WebSocket(address);
  socket.on('message', (data) => on.heard(String(data)));
  socket.on('close', () => on.closed());
  return { send: (text) => socket.send(text), close: () => socket.close() };
};

function failed(): never {
  throw new Error('there is no such cell');
}
