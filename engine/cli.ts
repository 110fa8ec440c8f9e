#!/usr/bin/env node
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Command, CommandFailed, exitCodes } from './commands/command.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { newCommand } from './commands/new.ts';
import { reportCommand } from './commands/report.ts';
import { startCommand } from './commands/start.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';
import { defaults, type Flags, readConfig } from './config.ts';
import { version } from './main.ts';

const commands = [startCommand, importCommand, newCommand, exportCommand, reportCommand, verifyCommand, statusCommand];

const commonOptions = {
  data: { type: 'string' },
  folder: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  settle: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const commonHelp = `Options of every command (or the environment variable in brackets):
  --data FOLDER     the engine's own data (CONTROLBOOK_DATA), else ./${defaults.data}
  --folder FOLDER   the watched folder with the workbooks (CONTROLBOOK_FOLDER), else ./${defaults.folder}
  --host, --port    where the engine answers (CONTROLBOOK_HOST, CONTROLBOOK_PORT), else ${defaults.host} ${defaults.port}
  --settle MS       how long a saved workbook must lie still before it is read (CONTROLBOOK_SETTLE), else ${defaults.settle}
  -h, --help        this help

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 the file has errors, 4 the journal is damaged.`;

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version') {
    console.log(version);
    return exitCodes.done;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    const asked = name === undefined || name === '--help' || name === '-h' || name === 'help';
    const list = commands.map((one) => `  ${one.name.padEnd(8)}  ${one.summary}`).join('\n');
    const text = `Usage: controlbook COMMAND [options]\n\n${list}\n\n${commonHelp}\n\ncontrolbook COMMAND --help tells more.`;
    if (asked) console.log(text);
    else console.error(`There is no command "${name}".\n\n${text}`);
    return asked && name !== undefined ? exitCodes.done : exitCodes.usage;
  }
  const { values, positionals } = parse(command, rest);
  if (values['help'] === true) {
    console.log(`${command.summary}.\n\nUsage: ${command.usage}\n\n${command.help}\n\n${commonHelp}`);
    return exitCodes.done;
  }
  const config = readConfig(values as Flags, process.env); // the option types are those of Flags
  if (!config.ok) throw new CommandFailed(config.error, exitCodes.usage);
  return command.run({
    config: config.value,
    values,
    words: positionals,
    print: (line) => console.log(line),
    tell: (line) => console.error(line),
    confirm,
  });
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { ...commonOptions, ...command.options }, allowPositionals: true });
  } catch (error) {
    throw new CommandFailed(
      `${error instanceof Error ? error.message : String(error)}\nUsage: ${command.usage}`,
      exitCodes.usage,
    );
  }
}

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
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
    console.error(error);
    process.exitCode = exitCodes.failed;
  },
);
