import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findAssessment, findTemplate } from './find.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a fresh workbook of an assessment, or a template as JSON',
  usage: 'controlbook export ASSESSMENT | --template NAME [options]',
  help: `  --template NAME   a template (name or id) instead of an assessment
  --out FILE        where to (else the title, in this folder)`,
  options: { template: { type: 'string' }, out: { type: 'string' } },
  async run(context) {
    const template = text(context, 'template');
    const [wanted] = context.words;
    if (template === null && wanted === undefined) {
      throw new CommandFailed('Name an assessment, or a template with --template.', exitCodes.usage);
    }
    return withEngine(context.config, context.tell, async (client) => {
      if (template !== null) {
        const found = await client.call('template', { params: { template: await findTemplate(client, template) } });
        const file = resolve(text(context, 'out') ?? `${found.name}.json`);
        await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
        context.print(file);
        return exitCodes.done;
      }
      const assessment = await findAssessment(client, wanted ?? '');
      const { name, bytes } = await client.call('workbook', { params: { assessment } });
      const file = resolve(text(context, 'out') ?? name);
      await writeFile(file, bytes);
      context.print(file);
      return exitCodes.done;
    });
  },
};
