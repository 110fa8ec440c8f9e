#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { activityCommand } from './commands/activity.ts';
import { archiveCommand } from './commands/archive.ts';
import { attestCommand } from './commands/attest.ts';
import { backupCommand } from './commands/backup.ts';
import { type Command, CommandFailed, exitCodes } from './commands/command.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { moveCommand } from './commands/move.ts';
import { nearest } from './commands/nearest.ts';
import { newCommand } from './commands/new.ts';
import { peopleCommand } from './commands/people.ts';
import { reportCommand } from './commands/report.ts';
import { restoreCommand } from './commands/restore.ts';
import { secureScoreCommand } from './commands/secure-score.ts';
import { startCommand } from './commands/start.ts';
import { statusCommand } from './commands/status.ts';
import { templateCommand } from './commands/template.ts';
import { updateCommand } from './commands/update.ts';
import { verifyCommand } from './commands/verify.ts';
import { defaults, type Flags, readConfig } from './config.ts';
import { version } from './main.ts';
import { readNote } from './serve.ts';

const commands = [
  startCommand,
  importCommand,
  templateCommand,
  newCommand,
  updateCommand,
  attestCommand,
  exportCommand,
  reportCommand,
  peopleCommand,
  secureScoreCommand,
  activityCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  archiveCommand,
  moveCommand,
  statusCommand,
];

const commonOptions = {
  data: { type: 'string' },
  folder: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const commonHelp = `Options of every command (or the environment variable in brackets):
  --data FOLDER     the engine's own data (CONTROLBOOK_DATA), else ./${defaults.data}
  --folder FOLDER   the watched folder with the workbooks (CONTROLBOOK_FOLDER), else the one used last with
                    this data, else "${defaults.folder}" beside it
  -h, --help        this help

With DATABASE_URL=postgres://user:password@host:5432/name journal, snapshots and people are kept in PostgreSQL, where several
engines may share them; CONTROLBOOK_ORGANISATION names one where the database holds several. See controlbook move --help.

Exit codes: ${exitCodes.done} done, ${exitCodes.failed} failed, ${exitCodes.usage} wrong usage, ${exitCodes.findings} the file has errors, ${exitCodes.damaged} the journal is damaged.`;

const overview = `Usage: controlbook COMMAND [options]

${commands.map((one) => `  ${one.name.padEnd(12)}  ${one.summary}`).join('\n')}

${commonHelp}

Begin with:     controlbook start
About a command: controlbook COMMAND --help`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version') {
    console.log(version);
    return exitCodes.done;
  }
  if (name === undefined) throw new CommandFailed(overview, exitCodes.usage);
  const [topic] = rest;
  if (name === '--help' || name === '-h' || (name === 'help' && topic === undefined)) {
    console.log(overview);
    return exitCodes.done;
  }
  if (name === 'help') return main([topic ?? '', '--help']);
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new CommandFailed(unknownCommand(name), exitCodes.usage);
  const { values, positionals } = parse(command, rest);
  if (values['help'] === true) {
    console.log(helpOf(command));
    return exitCodes.done;
  }
  const config = readConfig(values as Flags, process.env, (data) => readNote(data)?.folder ?? null); // the option types are those of Flags
  if (!config.ok) throw new CommandFailed(config.error, exitCodes.usage);
  try {
    return await command.run({
      config: config.value,
      values,
      words: positionals,
      print: (line) => console.log(line),
      tell: (line) => console.error(line),
      confirm,
    });
  } catch (error) {
    if (!(error instanceof CommandFailed) || error.code !== exitCodes.usage) throw error;
    throw new CommandFailed(`${error.message}\n${usageOf(command)}`, exitCodes.usage);
  }
}

function unknownCommand(name: string): string {
  const [meant] = nearest(
    name,
    commands.map((one) => one.name),
    1,
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return `There is no command "${name}".${hint}\nThe commands are ${commands.map((one) => one.name).join(', ')}; controlbook --help tells more.`;
}

function usageOf(command: Command): string {
  return `Usage: ${command.usage}\n       controlbook ${command.name} --help tells more.`;
}

function helpOf({ summary, usage, help, examples }: Command): string {
  const lines = examples.map((one) => `  controlbook ${one}`).join('\n');
  return `${summary}.\n\nUsage: ${usage}\n\n${help}\n\nExamples:\n${lines}\n\n${commonHelp}`;
}

function parse(command: Command, args: readonly string[]) {
  const options = { ...commonOptions, ...command.options };
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    const extra = parsed.positionals[command.words.length];
    if (extra === undefined) return parsed;
    throw new Error(`"${extra}" is one word too many. A name with spaces goes into quotes: "My controls"`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
    const said = unknown === undefined ? message : unknownOption(unknown, Object.keys(options));
    throw new CommandFailed(`${said}\n${usageOf(command)}`, exitCodes.usage);
  }
}

function unknownOption(option: string, known: readonly string[]): string {
  const [meant] = nearest(option.replace(/^-+/, ''), known, 1);
  return `There is no option ${option} here.${meant === undefined ? '' : ` Did you mean --${meant}?`}`;
}

async function confirm(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // Ctrl+C and the end of input are answers, too.
    const left = new Promise<null>((resolve) => {
      terminal.once('SIGINT', () => resolve(null));
      terminal.once('close', () => resolve(null));
    });
    const answer = await Promise.race([left, terminal.question(`${question} [y/N] `)]);
    if (answer === null) throw new CommandFailed('\nNothing was done.', exitCodes.interrupted);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof CommandFailed) {
      console.error(error.message);
      process.exitCode = error.code;
      return;
    }
    console.error('Something went wrong inside Controlbook. Nothing that was acknowledged is lost. Details:');
    console.error(error);
    process.exitCode = exitCodes.failed;
  },
);
