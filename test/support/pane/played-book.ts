import type { Area, CellMark, Host, HostEvent, HostProblem, Outline } from '#addin/sheets/host';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import type { ReadCell, ReadSheet, ReadWorkbook } from '#engine/contract/model/cells';
import { dateToSerial } from '#engine/domain/fields/serial-date';
import { err, ok } from '#engine/domain/result';
import { columnLetters, quoteSheet } from '#engine/domain/sheets/address';
import { applyPatch } from '../apply-patch.ts';

/** A workbook open in one or more people's Excel, as simple as can be: cells, tables, names, events. */
export type PlayedBook = {
  file: ReadWorkbook;
  /** Another person's Excel on the same workbook, or one's own, with a pane in it. */
  seat(name: string): Seat;
  /** How often Excel was asked, by call. */
  readonly calls: Record<string, number>;
};

export type Seat = {
  /** A test may put something of its own into it. */
  readonly host: { -readonly [Call in keyof Host]: Host[Call] };
  /** What goes wrong: everything is refused until it is null again. */
  fault: HostProblem | null;
  /** The next write is done, and reported as failed. */
  loseNextAnswer: boolean;
  /** What such writes went over: nobody was told. */
  readonly unseen: Set<unknown>;
  readonly marks: ReadonlyMap<string, readonly CellMark[]>;
  /** Types into a cell, or pastes from it on; null clears. */
  type(sheet: string, row: number, column: number, values: readonly (readonly Input[])[]): void;
  /** As from a drop-down on the web: nobody hears of it. */
  pick(sheet: string, row: number, column: number, value: Input): void;
  sort(table: string, column: number): void;
  deleteRow(sheet: string, row: number): void;
  /** A copy of a row below it. */
  duplicateRow(sheet: string, row: number): void;
  insertRow(sheet: string, row: number): void;
  select(sheet: string, row: number, column: number): void;
  leave(sheet: string): void;
  /** Something happened that this play does not play. */
  tell(event: HostEvent): void;
  selected: { readonly sheet: string; readonly row: number; readonly column: number } | null;
  /** Ends every pane's hearing, as when Excel is closed. */
  close(): void;
};

export type Input = string | number | boolean | null | { readonly date: string } | { readonly formula: string };

