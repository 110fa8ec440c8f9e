import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TemplateId } from '../../contract/model/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { BuiltInLibrary } from '../../domain/templates/built-in.ts';
import {
  actionLine,
  type ControlLine,
  controlLine,
  providerActionLine,
  type TemplateFile,
  templateFile,
} from './line-schemas.ts';
import { collectFaults, type Faults, type Placed, parseLines, parseText } from './parse-lines.ts';
import { settleReferences } from './settle-references.ts';
import { customerAction, providerAction, toContent } from './to-content.ts';

/** A folder as it was read, before anything is settled. */
export type FrameworkFiles = {
  readonly id: string;
  readonly template: TemplateFile;
  readonly lines: readonly Placed<ControlLine>[];
};

/**
 * Reads the folder of built-in templates: `library/`, and a folder a framework. Everything wrong is said at once, each
 * sentence with file and line; a library with a fault is not used at all.
 */
export async function readBuiltIn(folder: string): Promise<Result<BuiltInLibrary, readonly string[]>> {
  const faults = collectFaults();
  const frameworks = await readFrameworks(folder, faults);
  const own = await readActionLines(folder, faults);
  const titleById = new Map(own.customer.map(({ value }) => [value.id as string, value.title]));
  for (const { place, value } of own.customer) {
    for (const parent of value.parents ?? []) {
      if (!titleById.has(parent)) faults.add(place, `parents: there is no action ${parent}`);
    }
  }
  const actions = [
    ...own.customer.map(({ value }) => customerAction(value, titleById)),
    ...own.provider.map(({ value }) => providerAction(value)),
  ];
  const actionById = new Map(actions.map((action) => [action.id as string, action]));
  const settled = settleReferences(new Map(frameworks.map(({ id, lines }) => [id, lines])), faults);
  const templates = frameworks.map(({ id, template }) => ({
    id: id as TemplateId, // a folder's name is of the id alphabet; readFrameworks has seen to it
    content: toContent(template, settled.get(id) ?? [], actionById, faults),
  }));
  return faults.list.length === 0 ? ok({ actions, templates }) : err(faults.list);
}

/** Every framework's folder, in alphabetical order. */
export async function readFrameworks(folder: string, faults: Faults): Promise<readonly FrameworkFiles[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !notFrameworks.has(entry.name))
    .map(({ name }) => name);
  const read = await Promise.all(
    names.sort().map(async (id) => {
      const [face, lines] = await Promise.all(
        ['template.json', 'controls.jsonl'].map((name) => readFile(join(folder, id, name), 'utf8')),
      );
      const template = parseText(`${id}/template.json`, face ?? '', templateFile, faults)[0];
      const placed = parseLines(`${id}/controls.jsonl`, lines ?? '', controlLine, faults);
      reportRepeated(placed, 'id', faults);
      if (!/^[a-z0-9][a-z0-9.-]*$/.test(id))
        faults.add(id, 'a folder is named with small letters, digits, . and - alone');
      return template === undefined ? [] : [{ id, template: template.value, lines: placed }];
    }),
  );
  return read.flat();
}

const notFrameworks = new Set(['library', 'crosswalks', 'check']);

async function readActionLines(folder: string, faults: Faults) {
  const read = (name: string) => readFile(join(folder, 'library', name), 'utf8');
  const customer = parseLines('library/actions.jsonl', await read('actions.jsonl'), actionLine, faults);
  const provider = parseLines(
    'library/provider-actions.jsonl',
    await read('provider-actions.jsonl'),
    providerActionLine,
    faults,
  );
  const all = [...customer, ...provider];
  reportRepeated(all, 'id', faults);
  reportRepeated(all, 'title', faults);
  return { customer, provider };
}

function reportRepeated<Key extends string>(
  placed: readonly Placed<Readonly<Record<Key, string>>>[],
  key: Key,
  faults: Faults,
): void {
  const first = new Map<string, string>();
  for (const { place, value } of placed) {
    const known = first.get(value[key].toLowerCase());
    if (known === undefined) first.set(value[key].toLowerCase(), place);
    else faults.add(place, `${key}: "${value[key]}" stands at ${known} already`);
  }
}
