import type { FileProblem, Inspection, ReadTemplate, SubmittedFile } from '../../app/ports.ts';
import { ok, type Result } from '../../domain/result.ts';
import { createCompanions, wantedFile } from './companions.ts';
import { type OscalDocument, readDocument } from './document.ts';
import { limits } from './read-json.ts';
import { resolve } from './resolve.ts';
import { toTemplate } from './to-template.ts';

/**
 * Reads an OSCAL catalog, a resolved profile, or a profile with the files it imports as companions. What cannot be read
 * is a problem naming file and place; what was left out or guessed is a finding.
 */
export function readOscal(file: SubmittedFile): Result<ReadTemplate, FileProblem> {
  const resolved = resolve(file);
  return resolved.ok ? toTemplate(file.name, resolved.value) : resolved;
}

/** What the file is, and by name which files it needs beside those that were submitted with it. */
export function inspectOscal(file: SubmittedFile): Result<Inspection, FileProblem> {
  const main = readDocument(file.name, file.bytes);
  if (!main.ok) return main;
  const companions = createCompanions(file);
  const needs = new Set<string>();
  const seen = new Set<string>([file.name]);
  const queue: OscalDocument[] = [main.value];
  for (const document of queue) {
    if (document.kind === 'catalog') continue;
    for (const { href } of document.profile.imports) {
      const found = companions.find(document.profile, document.file, href);
      if (!found.ok) return found;
      if (found.value === null) needs.add(wantedFile(document.profile, href));
      else if (!seen.has(found.value.document.file) && queue.length < limits.imports) {
        seen.add(found.value.document.file);
        queue.push(found.value.document);
      }
    }
  }
  const format = main.value.kind === 'catalog' ? 'oscal-catalog' : 'oscal-profile';
  return ok({ format, sheets: [], proposal: null, needs: [...needs] });
}
