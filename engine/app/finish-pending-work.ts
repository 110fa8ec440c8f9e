import {
  type ActionId,
  type EntityRef,
  type GroupId,
  groupPartition,
  recordRef,
  sharedPartition,
} from '../contract/model/ids.ts';
import { commentRef } from '../contract/model/workflow.ts';
import { citedActions } from '../domain/organisation/change-assessment.ts';
import { fieldsToCopy } from '../domain/organisation/copy-options.ts';
import {
  actionOf,
  assessmentOf,
  documentAt,
  documentsOf,
  groupOf,
  type PendingWork,
} from '../domain/organisation/documents.ts';
import { mergeShared } from '../domain/organisation/merge-shared.ts';
import { fieldValueAt, fieldValueOf } from '../domain/reconcile/decide-changes.ts';
import { allComments } from '../domain/workflow/comments.ts';
import { copyDocuments, leaveRemovedActions, shareEvidence, unshareEvidence } from './evidence/carry-evidence.ts';
import type { Organisation } from './organisation.ts';
import { writeAsEngine as write } from './write-as-engine.ts';

/**
 * Does the rest of what an entry of the organisation has promised in other partitions. Each piece is a command with an
 * id of its own, so that doing it again after a crash changes nothing; the promise is crossed out last.
 */
export async function finishPendingWork(organisation: Organisation): Promise<void> {
  const { core } = organisation;
  await organisation.refresh(); // what other engines wrote is carried along
  for (const { ref } of [...core.image.entities('pending')]) {
    const work = documentAt(core.image, 'pending', ref);
    if (work === null || work.kind === 'workbook') continue; // the folder's matter: place-pending.ts
    await perform(organisation, ref, work);
    await write(organisation, core.id, `done:${ref}:${core.image.entity(ref)?.changedAt ?? 0}`, ({ emit }) =>
      emit({ kind: 'removed', entity: ref }),
    );
  }
}

async function perform(
  organisation: Organisation,
  ref: EntityRef,
  work: Exclude<PendingWork, { kind: 'workbook' }>,
): Promise<void> {
  switch (work.kind) {
    case 'copy':
      return copyGroup(organisation, work.group, `copy:${ref}`);
    case 'remove-records': {
      const partition = await organisation.group(work.group);
      const gone = new Set(work.actions);
      const said = allComments(partition.image)
        .filter(({ action }) => gone.has(action))
        .map(({ action, number }) => commentRef(action, number));
      const present = work.actions.map(recordRef).filter((record) => partition.image.entity(record) !== undefined);
      await write(organisation, partition.id, `remove:${ref}`, ({ emit }) => {
        for (const entity of [...present, ...said]) emit({ kind: 'removed', entity });
      });
      return leaveRemovedActions(organisation, partition, work.actions, `remove-evidence:${ref}`);
    }
    case 'share': {
      const asked = `${ref}:${organisation.core.image.entity(ref)?.changedAt ?? 0}`;
      await shareRecords(organisation, `share:${asked}`);
      return shareEvidence(organisation, new Set(technicalActions(organisation)), `share-evidence:${asked}`);
    }
    case 'unshare': {
      const asked = `${ref}:${organisation.core.image.entity(ref)?.changedAt ?? 0}`;
      await unshareRecords(organisation, `unshare:${asked}`);
      const taken = documentsOf(organisation.core.image, 'group').map(({ id }) => ({
        group: id,
        actions: groupActions(organisation, id),
      }));
      return unshareEvidence(organisation, taken, `unshare-evidence:${asked}`);
    }
  }
}

/** Fills a new group with the chosen fields of another, as they stood when it was asked. */
async function copyGroup(organisation: Organisation, id: GroupId, command: string): Promise<void> {
  const { core } = organisation;
  const copy = groupOf(core.image, id)?.copiedFrom ?? null;
  if (copy === null) return;
  const source = (await organisation.group(copy.group)).image;
  const target = await organisation.group(id);
  const fields = fieldsToCopy(copy.options);
  const actions = groupActions(organisation, id).filter((action) => organisation.scope(id, action) === target.id);
  await write(organisation, target.id, command, ({ emit }) => {
    for (const action of actions) {
      const entity = recordRef(action);
      for (const field of fields) {
        const from = fieldValueOf(target.image, entity, field);
        const to = fieldValueAt(source, entity, field, copy.at.position);
        if (to !== null && to !== from) emit({ kind: 'changed', entity, field, from, to, base: 0 });
      }
    }
  });
  if (copy.options.documents) {
    await copyDocuments(organisation, source, copy.at.position, target, actions, `${command}:documents`);
  }
}

/** One record of each technical action for all groups: what the groups have is joined, nothing of it is dropped. */
async function shareRecords(organisation: Organisation, command: string): Promise<void> {
  const groups = documentsOf(organisation.core.image, 'group');
  const images = await Promise.all(
    groups.map(async (group) => ({ name: group.name, image: await organisation.groupImage(group.id) })),
  );
  const shared = organisation.shared.image;
  const technical = technicalActions(organisation);
  await write(organisation, sharedPartition, command, ({ emit }) => {
    for (const action of technical) {
      const entity = recordRef(action);
      const sources = images.map(({ name, image }) => ({ group: name, record: image.entity(entity) }));
      for (const [field, to] of mergeShared(sources)) {
        const from = fieldValueOf(shared, entity, field);
        if (to !== from) emit({ kind: 'changed', entity, field, from, to, base: 0 });
      }
    }
  });
}

/** Every group goes on with what was shared. */
async function unshareRecords(organisation: Organisation, command: string): Promise<void> {
  const shared = organisation.shared.image;
  const technical = technicalActions(organisation);
  for (const { id } of documentsOf(organisation.core.image, 'group')) {
    const target = await organisation.group(id);
    const cited = new Set(groupActions(organisation, id));
    await write(organisation, groupPartition(id), `${command}:${id}`, ({ emit }) => {
      for (const action of technical) {
        if (!cited.has(action)) continue;
        const entity = recordRef(action);
        for (const field of Object.keys(shared.entity(entity)?.fields ?? {})) {
          const from = fieldValueOf(target.image, entity, field);
          const to = fieldValueOf(shared, entity, field);
          if (to !== from) emit({ kind: 'changed', entity, field, from, to, base: 0 });
        }
      }
    });
  }
}

function technicalActions(organisation: Organisation): readonly ActionId[] {
  return documentsOf(organisation.core.image, 'action').flatMap(({ id, type }) => (type === 'Technical' ? [id] : []));
}

function groupActions(organisation: Organisation, group: GroupId): readonly ActionId[] {
  const { image } = organisation.core;
  const actions = documentsOf(image, 'assessment')
    .filter((document) => document.group === group)
    .flatMap(({ id }) => {
      const assessment = assessmentOf(image, id);
      return assessment === null ? [] : citedActions(image, assessment);
    });
  return [...new Set(actions)].filter((action) => actionOf(image, action) !== null);
}
