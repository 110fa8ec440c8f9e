import { Buffer } from 'node:buffer';
import { type Hearing, heard } from '../../app/gate.ts';
import type { HiddenEntry, TravellingEntry } from '../../contract/http/journal.ts';
import type { DeepReadonly } from '../../contract/http/shape.ts';
import type { ToPane } from '../../contract/live.ts';
import type { Entry, SealedEntry } from '../../contract/model/entry.ts';
import type { Position } from '../../contract/model/ids.ts';

/** An entry as it travels, made once however many panes it goes to. */
export type Line = { readonly position: Position; readonly text: string; readonly entry: Entry };

/** Entries of one partition that follow each other, as one message. */
export type Frame = {
  readonly first: Position;
  readonly last: Position;
  /** As it goes over the line, head included: made once, written to every socket that is to have it. */
  readonly wire: Buffer;
};

export function lineOf({ entry, text }: SealedEntry): Line {
  const { position } = entry;
  return { position, text: entry.event.kind === 'put' ? JSON.stringify(travelling(entry)) : text, entry };
}

/** The line as somebody hears it who may not read all. */
export function lineFor(line: Line, hearing: Hearing): Line {
  const entry = heard(line.entry, hearing);
  return entry === line.entry ? line : { ...line, text: JSON.stringify(entry) };
}

/** The entry without the document it puts: a template is a megabyte, and panes fetch what they show. */
export function travelling(entry: Entry | HiddenEntry): TravellingEntry {
  const { event } = entry;
  return event.kind === 'put' ? { ...entry, event: { kind: 'put', entity: event.entity } } : { ...entry, event };
}

/** Null for no lines. */
export function frameOf(lines: readonly Line[]): Frame | null {
  const first = lines[0];
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = `{"kind":"entries","entries":[${lines.map((line) => line.text).join(',')}]}`;
  const bytes = Buffer.from(text);
  return { first: first.position, last: last.position, wire: Buffer.concat([textHead(bytes.length), bytes]) };
}

/** The head of a whole text message from a server: final, opcode 1, not masked (RFC 6455, 5.2). */
function textHead(length: number): Buffer {
  if (length < 126) return Buffer.of(0x81, length);
  const head = Buffer.alloc(length < 0x1_00_00 ? 4 : 10);
  head[0] = 0x81;
  if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return head;
}

export function messageOf(message: DeepReadonly<ToPane>): Buffer {
  return Buffer.from(JSON.stringify(message));
}
