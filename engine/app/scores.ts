import type { Assessment } from '../contract/model/assessment.ts';
import type { ActionId, AssessmentId, GroupId, PartitionId } from '../contract/model/ids.ts';
import type { ScoreNode } from '../contract/model/score.ts';
import { attestationOf } from '../domain/organisation/attestation.ts';
import {
  actionOf,
  assessmentOf,
  assessmentsOf,
  groupOf,
  settingsOf,
  templateOf,
} from '../domain/organisation/documents.ts';
import { peopleKinds } from '../domain/permissions/access.ts';
import { type AssessmentScore, createAssessmentScore, type ScoringSource } from '../domain/scoring/assessment-score.ts';
import { explainAssessment } from '../domain/scoring/explain.ts';
import { explainGroup, explainOrganisation, type RolledAssessment } from '../domain/scoring/roll-up.ts';
import { refKind } from '../domain/state/image.ts';
import type { Organisation } from './organisation.ts';
import { openRecords, type Records } from './records.ts';
import { openTurn } from './spare-time.ts';

/**
 * Scores, derived and never stored. An edit only notes which action changed; a score catches up when somebody reads it,
 * in time proportional to what changed since, so that an edit costs the same however many assessments cite the action.
 */
export interface Scores {
  assessment(id: AssessmentId): Promise<AssessmentScore | null>;
  explainAssessment(id: AssessmentId): Promise<ScoreNode | null>;
  explainGroup(id: GroupId): Promise<ScoreNode | null>;
  explainOrganisation(): Promise<ScoreNode>;
}

type Cached = { readonly score: AssessmentScore; readonly seen: Map<PartitionId, number> };

/** Longer logs are thrown away with the scores behind them: making those anew costs less than catching up. */
const longestLog = 20_000;

export function createScores(organisation: Organisation): Scores {
  const cache = new Map<AssessmentId, Cached>();
  const changedByPartition = new Map<PartitionId, ActionId[]>();
  const { giveWay } = openTurn(organisation.clock);

  organisation.listen((entries) => {
    for (const { entry } of entries) {
      const { event } = entry;
      if (entry.partition === organisation.core.id) {
        const isAttested = event.kind === 'changed' && refKind(event.entity) === 'attestation';
        const isDocument = event.kind === 'put' || event.kind === 'removed';
        if (isAttested || (isDocument && !peopleKinds.has(refKind(event.entity)))) cache.clear();
        continue;
      }
      const log = changedByPartition.get(entry.partition) ?? [];
      changedByPartition.set(entry.partition, log);
      const moves = event.kind === 'changed' || event.kind === 'removed' || event.kind === 'resolved';
      if (moves && refKind(event.entity) === 'record') log.push(event.entity.slice('record/'.length) as ActionId); // a record's ref ends in its action
    }
    for (const [partition, log] of changedByPartition) {
      if (log.length > longestLog) {
        changedByPartition.delete(partition);
        cache.clear();
      }
    }
  });

  const lengthOf = (partition: PartitionId): number => changedByPartition.get(partition)?.length ?? 0;

  const current = async (id: AssessmentId): Promise<Cached | null> => {
    const known = cache.get(id);
    if (known !== undefined) {
      for (const [partition, from] of known.seen) {
        const log = changedByPartition.get(partition) ?? [];
        for (const action of new Set(log.slice(from))) known.score.update(action);
        known.seen.set(partition, log.length);
      }
      return known;
    }
    // Hundreds of them may be asked for at once, as after a change of the settings.
    await giveWay();
    if (cache.has(id)) return current(id); // somebody else has asked for it as well
    const assessment = assessmentOf(organisation.core.image, id);
    if (assessment === null) return null;
    const records = await openRecords(organisation, assessment);
    const source = scoringSource(organisation, assessment, records);
    if (source === null) return null;
    const live = assessment.archived === null ? records.partitions : [];
    const made = {
      score: createAssessmentScore(source),
      seen: new Map(live.map((partition) => [partition, lengthOf(partition)])),
    };
    cache.set(id, made);
    return made;
  };

  const rolled = async (assessments: readonly Assessment[]): Promise<readonly RolledAssessment[]> => {
    const parts: RolledAssessment[] = [];
    for (const { id, title, group, archived } of assessments) {
      const score = archived === null ? ((await current(id))?.score ?? null) : null;
      const name = groupOf(organisation.core.image, group)?.name ?? group;
      if (score !== null) parts.push({ id, title, group: { id: group, name }, score });
    }
    return parts;
  };

  const library = { get: (action: ActionId) => actionOf(organisation.core.image, action) ?? undefined };
  return {
    assessment: async (id) => (await current(id))?.score ?? null,
    async explainAssessment(id) {
      const assessment = assessmentOf(organisation.core.image, id);
      if (assessment === null) return null;
      const source = scoringSource(organisation, assessment, await openRecords(organisation, assessment));
      return source === null ? null : explainAssessment(source, id, assessment.title);
    },
    async explainGroup(id) {
      const { image } = organisation.core;
      const group = groupOf(image, id);
      if (group === null) return null;
      return explainGroup(group, await rolled(assessmentsOf(image, id)), library, settingsOf(image).scoring);
    },
    async explainOrganisation() {
      const { image } = organisation.core;
      const parts = await rolled(assessmentsOf(image));
      return explainOrganisation(organisation.id, 'Organisation', parts, library, settingsOf(image).scoring);
    },
  };
}

/** What a score of an assessment is made from, with the records as `records` shows them. */
export function scoringSource(
  organisation: Organisation,
  assessment: Assessment,
  records: Pick<Records, 'value'>,
): ScoringSource | null {
  const { image } = organisation.core;
  const template = templateOf(image, assessment.template, assessment.templateVersion);
  if (template === null) return null;
  return {
    template,
    library: { get: (action) => actionOf(image, action) ?? undefined },
    recordOf: (action) => {
      if (actionOf(image, action)?.responsibility !== 'provider') {
        return {
          implementationStatus: records.value(action, 'implementationStatus'),
          testResult: records.value(action, 'testResult'),
        };
      }
      const attested = attestationOf(image, action, assessment.archived?.at ?? null);
      return attested === null ? undefined : { implementationStatus: null, testResult: attested.testResult };
    },
    settings: settingsOf(image).scoring,
  };
}
