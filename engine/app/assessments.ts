import type { Assessment, CopyOptions, DeletionPreview } from '../contract/model/assessment.ts';
import type { SealedEntry } from '../contract/model/entry.ts';
import {
  type AssessmentId,
  type Cursor,
  type GroupId,
  sharedPartition,
  type TemplateId,
  type UserId,
} from '../contract/model/ids.ts';
import type { TokenScope } from '../contract/model/permission.ts';
import type { Channel } from '../contract/model/vocabulary.ts';
import type { Draft } from '../domain/journal/draft.ts';
import {
  activateAssessment,
  archiveAssessment,
  deleteAssessment,
  previewDeletion,
  renameGroup,
} from '../domain/organisation/change-assessment.ts';
import { createAssessment, type OrganisationProblem } from '../domain/organisation/create-assessment.ts';
import { assessmentOf, documentsOf, sameName, settingsOf } from '../domain/organisation/documents.ts';
import { err, type Result } from '../domain/result.ts';
import { refKind } from '../domain/state/image.ts';
import { finishPendingWork } from './finish-pending-work.ts';
import type { Organisation } from './organisation.ts';
import type { StoreProblem } from './partition.ts';

export type Caller = {
  readonly actor: UserId;
  readonly channel: Channel;
  readonly command: string;
  /** How far the access token reaches that the actor came with; left out for one who signed in. */
  readonly scope?: TokenScope | null;
};
type Outcome<T> = Promise<Result<T, OrganisationProblem | StoreProblem>>;

export type AssessmentRequest = {
  readonly title: string;
  readonly template: TemplateId;
  /** One of the template's products; null for its first. */
  readonly product: string | null;
  /** An existing group by id, or a name: of an existing group, or of the new one. */
  readonly group: { readonly id: GroupId } | { readonly name: string };
  readonly copyFrom: { readonly group: GroupId; readonly options: CopyOptions } | null;
  readonly inScopeServices: readonly string[] | null;
};

/** Opens an assessment; a group of a new name is created with it, and filled from another group if that was asked. */
export async function openAssessment(
  organisation: Organisation,
  request: AssessmentRequest,
  caller: Caller,
): Outcome<Assessment> {
  const { core, ids } = organisation;
  const wanted = request.group;
  const existing =
    'id' in wanted
      ? { id: wanted.id }
      : documentsOf(core.image, 'group').find((group) => sameName(group.name, wanted.name));
  const id = ids.next() as AssessmentId; // of the id alphabet by the port's contract
  const newGroup = ids.next() as GroupId; // as above
  const copyFrom = request.copyFrom;
  const source = copyFrom === null ? null : (await organisation.group(copyFrom.group)).head();
  const result = await act(
    organisation,
    caller,
    (draft) =>
      createAssessment(draft, {
        id,
        title: request.title,
        template: request.template,
        product: request.product,
        inScopeServices: request.inScopeServices,
        group:
          existing !== undefined
            ? { kind: 'existing', id: existing.id }
            : {
                kind: 'new',
                id: newGroup,
                name: 'name' in wanted ? wanted.name : '',
                copyFrom:
                  copyFrom === null || source === null
                    ? null
                    : {
                        ...copyFrom,
                        at: { partition: source.partition, epoch: source.epoch, position: source.position },
                      },
              },
      }),
    recordedAssessment,
  );
  if (result.ok) {
    await organisation.group(result.value.group);
    await finishPendingWork(organisation);
  }
  return result;
}

export function nameGroup(organisation: Organisation, id: GroupId, name: string, caller: Caller): Outcome<GroupId> {
  return act(
    organisation,
    caller,
    (draft) => renameGroup(draft, id, name),
    () => id,
  );
}

/** Freezes an assessment at what its group shows now. */
export async function archive(organisation: Organisation, id: AssessmentId, caller: Caller): Outcome<Assessment> {
  const assessment = assessmentOf(organisation.core.image, id);
  const group = assessment === null ? null : await organisation.group(assessment.group);
  const shared = settingsOf(organisation.core.image).shareTechnicalActions
    ? organisation.partition(sharedPartition)
    : null;
  const cursors: Cursor[] = [group, shared].flatMap((partition) => {
    const head = partition?.head();
    return head === undefined ? [] : [{ partition: head.partition, epoch: head.epoch, position: head.position }];
  });
  return act(organisation, caller, (draft) => archiveAssessment(draft, id, cursors), recordedAssessment);
}

export function activate(organisation: Organisation, id: AssessmentId, caller: Caller): Outcome<Assessment> {
  return act(organisation, caller, (draft) => activateAssessment(draft, id), recordedAssessment);
}

/** What deleting would take along, to be shown before it is done. */
export async function deletionPreview(
  organisation: Organisation,
  id: AssessmentId,
): Promise<Result<DeletionPreview, OrganisationProblem>> {
  const assessment = assessmentOf(organisation.core.image, id);
  if (assessment === null) return err({ code: 'unknown-assessment', message: 'There is no such assessment.' });
  return previewDeletion(organisation.core.image, await organisation.groupImage(assessment.group), id);
}

export async function remove(organisation: Organisation, id: AssessmentId, caller: Caller): Outcome<GroupId> {
  const group = assessmentOf(organisation.core.image, id)?.group ?? ('' as GroupId); // read again only for a repeated command
  const result = await act(
    organisation,
    caller,
    (draft) => deleteAssessment(draft, id),
    () => group,
  );
  if (result.ok) await finishPendingWork(organisation);
  return result;
}

function act<T>(
  organisation: Organisation,
  caller: Caller,
  decide: (draft: Draft) => Result<T, OrganisationProblem>,
  recall: (entries: readonly SealedEntry[]) => T,
): Outcome<T> {
  return organisation.core.execute<T, OrganisationProblem>({
    meta: organisation.meta(caller.command, caller.actor, caller.channel),
    decide,
    recall,
  });
}

function recordedAssessment(entries: readonly SealedEntry[]): Assessment {
  for (const { entry } of entries) {
    const { event } = entry;
    if (event.kind === 'put' && refKind(event.entity) === 'assessment') return event.value as unknown as Assessment; // put by this very command
  }
  throw new Error('A command about an assessment wrote none');
}