export function createPlayedBook(
  file: ReadWorkbook,
  options: { readonly later?: (run: () => void) => void } = {},
): PlayedBook {
  const seats: { readonly name: string; readonly hearers: Set<(event: HostEvent) => void> }[] = [];
  const later = options.later ?? ((run) => queueMicrotask(run));
  const book: PlayedBook = { file, seat, calls: {} };

  const tell = (by: string, pane: ((event: HostEvent) => void) | null, event: HostEvent): void => {
    for (const { name, hearers } of seats) {
      for (const hear of hearers) {
        const origin = hear === pane ? 'own' : name === by ? 'local' : 'remote';
        const told = event.kind === 'edited' ? { ...event, origin: origin as 'own' } : event;
        later(() => {
          if (hearers.has(hear)) hear(told);
        });
      }
    }
  };

  function seat(name: string): Seat {
    const own = { name, hearers: new Set<(event: HostEvent) => void>() };
    seats.push(own);
    const marks = new Map<string, readonly CellMark[]>();
    let pane: ((event: HostEvent) => void) | null = null;

    const run = async <T>(call: string, work: () => T) => {
      book.calls[call] = (book.calls[call] ?? 0) + 1;
      await null;
      return self.fault === null ? ok(work()) : err(self.fault);
    };
    const edited = (sheet: string, area: Omit<Area, 'sheet'>, shifted = false, by: typeof pane = null): void =>
      tell(name, by, {
        kind: 'edited',
        sheet,
        rows: [area.firstRow, area.lastRow],
        columns: [area.firstColumn, area.lastColumn],
        shifted,
        origin: 'local',
      });
    const sheetOf = (wanted: string): ReadSheet =>
      book.file.sheets.find((sheet) => sheet.name === wanted) ?? gone(wanted);
    const put = (sheet: string, row: number, column: number, values: readonly (readonly Input[])[]): void => {
      const cells = values.flatMap((line, step) =>
        line.map((value, offset) => toCell(row + step, column + offset, value)),
      );
      book.file = withCells(book.file, sheet, (all) => {
        const touched = new Set(
          values.flatMap((line, step) => line.map((_, offset) => `${row + step}:${column + offset}`)),
        );
        return [
          ...all.filter((cell) => !touched.has(`${cell.row}:${cell.column}`)),
          ...cells.flatMap((cell) => cell ?? []),
        ];
      });
    };

    const host: Seat['host'] = {
      abilities: { insertSheets: true, growTables: true, readFile: true, notes: true },
      outline: () => run('outline', () => outlineOf(book.file)),
      read: (areas) => run('read', () => areas.map((area) => cellsIn(sheetOf(area.sheet), area))),
      async write({ edits, appends, watch }) {
        const written = await run('write', () => {
          const before = edits.map(
            ({ sheet, row, column }) =>
              cellsIn(sheetOf(sheet), {
                sheet,
                firstRow: row,
                lastRow: row,
                firstColumn: column,
                lastColumn: column,
              })[0] ?? null,
          );
          const watched = watch.map((area) => cellsIn(sheetOf(area.sheet), area));
          book.file = applyPatch(book.file, { edits, appends });
          for (const { sheet, row, column } of edits) {
            edited(sheet, { firstRow: row, lastRow: row, firstColumn: column, lastColumn: column }, false, pane);
          }
          return { before, watched };
        });
        if (!self.loseNextAnswer) return written;
        self.loseNextAnswer = false;
        if (written.ok) for (const cell of written.value.before) self.unseen.add(cell?.value);
        return err({ code: 'busy' });
      },
      addColumns: (columns) =>
        run('addColumns', () => {
          book.file = applyPatch(book.file, { edits: [], appends: [], columns });
          return null;
        }),
      mark: (area, wanted) =>
        run('mark', () => {
          marks.set(area.sheet, wanted);
          return null;
        }),
      async insertSheets(workbook) {
        const read = await readWorkbook(Buffer.from(workbook, 'base64'));
        return run('insertSheets', () => {
          if (!read.ok) throw new Error(read.error.message);
          const taken = new Set(book.file.sheets.map((sheet) => sheet.name));
          const inserted = read.value.sheets.map((sheet) =>
            taken.has(sheet.name) ? { ...sheet, name: `${sheet.name} (2)` } : sheet,
          );
          // Excel brings no names along, and shows what was hidden from everybody.
          book.file = {
            ...book.file,
            sheets: [...book.file.sheets, ...inserted.map((sheet) => ({ ...sheet, visibility: 'visible' as const }))],
          };
          tell(name, pane, { kind: 'rebuilt' });
          return inserted.map((sheet) => sheet.name);
        });
      },
      prepare: (names, veryHidden) =>
        run('prepare', () => {
          const made = names.map((one) => [
            one.name,
            `${quoteSheet(one.sheet)}!$${columnLetters(one.column)}$${one.row}`,
          ]);
          book.file = {
            ...book.file,
            names: { ...book.file.names, ...Object.fromEntries(made) },
            sheets: book.file.sheets.map((sheet) =>
              veryHidden.includes(sheet.name) ? { ...sheet, visibility: 'veryHidden' as const } : sheet,
            ),
          };
          return null;
        }),
      file: async () => err({ code: 'cannot', what: 'read-file' }),
      select: (place) =>
        run('select', () => {
          self.selected = place;
          return null;
        }),
      selected: () => run('selected', () => self.selected),
      listen: (hear) =>
        run('listen', () => {
          pane = hear;
          own.hearers.add(hear);
          return () => void own.hearers.delete(hear);
        }),
    };

    const self: Seat = {
      host,
      fault: null,
      loseNextAnswer: false,
      unseen: new Set(),
      marks,
      selected: null,
      type(sheet, row, column, values) {
        put(sheet, row, column, values);
        const width = Math.max(...values.map((line) => line.length));
        edited(sheet, {
          firstRow: row,
          lastRow: row + values.length - 1,
          firstColumn: column,
          lastColumn: column + width - 1,
        });
      },
      pick: (sheet, row, column, value) => put(sheet, row, column, [[value]]),
      sort(table, column) {
        const sheet = book.file.sheets.find(({ tables }) => tables.some((one) => one.name === table)) ?? gone(table);
        const found = sheet.tables.find((one) => one.name === table) ?? gone(table);
        const rows = Array.from({ length: found.lastRow - found.firstRow }, (_, index) => found.firstRow + 1 + index);
        const keyOf = (row: number): string =>
          String(sheet.cells.find((cell) => cell.row === row && cell.column === column)?.value ?? '');
        const order = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a - b));
        const target = new Map(order.map((row, index) => [row, rows[index] ?? row]));
        const inside = (cell: ReadCell): boolean =>
          target.has(cell.row) && cell.column >= found.firstColumn && cell.column <= found.lastColumn;
        book.file = withCells(book.file, sheet.name, (all) =>
          all.map((cell) => (inside(cell) ? { ...cell, row: target.get(cell.row) ?? cell.row } : cell)),
        );
        tell(name, null, { kind: 'moved', sheet: sheet.name });
      },
      deleteRow(sheet, row) {
        shiftRows(book, sheet, row, -1);
        edited(sheet, { firstRow: row, lastRow: row, firstColumn: 1, lastColumn: 16_384 }, true);
      },
      duplicateRow(sheet, row) {
        const copy = cellsIn(sheetOf(sheet), {
          sheet,
          firstRow: row,
          lastRow: row,
          firstColumn: 1,
          lastColumn: 16_384,
        });
        shiftRows(book, sheet, row + 1, 1);
        book.file = withCells(book.file, sheet, (all) => [...all, ...copy.map((cell) => ({ ...cell, row: row + 1 }))]);
        edited(sheet, { firstRow: row + 1, lastRow: row + 1, firstColumn: 1, lastColumn: 16_384 }, true);
      },
      insertRow(sheet, row) {
        shiftRows(book, sheet, row, 1);
        edited(sheet, { firstRow: row, lastRow: row, firstColumn: 1, lastColumn: 16_384 }, true);
      },
      select(sheet, row, column) {
        self.selected = { sheet, row, column };
        for (const hear of own.hearers) later(() => hear({ kind: 'selected', sheet, row, column }));
      },
      leave(sheet) {
        for (const hear of own.hearers) later(() => hear({ kind: 'left', sheet }));
      },
      tell(event) {
        for (const hear of own.hearers) later(() => hear(event));
      },
      close() {
        own.hearers.clear();
        seats.splice(seats.indexOf(own), 1);
      },
    };
    return self;
  }

  return book;
}

