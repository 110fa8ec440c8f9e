import type { z } from 'zod';
import type { templateSummary } from '../contract/http/template.ts';
import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, exitCodes, text } from './command.ts';
import { findTemplate } from './find.ts';
import { oneLine } from './one-line.ts';

const steps = ['publish', 'approve', 'reject', 'archive', 'activate', 'lock', 'unlock'] as const;
type Step = (typeof steps)[number];
type Summary = z.infer<typeof templateSummary>;

export const templateCommand: Command = {
  name: 'template',
  summary: 'List templates, publish and approve them, archive and lock them',
  usage: 'controlbook template [TEMPLATE] [options]',
  help: `Without a name it lists all templates. With one (name or id) it says how far the newest version has come, and takes one
step:

  --publish           offer it for approval
  --approve           approve it: new assessments begin with it, and groups may accept it
  --reject REASON     give it back to whoever brought it in
  --archive           take it out of use; --activate brings it back
  --lock              let no new assessments be made from it; --unlock lets them again`,
  examples: [
    'template',
    'template "Own controls" --publish',
    'template "Own controls" --reject "AC-2 names no action of ours"',
    'template "Old standard" --archive',
  ],
  words: ['TEMPLATE'],
  options: {
    publish: { type: 'boolean' },
    approve: { type: 'boolean' },
    reject: { type: 'string' },
    archive: { type: 'boolean' },
    activate: { type: 'boolean' },
    lock: { type: 'boolean' },
    unlock: { type: 'boolean' },
  },
  async run(context) {
    const [wanted] = context.words;
    const taken = steps.filter((step) => context.values[step] !== undefined);
    const [step, ...more] = taken;
    if (more.length > 0) throw new CommandFailed(`One step at a time: --${taken.join(' or --')}.`, exitCodes.usage);
    if (wanted === undefined) {
      if (step !== undefined) throw new CommandFailed('Name the template (name or id).', exitCodes.usage);
      return withEngine(context, 'asks', (client) => list(context, client));
    }
    if (step === 'reject' && (text(context, 'reject') ?? '').trim() === '') {
      throw new CommandFailed('--reject says why: whoever brought it in reads it.', exitCodes.usage);
    }
    return withEngine(context, step === undefined ? 'asks' : 'makes', async (client) => {
      const id = await findTemplate(client, wanted);
      const before = await summaryOf(client, id);
      const after = step === undefined ? before : await take(context, client, before, step);
      await describe(context, client, after);
      return exitCodes.done;
    });
  },
};

async function list({ print }: CommandContext, client: Client): Promise<number> {
  const { templates } = await client.call('templates');
  if (templates.length === 0) print('There is no template yet. Make one with: controlbook import FILE');
  for (const one of templates.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))) print(lineOf(one));
  return exitCodes.done;
}

/** `Own controls (t-1): version 2, Imported; version 1 is approved; archived`. */
function lineOf({ id, name, version, status, approved, archived, locked }: Summary): string {
  const parts = [
    `version ${version}, ${status}`,
    ...(approved !== null && approved !== version ? [`version ${approved} is approved`] : []),
    ...(archived ? ['archived'] : []),
    ...(locked ? ['locked'] : []),
  ];
  return `${name} (${id}): ${parts.join('; ')}`;
}

async function take(context: CommandContext, client: Client, { id, version }: Summary, step: Step): Promise<Summary> {
  const params = { template: id };
  switch (step) {
    case 'publish':
      return client.call('publishTemplate', { params, body: { version } });
    case 'approve':
      return client.call('approveTemplate', { params, body: { version } });
    case 'reject':
      return client.call('rejectTemplate', { params, body: { version, reason: text(context, 'reject') } });
    case 'archive':
    case 'activate':
      return client.call('changeTemplate', { params, body: { archived: step === 'archive' } });
    case 'lock':
    case 'unlock':
      return client.call('changeTemplate', { params, body: { locked: step === 'lock' } });
  }
}

async function summaryOf(client: Client, id: string): Promise<Summary> {
  const { templates } = await client.call('templates');
  const found = templates.find((one) => one.id === id);
  if (found === undefined) throw new CommandFailed(`The template ${id} was just there and is not any more.`);
  return found;
}

async function describe({ print }: CommandContext, client: Client, summary: Summary): Promise<void> {
  print(lineOf(summary));
  const { imported, published, approved, rejected } = summary.approval;
  const { people } = await client.call('people');
  const said = (what: string, step: { readonly by: string; readonly at: string } | null, more = ''): void => {
    if (step === null) return;
    const name = people.find(({ id }) => id === step.by)?.name ?? step.by;
    print(`  ${what} by ${name}, ${step.at.slice(0, 16).replace('T', ' ')} UTC${more}`);
  };
  said('brought in', imported);
  said('published', published);
  said('given back', rejected, rejected === null ? '' : `: ${oneLine(rejected.reason, 2_000)}`);
  said('approved', approved);
}
