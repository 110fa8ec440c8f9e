import type { AttestationField, FieldValue } from '../../contract/model/field.ts';
import type { ActionId } from '../../contract/model/ids.ts';
import type { Action, Finding, Template } from '../../contract/model/template.ts';
import type { testResults } from '../../contract/model/vocabulary.ts';
import type { RawValue } from '../fields/field-problem.ts';
import { normalizeField } from '../fields/normalize.ts';
import type { DateSystem } from '../fields/serial-date.ts';
import { type Attestation, attestationFieldNames } from '../organisation/attestation.ts';
import { joinFindings, makeFinding } from '../templates/finding.ts';
import { titleKey } from '../templates/title-key.ts';

/** A row of a file as it was read: about a provider action (title or id), or about a control of some template. */
export type AttestationRow = {
  /** `Sheet!A5`, or a JSON path. */
  readonly place: string;
  readonly action: string | null;
  readonly control: string | null;
  readonly statement: RawValue;
  readonly result: RawValue;
  readonly testDate: RawValue;
  readonly tester: RawValue;
  readonly notes: RawValue;
  /** Whether the test date is shown as a date. */
  readonly dated: boolean;
};

export type AttestationInput = {
  readonly rows: readonly AttestationRow[];
  readonly findings: readonly Finding[];
  readonly dateSystem: DateSystem;
  /** The document, as people name it. */
  readonly source: string;
};

/** What is said of rows that do not say it themselves. */
export type AttestationDefaults = { readonly tester: string | null; readonly testDate: string | null };

export type AttestationPlan = {
  /** What would be recorded, an entry an action, those left out that are on record just so. */
  readonly records: readonly PlannedAttestation[];
  readonly unchanged: number;
  readonly findings: readonly Finding[];
};

export type PlannedAttestation = {
  readonly action: ActionId;
  readonly title: string;
  /** The controls it was attested for; empty when the rows name the action itself. */
  readonly controls: readonly string[];
  readonly before: Attestation | null;
  readonly after: Attestation;
};

/**
 * Plans what an import of attestations would put on record. Several rows about one action are joined to the worst of
 * them: nothing counts as passed that some row does not call so. What a row leaves open stays open.
 */
export function planAttestations(
  input: AttestationInput,
  defaults: AttestationDefaults,
  template: Template | null,
  actions: readonly Action[],
  recorded: (action: ActionId) => Attestation | null,
): AttestationPlan {
  const findings: Finding[] = [];
  const report = (rule: Parameters<typeof makeFinding>[0], row: AttestationRow, value: string | null, detail = '') =>
    findings.push(makeFinding(rule, { path: '', place: row.place, value, detail }));
  const provider = actions.filter(({ responsibility, disabled }) => responsibility === 'provider' && !disabled);
  const byName = new Map(
    provider.flatMap(
      (action) =>
        [
          [action.id as string, action],
          [titleKey(action.title), action],
        ] as const,
    ),
  );
  const controls = new Map(template?.controls.map((control) => [controlKey(control.id), control]));
  const partsByAction = new Map<Action, Part[]>();

  for (const row of input.rows) {
    const values = valuesOf(row);
    if (values === null) continue;
    for (const action of subjects(row)) {
      const parts = partsByAction.get(action) ?? [];
      partsByAction.set(action, parts);
      parts.push({ ...values, control: row.action === null ? row.control : null });
    }
  }
  if (partsByAction.size === 0 && findings.every(({ severity }) => severity !== 'error')) {
    findings.push(makeFinding('attested-nothing', { path: '', place: null }));
  }
  const planned = [...partsByAction].map(
    ([action, parts]): PlannedAttestation => ({
      action: action.id,
      title: action.title,
      controls: parts.flatMap(({ control }) => control ?? []),
      before: recorded(action.id),
      after: joinParts(parts, input.source),
    }),
  );
  const changed = planned.filter(({ before, after }) => before === null || !same(before, after));
  return {
    records: changed,
    unchanged: planned.length - changed.length,
    findings: joinFindings(input.findings, findings),
  };

  function subjects(row: AttestationRow): readonly Action[] {
    if (row.action !== null) {
      const action = byName.get(row.action) ?? byName.get(titleKey(row.action));
      if (action === undefined) report('unknown-provider-action', row, row.action);
      return action === undefined ? [] : [action];
    }
    const id = row.control ?? '';
    if (template === null) {
      if (findings.every(({ rule }) => rule !== 'needs-template')) report('needs-template', row, id);
      return [];
    }
    const control = controls.get(controlKey(id));
    if (control === undefined) report('unknown-attested-control', row, id, template.name);
    const cited = (control?.actions ?? []).flatMap((use) => byName.get(use.action) ?? []);
    if (control !== undefined && cited.length === 0) report('control-without-provider', row, id);
    return cited;
  }

  function valuesOf(row: AttestationRow): Omit<Part, 'control'> | null {
    const { dateSystem } = input;
    const take = (
      field: AttestationField,
      kind: 'text' | 'date' | 'testResult',
      raw: RawValue,
    ): FieldValue | undefined => {
      const value = normalizeField(kind, raw, {
        dateSystem,
        shownAsDate: field === 'testDate' && row.dated,
        findUser: () => null,
      });
      if (value.ok) return value.value;
      report('bad-attestation', row, raw === null ? null : String(raw), value.error.message);
      return undefined;
    };
    const statement = take('attestation', 'text', row.statement);
    const testResult = take('testResult', 'testResult', row.result);
    const testDate = take('testDate', 'date', row.testDate ?? defaults.testDate);
    const tester = take('tester', 'text', row.tester ?? defaults.tester);
    const notes = take('notes', 'text', row.notes);
    if (statement === undefined || testResult === undefined || testDate === undefined) return null;
    return tester === undefined || notes === undefined ? null : { statement, testResult, testDate, tester, notes };
  }
}

