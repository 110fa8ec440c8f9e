import type { Buffer } from 'node:buffer';
import type { Issue } from '../../contract/errors.ts';
import { type ToEngine, toEngine } from '../../contract/live.ts';

export type RawMessage = Buffer | ArrayBuffer | Buffer[];
type Unreadable = {
  readonly code: 'malformed' | 'invalid';
  readonly detail: string;
  readonly issues?: readonly Issue[];
};

/** What a pane sent, checked against the contract, or what is wrong with it and where. */
export function readMessage(raw: RawMessage, binary: boolean): { readonly message: ToEngine } | Unreadable {
  if (binary) return { code: 'malformed', detail: 'Messages are texts of JSON.' };
  let json: unknown;
  try {
    json = JSON.parse(raw.toString());
  } catch {
    return { code: 'malformed', detail: 'The message is not JSON.' };
  }
  const parsed = toEngine.safeParse(json);
  if (parsed.success) return { message: parsed.data };
  const issues = parsed.error.issues.slice(0, 100).map(({ path, message }) => ({ path: path.join('.'), message }));
  return { code: 'invalid', detail: `${issues[0]?.path ?? ''}: ${issues[0]?.message ?? ''}`, issues };
}
