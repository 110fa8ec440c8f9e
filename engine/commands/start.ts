import { createLog } from '../adapters/system/log.ts';
import { serveEngine } from '../serve.ts';
import { type Command, CommandFailed, exitCodes } from './command.ts';

export const startCommand: Command = {
  name: 'start',
  summary: 'Run the engine: watch the folder, serve the pages and the API',
  usage: 'controlbook start [options]',
  help: `A new data folder is given a small demonstration, unless --bare is set. Stop with Ctrl+C.

  --bare           no demonstration
  --quiet          warnings and errors only in the log`,
  options: { bare: { type: 'boolean' }, quiet: { type: 'boolean' } },
  async run({ config, print, tell }) {
    const log = createLog((line) => process.stderr.write(line), config.quiet);
    const served = await serveEngine(config, log).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new CommandFailed(
        `Port ${config.port} is taken by another program. Choose another with --port, or 0 for any.`,
      );
    });
    if (!served.ok) throw new CommandFailed(served.error.message);
    const { engine, url, stop } = served.value;
    const groups = await engine.useCases.groups();
    print(`Controlbook is running.

  Open        ${url}/
  Workbooks   ${config.folder}
  API         ${url}/api/docs
  Data        ${config.data}
`);
    for (const group of groups) {
      for (const { title, score } of group.assessments) {
        print(`  ${group.name} / ${title}: ${score.achieved} of ${score.possible} points`);
      }
    }
    print(engine.seeded ? tryNext : '');
    tell('Stop with Ctrl+C.');
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    tell('Stopping ...');
    await stop();
    return exitCodes.done;
  },
};

const tryNext = `
Try next:
  1. Open one of the workbooks above in Excel or LibreOffice, set an Implementation Status and a Test Result on the
     sheet Action Items, and save. Both workbooks share an action: within two seconds the other one follows, and so
     do the scores.
  2. Bring your own controls:  npx controlbook import my-controls.xlsx
  3. Hand over a report:       npx controlbook report "Sample Security Baseline"
`;
