import type { CellEdit, TableAppend, WorkbookPatch } from '#engine/contract/model/cells';
import { type Area, overlap } from './area.ts';
import { type Cell, isError, sameValue } from './cell.ts';
import { isDateFormat } from './date-format.ts';
import { partsOfSerial } from './date-serial.ts';
import { cellAt, formatAt, type Sheet } from './sheet.ts';
import { bodyArea, type Table } from './table.ts';
import { freshen, type Workbook } from './workbook.ts';

/** What goes back into the file a workbook came from, and what a file's cells cannot take, in words. */
export type FileChanges = {
  readonly patch: { readonly edits: readonly Omit<CellEdit, 'owned'>[]; readonly appends: WorkbookPatch['appends'] };
  readonly notSaved: readonly string[];
};

type SheetInFile = { readonly name: string; readonly cells: ReadonlyMap<number, ReadonlyMap<number, Cell>> };
type TableInFile = { readonly table: Table; readonly area: Area; readonly columns: number };

/**
 * Remembers what the file holds, and says at any time what has changed since: cells, and rows added to tables. Rows and
 * columns put in elsewhere, looks, new sheets and rules are not written into a file; they are named instead.
 */
export function rememberFile(book: Workbook): { readonly changes: () => FileChanges; readonly saved: () => void } {
  let sheets = new Map<Sheet, SheetInFile>();
  let tables: readonly (TableInFile & { readonly sheet: Sheet })[] = [];
  const notSaved = new Set<string>();

  function remember(): void {
    sheets = new Map(
      book.sheets.map((sheet) => [
        sheet,
        { name: sheet.name, cells: new Map([...sheet.cells].map(([row, cells]) => [row, new Map(cells)])) },
      ]),
    );
    tables = book.sheets.flatMap((sheet) =>
      sheet.tables.map((table) => ({ sheet, table, area: table.area, columns: table.columns.length })),
    );
    notSaved.clear();
  }

  book.listeners.add((event, { pane }) => {
    const { name } = event.sheet;
    // What a pane does to looks are its own marks.
    if (pane !== null && (event.kind === 'formatChanged' || event.kind === 'appearanceChanged')) return;
    if (event.kind === 'cellsChanged' && event.changeType !== 'RangeEdited') {
      notSaved.add(`Rows and columns put in or taken out on ${name}: their cells are saved where they stand now.`);
    } else if (event.kind === 'formatChanged') notSaved.add(`Looks of cells on ${name}.`);
    else if (event.kind === 'appearanceChanged') notSaved.add(`Tables, rules, sizes or merged cells of ${name}.`);
    else if (event.kind === 'sheetAdded' || event.kind === 'sheetRenamed' || event.kind === 'sheetDeleted') {
      notSaved.add('Sheets that were added, renamed or deleted.');
    } else if (event.kind === 'commentsChanged') notSaved.add(`Comments on ${name}.`);
  });
  remember();

  return {
    saved: remember,
    changes() {
      freshen(book);
      const appends: TableAppend[] = [];
      const appended = new Map<Sheet, Area[]>();
      for (const { sheet, table, area, columns } of tables) {
        const added = addedRows(table, area);
        if (added === null || table.columns.length !== columns || !sheet.tables.includes(table)) continue;
        appends.push({ table: table.name, rows: rowsOf(sheet, table, added) });
        appended.set(sheet, [...(appended.get(sheet) ?? []), added]);
      }
      const edits = book.sheets.flatMap((sheet) => {
        const inFile = sheets.get(sheet);
        return inFile === undefined ? [] : [...editsOf(sheet, inFile, appended.get(sheet) ?? [])];
      });
      return { patch: { edits, appends }, notSaved: [...notSaved] };
    },
  };
}

/** Everything the cells hold, for a workbook that has no file yet. */
export function wholeContent(book: Workbook): FileChanges['patch']['edits'] {
  freshen(book);
  return book.sheets.flatMap((sheet) => [...editsOf(sheet, { name: sheet.name, cells: new Map() }, [])]);
}

/** Rows a table has grown by at its end, as long as it begins where it did. */
function addedRows(table: Table, before: Area): Area | null {
  const body = bodyArea(table);
  if (table.showTotals || table.area.top !== before.top || table.area.left !== before.left) return null;
  return body.bottom > before.bottom ? { ...body, top: before.bottom + 1 } : null;
}

function rowsOf(sheet: Sheet, table: Table, added: Area): TableAppend['rows'] {
  const rows: Record<string, CellEdit['value']>[] = [];
  for (let row = added.top; row <= added.bottom; row += 1) {
    const values = table.columns.map(({ name }, index) => [name, valueFor(sheet, row, added.left + index)] as const);
    rows.push(Object.fromEntries(values));
  }
  return rows;
}

function* editsOf(sheet: Sheet, inFile: SheetInFile, appended: readonly Area[]): Generator<Omit<CellEdit, 'owned'>> {
  for (const row of new Set([...inFile.cells.keys(), ...sheet.cells.keys()])) {
    const [before, now] = [inFile.cells.get(row), sheet.cells.get(row)];
    for (const column of new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])) {
      const [was, is] = [before?.get(column), now?.get(column)];
      if (was === is || !differs(was, is)) continue;
      const cell = { top: row, left: column, bottom: row, right: column };
      if (appended.some((area) => overlap(area, cell) !== null)) continue;
      const value = valueFor(sheet, row, column);
      const kept = typeof value === 'object' && value !== null && 'formula' in value && was?.formula === is?.formula;
      const place = { sheet: inFile.name, row: row + 1, column: column + 1 };
      yield { ...place, value: kept ? { cached: value.value } : value };
    }
  }
}

/** Of a formula whose result alone is another the result is saved, too: not everybody who reads the file works it out. */
function differs(was: Cell | undefined, is: Cell | undefined): boolean {
  return (was?.formula ?? null) !== (is?.formula ?? null) || !sameValue(was?.value ?? null, is?.value ?? null);
}

function valueFor(sheet: Sheet, row: number, column: number): CellEdit['value'] {
  const { value, formula } = cellAt(sheet, row, column);
  const plain = isError(value) ? value.error : value;
  if (formula !== null) {
    return { formula: formula.slice(1), value: typeof plain === 'boolean' ? String(plain).toUpperCase() : plain };
  }
  if (typeof value !== 'number' || !isDateFormat(formatAt(sheet, row, column).numberFormat)) return plain;
  if (!Number.isInteger(value) || value < 1) return value;
  const { year, month, day } = partsOfSerial(value);
  const pad = (part: number, length: number): string => String(part).padStart(length, '0');
  return { date: `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` };
}
