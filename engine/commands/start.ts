import { dirname, join } from 'node:path';
import { type Config, defaults } from '../config.ts';
import { readNote, type ServedEngine, serveEngine } from '../serve.ts';
import { endSignals, exitOf, runningEngine } from './client.ts';
import { type Command, CommandFailed, counted, exitCodes } from './command.ts';
import { reasonOf } from './output.ts';
import { createTerminalLog } from './terminal-log.ts';

/** More assessments are not listed; `status` lists all. */
const listed = 12;

export const startCommand: Command = {
  name: 'start',
  summary: 'Run the engine: watch the folder, serve the pages and the API',
  usage: 'controlbook start [options]',
  help: `A new data folder is given the built-in templates and three assessments to begin with, unless --bare is set; a later
start adds what has come with a newer program. Stop with Ctrl+C.
Warnings and errors go to standard error: at a terminal as sentences, else as JSON lines.

For a team: CONTROLBOOK_ISSUER and CONTROLBOOK_AUDIENCE name the OpenID Connect provider people sign in at and this engine
there, CONTROLBOOK_ADDRESS the address they reach it at; docs/identity.md tells the rest.

  --host HOST      where the engine answers: ${defaults.host}, ::1 or localhost (CONTROLBOOK_HOST), else ${defaults.host};
                   any other where people sign in
  --port PORT      0 for any free one (CONTROLBOOK_PORT), else ${defaults.port}
  --https          the pages over https too, on the next port, with a certificate made for this machine (no program
                   trusts it until you tell it to): for Excel on the web
  --settle MS      how long a saved workbook must lie still before it is read; more on slow network
                   folders (CONTROLBOOK_SETTLE), else ${defaults.settle}
  --bare           without the built-in templates
  --demo-secure-score
                   Secure Score of a played tenant that changes every few seconds, to watch actions follow it
  --verbose        everything in the log, each request too`,
  examples: ['start', 'start --data /srv/controlbook/data --folder /srv/share/assessments --port 3701'],
  words: [],
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    settle: { type: 'string' },
    https: { type: 'boolean' },
    bare: { type: 'boolean' },
    'demo-secure-score': { type: 'boolean' },
    verbose: { type: 'boolean' },
  },
  async run({ config, print, tell }) {
    const ended = new Promise<void>((resolve) => {
      for (const signal of endSignals) process.once(signal, () => resolve());
    });
    const log = createTerminalLog((line) => process.stderr.write(line), process.stderr.isTTY === true, config.verbose);
    const { url, secureUrl, engine, stop } = await serve(config, log);
    const groups = await engine.useCases.groups();
    const assessments = groups.flatMap(({ name, assessments }) => assessments.map((one) => ({ ...one, group: name })));
    const isTeam = config.identity !== null;
    const workbench = `  Workbench   ${url}/workbench/     the pane beside two workbooks, in the browser\n`;
    print(`Controlbook is running. Stop it with Ctrl+C.

${isTeam ? `  People      sign in at ${config.identity.issuer} and reach it at ${config.address}\n` : workbench}\
  Engine      ${url}/${secureUrl === null ? '' : `\n  Over https  ${secureUrl}/${isTeam ? '' : 'workbench/'}`}
  Web page    ${isTeam ? config.address : url}/web/     groups, scores, reports and administration, without a workbook
  Workbooks   ${config.folder}
  API         ${url}/api/docs
  Data        ${config.database === null ? config.data : `PostgreSQL ${config.database.label}`}
`);
    for (const { group, title, score } of assessments.slice(0, listed)) {
      print(`  ${group} / ${title}: ${score.achieved} of ${counted(score.possible, 'point')}`);
    }
    if (assessments.length > listed) print(`  ... and ${assessments.length - listed} more: controlbook status`);
    const [first] = assessments;
    const isUntouched = first === undefined || assessments.every(({ state }) => state === 'None');
    if (isUntouched && !isTeam) print(tryNext(config, first?.title));
    await ended;
    tell('Stopping ...');
    await stop();
    tell('Stopped. Everything is saved.');
    return exitCodes.done;
  },
};

async function serve(config: Config, log: Parameters<typeof serveEngine>[1]): Promise<ServedEngine> {
  const served = await serveEngine(config, log).catch((error: unknown) => {
    const { code = '', path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}; // the system's errors have both
    if (code === 'EADDRINUSE') {
      throw new CommandFailed(
        `Port ${config.port} is taken by another program. Choose another: controlbook start --port ${config.port + 1}, or --port 0 for any.`,
      );
    }
    if (path !== undefined) throw new CommandFailed(`${path} cannot be used: ${reasonOf(error)}`);
    if (code === 'EACCES') throw new CommandFailed(`You have no right to port ${config.port}. Choose one above 1023.`);
    throw error;
  });
  if (served.ok) return served.value;
  if (served.error.code !== 'locked') throw new CommandFailed(served.error.message, exitOf(served.error.code));
  const url = await runningEngine(config.data);
  const folder = readNote(config.data)?.folder;
  const where = url === null ? '' : `\nIt answers at ${url}/ and watches ${folder}.`;
  throw new CommandFailed(`${served.error.message}.${where}`);
}

function tryNext({ data, folder }: Config, title: string | undefined): string {
  const standard = join(dirname(data), defaults.folder) === folder && data === join(process.cwd(), defaults.data);
  const options = standard ? '' : ` --data ${/\s/.test(data) ? `"${data}"` : data}`;
  const own = `npx controlbook import my-controls.xlsx${options}`;
  if (title === undefined) {
    return `
Try next:
  Bring your own controls:  ${own}
  and open an assessment with the command it names; its workbook appears in the folder above.
`;
  }
  return `
Try next:
  1. Open the workbench above and set an Implementation Status and a Test Result on the sheet Action Items. Workbooks
     of one group share their actions: the other workbook follows at once, and so does the score.
  2. Do the same in Excel or LibreOffice with a workbook of the folder above, and save: the others follow within two
     seconds.
  3. Bring your own controls:  ${own}
  4. Hand over a report:       npx controlbook report "${title}"${options}
`;
}