type Part = {
  readonly control: string | null;
  readonly statement: FieldValue;
  readonly testResult: FieldValue;
  readonly testDate: FieldValue;
  readonly tester: FieldValue;
  readonly notes: FieldValue;
};

/** Worst first; a test nobody made is worse than one that passed, and out of scope is said only when all rows say so. */
const worstFirst = [
  'Failed-High Risk',
  'Failed-Medium Risk',
  'Failed-Low Risk',
  'Not Assessed',
  'Passed',
  'Not in Scope',
] as const satisfies readonly (typeof testResults)[number][];

function joinParts(parts: readonly Part[], source: string): Attestation {
  const testResult = worstFirst.find((word) => parts.some((part) => part.testResult === word)) ?? 'Not Assessed';
  const deciding = parts.filter((part) => part.testResult === testResult);
  const dates = deciding.flatMap(({ testDate }) => (typeof testDate === 'string' ? [testDate] : []));
  const controls = [...new Set(parts.flatMap(({ control }) => control ?? []))];
  return {
    attestation:
      joined(parts, 'statement', '\n\n') ??
      (controls.length === 0 ? 'Recorded' : `Recorded for ${controls.join(', ')}`),
    testResult,
    testDate: dates.sort()[0] ?? null,
    tester: joined(parts, 'tester', '; '),
    notes: joined(parts, 'notes', '\n'),
    source,
  };
}

/** Each text once; of several controls, with the control it was said about. */
function joined(parts: readonly Part[], field: 'statement' | 'tester' | 'notes', separator: string): string | null {
  const texts = new Map<string, string[]>();
  for (const part of parts) {
    const text = part[field];
    if (typeof text !== 'string') continue;
    const controls = texts.get(text) ?? [];
    texts.set(text, controls);
    if (part.control !== null) controls.push(part.control);
  }
  if (texts.size === 0) return null;
  const named = field !== 'tester' && texts.size > 1;
  const lines = [...texts].map(([text, controls]) =>
    named && controls.length > 0 ? `${controls.join(', ')}: ${text}` : text,
  );
  return clip(lines.join(separator));
}

function clip(text: string): string {
  const longest = 32_000; // of the 32,767 a cell can hold
  return text.length > longest ? `${text.slice(0, longest)} ...` : text;
}

function same(one: Attestation, other: Attestation): boolean {
  return attestationFieldNames.every((field) => one[field] === other[field]);
}

/** Letter case and spaces are slips; `ac-2 (1)` is `AC-2(1)`. */
function controlKey(id: string): string {
  return id.replace(/\s+/g, '').toUpperCase();
}
