import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findGroup, findTemplate } from './find.ts';

export const newCommand: Command = {
  name: 'new',
  summary: 'Open an assessment; its workbook is put into the folder',
  usage: 'controlbook new --template NAME [options]',
  help: `  --template NAME      the template (name or id)
  --title TITLE        the assessment's title (else the template's name)
  --group NAME         its group; a new name makes a new group (else "Default Group")
  --copy-from GROUP    fill a new group from this one
  --copy WHAT          with --copy-from: details,test (both when left out)`,
  options: {
    template: { type: 'string' },
    title: { type: 'string' },
    group: { type: 'string' },
    'copy-from': { type: 'string' },
    copy: { type: 'string' },
  },
  async run(context) {
    const wanted = text(context, 'template');
    if (wanted === null) throw new CommandFailed('Name the template with --template.', exitCodes.usage);
    return withEngine(context.config, context.tell, async (client) => {
      const id = await findTemplate(client, wanted);
      const template = await client.call('template', { params: { template: id } });
      const from = text(context, 'copy-from');
      const what = (text(context, 'copy') ?? 'details,test').split(',').map((one) => one.trim());
      const options = {
        implementationDetails: what.includes('details'),
        testPlanAndInformation: what.includes('test'),
        documents: what.includes('documents'),
      };
      const group = text(context, 'group') ?? 'Default Group';
      const assessment = await client.call('openAssessment', {
        body: {
          title: text(context, 'title') ?? template.name,
          template: id,
          group: { name: group },
          copyFrom: from === null ? null : { group: await findGroup(client, from), options },
        },
      });
      context.print(`Opened "${assessment.title}" in ${group}. Its workbook is in ${context.config.folder}.`);
      return exitCodes.done;
    });
  },
};
