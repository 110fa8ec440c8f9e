import type { EvidenceContent, EvidenceId, Sha256 } from '../../contract/model/evidence.ts';
import { type ActionId, type PartitionId, recordRef } from '../../contract/model/ids.ts';
import type { Observation } from '../../contract/model/secure-score.ts';
import { addEvidence, addVersion } from '../../domain/evidence/change-evidence.ts';
import { allEvidence, type Evidence } from '../../domain/evidence/evidence.ts';
import { fieldsEqual } from '../../domain/fields/equal.ts';
import type { Draft } from '../../domain/journal/draft.ts';
import { actionOf } from '../../domain/organisation/documents.ts';
import { decideChanges, fieldValueOf, type PlacedChange } from '../../domain/reconcile/decide-changes.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  isAutomated,
  secureScoreSettingsOf,
  secureScoreUser,
  wantedValues,
} from '../../domain/secure-score/automation.ts';
import { evidenceName, evidenceText } from '../../domain/secure-score/describe.ts';
import type { ReadImage } from '../../domain/state/image.ts';
import { ownContext } from '../change-context.ts';
import type { StoreProblem as ContentProblem, EvidenceStore } from '../evidence/ports.ts';
import type { Organisation } from '../organisation.ts';
import type { Partition, StoreProblem } from '../partition.ts';

export type Recorded = { readonly changedFields: number; readonly evidence: number; readonly refused: number };

export type RecordParts = {
  readonly organisation: Organisation;
  readonly contents: EvidenceStore;
  /** UTF-8. */
  readonly encode: (text: string) => Uint8Array;
};

type Seen = Observation & { readonly content: Content };
type Content = Extract<EvidenceContent, { readonly kind: 'file' }>;

/**
 * Sets what was observed on the records of the actions that are automatic, wherever they are kept, and keeps the
 * observation as evidence beside them. What stands there already is not written again, so doing it twice changes nothing.
 */
export async function recordObservations(
  parts: RecordParts,
  run: string,
  observations: readonly Observation[],
): Promise<Result<Recorded, StoreProblem | ContentProblem>> {
  const { organisation } = parts;
  const seen: Seen[] = [];
  for (const observation of observations) {
    const content = await keepContent(parts, observation);
    if (!content.ok) return content;
    seen.push({ ...observation, content: content.value });
  }
  let sum: Recorded = { changedFields: 0, evidence: 0, refused: 0 };
  for (const [partition, own] of byPartition(organisation, seen)) {
    const recorded = await record(organisation, partition, run, own);
    if (!recorded.ok) return recorded;
    const { changedFields, evidence, refused } = recorded.value;
    sum = {
      changedFields: sum.changedFields + changedFields,
      evidence: sum.evidence + evidence,
      refused: sum.refused + refused,
    };
  }
  return ok(sum);
}

async function keepContent(
  { organisation, contents, encode }: RecordParts,
  seen: Observation,
): Promise<Result<Content, ContentProblem>> {
  const bytes = encode(evidenceText(seen));
  const sha256 = organisation.digestBytes(bytes) as Sha256; // the digest is SHA-256 by the organisation's contract
  const content = { sha256, size: bytes.length };
  const present = await contents.has(content);
  if (!present.ok) return present;
  if (!present.value) {
    const kept = await contents.put(content, () => inOnePiece(bytes));
    if (!kept.ok) return kept;
  }
  const fileName = `Secure Score ${seen.control} ${seen.since.slice(0, 10)}.txt`;
  return ok({ kind: 'file', fileName, ...content });
}

