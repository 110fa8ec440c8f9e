import type {
  CellEdit,
  ReadSheet,
  ReadWorkbook,
  TableAppend,
  TableColumn,
  WorkbookPatch,
} from '../../contract/model/cells.ts';
import {
  type ColumnLayout,
  columnsRevision,
  sheetNames,
  type TableKey,
  tableLayouts,
} from '../../contract/model/layout.ts';
import type { CellValue, RowModel, SheetModel, TableModel, WorkbookModel } from '../../contract/model/table.ts';
import type { DateSystem } from '../fields/serial-date.ts';
import { dataRows } from './build-table.ts';
import { editFor } from './edit-cell.ts';
import { columnsMark, hasRoom, lateColumns, markPlace } from './late-columns.ts';
import { gridOf, type LocatedTable, locateIdentity, locateName, locateTable } from './locate.ts';
import { placeRows, type RowPlan } from './place-rows.ts';
import { type FormulaHost, type FormulaTable, relocateFormula } from './relocate.ts';

export type PatchOptions = {
  /** A cell a person typed in that is not settled yet: it stays as it stands. For the Overview the column is the cell's name. */
  readonly isPending: (table: TableKey | 'overview', rowKey: string, column: string) => boolean;
  /** Rows of the action items nobody may guess about: only their notice is written. */
  readonly doubtful: ReadonlySet<string>;
  /** Conflicts whose typed decision was read and could not be taken: it is cleared, for it was made about another value. */
  readonly undecided: ReadonlySet<string>;
  /** An action the assessment had and has no more: its row is emptied. Rows of unknown keys are somebody's and stay. */
  readonly isRetired: (action: string) => boolean;
  /** False where tables cannot get columns: then nothing is said of it in the file either. True when left out. */
  readonly addsColumns?: boolean;
};

/**
 * The smallest set of edits after which the file shows the model. Cells are found by header and row key, in whatever
 * order people brought them; columns, rows and sheets of their own are not touched; a formula in an input cell is
 * theirs and stays. A file that shows the model already gives an empty patch.
 */
export function planPatch(file: ReadWorkbook, model: WorkbookModel, options: PatchOptions): WorkbookPatch {
  const dateSystem = file.date1904 ? '1904' : '1900';
  const plans = planTables(file, model, options);
  const formulaTables = plans.map((plan) => plan.formulaTable);
  const edits: CellEdit[] = [];
  const appends: TableAppend[] = [];
  const columns: TableColumn[] = [];
  for (const plan of plans) {
    if (plan.located === null) continue;
    const planned = planTable({ ...plan, located: plan.located }, formulaTables, options, dateSystem);
    edits.push(...planned.edits);
    appends.push(...planned.appends);
    columns.push(...(planned.columns ?? []));
  }
  for (const sheet of model.sheets) {
    edits.push(
      ...(sheet.name === sheetNames.identity
        ? planIdentity(
            file,
            sheet,
            plans.every(({ lacks }) => !lacks),
            options.addsColumns !== false,
            dateSystem,
          )
        : planNamedCells(file, sheet, formulaTables, options, dateSystem)),
    );
  }
  return columns.length === 0 ? { edits, appends } : { edits, appends, columns };
}

type TablePlan = {
  readonly key: TableKey;
  readonly table: TableModel;
  /** With the columns that are added. */
  readonly located: LocatedTable | null;
  readonly added: readonly ColumnLayout[];
  /** A column came after this workbook was made, and there is no room for it. */
  readonly lacks: boolean;
  readonly rows: RowPlan;
  readonly formulaTable: FormulaTable;
};

const noRows: RowPlan = { placed: [], appended: [], emptied: [], copies: [] };

