import type { Area } from './area.ts';

export type FilterCriteria = Readonly<Record<string, unknown>> & { readonly filterOn: string };

export type TableColumn = {
  readonly id: number;
  name: string;
  filter: FilterCriteria | null;
};

export type SortField = { readonly key: number; readonly ascending: boolean };

/** A table: its area holds header, body and, if shown, totals. */
export type Table = {
  readonly id: string;
  name: string;
  area: Area;
  readonly columns: TableColumn[];
  style: string;
  showHeaders: boolean;
  showTotals: boolean;
  showBandedRows: boolean;
  showBandedColumns: boolean;
  highlightFirstColumn: boolean;
  highlightLastColumn: boolean;
  showFilterButton: boolean;
  sorted: readonly SortField[];
};

export function headerArea(table: Table): Area {
  return { ...table.area, bottom: table.area.top };
}

/** Between header and totals. A table without rows keeps one blank row, as Excel does. */
export function bodyArea(table: Table): Area {
  return {
    ...table.area,
    top: table.area.top + (table.showHeaders ? 1 : 0),
    bottom: table.area.bottom - (table.showTotals ? 1 : 0),
  };
}

export function totalsArea(table: Table): Area {
  return { ...table.area, top: table.area.bottom };
}
