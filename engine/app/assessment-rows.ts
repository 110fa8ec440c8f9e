import { type AttestationField, type RecordField, recordFields } from '../contract/model/field.ts';
import type { ActionId } from '../contract/model/ids.ts';
import type { Action, Control } from '../contract/model/template.ts';
import type { Attestation } from '../domain/organisation/attestation.ts';
import { actionOf } from '../domain/organisation/documents.ts';
import type { AssessmentScore } from '../domain/scoring/assessment-score.ts';
import { isAutomated, keptFields, observationOf } from '../domain/secure-score/automation.ts';
import { keptSentence, observationSentence } from '../domain/secure-score/describe.ts';
import type { ActionView, ControlView, FieldView, ProviderActionView } from '../domain/sheets/view.ts';
import type { ReadImage } from '../domain/state/image.ts';
import type { Organisation } from './organisation.ts';
import type { Records } from './records.ts';

const fieldNames = Object.keys(recordFields) as RecordField[]; // the object has these keys alone

export type Citation = { readonly action: Action; readonly controls: readonly Control[]; readonly description: string };

/** The actions the controls cite, in order of appearance, each with the controls it serves. */
export function citations(organisation: Organisation, controls: readonly Control[]): ReadonlyMap<ActionId, Citation> {
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

/** A control with its state and what it is related to. */
export function controlView(
  control: Control,
  score: AssessmentScore,
  cited: ReadonlyMap<ActionId, Citation>,
  related: (control: Control) => readonly string[],
): ControlView {
  const own = score.control(control.id);
  const actions = control.actions.flatMap(({ action }) => cited.get(action) ?? []);
  return {
    // One by one: an object that others are spread into takes many times the memory.
    id: control.id,
    title: control.title,
    family: control.family,
    link: control.link,
    articleId: control.articleId,
    parent: control.parent,
    labels: control.labels,
    responsibility: control.responsibility,
    description: [control.statement ?? '', control.description].filter((text) => text !== '').join('\n\n'),
    state: own?.state ?? 'None',
    assessed: own?.assessed ?? false,
    achieved: own?.achieved ?? 0,
    possible: own?.possible ?? 0,
    actions: actions.map(({ action }) => action.title),
    related: related(control),
  };
}

/** A customer's action with its record, and what is known of it besides. */
export function actionView(
  organisation: Organisation,
  id: ActionId,
  { action, controls, description }: Citation,
  score: AssessmentScore,
  records: Records,
  known: Pick<ActionView, 'finishedByParent' | 'evidence' | 'notice'> & { readonly isActive: boolean },
): ActionView {
  const verdict = score.verdicts().get(id);
  const fields: { -readonly [Field in RecordField]?: FieldView } = {};
  for (const field of fieldNames) {
    const state = records.state(id, field);
    if (state === null) continue;
    fields[field] = { value: state.value, by: organisation.directory.byId(state.by)?.name ?? null, at: state.time };
  }
  const automatic = known.isActive ? automaticOf(organisation.core.image, action) : null;
  return {
    id,
    title: action.title,
    type: action.type,
    category: action.category,
    purpose: action.purpose,
    enforcement: action.enforcement,
    owners: action.owners,
    points: action.points,
    controls: controls.map((control) => control.id),
    description,
    achieved: verdict?.achieved ?? 0,
    possible: verdict?.possible ?? 0,
    finishedByParent: known.finishedByParent,
    parents: action.parents.map((parent) => actionOf(organisation.core.image, parent)?.title ?? parent),
    secureScore: action.secureScoreControl,
    fields,
    evidence: known.evidence,
    notice: [known.notice, automatic?.sentence ?? ''].filter((line) => line !== '').join('\n'),
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

/** A provider's action with what was attested. */
export function providerActionView(
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
