import { ExcelError } from '../model/excel-error.ts';
import { type Arguments, isHostObject } from '../richapi/kind.ts';

/** Reads the arguments of a call; a wrong one is InvalidArgument, as in Excel. */
export function textAt(args: Arguments, index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw new ExcelError('InvalidArgument');
  return value;
}

export function optionalText(args: Arguments, index: number): string | null {
  return args[index] == null ? null : textAt(args, index);
}

export function numberAt(args: Arguments, index: number): number {
  const value = args[index];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ExcelError('InvalidArgument');
  return value;
}

export function optionalNumber(args: Arguments, index: number): number | null {
  return args[index] == null ? null : numberAt(args, index);
}

export function optionalFlag(args: Arguments, index: number): boolean {
  return args[index] === true;
}

/** A model target given as an object of one of the kinds; null if the argument is something else. */
export function targetAt<T>(args: Arguments, index: number, kindName: string): T | null {
  const value = args[index];
  // Host objects of a kind are only made with targets of its type.
  return isHostObject(value) && value.kindName === kindName ? (value.target as T) : null;
}

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw new ExcelError('InvalidArgument');
  return value;
}

export function asNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ExcelError('InvalidArgument');
  return value;
}

export function asFlag(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new ExcelError('InvalidArgument');
  return value;
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new ExcelError('InvalidArgument');
  return found;
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ExcelError('InvalidArgument');
  // A plain object of the wire: its keys are texts, its values anything.
  return value as Readonly<Record<string, unknown>>;
}
