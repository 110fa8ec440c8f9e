import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findAssessment } from './find.ts';
import { writeOutput } from './output.ts';
import { underWay } from './under-way.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Write the Excel report of an assessment',
  usage: 'controlbook report ASSESSMENT [options]',
  help: `The assessment by its title, by GROUP/TITLE where several have one title, or by its id.

  --out FILE   where to (else named after the assessment, in this folder)
  --force      replace the file if it is there already`,
  examples: ['report "Office 365 ISO 27001"', 'report "Default Group/Office 365 GDPR" --out audit.xlsx'],
  words: ['ASSESSMENT'],
  options: { out: { type: 'string' }, force: { type: 'boolean' } },
  async run(context) {
    const [wanted] = context.words;
    if (wanted === undefined) throw new CommandFailed('Name the assessment (title or id).', exitCodes.usage);
    return withEngine(context, 'asks', async (client) => {
      const assessment = await findAssessment(client, wanted);
      const { name, bytes } = await underWay(context.tell, 'Writing the report', () =>
        client.call('report', { params: { assessment } }),
      );
      context.print(await writeOutput(text(context, 'out'), name, bytes, context.values['force'] === true));
      return exitCodes.done;
    });
  },
};
