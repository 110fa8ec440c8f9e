import type { EvidenceId } from '../../contract/model/evidence.ts';
import { type ActionId, type GroupId, groupPartition, type Position } from '../../contract/model/ids.ts';
import { copyEvidence, leaveActions, removeEvidence } from '../../domain/evidence/change-evidence.ts';
import { allEvidence, type Evidence } from '../../domain/evidence/evidence.ts';
import type { Draft } from '../../domain/journal/draft.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import { writeAsEngine } from '../write-as-engine.ts';

/** Puts what proved these actions in one partition at a position into another, as pieces of its own. */
export async function copyDocuments(
  organisation: Organisation,
  source: ReadImage,
  at: Position,
  target: Partition,
  actions: readonly ActionId[],
  command: string,
): Promise<void> {
  const wanted = new Set(actions);
  await writeAsEngine(organisation, target.id, command, (draft) => {
    for (const piece of allEvidence(source, at)) put(organisation, draft, piece, wanted);
  });
}

/** Actions whose records were removed prove nothing any more; what proved nothing else goes with them. */
export async function leaveRemovedActions(
  organisation: Organisation,
  partition: Partition,
  actions: readonly ActionId[],
  command: string,
): Promise<void> {
  const gone = new Set(actions);
  const touched = allEvidence(partition.image).filter((piece) => piece.actions.some((action) => gone.has(action)));
  if (touched.length === 0) return;
  await writeAsEngine(organisation, partition.id, command, (draft) => leaveActions(draft, touched, gone));
}

/** Joins what the groups have for these actions: what is the same in several of them is there once, for all. */
export async function shareEvidence(
  organisation: Organisation,
  actions: ReadonlySet<ActionId>,
  command: string,
): Promise<void> {
  const groups = organisation.partitions().filter(({ id }) => id.startsWith('group:'));
  await writeAsEngine(organisation, organisation.shared.id, command, (draft) => {
    const joined = new Map<string, { readonly piece: Evidence; readonly proven: Set<ActionId> }>();
    for (const piece of groups.flatMap(({ image }) => allEvidence(image))) {
      const contents = piece.versions.map(({ content }) => (content.kind === 'file' ? content.sha256 : content.url));
      const same = [piece.name, ...contents].join('\n');
      const one = joined.get(same) ?? { piece, proven: new Set() };
      joined.set(same, one);
      for (const action of piece.actions) one.proven.add(action);
    }
    for (const { piece, proven } of joined.values())
      put(organisation, draft, { ...piece, actions: [...proven] }, actions);
  });
  for (const group of groups) await leaveRemovedActions(organisation, group, [...actions], `${command}:${group.id}`);
}

/** Every group goes on with what all had together, as pieces of its own. */
export async function unshareEvidence(
  organisation: Organisation,
  groups: readonly { readonly group: GroupId; readonly actions: readonly ActionId[] }[],
  command: string,
): Promise<void> {
  const { shared } = organisation;
  const pieces = allEvidence(shared.image);
  const taken = new Set<EvidenceId>();
  for (const { group, actions } of groups) {
    const wanted = new Set(actions);
    await writeAsEngine(organisation, groupPartition(group), `${command}:${group}`, (draft) => {
      for (const piece of pieces) put(organisation, draft, piece, wanted);
    });
    for (const { id, actions: proven } of pieces) if (proven.some((action) => wanted.has(action))) taken.add(id);
  }
  await writeAsEngine(organisation, shared.id, command, (draft) => {
    for (const id of taken) removeEvidence(draft, id);
  });
}

function put(organisation: Organisation, draft: Draft, piece: Evidence, wanted: ReadonlySet<ActionId>): void {
  const proven = piece.actions.filter((action) => wanted.has(action));
  if (proven.length === 0) return;
  copyEvidence(draft, piece, organisation.ids.next() as EvidenceId, proven); // of the id alphabet by the port's contract
}
