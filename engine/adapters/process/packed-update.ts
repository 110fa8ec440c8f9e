import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { WorkbookUpdate } from '../../domain/sheets/plan-update.ts';
import type { ActionView, AssessmentView, ControlView } from '../../domain/sheets/view.ts';

/** An update whose rows are bytes already: made bytes all at once they would keep edits waiting. */
export type PackedUpdate = Omit<WorkbookUpdate, 'view'> & {
  readonly view: Omit<AssessmentView, 'controls' | 'actions'>;
  readonly controls: readonly Uint8Array[];
  readonly actions: readonly Uint8Array[];
};

const rowsAtOnce = 50;

export async function packUpdate({ view, ...rest }: WorkbookUpdate): Promise<PackedUpdate> {
  const { controls, actions, ...others } = view;
  return { ...rest, view: others, controls: await pack(controls), actions: await pack(actions) };
}

/** What `packUpdate` was given; on the other side, where nobody waits. */
export function unpackUpdate({ view, controls, actions, ...rest }: PackedUpdate): WorkbookUpdate {
  const unpack = <Row>(parts: readonly Uint8Array[]): readonly Row[] =>
    parts.flatMap((part) => deserialize(part) as readonly Row[]); // packed by `pack`
  return { ...rest, view: { ...view, controls: unpack<ControlView>(controls), actions: unpack<ActionView>(actions) } };
}

async function pack(rows: readonly unknown[]): Promise<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    parts.push(serialize(rows.slice(start, start + rowsAtOnce)));
    await turnOfTheLoop();
  }
  return parts;
}
