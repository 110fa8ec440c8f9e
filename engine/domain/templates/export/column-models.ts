import type { CellValue, ColumnModel, SheetModel, TableModel } from '../../../contract/model/table.ts';

/** A column of a template workbook; nothing in it is locked. */
export type SheetColumn = {
  readonly header: string;
  readonly width?: number;
  readonly kind?: ColumnModel['kind'];
  readonly choices?: readonly string[];
  readonly hint?: string;
};

/** A sheet that is one table from its first row, as the import formats are. */
export function tableSheet(
  name: string,
  columns: readonly SheetColumn[],
  rows: readonly (readonly CellValue[])[],
  spare = 0,
): SheetModel {
  const table: TableModel = {
    name: `CB_${name.replace(/[^A-Za-z]/g, '')}`,
    headerRow: 1,
    firstColumn: 1,
    columns: columns.map(columnModel),
    rows: rows.map((cells, index) => ({ key: String(index), cells })),
    spare,
  };
  return plainSheet(name, { tables: [table], frozen: { rows: 1, columns: 1 } });
}

export function plainSheet(name: string, more: Partial<SheetModel>): SheetModel {
  return {
    ...{ name, visibility: 'visible', tabTone: 'neutral', loose: [], tables: [], widths: {}, charts: [] },
    ...{ protected: false, landscape: true, frozen: { rows: 0, columns: 0 } },
    ...more,
  };
}

function columnModel({ header, width = 24, kind = 'text', choices, hint = '' }: SheetColumn): ColumnModel {
  return {
    ...{ key: header, header, width, kind, hint },
    ...{ hidden: false, locked: false, tones: {}, dataBar: false },
    choices: choices === undefined ? null : { values: choices, strict: true },
  };
}
