import { z } from 'zod';
import type { AttestationInspection, FileProblem, ReadAttestations, SubmittedFile } from '../../app/ports.ts';
import type { AttestationRow } from '../../domain/attestations/plan-attestations.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { controlId } from './control-id.ts';
import { problem, readJson } from './read-json.ts';

/*
 * What is read of the OSCAL component definition and system security plan models: statements of how a control is
 * implemented. They are statements, not tests: no result, tester or date of a test is read out of them.
 */

const prop = z.object({ name: z.string(), value: z.string(), remarks: z.string().optional() });
const described = z.object({ description: z.string().optional(), remarks: z.string().optional() });
const statement = z.object({ ...described.shape, 'by-components': z.array(described).optional() });
const requirement = z.object({
  'control-id': z.string().min(1),
  ...statement.shape,
  props: z.array(prop).optional(),
  statements: z.array(statement).optional(),
});
type Requirement = z.infer<typeof requirement>;

const metadata = z.object({ title: z.string(), version: z.string().optional() });
const implementation = z.object({ 'implemented-requirements': z.array(requirement) });

const componentDefinition = z.object({
  metadata,
  components: z
    .array(z.object({ title: z.string(), 'control-implementations': z.array(implementation).optional() }))
    .optional(),
});
const systemSecurityPlan = z.object({ metadata, 'control-implementation': implementation });

/** Reads the statements of a component definition or a system security plan, a row a requirement. */
export function readAttestationDocument(
  file: Pick<SubmittedFile, 'name' | 'bytes'>,
): Result<ReadAttestations, FileProblem> {
  const json = readJson(file.name, file.bytes);
  if (!json.ok) return json;
  const root = z.record(z.string(), z.unknown()).safeParse(json.value);
  const body = root.success ? root.data : {};
  if (Object.hasOwn(body, 'component-definition')) {
    const parsed = componentDefinition.safeParse(body['component-definition']);
    if (!parsed.success) return invalid(file.name, 'component-definition', parsed.error);
    const { components = [] } = parsed.data;
    const rows = components.flatMap(({ title, 'control-implementations': implementations = [] }, at) =>
      implementations.flatMap((each, index) => {
        const path = `component-definition.components[${at}].control-implementations[${index}]`;
        return toRows(each['implemented-requirements'], path, components.length > 1 ? title : null);
      }),
    );
    return ok(toInput('component-definition', file.name, parsed.data.metadata, rows));
  }
  if (Object.hasOwn(body, 'system-security-plan')) {
    const parsed = systemSecurityPlan.safeParse(body['system-security-plan']);
    if (!parsed.success) return invalid(file.name, 'system-security-plan', parsed.error);
    const requirements = parsed.data['control-implementation']['implemented-requirements'];
    const rows = toRows(requirements, 'system-security-plan.control-implementation', null);
    return ok(toInput('system-security-plan', file.name, parsed.data.metadata, rows));
  }
  const found =
    Object.keys(body)
      .find((key) => key !== '$schema')
      ?.slice(0, 60) ?? 'nothing';
  return problem(
    'not-oscal',
    file.name,
    `holds "${found}". Attestations are read from an OSCAL component definition or system security plan; submit one of those.`,
  );
}

export function inspectAttestationDocument(
  file: Pick<SubmittedFile, 'name' | 'bytes'>,
): Result<AttestationInspection, FileProblem> {
  const read = readAttestationDocument(file);
  return read.ok ? ok({ format: read.value.format, proposal: null, needsTemplate: true }) : read;
}

function toInput(
  format: ReadAttestations['format'],
  file: string,
  { title, version }: z.infer<typeof metadata>,
  rows: readonly AttestationRow[],
): ReadAttestations {
  const source = `${title}${version === undefined ? '' : ` (${version})`}, ${file}`;
  return { format, source, dateSystem: '1900', findings: [], rows };
}

function toRows(
  requirements: readonly Requirement[],
  path: string,
  component: string | null,
): readonly AttestationRow[] {
  return requirements.map((each, index) => {
    const text = textOf(each);
    return {
      place: `${path}.implemented-requirements[${index}]`,
      action: null,
      control: controlId({ id: each['control-id'] }).id,
      statement: text === '' ? null : component === null ? text : `${component}: ${text}`,
      result: null,
      testDate: null,
      tester: null,
      notes: statusOf(each),
      dated: false,
    };
  });
}

/** Everything said about the requirement, each text once. */
function textOf({ description, statements = [], 'by-components': components = [] }: Requirement): string {
  const texts = [
    description,
    ...components.map((one) => one.description),
    ...statements.flatMap((one) => [one.description, ...(one['by-components'] ?? []).map((part) => part.description)]),
  ];
  const whole = [...new Set(texts.map((text) => text?.trim() ?? ''))].filter((text) => text !== '').join('\n\n');
  return whole.length > longest ? `${whole.slice(0, longest)} ...` : whole;
}

/** Leaves room in a cell for what several controls say about one action. */
const longest = 8_000;

function statusOf({ props = [] }: Requirement): string | null {
  const words = props.filter(({ name }) => name === 'implementation-status').map(({ value }) => value);
  return words.length === 0 ? null : `Implementation status: ${[...new Set(words)].join(', ')}`;
}

function invalid(file: string, root: string, error: z.ZodError): Result<never, FileProblem> {
  const [first] = error.issues;
  const steps = (first?.path ?? []).map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return err({
    code: 'oscal-invalid',
    message: `${file} breaks the OSCAL model at ${root}${steps.join('')}: ${first?.message ?? 'unknown'}. Correct it there.`,
  });
}
