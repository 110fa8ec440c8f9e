import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { livePath, type ToPane } from '#engine/contract/live';
import { type ActionId, type GroupId, groupPartition, recordRef } from '#engine/contract/model/ids';
import { protocolVersion } from '#engine/contract/version';
import { startPostgres } from '#test/support/postgres-server';
import { prose } from '../bench-organisation.ts';
import { startChild } from '../child-talk.ts';
import type { Prepared } from '../engine-child.ts';
import { percentile, type Sample } from '../measure.ts';

export type MovingInput = {
  readonly folder: string;
  readonly panes: number;
  readonly writers: number;
  readonly seconds: number;
};

/** A pane stays with one engine for at most so many milliseconds. */
const stay = 600;

/**
 * Two engines over one database. Every writer sends each edit to the other engine than the one before, and one edit in ten
 * twice, as somebody does who has had no answer. Every pane leaves its engine without a word and goes on at the other one
 * from where it had got to. What each pane has heard is held against the positions of the journal and against the answers.
 */
export async function movePanes({ folder, panes, writers, seconds }: MovingInput): Promise<Sample> {
  const server = await startPostgres({ durable: true });
  const environment = { DATABASE_URL: await server.database() };
  const one = startChild('./engine-child', [join(folder, 'one')], environment);
  await one.ask('started');
  const two = startChild('./engine-child', [join(folder, 'two')], environment);
  const urls: string[] = [];
  for (const engine of [one, two]) urls.push((await engine.ask<{ url: string }>('started')).url);
  const { group, cursors, actions } = await one.ask<Prepared>('prepare', Math.max(40, writers));
  const partition = groupPartition(group as GroupId); // as the engine has named it
  const start = cursors.find((cursor) => cursor.partition === partition) ?? nowhere();

  const counts = { lost: 0, repeated: 0, disordered: 0 };
  let isWriting = true;
  const acknowledged = new Map<number, string>();
  let twice = 0;
  const write = async (number: number): Promise<void> => {
    const entity = recordRef((actions[number] ?? nowhere()) as ActionId);
    let base = 0;
    for (let count = 0; isWriting; count += 1) {
      const value = prose(`${process.hrtime.bigint()} is when writer ${number} sent edit ${count}.`, 100).trim();
      const changes = [{ entity, field: 'implementationNotes', value, base }];
      const set = { id: `w${number}-${count}:1`, partition, epoch: start.epoch, changes };
      const url = urls[(number + count) % 2] ?? nowhere();
      const other = urls[(number + count + 1) % 2] ?? nowhere();
      const repeats = count % 10 === 9;
      const answers = await Promise.all([send(url, set), ...(repeats ? [send(other, set)] : [])]);
      if (repeats) twice += 1;
      // An edit that was sent twice is one edit: both are told the same place.
      if (new Set(answers).size > 1) counts.repeated += 1;
      for (const position of answers) acknowledged.set(position, value);
      base = answers[0] ?? nowhere();
    }
  };

  let isListening = true;
  let moves = 0;
  const latencies: number[] = [];
  const listen = async (number: number): Promise<Map<number, string>> => {
    const heard = new Map<number, string>();
    let position = start.position;
    for (let visit = number; isListening || position < last(acknowledged); visit += 1) {
      const socket = new WebSocket(`${(urls[visit % 2] ?? nowhere()).replace('http', 'ws')}${livePath}`);
      socket.on('message', (data) => {
        const now = process.hrtime.bigint();
        const message = JSON.parse(String(data)) as ToPane; // our own engine's
        if (message.kind === 'resync') throw new Error('told to start anew');
        if (message.kind !== 'entries') return;
        for (const entry of message.entries) {
          if (entry.partition !== partition) continue;
          if (heard.has(entry.position)) counts.repeated += 1;
          else if (entry.position < position) counts.disordered += 1;
          else if (entry.position > position + 1) counts.lost += 1;
          position = Math.max(position, entry.position);
          const text = entry.event.kind === 'changed' ? String(entry.event.to) : '';
          heard.set(entry.position, text);
          latencies.push(Number(now - BigInt(text.split(' ', 1)[0] ?? 0)) / 1e6);
        }
      });
      await once(socket, 'open');
      const cursor = { partition, epoch: start.epoch, position };
      socket.send(JSON.stringify({ kind: 'subscribe', protocol: protocolVersion, cursors: [cursor] }));
      await sleep(stay / 2 + ((number * 37 + visit * 101) % (stay / 2)));
      socket.terminate();
      moves += 1;
    }
    return heard;
  };

  const listening = Promise.all(Array.from({ length: panes }, (_, number) => listen(number)));
  const begun = performance.now();
  const writing = Promise.all(Array.from({ length: writers }, (_, number) => write(number)));
  await sleep(seconds * 1000);
  isWriting = false;
  await writing;
  const took = (performance.now() - begun) / 1000;
  isListening = false;
  for (const heard of await listening) {
    counts.repeated += heard.size - new Set(heard.values()).size;
    // An acknowledged edit has to be there, at its position and as it was written.
    for (const [position, value] of acknowledged) if (heard.get(position) !== value) counts.lost += 1;
  }
  await Promise.all([one.stop(), two.stop()]);
  await server.end();
  return {
    edits: acknowledged.size,
    perSecond: acknowledged.size / took,
    twice,
    moves,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    ...counts,
    wrong: counts.lost + counts.repeated + counts.disordered,
  };
}

function last(acknowledged: ReadonlyMap<number, string>): number {
  let most = 0;
  for (const position of acknowledged.keys()) most = Math.max(most, position);
  return most;
}

type Answer = { readonly verdicts?: readonly { readonly outcome: string; readonly position?: number }[] };

/** Returns the position the edit has been given. */
async function send(url: string, set: unknown): Promise<number> {
  const answer = await fetch(`${url}/api/v1/changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(set),
  });
  const { verdicts } = (await answer.json()) as Answer; // our own engine answers
  const [verdict] = verdicts ?? [];
  if (verdict?.outcome !== 'accepted' || verdict.position === undefined)
    throw new Error(`not accepted: ${answer.status} ${JSON.stringify(verdict)}`);
  return verdict.position;
}

function nowhere(): never {
  throw new Error('there is no such place');
}
