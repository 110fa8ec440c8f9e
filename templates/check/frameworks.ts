import { createHash } from 'node:crypto';
import { type ControlLine, type TemplateFile, templateFile } from '#engine/adapters/built-in/line-schemas';
import { collectFaults } from '#engine/adapters/built-in/parse-lines';
import { readFrameworks } from '#engine/adapters/built-in/read-built-in';

/** A framework as its folder has it: the facts of the standard, before anything is taken from other frameworks. */
export type Framework = {
  readonly id: string;
  readonly template: TemplateFile;
  readonly lines: readonly ControlLine[];
};

export async function readFacts(folder: string): Promise<readonly Framework[]> {
  const faults = collectFaults();
  const frameworks = await readFrameworks(folder, faults);
  if (faults.list.length > 0) throw new Error(faults.list.join('\n'));
  return frameworks.map(({ id, template, lines }) => ({
    id,
    template: templateFile.parse(template),
    lines: lines.map(({ value }) => value),
  }));
}

/** What a control is in its standard. The title is the official one, be it a whole sentence. */
export type Fact = {
  readonly id: string;
  readonly title: string;
  readonly family: string;
  readonly parent: string;
  readonly labels: readonly string[];
};

export function factsOf({ lines }: Framework): readonly Fact[] {
  return lines.map(({ id, title, statement, family, parent = '', labels = [] }) => ({
    ...{ id, title: statement ?? title, family, parent, labels },
  }));
}

/** The first 16 digits of the SHA-256 of ids, titles, families and labels, sorted by id. */
export function fingerprintOf(facts: readonly Fact[]): string {
  const sorted = facts
    .map(({ id, title, family, labels }) => JSON.stringify([id, title, family, [...labels].sort()]))
    .sort();
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 16);
}