/** Where every table and row goes comes first, because formulas point from one table into another. */
function planTables(file: ReadWorkbook, model: WorkbookModel, options: PatchOptions): readonly TablePlan[] {
  const mark = columnsMark(file);
  const keyByName = new Map(Object.values(tableLayouts).map((layout) => [layout.name, layout.key]));
  return model.sheets.flatMap((sheet) =>
    sheet.tables.flatMap((table): TablePlan[] => {
      const key = keyByName.get(table.name);
      if (key === undefined) return [];
      const found = locateTable(file, key);
      // Without its key column no row can be told from another.
      const before = found?.columns.has(found.layout.keyColumn) === true ? found : null;
      const late = before === null ? [] : lateColumns(before, mark);
      const adds = options.addsColumns !== false && before !== null && hasRoom(before, late.length);
      const added = adds ? late : [];
      const located = before === null ? null : withColumns(before, added);
      const isGone = key === 'actions' ? options.isRetired : () => true;
      const rows = located === null ? noRows : placeRows(located, table, isGone);
      const { first, last } = dataRows(table);
      const formulaTable: FormulaTable = {
        sheet: sheet.name,
        firstRow: first,
        lastRow: last,
        firstColumn: table.firstColumn,
        columnCount: table.columns.length,
        target:
          located === null
            ? null
            : {
                sheet: located.sheet.name,
                firstRow: located.headerRow + 1,
                lastRow: lastDataRow(located) + rows.appended.length,
                columns: table.columns.map((column) => located.columns.get(column.key)?.column ?? null),
              },
      };
      return [{ key, table, located, added, lacks: added.length < late.length, rows, formulaTable }];
    }),
  );
}

/** The table as it stands once columns were added at its right end. */
function withColumns(located: LocatedTable, added: readonly ColumnLayout[]): LocatedTable {
  if (added.length === 0) return located;
  const columns = new Map(located.columns);
  for (const [index, { key, header }] of added.entries()) {
    columns.set(key, { column: located.lastColumn + 1 + index, header });
  }
  return { ...located, columns, lastColumn: located.lastColumn + added.length };
}

function lastDataRow(located: LocatedTable): number {
  return located.rows.at(-1)?.row ?? located.headerRow;
}

function planTable(
  plan: TablePlan & { readonly located: LocatedTable },
  formulaTables: readonly FormulaTable[],
  options: PatchOptions,
  dateSystem: DateSystem,
): WorkbookPatch {
  const { key, table, located, added, rows, formulaTable } = plan;
  const edits: CellEdit[] = [];
  const cellsOfAdded = new Map(
    added.map((column) => [column.key, [] as { row: number; value: CellEdit['value'] }[]] as const),
  );
  const columns = located.layout.columns.flatMap((column, index) => {
    const found = located.columns.get(column.key);
    return found === undefined ? [] : [{ column, index, at: found.column, header: found.header }];
  });
  const relocateIn =
    (index: number, targetRow: number) =>
    (formula: string): string | null => {
      const host: FormulaHost = { table: formulaTable, row: table.headerRow + 1 + index, targetRow };
      return relocateFormula(formula, host, formulaTables);
    };
  const copied = new Set(rows.copies.map(({ model }) => model.key));

  for (const { row, model, index, fresh } of rows.placed) {
    const noticeOnly = copied.has(model.key) || (key === 'actions' && options.doubtful.has(model.key));
    for (const each of columns) {
      if (noticeOnly && each.column.key !== 'notice') continue;
      const refused = each.column.key === 'decision' && options.undecided.has(model.key);
      if (isPersonal(each.column) && !fresh && !refused) continue;
      write(row, each, model.cells[each.index] ?? null, model.key, relocateIn(index, row));
    }
  }
  for (const { row, model } of rows.copies) {
    for (const each of columns) {
      if (each.column.key === 'notice') write(row, each, model.cells[each.index] ?? null, model.key, () => null);
    }
  }
  for (const { row } of rows.emptied) {
    for (const each of columns) write(row, each, null, '', () => null);
  }
  const appended = planAppends(plan, columns, relocateIn);
  return {
    edits: [...edits, ...appended.edits],
    appends: appended.appends,
    columns: planColumns(located, cellsOfAdded),
  };

  function write(
    row: number,
    { column, at }: { readonly column: ColumnLayout; readonly at: number },
    wanted: CellValue,
    rowKey: string,
    relocate: (formula: string) => string | null,
  ): void {
    const cell = located.grid.get(row)?.get(at);
    if (!column.locked && (cell?.formula != null || options.isPending(key, rowKey, column.key))) return;
    const value = editFor(cell, wanted, relocate, dateSystem);
    if (value === undefined) return;
    const ofAdded = cellsOfAdded.get(column.key);
    if (ofAdded !== undefined) ofAdded.push({ row, value });
    else edits.push({ sheet: located.sheet.name, row, column: at, value, owned: column.locked });
  }
}

