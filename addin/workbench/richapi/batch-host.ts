import { ExcelError } from '../model/excel-error.ts';
import type { HostObject, Kinds } from './kind.ts';

/** What the interpreter needs to know of the pane it works for. */
export type BatchHost<C> = {
  readonly kinds: Kinds<C>;
  readonly context: C;
  readonly root: HostObject;
  /** Services made by name, as `Microsoft.InternalService.AddinInternalService`. */
  readonly newObject: (name: string) => HostObject | null;
  /** A range kept from an earlier batch, by its reference id. */
  readonly kept: (referenceId: string) => HostObject | null;
  /** Told of every member that is asked for and not played. */
  readonly notPlayed: (member: string) => void;
};

export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function notFound<C>(host: BatchHost<C>, member: string): ExcelError {
  host.notPlayed(member);
  return new ExcelError('ApiNotFound', `This host does not play ${member}.`);
}
