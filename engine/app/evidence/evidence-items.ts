import type { EvidenceDates, EvidenceId, EvidenceVersion, Sha256 } from '../../contract/model/evidence.ts';
import { evidenceRef } from '../../contract/model/evidence.ts';
import type { ActionId, AssessmentId, PartitionId, UserId } from '../../contract/model/ids.ts';
import type { Who } from '../../contract/model/permission.ts';
import { type Due, dueOn } from '../../domain/evidence/due.ts';
import { allEvidence, type Evidence, evidenceOf } from '../../domain/evidence/evidence.ts';
import { kindOfFile } from '../../domain/evidence/file-type.ts';
import { citedActions } from '../../domain/organisation/change-assessment.ts';
import { actionOf, assessmentOf, assessmentsOf } from '../../domain/organisation/documents.ts';
import { secureScoreUser } from '../../domain/secure-score/automation.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition } from '../partition.ts';
import { citing, forbids, mayRead } from '../permits.ts';
import { openRecords } from '../records.ts';

/** A piece of evidence as people see it. */
export type EvidenceItem = EvidenceDates & {
  readonly id: EvidenceId;
  /** Where its fields are changed. */
  readonly partition: PartitionId;
  readonly name: string;
  readonly actions: readonly { readonly id: ActionId; readonly title: string }[];
  /** Oldest first; the last is the one that counts. */
  readonly versions: readonly EvidenceVersionItem[];
};

export type EvidenceVersionItem = {
  readonly number: number;
  readonly uploadedAt: string;
  readonly uploadedBy: { readonly id: UserId; readonly name: string };
  /** `PDF`, `Image`, `Link` ... */
  readonly kind: string;
  /** Null for a link. */
  readonly fileName: string | null;
  readonly size: number | null;
  readonly sha256: Sha256 | null;
  /** Where a link leads; null for a file. */
  readonly url: string | null;
};

/** What an assessment shows, an archived one as it was then; null when there is no such assessment. */
export async function evidenceOfAssessment(
  organisation: Organisation,
  id: AssessmentId,
  action: ActionId | null,
): Promise<readonly EvidenceItem[] | null> {
  const { image } = organisation.core;
  const assessment = assessmentOf(image, id);
  if (assessment === null) return null;
  const cited = citedActions(image, assessment);
  const shown = (await openRecords(organisation, assessment)).evidence(
    action === null ? cited : cited.filter((one) => one === action),
  );
  const partitions = new Map<Evidence, PartitionId>();
  for (const { piece, partition } of shown) partitions.set(piece, partition);
  return [...partitions].map(([piece, partition]) => itemOf(organisation, partition, piece));
}

/** Everything somebody may read that asks for attention on a day, the oldest first. */
export function dueEvidence(
  organisation: Organisation,
  who: Who,
  day: string,
): readonly (Due & { readonly evidence: EvidenceItem })[] {
  return organisation
    .partitions()
    .flatMap((partition) =>
      allEvidence(partition.image).flatMap((piece) => {
        const due = dueOn(piece, day);
        const hidden = due === null || !mayReadPiece(organisation, who, partition.id, piece);
        return hidden ? [] : [{ ...due, evidence: itemOf(organisation, partition.id, piece) }];
      }),
    )
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** The piece of an id and where it is kept; null when there is none, or none any more. */
export function findEvidence(
  organisation: Organisation,
  id: EvidenceId,
): { readonly partition: Partition; readonly evidence: Evidence } | null {
  for (const partition of organisation.partitions()) {
    const evidence = evidenceOf(partition.image, id);
    if (evidence !== null) return { partition, evidence };
  }
  return null;
}

/** Whether somebody may read an assessment that shows a piece. */
export function mayReadPiece(
  organisation: Organisation,
  who: Who,
  partition: PartitionId,
  { actions }: Evidence,
): boolean {
  return forbids(organisation, who, 'read-data', citing(organisation, partition, actions)) === null;
}

/**
 * The piece of an id for somebody who may read it: as it is, or as the latest of the archived assessments has it that
 * still show what was removed.
 */
export function findReadableEvidence(organisation: Organisation, who: Who, id: EvidenceId): Evidence | null {
  const present = findEvidence(organisation, id);
  if (present !== null && mayReadPiece(organisation, who, present.partition.id, present.evidence)) {
    return present.evidence;
  }
  for (const { id: partition, image } of organisation.partitions()) {
    if (image.entity(evidenceRef(id)) === undefined) continue;
    const kept = assessmentsOf(organisation.core.image)
      .filter((assessment) => assessment.archived !== null && mayRead(organisation, who, assessment.id))
      .flatMap(({ archived }) => archived?.cursors.filter((cursor) => cursor.partition === partition) ?? [])
      .sort((a, b) => b.position - a.position)
      .map(({ position }) => evidenceOf(image, id, position))
      .find((evidence) => evidence !== null);
    return kept ?? null;
  }
  return null;
}

export function itemOf(organisation: Organisation, partition: PartitionId, evidence: Evidence): EvidenceItem {
  const { id, name, collectedOn, expiresOn, remindOn } = evidence;
  const { image } = organisation.core;
  return {
    ...{ id, partition, name, collectedOn, expiresOn, remindOn },
    actions: evidence.actions.map((action) => ({ id: action, title: actionOf(image, action)?.title ?? action })),
    versions: evidence.versions.map((version) => versionItem(organisation, version)),
  };
}

function versionItem(organisation: Organisation, version: EvidenceVersion): EvidenceVersionItem {
  const { number, time, by, content } = version;
  const uploadedBy = { id: by, name: organisation.directory.byId(by)?.name ?? by };
  const common = { number, uploadedAt: time, uploadedBy, kind: kindOf(version) };
  return content.kind === 'link'
    ? { ...common, fileName: null, size: null, sha256: null, url: content.url }
    : { ...common, fileName: content.fileName, size: content.size, sha256: content.sha256, url: null };
}

/** What was recorded without a person is `Automatic`, whatever it is kept as. */
export function kindOf({ by, content }: Pick<EvidenceVersion, 'by' | 'content'>): string {
  if (by === secureScoreUser) return 'Automatic';
  return content.kind === 'link' ? 'Link' : kindOfFile(content.fileName);
}
