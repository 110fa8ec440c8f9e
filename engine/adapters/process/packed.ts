import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { ReadSheet, ReadWorkbook } from '../../contract/model/cells.ts';
import type { WorkbookUpdate } from '../../domain/sheets/plan-update.ts';
import type { ActionView, AssessmentView, ControlView } from '../../domain/sheets/view.ts';

/*
 * What is large travels between the processes as bytes, made and read some rows at a time: all at once would keep edits
 * waiting.
 */

/** Rows as bytes, so many in each part. */
type Packed = readonly Uint8Array[];

export type PackedUpdate = Omit<WorkbookUpdate, 'view'> & {
  readonly view: Omit<AssessmentView, 'controls' | 'actions'>;
  readonly controls: Packed;
  readonly actions: Packed;
};

export type PackedWorkbook = Omit<ReadWorkbook, 'sheets'> & {
  readonly sheets: readonly (Omit<ReadSheet, 'cells'> & { readonly cells: Packed })[];
};

const rowsAtOnce = 50;
const cellsAtOnce = 500;

export async function packUpdate({ view, ...rest }: WorkbookUpdate): Promise<PackedUpdate> {
  const { controls, actions, ...others } = view;
  return {
    ...rest,
    view: others,
    controls: await pack(controls, rowsAtOnce),
    actions: await pack(actions, rowsAtOnce),
  };
}

/** What `packUpdate` was given. */
export async function unpackUpdate({ view, controls, actions, ...rest }: PackedUpdate): Promise<WorkbookUpdate> {
  const rows = { controls: await unpack<ControlView>(controls), actions: await unpack<ActionView>(actions) };
  return { ...rest, view: { ...view, ...rows } };
}

export async function packWorkbook({ sheets, ...rest }: ReadWorkbook): Promise<PackedWorkbook> {
  const packed: PackedWorkbook['sheets'][number][] = [];
  for (const sheet of sheets) packed.push({ ...sheet, cells: await pack(sheet.cells, cellsAtOnce) });
  return { ...rest, sheets: packed };
}

/** What `packWorkbook` was given. */
export async function unpackWorkbook({ sheets, ...rest }: PackedWorkbook): Promise<ReadWorkbook> {
  const unpacked: ReadSheet[] = [];
  for (const sheet of sheets) unpacked.push({ ...sheet, cells: await unpack(sheet.cells) });
  return { ...rest, sheets: unpacked };
}

async function pack(rows: readonly unknown[], atOnce: number): Promise<Packed> {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < rows.length; start += atOnce) {
    parts.push(serialize(rows.slice(start, start + atOnce)));
    await turnOfTheLoop();
  }
  return parts;
}

async function unpack<Row>(parts: Packed): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const part of parts) {
    rows.push(...(deserialize(part) as readonly Row[])); // packed by `pack`
    await turnOfTheLoop();
  }
  return rows;
}
