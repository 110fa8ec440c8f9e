import type { FileProblem, Inspection, ReadTemplate, SubmittedFile } from '../../app/ports.ts';
import { templateFile, templateFormat } from '../../contract/model/template-file.ts';
import { ok, type Result } from '../../domain/result.ts';
import { limits, problem, readJson } from './read-json.ts';

/**
 * Reads a template that was exported as JSON; null for any other JSON file. Bounded as every JSON file is; what does not
 * fit its schema is a problem that names the place.
 */
export function readTemplateJson({ name, bytes }: SubmittedFile): Result<ReadTemplate, FileProblem> | null {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked && !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(templateFormat)) return null;
  const json = readJson(name, bytes);
  if (!json.ok || !isTemplate(json.value)) return null; // whoever reads it next says what is wrong with it
  if (json.value.formatVersion !== 1) {
    const message = 'was written in a later form of template files. Update Controlbook, and import it again.';
    return problem('template-version', name, message);
  }
  const parsed = templateFile.safeParse(json.value);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const path = (first?.path ?? []).reduce<string>(
      (to, step) => (typeof step === 'number' ? `${to}[${step}]` : `${to}.${String(step)}`),
      'template',
    );
    const more = parsed.error.issues.length > 1 ? ` and ${parsed.error.issues.length - 1} more places` : '';
    const message = `does not fit the schema of template files at ${path}${more}: ${first?.message ?? 'unknown'}. Correct it there.`;
    return problem('template-invalid', name, message);
  }
  const { $schema: _schema, format: _format, formatVersion: _version, controls, actions, ...rest } = parsed.data;
  if (JSON.stringify(rest).length + textOf(controls) + textOf(actions) > limits.text) {
    return problem(
      'too-large',
      name,
      `holds more than ${limits.text / 1024 / 1024} MB of text. Submit a smaller template.`,
    );
  }
  return ok({
    kind: 'json',
    content: {
      ...rest,
      controls: controls.map((control) => ({ ...control, statedPoints: null, oldId: null, operation: null })),
      actions: actions.map((action) => ({ ...action, oldTitle: null, operation: null, parentsElsewhere: true })),
    },
    places: {
      ...placesOf('controls', controls.length),
      ...placesOf('actions', actions.length),
    },
    findings: [],
  });
}

/** What the file is; null for any other JSON file. */
export function inspectTemplateJson(file: SubmittedFile): Result<Inspection, FileProblem> | null {
  const read = readTemplateJson(file);
  if (read === null || !read.ok) return read;
  return ok({ format: 'template-json', sheets: [], proposal: null, needs: [] });
}

function isTemplate(value: unknown): value is { readonly format: string; readonly formatVersion?: unknown } {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === templateFormat;
}

function textOf(rows: readonly unknown[]): number {
  return rows.reduce<number>((sum, row) => sum + JSON.stringify(row).length, 0);
}

/** The file is the content: a part stands where its path says. */
function placesOf(part: string, length: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length }, (_, at) => [`${part}[${at}]`, `${part}[${at}]`]));
}
