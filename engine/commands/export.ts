import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findAssessment, findTemplate } from './find.ts';
import { writeOutput } from './output.ts';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a fresh workbook of an assessment, or a template as JSON',
  usage: 'controlbook export ASSESSMENT | --template NAME [options]',
  help: `The assessment by its title, by GROUP/TITLE where several have one title, or by its id.

  --template NAME   a template (name or id) instead of an assessment
  --out FILE        where to (else the title, in this folder)
  --force           replace the file if it is there already`,
  examples: ['export "Sample Security Baseline"', 'export --template "Sample Privacy Check" --out privacy.json'],
  words: ['ASSESSMENT'],
  options: { template: { type: 'string' }, out: { type: 'string' }, force: { type: 'boolean' } },
  async run(context) {
    const template = text(context, 'template');
    const [wanted] = context.words;
    if ((template === null) === (wanted === undefined)) {
      throw new CommandFailed('Name an assessment, or a template with --template.', exitCodes.usage);
    }
    const force = context.values['force'] === true;
    return withEngine(context, 'asks', async (client) => {
      if (template !== null) {
        const found = await client.call('template', { params: { template: await findTemplate(client, template) } });
        const json = `${JSON.stringify(found, null, 2)}\n`;
        const name = `${found.name.replace(/[\\/:*?"<>|]/g, '-')}.json`;
        context.print(await writeOutput(text(context, 'out'), name, json, force));
        return exitCodes.done;
      }
      const assessment = await findAssessment(client, wanted ?? '');
      const { name, bytes } = await client.call('workbook', { params: { assessment } });
      context.print(await writeOutput(text(context, 'out'), name, bytes, force));
      return exitCodes.done;
    });
  },
};