async function* inOnePiece(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Observations by the partition that keeps the record of their action, for every group that works on it. */
function byPartition(organisation: Organisation, seen: readonly Seen[]): ReadonlyMap<Partition, readonly Seen[]> {
  const found = new Map<Partition, Seen[]>();
  const groups = organisation.groupsIn(organisation.shared.id);
  for (const observation of seen) {
    const homes = new Set<PartitionId>();
    for (const group of groups) {
      if (!organisation.index(group).assessmentsByAction.has(observation.action)) continue;
      homes.add(organisation.scope(group, observation.action));
    }
    for (const home of homes) {
      const partition = organisation.partition(home);
      if (partition === null) continue;
      const own = found.get(partition);
      own === undefined ? found.set(partition, [observation]) : own.push(observation);
    }
  }
  return found;
}

async function record(
  organisation: Organisation,
  partition: Partition,
  run: string,
  seen: readonly Seen[],
): Promise<Result<Recorded, StoreProblem>> {
  const nothing: Recorded = { changedFields: 0, evidence: 0, refused: 0 };
  if (!seen.some((one) => isNews(organisation, partition.image, one, piecesOf(partition.image)))) return ok(nothing);
  return partition.execute<Recorded, never>({
    meta: organisation.meta(`secure-score:${run}:${partition.id}`, secureScoreUser, 'system'),
    decide(draft) {
      const pieces = piecesOf(draft.image);
      const wanted = seen.filter((one) => isNews(organisation, draft.image, one, pieces));
      const changes = wanted.flatMap((one) => changesFor(organisation, draft.image, one));
      const verdicts = decideChanges(
        draft,
        changes,
        ownContext(organisation, partition.id, { user: secureScoreUser, scope: null }),
      );
      const evidence = wanted.filter((one) => proveBy(organisation, draft, one, pieces)).length;
      return ok({
        changedFields: verdicts.filter(({ outcome }) => outcome === 'accepted').length,
        evidence,
        refused: verdicts.filter(({ outcome }) => outcome === 'refused' || outcome === 'conflict').length,
      });
    },
    recall: () => nothing,
  });
}

function isNews(
  organisation: Organisation,
  image: ReadImage,
  seen: Seen,
  pieces: ReadonlyMap<ActionId, Evidence>,
): boolean {
  const action = actionOf(organisation.core.image, seen.action);
  // Switched off while it was being read: it is people's again.
  if (action === null || !isAutomated(organisation.core.image, action)) return false;
  return needsEvidence(seen, pieces) || changesFor(organisation, image, seen).length > 0;
}

function changesFor(organisation: Organisation, image: ReadImage, seen: Seen): readonly PlacedChange[] {
  const entity = recordRef(seen.action);
  const { rules } = secureScoreSettingsOf(organisation.core.image);
  return wantedValues(seen, rules, (field) => image.entity(entity)?.fields[field] ?? null).flatMap(([field, value]) =>
    fieldsEqual(fieldValueOf(image, entity, field), value) ? [] : [{ entity, field, value, base: image.position }],
  );
}

/** The piece of evidence that Secure Score has put beside each action. */
function piecesOf(image: ReadImage): ReadonlyMap<ActionId, Evidence> {
  const pieces = new Map<ActionId, Evidence>();
  for (const piece of allEvidence(image)) {
    if (piece.versions[0]?.by !== secureScoreUser) continue;
    for (const action of piece.actions) pieces.set(action, piece);
  }
  return pieces;
}

/** Of what could never be detected there is nothing to prove. */
function needsEvidence({ action, detection, content }: Seen, pieces: ReadonlyMap<ActionId, Evidence>): boolean {
  const piece = pieces.get(action);
  if (piece === undefined) return detection !== 'undetected';
  const own = piece.versions.findLast(({ by }) => by === secureScoreUser)?.content;
  return own?.kind !== 'file' || own.sha256 !== content.sha256;
}

function proveBy({ ids }: Organisation, draft: Draft, seen: Seen, pieces: ReadonlyMap<ActionId, Evidence>): boolean {
  if (!needsEvidence(seen, pieces)) return false;
  const { action, content, since } = seen;
  const collectedOn = since.slice(0, 10);
  const piece = pieces.get(action);
  const added = piece === undefined ? err(null) : addVersion(draft, piece.id, content, { collectedOn });
  if (added.ok) return true;
  const id = ids.next() as EvidenceId; // of the id alphabet by the port's contract
  addEvidence(draft, {
    ...{ id, name: evidenceName(seen), actions: [action], collectedOn, expiresOn: null, remindOn: null },
    content,
  });
  return true;
}
