import type { Assessment } from '../contract/model/assessment.ts';
import { evidenceRef } from '../contract/model/evidence.ts';
import type { AttestationField } from '../contract/model/field.ts';
import { type RecordField, recordFields } from '../contract/model/field.ts';
import {
  type ActionId,
  type AssessmentId,
  assessmentRef,
  attestationRef,
  type Cursor,
  type EntityRef,
  recordRef,
  type WorkbookId,
} from '../contract/model/ids.ts';
import type { Action, Control } from '../contract/model/template.ts';
import { newestVersion } from '../domain/organisation/accept-update.ts';
import { type Attestation, attestationOf, attestationState } from '../domain/organisation/attestation.ts';
import { actionOf, assessmentOf, groupOf, settingsOf, templateOf } from '../domain/organisation/documents.ts';
import type { AssessmentScore } from '../domain/scoring/assessment-score.ts';
import { createHighWaterMark } from '../domain/scoring/high-water-mark.ts';
import { isAutomated, keptFields, observationOf } from '../domain/secure-score/automation.ts';
import { keptSentence, observationSentence } from '../domain/secure-score/describe.ts';
import type { ActionView, AssessmentView, ControlView, ProviderActionView } from '../domain/sheets/view.ts';
import { type ReadImage, refKind } from '../domain/state/image.ts';
import { actionOfComment, commentAt } from '../domain/workflow/comments.ts';
import { conflictViews, historyViews, noticesByEntity, type Wording } from './activity-views.ts';
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

/**
 * The same as `viewAssessment`, in pieces between which it gives way. It still shows one moment: when
 * an edit came meanwhile it is begun anew.
 */
export async function viewInPieces(
  parts: ViewParts,
  id: AssessmentId,
  workbook: WorkbookId,
  giveWay: GiveWay,
): Promise<AssessmentView | null> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const view = await makeView(parts, id, workbook, giveWay);
    if (view !== 'changed') return view;
  }
  return viewAssessment(parts, id, workbook);
}

/** Everything a workbook of this assessment shows now; null when there is no such assessment. */
export async function viewAssessment(
  parts: ViewParts,
  id: AssessmentId,
  workbook: WorkbookId,
): Promise<AssessmentView | null> {
  const view = await makeView(parts, id, workbook, null);
  if (view === 'changed') throw new Error('A view without a pause is of one moment.'); // a bug: it is made in one go
  return view;
}

