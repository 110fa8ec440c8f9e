import type { Assessment } from '../contract/model/assessment.ts';
import type { Entry } from '../contract/model/entry.ts';
import { evidenceRef } from '../contract/model/evidence.ts';
import {
  type ActionId,
  type AssessmentId,
  assessmentRef,
  attestationRef,
  type Cursor,
  type EntityRef,
  groupPartition,
  recordRef,
  type WorkbookId,
} from '../contract/model/ids.ts';
import type { Template } from '../contract/model/template.ts';
import { newestVersion } from '../domain/organisation/accept-update.ts';
import { attestationOf, attestationState } from '../domain/organisation/attestation.ts';
import { actionOf, assessmentOf, groupOf, settingsOf, templateOf } from '../domain/organisation/documents.ts';
import type { AssessmentScore, ScoringSource } from '../domain/scoring/assessment-score.ts';
import { createHighWaterMark } from '../domain/scoring/high-water-mark.ts';
import type { ActionView, AssessmentView, ControlView } from '../domain/sheets/view.ts';
import { type ReadImage, refKind } from '../domain/state/image.ts';
import { actionOfComment, commentAt } from '../domain/workflow/comments.ts';
import { conflictViews, historyViews, noticesByEntity, type Wording } from './activity-views.ts';
import { actionView, citations, controlView, providerActionView } from './assessment-rows.ts';
import { concernsEvidence, evidenceName, evidenceViews } from './evidence/evidence-views.ts';
import type { Organisation } from './organisation.ts';
import type { RecentEntries } from './recent-entries.ts';
import { openRecords, type Records } from './records.ts';
import { relatedLines } from './related-controls.ts';
import { scoreHistory } from './score-history.ts';
import { type Scores, scoringSource } from './scores.ts';
import type { GiveWay } from './spare-time.ts';
import { valueText } from './value-text.ts';

export type ViewParts = {
  readonly organisation: Organisation;
  readonly scores: Scores;
  readonly recent: RecentEntries;
  /** Where people reach the engine, without a slash at the end; without it evidence in files has no link. */
  readonly address?: string;
};

/** How often a view that others may interrupt is begun anew, before it is made without a pause. */
const mostAttempts = 3;

/** Everything a workbook of this assessment shows now; null when there is no such assessment. */
export function viewAssessment(
  parts: ViewParts,
  id: AssessmentId,
  workbook: WorkbookId,
): Promise<AssessmentView | null> {
  return viewInPieces(parts, id, workbook, () => null);
}

/** The same in pieces between which it gives way. It still shows one moment: an edit meanwhile has it begun anew. */
export async function viewInPieces(
  parts: ViewParts,
  id: AssessmentId,
  workbook: WorkbookId,
  giveWay: GiveWay,
): Promise<AssessmentView | null> {
  for (let attempt = 1; ; attempt += 1) {
    const sources = await openSources(parts, id);
    if (sources === null) return null;
    const pieces = makeView(parts, sources, workbook);
    while (momentOf(parts.organisation, sources.assessment) === sources.moment) {
      let pause = null;
      while (pause === null) {
        const piece = pieces.next();
        if (piece.done === true) return piece.value;
        pause = attempt <= mostAttempts ? giveWay() : null;
      }
      await pause;
    }
  }
}

type Sources = {
  /** When they were looked for. */
  readonly moment: string;
  readonly assessment: Assessment;
  readonly template: Template;
  readonly score: AssessmentScore;
  readonly records: Records;
  readonly source: ScoringSource;
  readonly entries: readonly Entry[];
};

/** What has to be waited for; null when there is no such assessment. */
async function openSources({ organisation, scores, recent }: ViewParts, id: AssessmentId): Promise<Sources | null> {
  const { image } = organisation.core;
  const assessment = assessmentOf(image, id);
  const template = assessment === null ? null : templateOf(image, assessment.template, assessment.templateVersion);
  if (assessment === null || template === null) return null;
  const moment = momentOf(organisation, assessment);
  const score = await scores.assessment(id);
  const records = await openRecords(organisation, assessment);
  const source = scoringSource(organisation, assessment, records);
  const shown = [organisation.core.id, ...records.partitions];
  const entries = (await Promise.all(shown.map((partition) => recent.of(partition)))).flat();
  if (score === null || source === null) return null;
  return { moment, assessment, template, score, records, source, entries };
}

/** The same for as long as nothing has been written that the assessment could show. */
function momentOf(organisation: Organisation, { group }: Assessment): string {
  const partitions = [organisation.core.id, groupPartition(group), organisation.shared.id];
  return partitions.map((id) => organisation.partition(id)?.image.position).join();
}

