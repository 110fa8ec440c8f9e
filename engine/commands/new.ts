import { join } from 'node:path';
import { defaultGroupName } from '../contract/model/vocabulary.ts';
import { withEngine } from './client.ts';
import { type Command, CommandFailed, exitCodes, text } from './command.ts';
import { findGroup, findTemplate } from './find.ts';

/** What may be copied from a group, by the word for it. */
const copyable = { details: 'implementationDetails', test: 'testPlanAndInformation', documents: 'documents' } as const;

export const newCommand: Command = {
  name: 'new',
  summary: 'Open an assessment; its workbook is put into the folder',
  usage: 'controlbook new --template NAME [options]',
  help: `  --template NAME      the template (name or id)
  --product NAME       which of the template's products is assessed (else its first)
  --title TITLE        the assessment's title (else the template's name, or product and certification)
  --group NAME         its group; a new name makes a new group (else "${defaultGroupName}")
  --copy-from GROUP    fill a new group from this one
  --copy WHAT          with --copy-from: any of details,test,documents (else details,test)`,
  examples: [
    'new --template "ISO 27018:2019" --product Intune --group "Europe"',
    'new --template "HIPAA/HITECH" --title "HIPAA 2027" --group "Clinics" --copy-from "Europe" --copy details',
  ],
  words: [],
  options: {
    template: { type: 'string' },
    product: { type: 'string' },
    title: { type: 'string' },
    group: { type: 'string' },
    'copy-from': { type: 'string' },
    copy: { type: 'string' },
  },
  async run(context) {
    const wanted = text(context, 'template');
    if (wanted === null) throw new CommandFailed('Name the template with --template.', exitCodes.usage);
    const from = text(context, 'copy-from');
    const what = (text(context, 'copy') ?? 'details,test').split(',').map((one) => one.trim());
    const unknown = what.find((one) => !Object.hasOwn(copyable, one));
    if (unknown !== undefined) {
      throw new CommandFailed(`--copy takes ${Object.keys(copyable).join(', ')}; not "${unknown}".`, exitCodes.usage);
    }
    if (from === null && text(context, 'copy') !== null) {
      throw new CommandFailed('--copy says what to copy; say from which group with --copy-from.', exitCodes.usage);
    }
    return withEngine(context, 'asks', async (client) => {
      const id = await findTemplate(client, wanted);
      const template = await client.call('template', { params: { template: id } });
      const product = text(context, 'product');
      const options = {
        implementationDetails: what.includes('details'),
        testPlanAndInformation: what.includes('test'),
        documents: what.includes('documents'),
      };
      const group = text(context, 'group') ?? defaultGroupName;
      const assessment = await client.call('openAssessment', {
        body: {
          title: text(context, 'title') ?? titleFor(template, product),
          template: id,
          product,
          group: { name: group },
          copyFrom: from === null ? null : { group: await findGroup(client, from, 'Leave --copy-from out.'), options },
        },
      });
      const { folder } = await client.call('status');
      context.print(
        `Opened "${assessment.title}" in "${group}". Its workbook is in ${join(folder ?? context.config.folder, group)}.`,
      );
      return exitCodes.done;
    });
  },
};

/** Several products of one template may stand side by side in a group, so the product is part of the title. */
function titleFor(
  {
    name,
    products,
    certification,
  }: { readonly name: string; readonly products: readonly string[]; readonly certification: string },
  product: string | null,
): string {
  return products.length < 2 ? name : `${product ?? products[0]} ${certification}`;
}
