import { type Area, columnsIn } from './area.ts';
import { cellAt, type Sheet, setCell } from './sheet.ts';
import { relocateFormula } from './shift-formula.ts';
import type { Table } from './table.ts';
import { newColumn, renameFromHeaders } from './table-headers.ts';
import type { Workbook } from './workbook.ts';

/** After cells of a sheet moved: moves everything that stands on them, and every formula that points at them. */
export function moveAll(book: Workbook, sheet: Sheet, move: (area: Area) => Area | null): void {
  moveTables(sheet, move);
  const moveEach = (areas: readonly Area[]): readonly Area[] => areas.flatMap((area) => move(area) ?? []);
  sheet.merges = [...moveEach(sheet.merges)];
  sheet.validations = sheet.validations
    .map((validation) => ({ ...validation, areas: moveEach(validation.areas) }))
    .filter(({ areas }) => areas.length > 0);
  for (const format of sheet.conditionalFormats) format.areas = moveEach(format.areas);
  sheet.conditionalFormats = sheet.conditionalFormats.filter(({ areas }) => areas.length > 0);
  sheet.comments = sheet.comments.filter((comment) => {
    const { row, column } = comment;
    const moved = move({ top: row, left: column, bottom: row, right: column });
    if (moved !== null) Object.assign(comment, { row: moved.top, column: moved.left });
    return moved !== null;
  });
  for (const place of book.livePlaces) {
    if (place.sheet === sheet && place.area !== null) place.area = move(place.area);
  }
  for (const { refersTo } of book.names) {
    if ('sheet' in refersTo && refersTo.sheet === sheet && refersTo.area !== null) refersTo.area = move(refersTo.area);
  }
  for (const seat of book.seats.values()) {
    const moved = moveEach(seat.selections.get(sheet.id) ?? []);
    if (moved.length > 0) seat.selections.set(sheet.id, moved);
    else seat.selections.delete(sheet.id);
  }
  moveFormulas(book, sheet, move);
}

function moveTables(sheet: Sheet, move: (area: Area) => Area | null): void {
  for (const table of [...sheet.tables]) {
    const before = table.area;
    const after = move(before);
    if (after === null) sheet.tables.splice(sheet.tables.indexOf(table), 1);
    else {
      moveColumns(table, before, move);
      table.area = after;
      if (columnsIn(after) !== columnsIn(before)) renameFromHeaders(sheet, table);
    }
  }
}

/** Follows each column to where its cells went; new columns come in where nothing was. */
function moveColumns(table: Table, before: Area, move: (area: Area) => Area | null): void {
  const after = move(before);
  if (after === null || columnsIn(after) === columnsIn(before)) return;
  const old = [...table.columns];
  const placed = new Map<number, (typeof old)[number]>();
  for (const [index, column] of old.entries()) {
    const left = before.left + index;
    const moved = move({ ...before, left, right: left });
    if (moved !== null) placed.set(moved.left - after.left, column);
  }
  table.columns.splice(0);
  for (let index = 0; index < columnsIn(after); index += 1) {
    table.columns.push(placed.get(index) ?? newColumn([...old, ...table.columns], `Column${index + 1}`));
  }
}

function moveFormulas(book: Workbook, moved: Sheet, move: (area: Area) => Area | null): void {
  const name = moved.name.toLowerCase();
  for (const sheet of book.sheets) {
    const concerns = (sheetPart: string): boolean =>
      sheetPart === ''
        ? sheet === moved
        : sheetPart.slice(0, -1).replace(/^'|'$/g, '').replaceAll("''", "'").toLowerCase() === name;
    for (const [row, cells] of sheet.cells) {
      for (const [column, { formula }] of cells) {
        if (formula === null) continue;
        const relocated = relocateFormula(formula, concerns, move);
        if (relocated !== formula) setCell(sheet, row, column, { ...cellAt(sheet, row, column), formula: relocated });
      }
    }
  }
}
