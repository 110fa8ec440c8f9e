import type { CellEdit, ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import type { LocatedTable } from '#engine/domain/sheets/locate';
import type { Area, Written } from './host.ts';
import { cellAt } from './mirror.ts';

/*
 * A row may be sorted away between the look at a sheet and the write to it; Excel has no write that asks first. So each
 * batch reads the keys of the rows it writes to, and what stood in the cells, before it writes: what went wrong is
 * known, and put back.
 */

/** The key cells of the rows that edits touch, an area a table. */
export function watchedKeys(edits: readonly CellEdit[], tables: readonly LocatedTable[]): readonly Area[] {
  return tables.flatMap((table) => {
    const column = table.columns.get(table.layout.keyColumn)?.column;
    const rows = edits.flatMap((edit) => (isIn(edit, table) ? [edit.row] : []));
    if (column === undefined || rows.length === 0) return [];
    const [firstRow, lastRow] = [Math.min(...rows), Math.max(...rows)];
    return [{ sheet: table.sheet.name, firstRow, lastRow, firstColumn: column, lastColumn: column }];
  });
}

/** The edits that went into rows which were no longer what they had been. */
export function strayEdits(
  edits: readonly CellEdit[],
  tables: readonly LocatedTable[],
  areas: readonly Area[],
  { watched }: Pick<Written, 'watched'>,
): readonly CellEdit[] {
  return edits.filter((edit) => {
    const table = tables.find((each) => isIn(edit, each));
    const column = table?.columns.get(table.layout.keyColumn)?.column;
    const index = areas.findIndex(
      (area) =>
        area.sheet === edit.sheet &&
        area.firstColumn === column &&
        edit.row >= area.firstRow &&
        edit.row <= area.lastRow,
    );
    if (table === undefined || index === -1) return false;
    const now = watched[index]?.find(({ row }) => row === edit.row);
    const then = table.rows.find(({ row }) => row === edit.row);
    return then !== undefined && (now === undefined ? null : String(now.value).trim()) !== then.key;
  });
}

/** The edits that make cells what they were. */
export function restore(
  edits: readonly CellEdit[],
  written: readonly CellEdit[],
  { before }: Pick<Written, 'before'>,
): readonly CellEdit[] {
  return edits.map((edit) => {
    const cell = before[written.indexOf(edit)] ?? null;
    return { ...edit, owned: true, value: contentOf(cell) };
  });
}

/** The cells that no longer held what the mirror had when they were written over. */
export function overwritten(
  file: ReadWorkbook,
  edits: readonly CellEdit[],
  { before }: Pick<Written, 'before'>,
): readonly { readonly edit: CellEdit; readonly before: ReadCell | null }[] {
  return edits.flatMap((edit, index) => {
    const cell = before[index] ?? null;
    const known = cellAt(file, edit.sheet, edit.row, edit.column);
    const same = (cell?.value ?? '') === (known?.value ?? '') && (cell?.formula ?? null) === (known?.formula ?? null);
    return same ? [] : [{ edit, before: cell }];
  });
}

function contentOf(cell: ReadCell | null): CellEdit['value'] {
  if (cell === null) return null;
  if (cell.formula !== null) {
    return { formula: cell.formula, value: typeof cell.value === 'boolean' ? null : cell.value };
  }
  return cell.value;
}

function isIn({ sheet, row, column }: CellEdit, table: LocatedTable): boolean {
  return (
    table.sheet.name === sheet &&
    row > table.headerRow &&
    row <= table.lastRow &&
    column >= table.firstColumn &&
    column <= table.lastColumn
  );
}
