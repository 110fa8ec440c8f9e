import type { Entry, JournalEvent, SealedEntry } from '../../contract/model/entry.ts';
import type { CommandId, UserId } from '../../contract/model/ids.ts';
import type { Channel } from '../../contract/model/vocabulary.ts';
import type { Image, ReadImage } from '../state/image.ts';
import { applyEntry } from './apply.ts';
import { type Digest, seal } from './seal.ts';

/** Who asks, through what, and when: everything of an entry that a decision does not make up. */
export type CommandMeta = {
  readonly command: CommandId;
  readonly actor: UserId;
  readonly channel: Channel;
  readonly lineage: string | null;
  readonly time: string;
};

/**
 * What a decision writes on: it reads the image, which already shows what it has emitted, and emits events. A draft that
 * is dropped has done nothing.
 */
export interface Draft {
  readonly image: ReadImage;
  readonly meta: CommandMeta;
  /** `index` says which change of the command the event belongs to. */
  emit(event: JournalEvent, index?: number): void;
}

export interface OpenDraft extends Draft {
  /** What it wrote stays in the image. */
  keep(): readonly SealedEntry[];
  /** The image is what it was before. */
  drop(): void;
}

/** Opens a draft on an image, one at a time, to be kept or dropped; `hash` is the chain's last hash there. */
export function openDraft(image: Image, meta: CommandMeta, hash: string, digest: Digest): OpenDraft {
  const attempt = image.attempt();
  const written: SealedEntry[] = [];
  let last = hash;
  return {
    image,
    meta,
    emit(event, index = 0) {
      const entry: Entry = {
        v: 1,
        partition: image.partition,
        epoch: image.epoch,
        position: image.position + 1,
        time: meta.time,
        actor: meta.actor,
        channel: meta.channel,
        lineage: meta.lineage,
        command: meta.command,
        index,
        event,
      };
      const sealed = seal(entry, last, digest);
      applyEntry(image, entry);
      written.push(sealed);
      last = sealed.hash;
    },
    keep() {
      attempt.keep();
      return written;
    },
    drop: () => attempt.drop(),
  };
}
