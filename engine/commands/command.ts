import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../config.ts';

/** What went wrong in a way a person can mend: the sentence goes to standard error, the code to the shell. */
export class CommandFailed extends Error {
  readonly code: number;
  constructor(message: string, code: number = exitCodes.failed) {
    super(message);
    this.name = 'CommandFailed';
    this.code = code;
  }
}

/** `interrupted` is what shells give a program ended by Ctrl+C. */
export const exitCodes = { done: 0, failed: 1, usage: 2, findings: 3, damaged: 4, interrupted: 130 } as const;

export type CommandContext = {
  readonly config: Config;
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  readonly words: readonly string[];
  /** Results, for people and pipes. */
  print(line: string): void;
  /** Progress and notes, on standard error. */
  tell(line: string): void;
  /** Asks before something is done; null without a terminal. */
  confirm(question: string): Promise<boolean | null>;
};

export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** What the options mean. */
  readonly help: string;
  /** Whole command lines without the program's name. */
  readonly examples: readonly string[];
  /** The words it takes beside its options, as `usage` names them; all may be left out as far as parsing goes. */
  readonly words: readonly string[];
  readonly options: NonNullable<ParseArgsConfig['options']>;
  run(context: CommandContext): Promise<number>;
};

export function text(context: CommandContext, name: string): string | null {
  const value = context.values[name];
  return typeof value === 'string' ? value : null;
}

export function texts(context: CommandContext, name: string): readonly string[] {
  const value = context.values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