async function makeView(
  { organisation, scores, recent, address }: ViewParts,
  id: AssessmentId,
  workbook: WorkbookId,
  giveWay: GiveWay | null,
): Promise<AssessmentView | 'changed' | null> {
  const { core } = organisation;
  const assessment = assessmentOf(core.image, id);
  const template = assessment === null ? null : templateOf(core.image, assessment.template, assessment.templateVersion);
  const score = await scores.assessment(id);
  if (assessment === null || template === null || score === null) return null;
  const records = await openRecords(organisation, assessment);
  const source = scoringSource(organisation, assessment, records);
  if (source === null) return null;

  const { title, product, certification, inScopeServices, created } = assessment;
  const settings = settingsOf(core.image);
  const controls = template.controls.filter((control) => !control.disabled);
  const cited = citations(organisation, controls);
  const customer = [...cited].filter(([, { action }]) => action.responsibility === 'customer');
  const provider = [...cited].filter(([, { action }]) => action.responsibility === 'provider');
  const partitions = [core.id, ...records.partitions];
  const begun = JSON.stringify(cursorsOf(organisation, partitions));
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
  const entries = (await Promise.all(partitions.map((partition) => recent.of(partition)))).flat();
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

  const controlRow = (control: Control): ControlView => controlView(control, score, cited, related);
  const actionRow = ([action, citation]: readonly [ActionId, Citation]): ActionView =>
    actionView(
      organisation,
      action,
      citation,
      score,
      records,
      marks?.isFinished(action) ?? false,
      pieces.get(action) ?? 0,
      notices.get(recordRef(action)) ?? '',
      assessment.archived === null,
    );
  // Without a pause nothing may come in between any more: no await.
  const controlRows = giveWay === null ? controls.map(controlRow) : await inPieces(controls, giveWay, controlRow);
  const actionRows = giveWay === null ? customer.map(actionRow) : await inPieces(customer, giveWay, actionRow);
  const cursors = cursorsOf(organisation, partitions);
  if (giveWay !== null && JSON.stringify(cursors) !== begun) return 'changed';

  return {
    workbook: {
      organisation: organisation.id,
      workbook,
      assessment: id,
      templateVersion: assessment.templateVersion,
      cursors,
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
    scoreHistory: scoreHistory(
      source,
      (action, field) =>
        cited.get(action)?.action.responsibility === 'provider'
          ? attestationState(core.image, action, field, assessment.archived?.at ?? null)
          : records.state(action, field),
      settings.scoring.providerPoints ? [...cited.keys()] : customer.map(([action]) => action),
    ),
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

async function inPieces<From, To>(
  rows: readonly From[],
  giveWay: GiveWay,
  make: (row: From) => To,
): Promise<readonly To[]> {
  const made: To[] = [];
  for (const row of rows) {
    const pause = giveWay();
    if (pause !== null) await pause;
    made.push(make(row));
  }
  return made;
}

function updateNotice(image: ReadImage, assessment: Assessment): string {
  const version = newestVersion(image, assessment);
  return version === null
    ? ''
    : `Version ${version} of the template is there. Its group can see what it changes, and accept it or leave it for later (controlbook update).`;
}

type Citation = { readonly action: Action; readonly controls: readonly Control[]; readonly description: string };

/** The actions the controls cite, in order of appearance, each with the controls it serves. */
function citations(organisation: Organisation, controls: readonly Control[]): ReadonlyMap<ActionId, Citation> {
  const cited = new Map<ActionId, { action: Action; controls: Control[]; description: string }>();
  for (const control of controls) {
    for (const use of control.actions) {
      const known = cited.get(use.action);
      if (known !== undefined) {
        if (!known.controls.includes(control)) known.controls.push(control);
        continue;
      }
      const action = actionOf(organisation.core.image, use.action);
      if (action === null || action.disabled) continue;
      cited.set(use.action, { action, controls: [control], description: describe(action, use.description) });
    }
  }
  return cited;
}

function describe(action: Action, chosen: string | null): string {
  const picked = action.descriptions.find(({ title }) => title === chosen);
  if (picked !== undefined) return picked.text;
  if (action.descriptions.length < 2) return action.descriptions[0]?.text ?? '';
  return action.descriptions.map(({ title, text }) => (title === '' ? text : `${title}\n${text}`)).join('\n\n');
}

function controlView(
  control: Control,
  score: AssessmentScore,
  cited: ReadonlyMap<ActionId, Citation>,
  related: (control: Control) => readonly string[],
): ControlView {
  const own = score.control(control.id);
  const actions = control.actions.flatMap(({ action }) => cited.get(action) ?? []);
  const { id, title, family, link, articleId, parent, labels, responsibility } = control;
  return {
    ...{ id, title, family, link, articleId, parent, labels, responsibility },
    description: [control.statement ?? '', control.description].filter((text) => text !== '').join('\n\n'),
    state: own?.state ?? 'None',
    assessed: own?.assessed ?? false,
    achieved: own?.achieved ?? 0,
    possible: own?.possible ?? 0,
    actions: actions.map(({ action }) => action.title),
    related: related(control),
  };
}

function actionView(
  organisation: Organisation,
  id: ActionId,
  { action, controls, description }: Citation,
  score: AssessmentScore,
  records: Records,
  finishedByParent: boolean,
  evidence: number,
  notice: string,
  isActive: boolean,
): ActionView {
  const verdict = score.verdicts().get(id);
  const fields = (Object.keys(recordFields) as RecordField[]).flatMap((field) => {
    const state = records.state(id, field);
    if (state === null) return [];
    const by = organisation.directory.byId(state.by)?.name ?? null;
    return [[field, { value: state.value, by, at: state.time }] as const];
  });
  const automatic = isActive ? automaticOf(organisation.core.image, action) : null;
  const { title, type, category, purpose, enforcement, owners, points } = action;
  return {
    ...{ id, title, type, category, purpose, enforcement, owners, points },
    controls: controls.map((control) => control.id),
    description,
    achieved: verdict?.achieved ?? 0,
    possible: verdict?.possible ?? 0,
    finishedByParent,
    parents: action.parents.map((parent) => actionOf(organisation.core.image, parent)?.title ?? parent),
    secureScore: action.secureScoreControl,
    fields: Object.fromEntries(fields),
    evidence,
    notice: [notice, automatic?.sentence ?? ''].filter((line) => line !== '').join('\n'),
    ...(automatic === null ? {} : { automatic }),
  };
}

/** What Secure Score keeps of an action, and what it has last seen; null where it does not keep it, or has seen nothing. */
function automaticOf(image: ReadImage, action: Action): NonNullable<ActionView['automatic']> | null {
  const seen = isAutomated(image, action) ? observationOf(image, action.id) : null;
  if (seen === null || seen.control !== action.secureScoreControl) return null;
  const fields = keptFields(image, action.id);
  return { fields, sentence: fields.length === 0 ? observationSentence(seen) : keptSentence(fields, seen) };
}

function providerActionView(
  id: ActionId,
  citation: Citation,
  score: AssessmentScore,
  attested: Attestation | null,
): ProviderActionView {
  const verdict = score.verdicts().get(id);
  const text = (field: AttestationField): string | null => {
    const value = attested?.[field] ?? null;
    return value === null ? null : String(value);
  };
  return {
    id,
    title: citation.action.title,
    controls: citation.controls.map((control) => control.id),
    description: citation.description,
    points: citation.action.points,
    achieved: verdict?.achieved ?? 0,
    possible: verdict?.possible ?? 0,
    attestation: text('attestation'),
    testResult: text('testResult'),
    testDate: text('testDate'),
    tester: text('tester'),
    notes: text('notes'),
    source: text('source'),
  };
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
