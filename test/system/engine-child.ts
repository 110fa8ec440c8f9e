import process from 'node:process';
import { createLog } from '#engine/adapters/system/log';
import { readConfig } from '#engine/config';
import { startEngine } from '#engine/main';
import { ann, contentOf, importContent } from '#test/support/test-organisation';

/**
 * An engine of its own process, to be killed: `engine-child.ts DATA FOLDER SETTLE`. Says `ready` when it watches. A new
 * data folder gets four assessments of 100 actions in one group.
 */
const [data, folder, settle] = process.argv.slice(2);
const config = readConfig(
  { data: data ?? '', folder: folder ?? '', settle: settle ?? '300', port: '0', bare: true },
  {},
);
if (!config.ok) throw new Error(config.error);
const started = await startEngine(
  config.value,
  createLog((line) => process.stderr.write(line), true),
);
if (!started.ok) throw new Error(started.error.message);
const { organisation, useCases } = started.value;
if (useCases.templates().length === 0) {
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    const caller = (what: string) => ({ actor: ann, channel: 'cli', command: `${what}-${name}` }) as const;
    const titles = Array.from({ length: 100 }, (_, index) => `${name}: do thing ${index + 1}`);
    const controls = Object.fromEntries(titles.map((title, index) => [`C-${index + 1}`, [title]]));
    const template = await importContent(organisation, contentOf(name, controls), caller('import'));
    const request = {
      title: name,
      template,
      product: null,
      group: { name: 'Group' },
      copyFrom: null,
      inScopeServices: null,
    };
    const opened = await useCases.openAssessment(request, caller('open'));
    if (!opened.ok) throw new Error(opened.error.message);
  }
}
process.send?.('ready');
process.once('SIGTERM', () => {
  started.value
    .stop()
    .then(() => process.exit(0))
    .catch((error: unknown) => {
      process.stderr.write(String(error));
      process.exit(1);
    });
});
