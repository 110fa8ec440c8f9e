import { err, type Result } from '../result.ts';

/** A value as a cell, a form or a script gives it: not yet known to be a value of the field. */
export type RawValue = null | string | number | boolean | readonly string[];

export type FieldProblem = {
  readonly code:
    | 'not-in-list'
    | 'not-a-date'
    | 'ambiguous-date'
    | 'unknown-user'
    | 'too-long'
    | 'too-many'
    | 'control-character'
    | 'not-a-text'
    | 'not-a-list'
    | 'not-yes-or-no'
    | 'title-missing';
  /** What is wrong and what to type instead. */
  readonly message: string;
};

export function isBlank(raw: RawValue): boolean {
  return raw === null || (typeof raw === 'string' && raw.trim() === '');
}

/** What was typed, short enough for a sentence. */
export function quote(raw: RawValue): string {
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  return `"${text.length > 60 ? `${text.slice(0, 60)}...` : text}"`;
}

export function problem(code: FieldProblem['code'], message: string): Result<never, FieldProblem> {
  return err({ code, message });
}