/** Yields where others may have the thread; what it then goes on with must be as it was. */
function* makeView(
  { organisation, address }: ViewParts,
  { assessment, template, score, records, source, entries }: Sources,
  workbook: WorkbookId,
): Generator<undefined, AssessmentView> {
  const { core } = organisation;
  const { id } = assessment;
  const { title, product, certification, inScopeServices, created } = assessment;
  const partitions = [core.id, ...records.partitions];
  const settings = settingsOf(core.image);
  const controls = template.controls.filter((control) => !control.disabled);
  const cited = citations(organisation, controls);
  yield;
  const customer = [...cited].filter(([, { action }]) => action.responsibility === 'customer');
  const provider = [...cited].filter(([, { action }]) => action.responsibility === 'provider');
  const images = partitions.flatMap((partition) => organisation.partition(partition)?.image ?? []);
  const wording = wordingOf(organisation, assessment, images, (entity) => evidenceName(images, entity, records.until));
  const evidence = records.evidence([...cited.keys()]);
  const pieces = new Map<ActionId, number>();
  for (const { action } of evidence) pieces.set(action, (pieces.get(action) ?? 0) + 1);
  const entities = new Set([
    assessmentRef(id),
    ...evidence.map(({ piece }) => evidenceRef(piece.id)),
    ...customer.map(([action]) => recordRef(action)),
    ...provider.map(([action]) => attestationRef(action)),
  ]);
  yield;
  const history = entries
    .filter(({ partition, position, event }) => {
      if (!('entity' in event) || position > (records.until(partition) ?? position)) return false;
      const image = organisation.partition(partition)?.image;
      if (refKind(event.entity) === 'comment') return cited.has(actionOfComment(event.entity));
      return entities.has(event.entity) || (image !== undefined && concernsEvidence(image, event.entity, cited));
    })
    .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : b.position - a.position));
  const conflicts = assessment.archived === null ? conflictViews(images, entities, wording) : [];
  const notices = assessment.archived === null ? noticesByEntity(images, entities, history, wording) : new Map();
  const related = relatedLines(organisation, assessment);
  const marks = settings.scoring.highWaterMark
    ? createHighWaterMark(cited.keys(), source.library, source.recordOf)
    : null;

  const controlRows: ControlView[] = [];
  for (const control of controls) {
    yield;
    controlRows.push(controlView(control, score, cited, related));
  }
  const actionRows: ActionView[] = [];
  for (const [action, citation] of customer) {
    yield;
    actionRows.push(
      actionView(organisation, action, citation, score, records, {
        finishedByParent: marks?.isFinished(action) ?? false,
        evidence: pieces.get(action) ?? 0,
        notice: notices.get(recordRef(action)) ?? '',
        isActive: assessment.archived === null,
      }),
    );
  }
  yield;
  const points = scoreHistory(
    source,
    (action, field) =>
      cited.get(action)?.action.responsibility === 'provider'
        ? attestationState(core.image, action, field, assessment.archived?.at ?? null)
        : records.state(action, field),
    settings.scoring.providerPoints ? [...cited.keys()] : customer.map(([action]) => action),
  );
  yield;

  return {
    workbook: {
      organisation: organisation.id,
      workbook,
      assessment: id,
      templateVersion: assessment.templateVersion,
      cursors: cursorsOf(organisation, partitions),
    },
    asOf: latestChange(history, assessment),
    assessment: { title, product, certification, inScopeServices, created },
    group: groupOf(core.image, assessment.group)?.name ?? '',
    template: { name: template.name, version: template.version, acknowledgement: template.acknowledgement },
    archived: assessment.archived?.at ?? null,
    scoring: settings.scoring,
    providerName: settings.providerName,
    controls: controlRows,
    actions: actionRows,
    providerActions: provider.map(([action, citation]) =>
      providerActionView(action, citation, score, attestationOf(core.image, action, assessment.archived?.at ?? null)),
    ),
    evidence: evidenceViews(organisation, evidence, address ?? null),
    conflicts,
    history: historyViews(history.slice(0, 200), wording),
    score: score.total(),
    scoreHistory: points,
    families: score.families(),
    progress: score.progress(),
    people: organisation.directory
      .all()
      .filter(({ source: from }) => from !== 'system')
      .map(({ id: person, name, email }) => ({ id: person, name, email })),
    notice: [notices.get(assessmentRef(id)) ?? '', updateNotice(core.image, assessment)]
      .filter((line) => line !== '')
      .join('\n'),
  };
}

function updateNotice(image: ReadImage, assessment: Assessment): string {
  const version = newestVersion(image, assessment);
  return version === null
    ? ''
    : `Version ${version} of the template is there. Its group can see what it changes, and accept it or leave it for later (controlbook update).`;
}

function cursorsOf(organisation: Organisation, partitions: readonly Cursor['partition'][]): readonly Cursor[] {
  return partitions.flatMap((id) => {
    const image = organisation.partition(id)?.image;
    return image === undefined ? [] : [{ partition: id, epoch: image.epoch, position: image.position }];
  });
}

/** The time of the newest change shown, so that an unchanged assessment gives an unchanged workbook. */
function latestChange(history: readonly { readonly time: string }[], assessment: Assessment): string {
  const newest = history[0]?.time ?? assessment.created;
  return [newest, assessment.modified].sort().at(-1) ?? newest;
}

/** How entities, fields, values and people are put for a person. */
function wordingOf(
  organisation: Organisation,
  assessment: Assessment,
  images: readonly ReadImage[],
  evidence: (entity: EntityRef) => string | null,
): Wording {
  return {
    item: (entity) => {
      if (entity === assessmentRef(assessment.id)) return assessment.title;
      const piece = evidence(entity);
      if (piece !== null) return piece;
      const id = refKind(entity) === 'comment' ? actionOfComment(entity) : entity.slice(entity.indexOf('/') + 1);
      return actionOf(organisation.core.image, id as ActionId)?.title ?? entity; // null when it is none
    },
    isGone: (ref) => images.some((image) => (commentAt(image, ref)?.removed ?? null) !== null),
    person: (id) => organisation.directory.byId(id)?.name ?? id,
    value: (field, value) => valueText(organisation, field, value),
  };
}
