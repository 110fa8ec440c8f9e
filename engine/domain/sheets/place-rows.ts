import type { RowModel, TableModel } from '../../contract/model/table.ts';
import type { LocatedRow, LocatedTable } from './locate.ts';

/** Where the rows of a table go in the file. */
export type RowPlan = {
  readonly placed: readonly PlacedRow[];
  readonly appended: readonly { readonly model: RowModel; readonly index: number }[];
  /** Rows whose content is gone from the table. */
  readonly emptied: readonly LocatedRow[];
  /** Further copies of a row: only its notice is written to them. */
  readonly copies: readonly { readonly row: number; readonly model: RowModel }[];
};

/** `fresh`: the file's row held another row, or none. */
type PlacedRow = {
  readonly row: number;
  readonly model: RowModel;
  readonly index: number;
  readonly fresh: boolean;
};

/**
 * Rows by key, wherever they were sorted to; new rows into free ones, the rest at the end. A table whose order is its
 * meaning is written from the top as soon as its set of rows differs.
 *
 * @param isGone whether a row the table no longer has may be emptied; the others are somebody's and stay.
 */
export function placeRows(file: LocatedTable, table: TableModel, isGone: (key: string) => boolean): RowPlan {
  const modelByKey = new Map(table.rows.map((model, index) => [model.key, { model, index }]));
  if (file.layout.order === 'rewritten' && !sameKeys(file.rows, modelByKey)) return rewriteRows(file, table);
  const placed = new Map<string, PlacedRow>();
  const copies: { row: number; model: RowModel }[] = [];
  const emptied: LocatedRow[] = [];
  for (const row of file.rows) {
    if (row.key === null) continue;
    const wanted = modelByKey.get(row.key);
    if (wanted === undefined) {
      if (isGone(row.key)) emptied.push(row);
    } else if (placed.has(row.key)) {
      copies.push({ row: row.row, model: wanted.model });
    } else {
      placed.set(row.key, { row: row.row, ...wanted, fresh: false });
    }
  }
  const free = file.rows.filter((row) => row.free).values();
  const appended: { model: RowModel; index: number }[] = [];
  for (const [key, wanted] of modelByKey) {
    if (placed.has(key)) continue;
    const next = free.next();
    if (next.done === true) appended.push(wanted);
    else placed.set(key, { row: next.value.row, ...wanted, fresh: true });
  }
  return { placed: [...placed.values()], appended, emptied, copies };
}

function rewriteRows(file: LocatedTable, table: TableModel): RowPlan {
  const placed = table.rows.flatMap((model, index) => {
    const row = file.rows[index];
    return row === undefined ? [] : [{ row: row.row, model, index, fresh: true }];
  });
  return {
    placed,
    appended: table.rows.slice(file.rows.length).map((model, rest) => ({ model, index: file.rows.length + rest })),
    emptied: file.rows.slice(table.rows.length).filter((row) => row.key !== null),
    copies: [],
  };
}

function sameKeys(rows: readonly LocatedRow[], models: ReadonlyMap<string, unknown>): boolean {
  const keys = rows.flatMap((row) => (row.key === null ? [] : [row.key]));
  return keys.length === models.size && new Set(keys).size === keys.length && keys.every((key) => models.has(key));
}
