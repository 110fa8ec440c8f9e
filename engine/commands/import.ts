import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { endpoints } from '../contract/http.ts';
import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, exitCodes, text, texts } from './command.ts';
import { findTemplate } from './find.ts';

type Preview = z.infer<typeof endpoints.previewImport.response>;

export const importCommand: Command = {
  name: 'import',
  summary: 'Make a template of a spreadsheet or an OSCAL file',
  usage: 'controlbook import FILE [options]',
  help: `Shows what the import would do and asks before it does it.

  --name NAME             the template's name (else the file's own, or its file name)
  --product PRODUCT       product of the template
  --certification NAME    certification of the template
  --next TEMPLATE         a new version of this template (name or id)
  --extend TEMPLATE       a copy of this template with the file's controls added
  --with FILE             a file the submitted one needs, e.g. the catalog of an OSCAL profile (several allowed)
  --mapping NAME|FILE     a saved column mapping, or one in a JSON file
  --save-mapping NAME     keep the mapping that was used under this name
  --show-mapping          print the proposed mapping as JSON, to be corrected and given back with --mapping; then stop
  --marked FILE           on errors, write the submitted workbook with its cells marked here
  --yes                   do not ask`,
  options: {
    name: { type: 'string' },
    product: { type: 'string' },
    certification: { type: 'string' },
    next: { type: 'string' },
    extend: { type: 'string' },
    with: { type: 'string', multiple: true },
    mapping: { type: 'string' },
    'save-mapping': { type: 'string' },
    'show-mapping': { type: 'boolean' },
    marked: { type: 'string' },
    yes: { type: 'boolean' },
  },
  async run(context) {
    const [file] = context.words;
    if (file === undefined) throw new CommandFailed('Name the file to import.', exitCodes.usage);
    return withEngine(context.config, context.tell, (client) => importFile(context, client, file));
  },
};

async function importFile(context: CommandContext, client: Client, file: string): Promise<number> {
  const { print, tell } = context;
  const form = await uploadOf(file, texts(context, 'with'));
  tell(`Reading ${basename(file)} ...`);
  const inspection = await client.call('inspectUpload', { upload: form });
  const mapping = await chosenMapping(context, client, inspection.format === 'unknown' ? inspection.proposal : null);
  if (context.values['show-mapping'] === true) {
    print(JSON.stringify(mapping, null, 2));
    return exitCodes.done;
  }
  if (inspection.format === 'unknown' && mapping === null) {
    throw new CommandFailed('No column of this file looks like a control id. Give a mapping with --mapping.');
  }

  form.set('choice', JSON.stringify(await chosenTarget(context, client, file)));
  form.set('mapping', JSON.stringify(mapping));
  tell('Checking and planning ...');
  const preview = await client.call('previewImport', { upload: form });
  showPreview(context, preview);
  if (preview.outcome === 'refused') {
    const marked = text(context, 'marked');
    if (marked !== null) {
      await writeFile(marked, (await client.call('markedUpload', { params: { preview: preview.id } })).bytes);
      print(`The workbook with its errors marked is ${marked}.`);
    } else {
      print('Mend them and import again; --marked FILE writes a copy of the workbook with the cells marked.');
    }
    return exitCodes.findings;
  }
  if (preview.outcome === 'unchanged') {
    print('Nothing changes: this file has been imported already.');
    return exitCodes.done;
  }
  if (context.values['yes'] !== true && !(await context.confirm('Import this?'))) {
    print('Nothing was imported. Add --yes to import without being asked.');
    return exitCodes.failed;
  }
  const saveAs = text(context, 'save-mapping');
  if (saveAs !== null && mapping !== null) await client.call('saveMapping', { body: { ...mapping, name: saveAs } });
  const committed = await client.call('commitImport', { params: { preview: preview.id } });
  print(
    `Imported${committed.version === null ? '' : ` as version ${committed.version}`}. Open an assessment on it with:`,
  );
  print(`  controlbook new --template "${preview.template?.name ?? committed.template ?? ''}" --group "Default Group"`);
  return exitCodes.done;
}

async function uploadOf(file: string, companions: readonly string[]): Promise<FormData> {
  const form = new FormData();
  form.set('file', new Blob([await readInput(file)]), basename(file));
  for (const companion of companions)
    form.append('companion', new Blob([await readInput(companion)]), basename(companion));
  return form;
}

async function readInput(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new CommandFailed(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Mapping = z.infer<typeof endpoints.saveMapping.response>;

async function chosenMapping(
  context: CommandContext,
  client: Client,
  proposal: Mapping | null,
): Promise<Mapping | null> {
  const wanted = text(context, 'mapping');
  if (wanted === null) return proposal;
  const { mappings } = await client.call('mappings');
  const saved = mappings.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (saved !== undefined) return saved;
  const json = Buffer.from(await readInput(wanted)).toString('utf8');
  try {
    return JSON.parse(json) as Mapping; // the engine checks it against the contract
  } catch {
    throw new CommandFailed(`${wanted} is neither a saved mapping nor a JSON file.`);
  }
}

async function chosenTarget(context: CommandContext, client: Client, file: string) {
  const naming = {
    name: text(context, 'name'),
    product: text(context, 'product'),
    certification: text(context, 'certification'),
  };
  const next = text(context, 'next');
  if (next !== null) return { kind: 'next', template: await findTemplate(client, next) };
  const extend = text(context, 'extend');
  if (extend !== null) return { kind: 'extend', template: await findTemplate(client, extend), ...naming };
  return { kind: 'new', ...naming, name: naming.name ?? titleOf(file) };
}

/** A file name as a title, where neither the file nor the person gives one. */
function titleOf(file: string): string {
  return basename(file)
    .replace(/(\.(xlsx|xls|ods|csv|json|gz))+$/i, '')
    .replace(/[-_]+/g, ' ');
}

function showPreview(
  { print }: CommandContext,
  { template, summary, difference, affected, findings, outcome }: Preview,
): void {
  const { families, controls, actions, points } = summary;
  print(
    `${template?.name ?? 'Template'}: ${families} families, ${controls} controls, ${actions} actions, ${points} points`,
  );
  if (outcome === 'new-version' || outcome === 'actions-only') {
    for (const [what, rows] of [
      ['Controls', difference.controls],
      ['Actions', difference.actions],
    ] as const) {
      print(
        `  ${what}: ${rows.added.length} added, ${rows.changed.length} changed, ${rows.removed.length} removed, ${rows.unchanged} unchanged`,
      );
    }
  }
  for (const { name, actions: titles } of affected) print(`  Also changes in "${name}": ${titles.join(', ')}`);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  for (const finding of [...errors, ...warnings].slice(0, 200)) {
    print(`  ${finding.severity === 'error' ? 'Error' : 'Warning'} ${finding.place ?? ''}: ${finding.message}`);
  }
  if (findings.length > 200) print(`  ... and ${findings.length - 200} more`);
  if (errors.length > 0) print(`${errors.length} errors; nothing was imported.`);
}
