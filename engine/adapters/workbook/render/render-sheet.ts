import type { Cell, ConditionalRule, DataValidation, MergeRange, RowDef, WriteSheet } from 'hucre';
import type { SheetModel, TableModel, WorkbookModel } from '../../../contract/model/table.ts';
import { areaAddress } from './a1.ts';
import { bodyStyle, headerStyle, lineHeight, looseStyle } from './cell-styles.ts';
import { toChart } from './chart.ts';
import { tableArea } from './check-model.ts';
import type { ChoiceLists } from './choice-lists.ts';
import { columnFormats } from './conditional-formats.ts';
import { singleLine } from './excel-text.ts';
import { pageFooter, pageSetup, sheetView } from './page.ts';
import { toCell } from './to-cell.ts';
import { columnValidation } from './validations.ts';

/** One sheet as the driver wants it. `lists` collects the long drop-down lists of the whole workbook. */
export function renderSheet(sheet: SheetModel, model: WorkbookModel, lists: ChoiceLists): WriteSheet {
  const draft: Draft = { cells: new Map(), merges: [], rowDefs: new Map(), validations: [], formats: [] };
  const sheetNames = new Set(model.sheets.map(({ name }) => name));
  const columns = sheetColumns(sheet);
  for (const table of sheet.tables) addTable(draft, table, sheetNames, lists);
  addLooseCells(draft, sheet, columns, sheetNames);
  const totalWidth = columns.reduce((sum, column) => sum + (column.hidden ? 0 : (column.width ?? defaultWidth)), 0);
  return {
    name: sheet.name,
    columns,
    cells: draft.cells,
    rowDefs: draft.rowDefs,
    merges: draft.merges,
    dataValidations: draft.validations,
    conditionalRules: draft.formats,
    tables: sheet.tables.map(toTable),
    charts: sheet.charts.map((chart) => toChart(chart, model)),
    pageSetup: pageSetup(sheet, totalWidth),
    headerFooter: pageFooter(model.title, sheet.name),
    view: sheetView(sheet, totalWidth),
    ...(sheet.visibility === 'hidden' ? { hidden: true } : {}),
    ...(sheet.visibility === 'veryHidden' ? { veryHidden: true } : {}),
    ...(sheet.frozen.rows > 0 || sheet.frozen.columns > 0 ? { freezePane: sheet.frozen } : {}),
    ...(sheet.protected ? { protection } : {}),
  };
}

type Draft = {
  readonly cells: Map<string, Partial<Cell>>;
  readonly merges: MergeRange[];
  readonly rowDefs: Map<number, RowDef>;
  readonly validations: DataValidation[];
  readonly formats: ConditionalRule[];
};

type SheetColumn = { readonly width?: number; readonly hidden?: boolean };

const defaultWidth = 9;
const headerHeight = 30;

/** A fence against slips. Selecting, sorting, filtering and the looks of cells, rows and columns stay free. */
const protection = {
  sheet: true,
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  insertHyperlinks: true,
  sort: true,
  autoFilter: true,
  pivotTables: true,
} as const;

function addTable(draft: Draft, table: TableModel, sheetNames: ReadonlySet<string>, lists: ChoiceLists): void {
  const area = tableArea(table);
  const top = area.firstRow;
  const mixed = table.columns.some(({ locked }) => !locked);
  draft.rowDefs.set(top - 1, { height: headerHeight });
  for (const [index, column] of table.columns.entries()) {
    const at = area.firstColumn + index;
    const range = areaAddress({ ...area, firstRow: top + 1, firstColumn: at, lastColumn: at });
    draft.cells.set(`${top - 1},${at - 1}`, { value: singleLine(column.header), style: headerStyle(column) });
    const plain = bodyStyle(column.kind, null, column.locked && mixed, false);
    for (let row = top + 1; row <= area.lastRow; row += 1) {
      const value = table.rows[row - top - 1]?.cells[index] ?? null;
      const style =
        typeof value === 'object' && value !== null
          ? bodyStyle(column.kind, value, column.locked && mixed, false)
          : plain;
      draft.cells.set(`${row - 1},${at - 1}`, toCell(value, style, sheetNames));
    }
    const validation = columnValidation(column, range, lists);
    if (validation !== null) draft.validations.push(validation);
    draft.formats.push(...columnFormats(column, range, draft.formats.length + 1));
  }
}

function toTable(table: TableModel) {
  return {
    name: table.name,
    range: areaAddress(tableArea(table)),
    columns: table.columns.map((column) => ({ name: singleLine(column.header) })),
    style: 'TableStyleLight1',
    showRowStripes: false,
  };
}

function addLooseCells(
  draft: Draft,
  sheet: SheetModel,
  columns: readonly SheetColumn[],
  sheetNames: ReadonlySet<string>,
): void {
  for (const cell of sheet.loose) {
    const span = Math.max(1, cell.span);
    const style = looseStyle(cell);
    draft.cells.set(`${cell.row - 1},${cell.column - 1}`, toCell(cell.value, style, sheetNames));
    for (let more = 1; more < span; more += 1) {
      draft.cells.set(`${cell.row - 1},${cell.column - 1 + more}`, { value: null, style });
    }
    const lastColumn = cell.column + span - 2;
    if (span > 1) {
      draft.merges.push({
        startRow: cell.row - 1,
        startCol: cell.column - 1,
        endRow: cell.row - 1,
        endCol: lastColumn,
      });
    }
    let width = 0;
    for (let at = cell.column - 1; at <= lastColumn; at += 1) width += columns[at]?.width ?? defaultWidth;
    const lines = looseStyle(cell).alignment?.wrapText === true ? countLines(cell.value, width) : 1;
    const needed = Math.min(409, lines * lineHeight(cell.role) + 2);
    const height = draft.rowDefs.get(cell.row - 1)?.height ?? 0;
    if (needed > height) draft.rowDefs.set(cell.row - 1, { height: needed });
  }
}

/** Merged cells never grow by themselves, so their height is estimated, on the generous side. */
function countLines(value: SheetModel['loose'][number]['value'], width: number): number {
  if (typeof value !== 'string') return 1;
  const perLine = Math.max(1, width * 0.95);
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
}

/** Widths in characters become the file's unit, which counts the cell's margins too. */
function sheetColumns(sheet: SheetModel): SheetColumn[] {
  const columns: { width?: number; hidden?: boolean }[] = [];
  const at = (column: number): { width?: number; hidden?: boolean } => {
    while (columns.length < column) columns.push({});
    return columns[column - 1] ?? {};
  };
  for (const [column, width] of Object.entries(sheet.widths)) at(Number(column)).width = fileWidth(width);
  for (const table of sheet.tables) {
    for (const [index, column] of table.columns.entries()) {
      const target = at(table.firstColumn + index);
      target.width = Math.max(target.width ?? 0, fileWidth(column.width));
      if (column.hidden) target.hidden = true;
    }
  }
  return columns;
}

function fileWidth(characters: number): number {
  return Math.trunc(((Math.min(250, Math.max(1, characters)) * 7 + 5) / 7) * 256) / 256;
}