function outlineOf(file: ReadWorkbook): Outline {
  return {
    names: file.names,
    sheets: file.sheets.map(({ name, visibility, tables, cells }) => ({
      name,
      visibility,
      tables,
      used:
        cells.length === 0
          ? null
          : {
              sheet: name,
              firstRow: Math.min(...cells.map(({ row }) => row)),
              lastRow: Math.max(...cells.map(({ row }) => row)),
              firstColumn: Math.min(...cells.map(({ column }) => column)),
              lastColumn: Math.max(...cells.map(({ column }) => column)),
            },
    })),
  };
}

function cellsIn({ cells }: ReadSheet, area: Area): readonly ReadCell[] {
  return cells.filter(
    ({ row, column }) =>
      row >= area.firstRow && row <= area.lastRow && column >= area.firstColumn && column <= area.lastColumn,
  );
}

function toCell(row: number, column: number, value: Input): ReadCell | null {
  const cell = { row, column, formula: null, date: false };
  if (value === null || value === '') return null;
  if (typeof value === 'string') return { ...cell, kind: 'text', value };
  if (typeof value === 'number') return { ...cell, kind: 'number', value };
  if (typeof value === 'boolean') return { ...cell, kind: 'boolean', value };
  if ('formula' in value) return { ...cell, kind: 'number', value: 0, formula: value.formula };
  return { ...cell, kind: 'number', value: dateToSerial(value.date, '1900') ?? 0, date: true };
}

/** From a row on everything moves; tables grow or shrink with it. */
function shiftRows(book: PlayedBook, name: string, from: number, by: 1 | -1): void {
  book.file = withCells(book.file, name, (all) =>
    all.flatMap((cell) => {
      if (by === -1 && cell.row === from) return [];
      return [cell.row >= from ? { ...cell, row: cell.row + by } : cell];
    }),
  );
  book.file = {
    ...book.file,
    sheets: book.file.sheets.map((sheet) =>
      sheet.name === name
        ? {
            ...sheet,
            tables: sheet.tables.map((table) => ({
              ...table,
              firstRow: table.firstRow >= from ? table.firstRow + by : table.firstRow,
              lastRow: table.lastRow >= from ? table.lastRow + by : table.lastRow,
            })),
          }
        : sheet,
    ),
  };
}

function withCells(
  file: ReadWorkbook,
  name: string,
  change: (cells: readonly ReadCell[]) => readonly ReadCell[],
): ReadWorkbook {
  return {
    ...file,
    sheets: file.sheets.map((sheet) =>
      sheet.name === name
        ? { ...sheet, cells: [...change(sheet.cells)].sort((a, b) => a.row - b.row || a.column - b.column) }
        : sheet,
    ),
  };
}

function gone(what: string): never {
  throw new Error(`There is no ${what}`);
}
