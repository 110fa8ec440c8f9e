import { type ActionId, actionId } from '../../contract/model/ids.ts';
import { placeOf } from './address.ts';
import { isBlankCell, type LocatedRow, type LocatedTable } from './locate.ts';
import type { ReadingProblem } from './reading.ts';

export type SoundRow = { readonly action: ActionId; readonly row: number };

/** Which rows are what they seem; the others are named, and never merged by guess. */
export function sortOutRows(
  table: LocatedTable,
  titleByAction: ReadonlyMap<ActionId, string>,
  problems: ReadingProblem[],
): { readonly sound: readonly SoundRow[]; readonly doubtful: ReadonlySet<string> } {
  const rowsByKey = new Map<string, LocatedRow[]>();
  const keyColumn = table.columns.get(table.layout.keyColumn)?.column;
  if (keyColumn === undefined) return { sound: [], doubtful: new Set() };
  const placeIn = (row: number): string => placeOf(table.sheet.name, row, table.firstColumn);
  for (const row of table.rows) {
    if (row.key !== null) rowsByKey.set(row.key, [...(rowsByKey.get(row.key) ?? []), row]);
    else if (!row.free && hasEngineContent(table, row.row)) {
      const message =
        'The row has no key, so it belongs to no action. Actions are added through the template; move your own notes to a column or sheet of your own.';
      problems.push({ code: 'row-without-key', place: placeIn(row.row), message });
    }
  }
  const actionByTitle = new Map(Array.from(titleByAction, ([action, title]) => [comparable(title), action]));
  const titleColumn = table.columns.get('title')?.column ?? null;
  const sound: SoundRow[] = [];
  const doubtful = new Set<string>();
  for (const [key, rows] of rowsByKey) {
    const [first] = rows;
    if (first === undefined) continue;
    const place = placeIn(first.row);
    const parsed = actionId.safeParse(key);
    const title = parsed.success ? titleByAction.get(parsed.data) : undefined;
    if (rows.length > 1) {
      const where = rows.map(({ row }) => row).join(', ');
      const message = `The same action stands in rows ${where}, so none of them was read. Delete the copies.`;
      problems.push({ code: 'duplicate-key', place, message });
      doubtful.add(key);
      continue;
    }
    if (!parsed.success || title === undefined) {
      const message =
        'The row belongs to no action of this assessment: it was pasted from another workbook, or its action left with a template update. It was not read; delete it.';
      problems.push({ code: 'unknown-row', place, message });
      continue;
    }
    const shown = titleColumn === null ? undefined : table.grid.get(first.row)?.get(titleColumn);
    const other = isBlankCell(shown) ? undefined : actionByTitle.get(comparable(String(shown?.value)));
    if (other !== undefined && other !== parsed.data && comparable(String(shown?.value)) !== comparable(title)) {
      const message = `The row shows "${titleByAction.get(other) ?? ''}" but belongs to "${title}": something was pasted over a part of it. It was not read. Undo, or clear the visible cells of the row and it will be restored.`;
      problems.push({ code: 'mixed-row', place, message });
      doubtful.add(key);
      continue;
    }
    if (titleColumn !== null && isCleared(table, first.row)) {
      const message = `The row of "${title}" was emptied as a whole, so it was not read as an edit and is restored. To clear single fields, leave the title in place.`;
      problems.push({ code: 'cleared-row', place, message });
      continue;
    }
    sound.push({ action: parsed.data, row: first.row });
  }
  return { sound: sound.sort((a, b) => a.row - b.row), doubtful };
}

/** Something a person or the engine put into one of the layout's columns; what stands in own columns only is a note. */
function hasEngineContent(table: LocatedTable, row: number): boolean {
  return [...table.columns.values()].some(({ column }) => {
    const cell = table.grid.get(row)?.get(column);
    return !isBlankCell(cell) && cell?.formula === null;
  });
}

function comparable(title: string): string {
  return title.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The title and every input are blank. */
function isCleared(table: LocatedTable, row: number): boolean {
  return table.layout.columns
    .filter((column) => column.key === 'title' || column.field !== null)
    .every((column) => {
      const found = table.columns.get(column.key);
      return found === undefined || isBlankCell(table.grid.get(row)?.get(found.column));
    });
}
