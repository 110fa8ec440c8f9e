import type { Hearing } from '../../app/gate.ts';
import type { Clock } from '../../app/ports.ts';
import type { UseCases } from '../../app/use-cases.ts';
import { limits } from '../../contract/http/limits.ts';
import type { PartitionId, Position } from '../../contract/model/ids.ts';
import { type Frame, frameOf, type Line, lineFor, lineOf } from './frames.ts';

/** Somebody who hears a partition from a position on. */
export type Hearer = {
  /** Up to where it has been sent everything. */
  readonly position: () => Position;
  readonly deliver: (frame: Frame) => void;
  /** What this person may hear of the partition now; null for everything. */
  readonly hearing: () => Hearing;
};

/**
 * Hands durable entries to everybody who hears their partition: at once while little has been sent within a tick, else
 * together when the tick is over. A frame is made once for all.
 */
export interface FanOut {
  /** The newest position heard of; 0 when nothing has happened since the start. */
  heard(partition: PartitionId): Position;
  /** From now on; whoever joins has everything up to `heard`. Returns the way to leave. */
  join(partition: PartitionId, hearer: Hearer): () => void;
  stop(): void;
}

type Topic = { heard: Position; pending: Line[]; readonly hearers: Set<Hearer> };

/** What makes a frame cost as much as so many deliveries of it. */
const frameCost = 50;

export type FanOutPace = {
  /** Milliseconds. */
  readonly tick: number;
  /** Deliveries that may go out within a tick as they come; with more the engine would be sending most of the time. */
  readonly atOnce: number;
};

export function createFanOut(
  useCases: Pick<UseCases, 'listen'>,
  clock: Pick<Clock, 'after'>,
  { tick, atOnce }: FanOutPace,
): FanOut {
  const topics = new Map<PartitionId, Topic>();
  const waiting = new Set<Topic>();
  let spent = 0;
  let endTick: (() => void) | null = null;

  const topicOf = (partition: PartitionId): Topic => {
    const known = topics.get(partition);
    if (known !== undefined) return known;
    const topic: Topic = { heard: 0, pending: [], hearers: new Set() };
    topics.set(partition, topic);
    return topic;
  };
  const sendNow = (topic: Topic): void => {
    waiting.delete(topic);
    spent += frameCost + topic.hearers.size;
    endTick ??= clock.after(tick, () => {
      endTick = null;
      spent = 0;
      for (const each of [...waiting]) sendNow(each);
    });
    send(topic);
  };

  const stopListening = useCases.listen((entries) => {
    const last = entries.at(-1)?.entry;
    if (last === undefined) return;
    const topic = topicOf(last.partition); // a batch is of one partition
    topic.heard = last.position;
    if (topic.hearers.size === 0) return;
    for (const sealed of entries) topic.pending.push(lineOf(sealed));
    if (spent < atOnce) sendNow(topic);
    else waiting.add(topic);
  });

  return {
    heard: (partition) => topics.get(partition)?.heard ?? 0,
    join(partition, hearer) {
      const { hearers } = topicOf(partition);
      hearers.add(hearer);
      return () => void hearers.delete(hearer);
    },
    stop() {
      stopListening();
      endTick?.();
    },
  };
}

function send(topic: Topic): void {
  const lines = topic.pending;
  topic.pending = [];
  for (let start = 0; start < lines.length; start += limits.entriesAtOnce) {
    const part = lines.slice(start, start + limits.entriesAtOnce);
    const whole = frameOf(part);
    if (whole === null) return;
    for (const hearer of topic.hearers) {
      const position = hearer.position();
      const hearing = hearer.hearing();
      // Who joined while these lines waited has some of them already.
      const lines = position < whole.first ? part : part.filter((line) => line.position > position);
      const isWhole = hearing === null && lines === part;
      const frame = isWhole ? whole : frameOf(hearing === null ? lines : lines.map((line) => lineFor(line, hearing)));
      if (frame !== null) hearer.deliver(frame);
    }
  }
}
