import { basename } from 'node:path';
import type { z } from 'zod';
import { attestationMapping, type attestationPreview } from '../contract/http/attestation.ts';
import { type Client, withEngine } from './client.ts';
import { type Command, type CommandContext, CommandFailed, counted, exitCodes, text } from './command.ts';
import { findTemplate } from './find.ts';
import { readInput } from './output.ts';
import { parseJson } from './parse-json.ts';
import { few, showFindings } from './show-preview.ts';
import { underWay } from './under-way.ts';

export const attestCommand: Command = {
  name: 'attest',
  summary: 'Record what a provider attests, from a spreadsheet or an OSCAL file',
  usage: 'controlbook attest [FILE] [options]',
  help: `Takes a spreadsheet with a row a provider action or control (columns such as Control ID, Result, Tester, Test Date,
Notes), or an OSCAL component definition or system security plan (.json, also .gz). Shows what would be recorded and asks
before it does it. Without FILE, lists what is on record. Nothing is ever recorded that no file says.

  --template NAME   the template the control ids are of (name or id)
  --tester NAME     who tested, where the file does not say
  --date DATE       when it was tested, where the file does not say: YYYY-MM-DD
  --mapping FILE    a column mapping in a JSON file, where the proposed one is not right
  --show-mapping    print the proposed mapping as JSON; then stop
  --withdraw ACTION take back what is on record about a provider action (title or id)
  --yes             do not ask`,
  examples: [
    'attest soc2-results.xlsx --template "ISO 27001:2013" --tester "Audit firm" --date 2026-03-31',
    'attest component-definition.json --template "NIST 800-53 Rev. 4"',
    'attest',
    'attest --withdraw "Control physical access to facilities"',
  ],
  words: ['FILE'],
  options: {
    template: { type: 'string' },
    tester: { type: 'string' },
    date: { type: 'string' },
    mapping: { type: 'string' },
    'show-mapping': { type: 'boolean' },
    withdraw: { type: 'string' },
    yes: { type: 'boolean' },
  },
  async run(context) {
    const [file] = context.words;
    const withdrawn = text(context, 'withdraw');
    if (file !== undefined && withdrawn !== null) {
      throw new CommandFailed('Name a file, or an action with --withdraw.', exitCodes.usage);
    }
    const form = file === undefined ? null : new FormData();
    if (file !== undefined) form?.set('file', new Blob([await readInput(file)]), basename(file));
    return withEngine(context, 'asks', async (client) => {
      if (withdrawn !== null) return withdraw(context, client, withdrawn);
      return file === undefined || form === null ? list(context, client) : record(context, client, file, form);
    });
  },
};

async function list({ print }: CommandContext, client: Client): Promise<number> {
  const { attestations } = await client.call('attestations');
  for (const { title, testResult, testDate, tester, source } of attestations) {
    const test = [testResult ?? 'Not Assessed', testDate ?? 'no date', tester ?? 'no tester'].join(', ');
    print(`${title}: ${test}${source === null ? '' : ` (${source})`}`);
  }
  if (attestations.length === 0) print('No attestation is recorded. Record one with: controlbook attest FILE');
  return exitCodes.done;
}

async function withdraw({ print }: CommandContext, client: Client, wanted: string): Promise<number> {
  const { attestations } = await client.call('attestations');
  const key = wanted.trim().toLowerCase();
  const found = attestations.find(({ action, title }) => action === wanted || title.toLowerCase() === key);
  if (found === undefined)
    throw new CommandFailed(`Nothing is on record about "${wanted}". List what is: controlbook attest`);
  await client.call('withdrawAttestation', { params: { action: found.action } });
  print(`Nothing is on record about "${found.title}" any more.`);
  return exitCodes.done;
}

async function record(context: CommandContext, client: Client, file: string, form: FormData): Promise<number> {
  const { print, tell, values } = context;
  const inspection = await underWay(tell, `Reading ${basename(file)}`, () =>
    client.call('inspectAttestations', { upload: form }),
  );
  if (values['show-mapping'] === true) {
    if (inspection.proposal === null) throw new CommandFailed(`There is no mapping to show for ${basename(file)}.`);
    print(JSON.stringify(inspection.proposal, null, 2));
    return exitCodes.done;
  }
  const template = text(context, 'template');
  const fields = {
    template: template === null ? null : await findTemplate(client, template),
    mapping: await givenMapping(context),
    tester: text(context, 'tester'),
    testDate: text(context, 'date'),
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, JSON.stringify(value));
  const preview = await underWay(tell, 'Checking and planning', () =>
    client.call('previewAttestations', { upload: form }),
  );
  show(print, preview);
  if (preview.findings.some(({ severity }) => severity === 'error')) return exitCodes.findings;
  if (preview.records.length === 0) {
    print('Nothing changes: all of this is on record already.');
    return exitCodes.done;
  }
  if (values['yes'] !== true) {
    const answer = await context.confirm('Record this?');
    if (answer !== true) {
      print(`Nothing was recorded.${answer === null ? ' Add --yes to record without being asked.' : ''}`);
      return exitCodes.failed;
    }
  }
  const { recorded } = await client.call('commitAttestations', { params: { preview: preview.id } });
  print(`Recorded for ${counted(recorded, 'provider action')}.`);
  return exitCodes.done;
}

async function givenMapping(context: CommandContext): Promise<z.infer<typeof attestationMapping> | null> {
  const file = text(context, 'mapping');
  if (file === null) return null;
  const parsed = attestationMapping.safeParse(parseJson(Buffer.from(await readInput(file)).toString('utf8'), file));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `\n  ${path.join('.')}: ${message}`);
  throw new CommandFailed(`${file} is no mapping of attestations:${issues.join('')}`);
}

const shownRecords = 40;

function show(print: (line: string) => void, preview: z.infer<typeof attestationPreview>): void {
  const { source, records, unchanged, findings } = preview;
  print(`${source}: ${counted(records.length, 'provider action')} to record, ${unchanged} on record already`);
  for (const { title, controls, before, after } of records.slice(0, shownRecords)) {
    const from = before === null ? '' : `${before.testResult ?? 'Not Assessed'} to `;
    const test = [after.testDate, after.tester].filter((part) => part !== null).join(', ');
    print(`  ${title}: ${from}${after.testResult ?? 'Not Assessed'}${test === '' ? '' : ` (${test})`}`);
    if (controls.length > 0) print(`    for ${few(controls)}`);
  }
  if (records.length > shownRecords) print(`  ... and ${records.length - shownRecords} more`);
  showFindings(print, findings, 'nothing was recorded');
}