function planColumns(
  located: LocatedTable,
  cellsOfAdded: ReadonlyMap<string, readonly { readonly row: number; readonly value: CellEdit['value'] }[]>,
): readonly TableColumn[] {
  const { name, sheet, headerRow, layout, columns } = located;
  return layout.columns.flatMap(({ key, like, width }): readonly TableColumn[] => {
    const [cells, at] = [cellsOfAdded.get(key), columns.get(key)];
    if (name === null || cells === undefined || at === undefined) return [];
    const place = { table: name, sheet: sheet.name, headerRow, lastRow: lastDataRow(located), column: at.column };
    const look = { like: like === null ? null : (columns.get(like)?.column ?? null), width };
    return [{ ...place, header: at.header, ...look, cells }];
  });
}

/** A column people fill in that is no field of a record: a decision. It is theirs until its row is gone. */
function isPersonal(column: ColumnLayout): boolean {
  return !column.locked && column.field === null;
}

function planAppends(
  { located, rows }: TablePlan & { readonly located: LocatedTable },
  columns: readonly { readonly index: number; readonly at: number; readonly header: string }[],
  relocateIn: (index: number, targetRow: number) => (formula: string) => string | null,
): WorkbookPatch {
  const last = lastDataRow(located);
  const cellsOf = (model: RowModel, index: number, row: number) =>
    columns.flatMap((each) => {
      const value = editFor(undefined, model.cells[each.index] ?? null, relocateIn(index, row), '1900');
      return value === undefined ? [] : [{ ...each, value }];
    });
  const cells = rows.appended.map(({ model, index }, step) => cellsOf(model, index, last + 1 + step));
  const { name, sheet } = located;
  if (name !== null) {
    const appended = cells.map((row) => Object.fromEntries(row.map(({ header, value }) => [header, value])));
    return { edits: [], appends: appended.length === 0 ? [] : [{ table: name, rows: appended }] };
  }
  // No table any more: the cells below it are blank, for it was found as far down as anything stands.
  const edits = cells.flatMap((row, step) =>
    row.map(({ at, value }) => ({ sheet: sheet.name, row: last + 1 + step, column: at, value, owned: true })),
  );
  return { edits, appends: [] };
}

function planNamedCells(
  file: ReadWorkbook,
  sheet: SheetModel,
  formulaTables: readonly FormulaTable[],
  options: PatchOptions,
  dateSystem: DateSystem,
): readonly CellEdit[] {
  return sheet.loose.flatMap((loose): CellEdit[] => {
    const place = loose.name === null ? null : locateName(file, loose.name);
    if (place === null || loose.name === null) return [];
    const cell = gridOf(place.sheet).get(place.row)?.get(place.column);
    if (loose.input && (cell?.formula != null || options.isPending('overview', '', loose.name))) return [];
    const host: FormulaHost = { table: null, row: loose.row, targetRow: place.row };
    const value = editFor(cell, loose.value, (formula) => relocateFormula(formula, host, formulaTables), dateSystem);
    return value === undefined ? [] : [edit(place.sheet, place.row, place.column, value, !loose.input)];
  });
}

/** The very hidden sheet is nobody else's: cell by cell, in place. */
function planIdentity(
  file: ReadWorkbook,
  sheet: SheetModel,
  isWhole: boolean,
  adds: boolean,
  dateSystem: DateSystem,
): readonly CellEdit[] {
  const found = locateIdentity(file);
  if (found === null) return [];
  const place = (row: number, column: number, wanted: CellValue): readonly CellEdit[] => {
    const value = editFor(gridOf(found).get(row)?.get(column), wanted, () => null, dateSystem);
    return value === undefined ? [] : [edit(found, row, column, value, true)];
  };
  const { row, has, told } = markPlace;
  return [
    ...sheet.loose.flatMap((loose) =>
      // A column that found no room is told once, and tried again.
      !isWhole && loose.row === row && loose.column === has ? [] : place(loose.row, loose.column, loose.value),
    ),
    ...(isWhole || !adds ? [] : place(row, told, columnsRevision)),
  ];
}

function edit(sheet: ReadSheet, row: number, column: number, value: CellEdit['value'], owned: boolean): CellEdit {
  return { sheet: sheet.name, row, column, value, owned };
}
