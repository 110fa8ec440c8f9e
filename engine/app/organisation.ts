import {
  type ActionId,
  type CommandId,
  type GroupId,
  groupPartition,
  organisationPartition,
  type PartitionId,
  sharedPartition,
  type UserId,
} from '../contract/model/ids.ts';
import type { Channel } from '../contract/model/vocabulary.ts';
import { type Crosswalk, createCrosswalk } from '../domain/crosswalk/crosswalk.ts';
import type { CommandMeta } from '../domain/journal/draft.ts';
import type { Digest } from '../domain/journal/seal.ts';
import { actionOf, settingsOf } from '../domain/organisation/documents.ts';
import { type Access, noStanding, type Standing } from '../domain/permissions/access.ts';
import type { ReadImage } from '../domain/state/image.ts';
import { restoreImage, saveImage } from '../domain/state/snapshot.ts';
import { createAccessIndex } from './access-index.ts';
import { followOthers } from './follow-others.ts';
import { createGroupIndexes, type GroupIndex } from './group-index.ts';
import { beginPartition, loadPartition, type Restored } from './load-partition.ts';
import type { EntryListener, Partition } from './partition.ts';
import type { Clock, Directory, Ids, JournalStore, Log, PartitionHead, SnapshotStore } from './ports.ts';

/** Everything of one organisation that is in memory, and the ways to it. */
export interface Organisation {
  readonly id: string;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly digest: Digest;
  readonly digestBytes: (bytes: Uint8Array) => string;
  /** Whether it is known who asks; where it is not, the person at the machine is alone. */
  readonly peopleSignIn: boolean;
  /** People, groups, templates, settings. */
  readonly core: Partition;
  /** Public mappings between standards, as they come with the program. */
  readonly crosswalk: Crosswalk;
  /** Records of technical actions where all groups share them. */
  readonly shared: Partition;
  partition(id: PartitionId): Partition | null;
  partitions(): readonly Partition[];
  /** Opens a partition, and begins it where there is none yet. */
  open(id: PartitionId): Promise<Partition>;
  group(id: GroupId): Promise<Partition>;
  /** The image of a group's partition, empty when nothing was written there yet. */
  groupImage(id: GroupId): Promise<ReadImage>;
  index(group: GroupId): GroupIndex;
  /** The groups whose records a partition may keep: its own, or all that have assessments. */
  groupsIn(partition: PartitionId): readonly GroupId[];
  /** Who may do what, as it is now. */
  access(): Access;
  /** Where an action's record of a group lives: in the group, or shared by all when it is technical and they share. */
  scope(group: GroupId, action: ActionId): PartitionId;
  /** Hears the durable entries of every partition, those opened later included. */
  listen(listener: EntryListener): () => void;
  meta(command: string, actor: UserId, channel: Channel, lineage?: string | null): CommandMeta;
  /** Takes in what other engines have appended to a shared journal by now; at once where there are none. */
  refresh(): Promise<void>;
  /** Takes in no more by itself. */
  stopFollowing(): void;
  idle(): Promise<void>;
  /** Writes snapshots of the partitions that have grown since their last one. */
  saveSnapshots(): Promise<void>;
}

export type OrganisationParts = {
  readonly id: string;
  readonly store: JournalStore;
  readonly snapshots: SnapshotStore;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly digest: Digest;
  readonly digestBytes: (bytes: Uint8Array) => string;
  /** Nothing is proposed where it is left out. */
  readonly crosswalk?: Crosswalk;
  /** Nobody stands above the roles where it is left out. */
  readonly standing?: Standing;
  /** They do not where it is left out. */
  readonly peopleSignIn?: boolean;
};

export async function openOrganisation(parts: OrganisationParts): Promise<Organisation> {
  const { store, snapshots, digest, clock, log } = parts;
  const partitions = new Map<PartitionId, Partition>();
  const opening = new Map<PartitionId, Promise<Partition>>();
  const listeners = new Set<EntryListener>();
  const saved = new Map<PartitionId, number>();

  const load = async (id: PartitionId): Promise<Partition> => {
    const head = await store.open(id);
    const restored = started ? null : await restoredImage(store, snapshots, head);
    const from = restored?.image.position ?? 0;
    const partition = started
      ? beginPartition(store, parts.digest, head)
      : await loadPartition(store, parts.digest, id, restored);
    saved.set(id, from);
    partition.listen((entries) => {
      for (const listener of listeners) listener(entries);
    });
    partitions.set(id, partition);
    // Another engine has begun it: what it wrote is new to everybody here.
    await partition.catchUp(head);
    return partition;
  };
  const ensure = (id: PartitionId): Promise<Partition> => {
    const open = partitions.get(id);
    if (open !== undefined) return Promise.resolve(open);
    const pending = opening.get(id) ?? load(id).finally(() => opening.delete(id));
    opening.set(id, pending);
    return pending;
  };

  let started = false;
  const core = await ensure(organisationPartition);
  const shared = await ensure(sharedPartition);
  for (const head of await store.heads()) await ensure(head.partition);
  started = true;

  const listen = (listener: EntryListener): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  // First of all listeners, so that everybody else reads a fresh index.
  const indexes = createGroupIndexes(core, listen);
  const access = createAccessIndex(core, parts.standing ?? noStanding, listen);
  const others = followOthers({ store, log, open: partitions, ensure });
  return {
    id: parts.id,
    directory: parts.directory,
    clock,
    ids: parts.ids,
    log,
    digest,
    digestBytes: parts.digestBytes,
    peopleSignIn: parts.peopleSignIn ?? false,
    crosswalk: parts.crosswalk ?? createCrosswalk([]),
    core,
    shared,
    partition: (id) => partitions.get(id) ?? null,
    partitions: () => [...partitions.values()],
    open: ensure,
    group: (id) => ensure(groupPartition(id)),
    groupImage: async (id) => (await ensure(groupPartition(id))).image,
    index: indexes.of,
    groupsIn: indexes.groupsIn,
    access,
    scope(group, action) {
      const shared = settingsOf(core.image).shareTechnicalActions && actionOf(core.image, action)?.type === 'Technical';
      return shared ? sharedPartition : groupPartition(group);
    },
    listen,
    meta: (command, actor, channel, lineage = null) => ({
      command: command as CommandId, // made here or checked by the contract
      actor,
      channel,
      lineage,
      time: clock.now(),
    }),
    refresh: others.refresh,
    stopFollowing: others.stop,
    async idle() {
      for (const partition of partitions.values()) await partition.idle();
    },
    async saveSnapshots() {
      for (const partition of partitions.values()) {
        await partition.idle();
        const { epoch, position, hash } = partition.head();
        if (position - (saved.get(partition.id) ?? 0) < 1_000 || partition.image.position !== position) continue;
        await snapshots.save({ partition: partition.id, epoch, position, hash, state: saveImage(partition.image) });
        saved.set(partition.id, position);
      }
    },
  };
}

/** The partition as its snapshot has it; null when there is none, or it is of another history or a later moment. */
async function restoredImage(
  store: JournalStore,
  snapshots: SnapshotStore,
  head: PartitionHead,
): Promise<Restored | null> {
  const snapshot = await snapshots.load(head.partition);
  if (snapshot === null || snapshot.epoch !== head.epoch) return null;
  if (snapshot.position === 0 || snapshot.position > head.position) return null;
  const [last] = await store.read(head.partition, snapshot.position - 1, 1);
  if (last?.hash !== snapshot.hash) return null;
  const image = restoreImage(snapshot.state, head.partition, head.epoch);
  return image === null ? null : { image, hash: snapshot.hash };
}
