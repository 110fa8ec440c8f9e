import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, exitCodes, text } from './command.ts';
import { findAssessment, findTemplate } from './find.ts';
import { writeOutput } from './output.ts';

const formats = { json: null, a: 'format-a', b: 'format-b' } as const;

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a fresh workbook of an assessment, a template, or a blank one to start a template from',
  usage: 'controlbook export ASSESSMENT | --template NAME | --starter [options]',
  help: `The assessment by its title, by GROUP/TITLE where several have one title, or by its id.

  --template NAME   a template (name or id) instead of an assessment
  --format FORMAT   of a template: json, or a or b for a workbook in that import format (else json); as json only
                    approved templates are written, and import takes them again
  --starter         a workbook for a template of your own: instructions, examples and drop-downs
  --out FILE        where to (else the title, in this folder)
  --force           replace the file if it is there already`,
  examples: [
    'export "Office 365 ISO 27001"',
    'export --template "ISO 27001:2013" --format b --out iso.xlsx',
    'export --starter --out ours.xlsx',
  ],
  words: ['ASSESSMENT'],
  options: {
    template: { type: 'string' },
    format: { type: 'string' },
    starter: { type: 'boolean' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  async run(context) {
    const template = text(context, 'template');
    const format = text(context, 'format') ?? 'json';
    const isStarter = context.values['starter'] === true;
    const [wanted] = context.words;
    if ([template !== null, wanted !== undefined, isStarter].filter(Boolean).length !== 1) {
      throw new CommandFailed('Name an assessment, a template with --template, or --starter.', exitCodes.usage);
    }
    if (!Object.hasOwn(formats, format) || (template === null && text(context, 'format') !== null)) {
      throw new CommandFailed('--format says how a template is written: json, a or b.', exitCodes.usage);
    }
    return withEngine(context, 'asks', async (client) => {
      const { name, content } = await contentOf(client, {
        template: template === null ? null : await findTemplate(client, template),
        format: formats[format as keyof typeof formats], // one of its keys, as was just checked
        assessment: wanted === undefined ? null : await findAssessment(client, wanted),
      });
      await write(context, name, content);
      return exitCodes.done;
    });
  },
};

type Wanted = {
  readonly template: string | null;
  readonly format: 'format-a' | 'format-b' | null;
  readonly assessment: string | null;
};

async function contentOf(client: Client, { template, format, assessment }: Wanted) {
  if (assessment !== null) return bytesOf(await client.call('workbook', { params: { assessment } }));
  if (template === null) return bytesOf(await client.call('starterWorkbook'));
  if (format !== null)
    return bytesOf(await client.call('templateWorkbook', { params: { template }, query: { format } }));
  const found = await client.call('templateJson', { params: { template } });
  return { name: `${found.name}.json`, content: `${JSON.stringify(found, null, 2)}\n` };
}

function bytesOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) {
  return { name, content: bytes };
}

async function write(context: CommandContext, name: string, content: Uint8Array | string): Promise<void> {
  const file = name.replace(/[\\/:*?"<>|]/g, '-');
  context.print(await writeOutput(text(context, 'out'), file, content, context.values['force'] === true));
}
