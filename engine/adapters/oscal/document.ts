import type { z } from 'zod';
import type { FileProblem } from '../../app/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import { type Catalog, catalog, type Profile, profile } from './oscal-schema.ts';
import { problem, readJson } from './read-json.ts';

/** A catalog or a profile, and the file it came from. */
export type OscalDocument =
  | { readonly kind: 'catalog'; readonly file: string; readonly catalog: Catalog }
  | { readonly kind: 'profile'; readonly file: string; readonly profile: Profile };

/** Reads one OSCAL file. Problems name the file and the JSON path. */
export function readDocument(file: string, bytes: Uint8Array): Result<OscalDocument, FileProblem> {
  const json = readJson(file, bytes);
  if (!json.ok) return json;
  const root = json.value;
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    return problem('not-oscal', file, 'is JSON but not an OSCAL document: it has neither a "catalog" nor a "profile".');
  }
  const body = new Map<string, unknown>(Object.entries(root));
  if (body.has('catalog')) {
    const parsed = catalog.safeParse(body.get('catalog'));
    return parsed.success
      ? ok({ kind: 'catalog', file, catalog: parsed.data })
      : invalid(file, 'catalog', parsed.error);
  }
  if (body.has('profile')) {
    const parsed = profile.safeParse(body.get('profile'));
    return parsed.success
      ? ok({ kind: 'profile', file, profile: parsed.data })
      : invalid(file, 'profile', parsed.error);
  }
  const found = [...body.keys()].find((key) => key !== '$schema')?.slice(0, 60) ?? 'nothing';
  return problem(
    'not-oscal',
    file,
    `holds "${found}". Templates are made from an OSCAL catalog or profile; submit one of those.`,
  );
}

function invalid(file: string, root: string, error: z.ZodError): ReturnType<typeof problem> {
  const [first] = error.issues;
  const path = jsonPath(root, first?.path ?? []);
  const more = error.issues.length > 1 ? ` and ${error.issues.length - 1} more places` : '';
  return problem(
    'oscal-invalid',
    file,
    `breaks the OSCAL model at ${path}${more}: ${first?.message ?? 'unknown'}. Correct it there.`,
  );
}

/** `catalog.groups[0].controls[2]`. */
function jsonPath(root: string, steps: readonly PropertyKey[]): string {
  return steps.reduce<string>(
    (path, step) => path + (typeof step === 'number' ? `[${step}]` : `.${String(step)}`),
    root,
  );
}
