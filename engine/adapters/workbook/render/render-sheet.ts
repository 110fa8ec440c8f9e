import type { ColumnDef, WriteSheet } from 'hucre';
import type { SheetModel, WorkbookModel } from '../../../contract/model/table.ts';
import { toChart } from './chart.ts';
import { drawLooseCell } from './draw-loose.ts';
import { drawTable, tableDefinition } from './draw-table.ts';
import { pageFooter, pageSetup, sheetView } from './page.ts';
import { defaultWidth, type SheetDraft, startDraft, writeRows } from './sheet-draft.ts';
import type { WorkbookDraft } from './workbook-draft.ts';

/** A sheet for the driver, and what is put into its part afterwards: the rows, and where identifiers stand. */
export type RenderedSheet = {
  readonly sheet: WriteSheet;
  readonly rows: string;
  readonly dimension: string;
  readonly textAreas: readonly string[];
};

export function renderSheet(sheet: SheetModel, model: WorkbookModel, workbook: WorkbookDraft): RenderedSheet {
  const draft = startDraft(sheet, workbook.sheetNames);
  for (const table of sheet.tables) drawTable(draft, table, workbook);
  for (const cell of sheet.loose) drawLooseCell(draft, cell, workbook);
  const columns = columnDefinitions(draft);
  const totalWidth = columns.reduce((sum, { hidden, width }) => sum + (hidden ? 0 : (width ?? defaultWidth)), 0);
  const { xml, dimension } = writeRows(draft);
  return {
    rows: xml,
    dimension,
    textAreas: draft.textAreas,
    sheet: {
      name: sheet.name,
      columns,
      cells: draft.links,
      merges: draft.merges,
      dataValidations: [...draft.validations.values()],
      conditionalRules: draft.formats,
      tables: sheet.tables.map(tableDefinition),
      charts: sheet.charts.map((chart) => toChart(chart, model)),
      pageSetup: pageSetup(sheet, totalWidth),
      headerFooter: pageFooter(model.title, sheet.name),
      view: sheetView(sheet, totalWidth),
      ...(sheet.visibility === 'hidden' ? { hidden: true } : {}),
      ...(sheet.visibility === 'veryHidden' ? { veryHidden: true } : {}),
      ...(sheet.frozen.rows > 0 || sheet.frozen.columns > 0 ? { freezePane: sheet.frozen } : {}),
      ...(sheet.protected ? { protection } : {}),
    },
  };
}

/**
 * A fence against slips. Sorting and filtering stay allowed: a spreadsheet sorts unlocked cells only, so table cells
 * are never locked, and the engine's columns refuse typing by their validation instead.
 */
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

function columnDefinitions(draft: SheetDraft): ColumnDef[] {
  const last = Math.max(0, ...draft.widths.keys());
  return Array.from({ length: last }, (_, index) => {
    const width = draft.widths.get(index + 1);
    return {
      ...(width === undefined ? {} : { width: fileWidth(width) }),
      ...(draft.hidden.has(index + 1) ? { hidden: true } : {}),
    };
  });
}

/** The file's unit counts the cell's margins too. */
function fileWidth(characters: number): number {
  return Math.trunc(((characters * 7 + 5) / 7) * 256) / 256;
}
