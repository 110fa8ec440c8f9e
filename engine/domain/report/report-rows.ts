import type { RecordField } from '../../contract/model/field.ts';
import type { CellValue } from '../../contract/model/table.ts';
import { noAttestation } from '../../contract/model/vocabulary.ts';
import { blankValue } from '../fields/normalize.ts';
import type { PeopleLabels } from '../sheets/people-labels.ts';
import type { ActionView, AssessmentView, ControlView, ProviderActionView } from '../sheets/view.ts';

/** Cells of a report row by column key. */
export type ReportRow = Readonly<Record<string, CellValue>>;

/** Actions by the controls that cite them, in the order of the view. */
export function actionsByControl<A extends { readonly controls: readonly string[] }>(
  actions: readonly A[],
): ReadonlyMap<string, readonly A[]> {
  const byControl = new Map<string, A[]>();
  for (const action of actions) {
    for (const control of new Set(action.controls)) {
      const known = byControl.get(control);
      if (known === undefined) byControl.set(control, [action]);
      else known.push(action);
    }
  }
  return byControl;
}

/** What a row says about its action's evidence, by action. */
export type EvidenceTexts = ReadonlyMap<string, string>;

/** A line per record: its name, where it can be found, and what proves that it is the same still. */
export function evidenceTexts({ evidence }: AssessmentView): EvidenceTexts {
  const texts = new Map<string, string>();
  for (const { action, name, version, collected, expires, link, sha256 } of evidence) {
    const facts = [
      version > 1 ? `version ${version}` : '',
      collected === null ? '' : `collected ${collected}`,
      expires === null ? '' : `expires ${expires}`,
      sha256 === null ? '' : `SHA-256 ${sha256}`,
    ].filter((fact) => fact !== '');
    const line = `${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${link === null ? '' : `: ${link}`}`;
    const before = texts.get(action);
    texts.set(action, before === undefined ? line : `${before}\n${line}`);
  }
  return texts;
}

/** A row per customer action of a control; a control without one still has its row. */
export function customerRows(
  evidence: EvidenceTexts,
  control: ControlView,
  actions: readonly ActionView[],
  people: PeopleLabels,
): readonly ReportRow[] {
  if (actions.length === 0) return [controlCells(control)];
  return actions.map((action) => ({
    ...controlCells(control),
    action: action.title,
    type: action.type,
    details: text(action, 'implementationNotes'),
    status: text(action, 'implementationStatus'),
    implemented: date(action.fields.implementationDate?.value),
    tested: date(action.fields.testDate?.value),
    result: text(action, 'testResult'),
    person: assignee(action, people),
    owner: action.owners.join('; '),
    plan: text(action, 'testPlan'),
    information: text(action, 'additionalInformation'),
    evidence: evidence.get(action.id) ?? null,
  }));
}

/** A row per provider action of a control: what the provider attests. */
export function providerRows(
  evidence: EvidenceTexts,
  control: ControlView,
  actions: readonly ProviderActionView[],
  providerName: string,
): readonly ReportRow[] {
  if (actions.length === 0) return [controlCells(control)];
  return actions.map((action) => ({
    ...controlCells(control),
    action: action.title,
    details: action.attestation ?? noAttestation,
    tested: date(action.testDate),
    result: action.testResult ?? 'Not Assessed',
    person: action.tester,
    owner: providerName,
    information: action.notes,
    evidence: [action.source, evidence.get(action.id)].filter((line) => line != null).join('\n'),
  }));
}

function controlCells(control: ControlView): ReportRow {
  return {
    control: control.id,
    title: control.title,
    description: control.description === '' ? control.link : control.description,
    score: `${control.achieved} / ${control.possible}`,
    related: control.related.join('\n'),
  };
}

function text(action: ActionView, field: RecordField): CellValue {
  const value = action.fields[field]?.value ?? blankValue(field);
  return typeof value === 'string' ? value : null;
}

function date(value: unknown): CellValue {
  return typeof value === 'string' ? { date: value } : null;
}

function assignee(action: ActionView, people: PeopleLabels): CellValue {
  const user = action.fields.assignedTo?.value;
  return typeof user === 'string' ? people.labelOf(user) : null;
}
