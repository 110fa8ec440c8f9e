import { z } from 'zod';
import { evidenceId } from '../model/evidence.ts';
import { fieldValue, type RecordField, recordFields } from '../model/field.ts';
import { actionId, assessmentId, conflictId, cursor, userId, workbookId } from '../model/ids.ts';
import { actionEnforcements, actionPurposes, controlStates, responsibilities } from '../model/vocabulary.ts';
import { time } from './journal.ts';
import { organisationSettings, progressBySide, score } from './score.ts';

const text = z.string();
const maybe = text.nullable();
const points = z.number();

const control = z
  .object({
    id: text,
    title: text,
    family: text,
    description: text,
    link: maybe,
    articleId: maybe,
    parent: maybe,
    labels: z.array(text),
    responsibility: z.enum(responsibilities),
    state: z.enum(controlStates),
    assessed: z.boolean(),
    achieved: points,
    possible: points,
    actions: z.array(text),
    related: z.array(text),
  })
  .meta({ id: 'ControlView' });

const recordField = z.enum(Object.keys(recordFields) as [RecordField, ...RecordField[]]); // the object has these keys alone

const action = z
  .object({
    id: actionId,
    title: text,
    controls: z.array(text),
    description: text,
    type: text,
    category: maybe,
    purpose: z.enum(actionPurposes).nullable(),
    enforcement: z.enum(actionEnforcements).nullable(),
    owners: z.array(text),
    points,
    achieved: points,
    possible: points,
    finishedByParent: z.boolean(),
    parents: z.array(text),
    secureScore: maybe,
    fields: z
      .partialRecord(recordField, z.object({ value: fieldValue, by: maybe, at: maybe }))
      .describe('A field never filled in is left out.'),
    evidence: z.int(),
    notice: text.describe('Refused values and open conflicts of this row; empty for none.'),
    automatic: z
      .object({ fields: z.array(recordField).describe('What nobody can type.'), sentence: text })
      .exactOptional()
      .describe('What Secure Score keeps of it; left out where that is nothing.'),
  })
  .meta({ id: 'ActionView' });

const providerAction = z
  .object({
    id: actionId,
    title: text,
    controls: z.array(text),
    description: text,
    points,
    achieved: points,
    possible: points,
    attestation: maybe.describe('Null where nothing is recorded.'),
    testResult: maybe,
    testDate: maybe,
    tester: maybe,
    notes: maybe,
    source: maybe.describe('The document the attestation was taken from.'),
  })
  .meta({ id: 'ProviderActionView' });

const evidence = z
  .object({
    id: text,
    evidence: evidenceId.describe('The piece; the same beside every action it proves.'),
    action: actionId,
    actionTitle: text,
    name: text,
    version: z.int(),
    kind: text,
    size: z.number(),
    sha256: maybe,
    collected: maybe,
    expires: maybe,
    uploadedBy: text,
    uploadedAt: text,
    link: maybe,
  })
  .meta({ id: 'EvidenceView' });

const conflictView = z
  .object({
    id: conflictId,
    item: text,
    field: text,
    base: text,
    inPlace: text,
    yours: text,
    who: text,
    when: time,
    notice: text,
  })
  .meta({ id: 'ConflictView' });

export const historyLine = z
  .object({
    id: text,
    when: time,
    who: text,
    channel: text,
    item: text,
    field: text,
    from: text,
    to: text,
    what: text,
  })
  .meta({ id: 'HistoryLine' });

/** Everything a workbook of the assessment shows, values as people read them. */
export const assessmentView = z
  .object({
    workbook: z.object({
      organisation: text,
      workbook: workbookId,
      assessment: assessmentId,
      templateVersion: z.int(),
      cursors: z.array(cursor).describe('Where to go on from: what is shown is everything up to these.'),
    }),
    asOf: time,
    assessment: z.object({
      title: text,
      product: text,
      certification: text,
      inScopeServices: z.array(text),
      created: time,
    }),
    group: text,
    template: z.object({ name: text, version: z.int(), acknowledgement: maybe }),
    archived: time.nullable(),
    scoring: organisationSettings.shape.scoring,
    providerName: text,
    controls: z.array(control),
    actions: z.array(action).describe('Customer actions, each once.'),
    providerActions: z.array(providerAction),
    evidence: z.array(evidence),
    conflicts: z.array(conflictView),
    history: z.array(historyLine).describe('Newest first, the latest 200.'),
    score,
    scoreHistory: z.array(z.object({ date: text, percent: z.number().nullable() })).describe('Oldest first.'),
    families: z.array(z.object({ family: text, progress: progressBySide, achieved: points, possible: points })),
    progress: progressBySide,
    people: z.array(z.object({ id: userId, name: text, email: maybe })),
    notice: text,
  })
  .meta({ id: 'AssessmentView', description: 'Everything a workbook of the assessment shows.' });

export const relatedControls = z
  .object({
    shared: z
      .array(
        z.object({
          assessment: assessmentId,
          label: text.describe('The certification, with the product where the group assesses it for several.'),
          control: text,
          title: text,
          actions: z.array(actionId).describe('The actions both cite.'),
        }),
      )
      .describe('Those of the assessment first, those with most actions in common first.'),
    proposed: z.array(
      z.object({
        label: text.describe('The certification.'),
        control: text,
        title: maybe.describe('Null where there is no template of that standard.'),
        relation: text.describe('The weakest that was found: same control, mapped, informative reference ...'),
        sources: z.array(text),
      }),
    ),
  })
  .meta({ id: 'RelatedControls' });
