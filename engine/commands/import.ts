import { basename, extname } from 'node:path';
import type { z } from 'zod';
import { columnMapping } from '../contract/http/template.ts';
import type { endpoints } from '../contract/http.ts';
import { defaultGroupName } from '../contract/model/vocabulary.ts';
import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, exitCodes, text, texts } from './command.ts';
import { findTemplate } from './find.ts';
import { readInput, writeOutput } from './output.ts';
import { parseJson } from './parse-json.ts';
import { showMapping, showPreview } from './show-preview.ts';
import { underWay } from './under-way.ts';

export const importCommand: Command = {
  name: 'import',
  summary: 'Make a template of a spreadsheet, an OSCAL file or an exported template',
  usage: 'controlbook import FILE [options]',
  help: `Takes .xlsx, .xls, .ods and .csv in either import format or as any table with a column of control ids, OSCAL
catalogs and profiles and templates exported as JSON (.json, also .gz). Shows what the import would do and asks before it does it.

  --name NAME             the template's name (else the file's own, or its file name)
  --product PRODUCT       the product or service it assesses, where the file does not say
  --certification NAME    the standard or regulation it follows, where the file does not say
  --next TEMPLATE         a new version of this template (name or id)
  --extend TEMPLATE       a copy of this template with the file's controls added
  --texts-for TEMPLATE    the official texts of this template's controls, taken by their ids; all else stays as it is
  --with FILE             a file the submitted one needs, e.g. the catalog of an OSCAL profile (several allowed)
  --mapping NAME|FILE     a saved column mapping, or one in a JSON file
  --save-mapping NAME     keep the mapping that was used under this name
  --show-mapping          print the mapping as JSON, to be corrected and given back with --mapping; then stop
  --marked FILE           on errors, write the submitted workbook with its cells marked here
  --force                 replace the file of --marked if it is there already
  --yes                   do not ask`,
  examples: [
    'import my-controls.xlsx --product "Our service" --certification "Our policy"',
    'import my-controls.xlsx --show-mapping > mapping.json',
    'import my-controls.xlsx --mapping mapping.json --save-mapping "Our columns" --yes',
    'import moderate-profile.json --with catalog.json --product Cloud --certification "SP 800-53"',
    'import my-controls-2.xlsx --next "My controls"',
    'import NIST_SP-800-53_rev4_catalog.json --texts-for "NIST 800-53 Rev. 4"',
  ],
  words: ['FILE'],
  options: {
    name: { type: 'string' },
    product: { type: 'string' },
    certification: { type: 'string' },
    next: { type: 'string' },
    extend: { type: 'string' },
    'texts-for': { type: 'string' },
    with: { type: 'string', multiple: true },
    mapping: { type: 'string' },
    'save-mapping': { type: 'string' },
    'show-mapping': { type: 'boolean' },
    marked: { type: 'string' },
    force: { type: 'boolean' },
    yes: { type: 'boolean' },
  },
  async run(context) {
    const [file] = context.words;
    if (file === undefined) throw new CommandFailed('Name the file to import.', exitCodes.usage);
    const { next, extend, name, product, certification } = context.values;
    const textsFor = context.values['texts-for'];
    if ([next, extend, textsFor].filter((one) => one !== undefined).length > 1) {
      throw new CommandFailed('Choose one of --next, --extend and --texts-for.', exitCodes.usage);
    }
    if ((next ?? textsFor) !== undefined && [name, product, certification].some((one) => one !== undefined)) {
      throw new CommandFailed(
        'A next version, texts laid over it too, keeps its name, product and certification; leave those options out.',
        exitCodes.usage,
      );
    }
    const form = await uploadOf(file, texts(context, 'with'));
    return withEngine(context, 'makes', (client) => importFile(context, client, file, form));
  },
};

