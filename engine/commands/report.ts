import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findAssessment } from './find.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Write the Excel report of an assessment',
  usage: 'controlbook report ASSESSMENT [--out FILE]',
  help: '  --out FILE   where to (else named after the assessment, in this folder)',
  options: { out: { type: 'string' } },
  async run(context) {
    const [wanted] = context.words;
    if (wanted === undefined) throw new CommandFailed('Name the assessment (title or id).', exitCodes.usage);
    return withEngine(context.config, context.tell, async (client) => {
      const assessment = await findAssessment(client, wanted);
      context.tell('Writing the report ...');
      const { name, bytes } = await client.call('report', { params: { assessment } });
      const file = resolve(text(context, 'out') ?? name);
      await writeFile(file, bytes);
      context.print(file);
      return exitCodes.done;
    });
  },
};