async function importFile(context: CommandContext, client: Client, file: string, form: FormData): Promise<number> {
  const { print, tell } = context;
  const inspection = await underWay(tell, `Reading ${basename(file)}`, () =>
    client.call('inspectUpload', { upload: form }),
  );
  const isTable = inspection.format === 'unknown';
  if (!isTable && (text(context, 'mapping') ?? text(context, 'save-mapping')) !== null) {
    throw new CommandFailed(`${basename(file)} is in the format ${inspection.format}, which needs no mapping.`);
  }
  const mapping = isTable ? await chosenMapping(context, client, inspection.proposal) : null;
  if (isTable && mapping === null) {
    throw new CommandFailed(
      `No column of ${basename(file)} looks like a control id, so it cannot be read as it is. Write a mapping and give it with --mapping; for its form see: controlbook import OTHER-FILE --show-mapping`,
    );
  }
  if (context.values['show-mapping'] === true) {
    if (mapping === null) throw new CommandFailed(`The format ${inspection.format} needs no mapping.`);
    print(JSON.stringify(mapping, null, 2));
    return exitCodes.done;
  }
  if (mapping !== null) showMapping(print, mapping);

  const target = await chosenTarget(context, client);
  form.set('mapping', JSON.stringify(mapping));
  const plan = (choice: object) => {
    form.set('choice', JSON.stringify(choice));
    return underWay(tell, 'Checking and planning', () => client.call('previewImport', { upload: form }));
  };
  // A table names no template, so the file's name is the only one there is.
  const asNamed = await plan(isTable && 'name' in target ? { ...target, name: target.name ?? titleOf(file) } : target);
  const isNameless = asNamed.findings.some(({ rule }) => rule === 'missing-name');
  const preview = isNameless ? await plan({ ...target, name: titleOf(file) }) : asNamed;
  showPreview(print, preview, text(context, 'name') ?? titleOf(file));
  if (preview.outcome === 'refused') return refused(context, client, file, preview);
  if (preview.outcome === 'unchanged') {
    await keepMapping(context, client, mapping);
    print('Nothing changes: this file has been imported already.');
    return exitCodes.done;
  }
  if (context.values['yes'] !== true) {
    const answer = await context.confirm('Import this?');
    if (answer !== true) {
      print(`Nothing was imported.${answer === null ? ' Add --yes to import without being asked.' : ''}`);
      return exitCodes.failed;
    }
  }
  const committed = await underWay(tell, 'Importing', () =>
    client.call('commitImport', { params: { preview: preview.id } }),
  );
  await keepMapping(context, client, mapping);
  const name = preview.template?.name ?? committed.template ?? '';
  if (committed.status === 'Imported') {
    const version = committed.version === 1 ? '' : ` version ${committed.version} of`;
    print(`Imported${version} "${name}". It can be used once it is published and somebody else has approved it.`);
  } else if (committed.outcome === 'new-template') {
    print(`Imported as "${name}". Open an assessment on it with:`);
    print(`  controlbook new --template "${name}" --group "${defaultGroupName}"`);
  } else if (committed.version !== null) {
    print(`Imported as version ${committed.version} of "${name}".`);
  } else {
    print('Imported.');
  }
  return exitCodes.done;
}

type Preview = z.infer<typeof endpoints.previewImport.response>;

async function refused(context: CommandContext, client: Client, file: string, preview: Preview): Promise<number> {
  const { print } = context;
  const rules = new Set(preview.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule));
  const missing = [
    ...(rules.delete('missing-product') ? ['--product "..."'] : []),
    ...(rules.delete('missing-certification') ? ['--certification "..."'] : []),
  ];
  if (missing.length > 0) print(`Add ${missing.join(' ')} to the command; the file does not say.`);
  const marked = text(context, 'marked');
  if (marked !== null) {
    const { bytes } = await client.call('markedUpload', { params: { preview: preview.id } });
    const saved = await writeOutput(marked, `marked ${basename(file)}`, bytes, context.values['force'] === true);
    print(`The workbook with its errors marked is ${saved}.`);
  } else if (rules.size > 0) {
    print('Mend the errors and import again; --marked FILE writes a copy of the workbook with the cells marked.');
  }
  return exitCodes.findings;
}

async function uploadOf(file: string, companions: readonly string[]): Promise<FormData> {
  const form = new FormData();
  form.set('file', new Blob([await readInput(file)]), basename(file));
  for (const companion of companions)
    form.append('companion', new Blob([await readInput(companion)]), basename(companion));
  return form;
}

type Mapping = z.infer<typeof columnMapping>;

async function chosenMapping(
  context: CommandContext,
  client: Client,
  proposal: Mapping | null,
): Promise<Mapping | null> {
  const wanted = text(context, 'mapping');
  if (wanted === null) return proposal;
  const { mappings } = await client.call('mappings');
  const saved = mappings.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (saved !== undefined) return saved;
  if (extname(wanted) === '') {
    const names = mappings.map(({ name }) => `\n  ${name}`).join('');
    const kept = names === '' ? 'None is saved yet.' : `Saved are:${names}`;
    throw new CommandFailed(`There is no saved mapping "${wanted}". ${kept}`);
  }
  const parsed = columnMapping.safeParse(parseJson(Buffer.from(await readInput(wanted)).toString('utf8'), wanted));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `\n  ${path.join('.')}: ${message}`);
  throw new CommandFailed(`${wanted} is no column mapping:${issues.join('')}`);
}

async function keepMapping(context: CommandContext, client: Client, mapping: Mapping | null): Promise<void> {
  const name = text(context, 'save-mapping');
  if (name === null || mapping === null) return;
  await client.call('saveMapping', { body: { ...mapping, name } });
  context.print(`The mapping is kept as "${name}"; use it again with --mapping "${name}".`);
}

async function chosenTarget(context: CommandContext, client: Client) {
  const naming = {
    name: text(context, 'name'),
    product: text(context, 'product'),
    certification: text(context, 'certification'),
  };
  const next = text(context, 'next');
  if (next !== null) return { kind: 'next', template: await findTemplate(client, next) };
  const textsFor = text(context, 'texts-for');
  if (textsFor !== null) return { kind: 'texts', template: await findTemplate(client, textsFor) };
  const extend = text(context, 'extend');
  if (extend !== null) return { kind: 'extend', template: await findTemplate(client, extend), ...naming };
  return { kind: 'new', ...naming };
}

/** A file name as a title, where neither the file nor the person gives one. */
function titleOf(file: string): string {
  return basename(file)
    .replace(/(\.(xlsx|xlsm|xls|ods|csv|json|gz))+$/i, '')
    .replace(/[-_]+/g, ' ');
}
