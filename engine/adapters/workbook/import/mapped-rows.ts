import type { ColumnMapping } from '../../../app/ports.ts';
import { type MappingTarget, mappingTargets } from '../../../contract/model/vocabulary.ts';
import { cellPlace, cellText, type Grid, type GridRow, type GridSheet, gridLimits } from './grid.ts';
import type { Reading } from './reading.ts';

/** The rows of the mapped sheet, each cell reached by what it is mapped to. */
export type MappedRow = {
  readonly text: (target: MappingTarget) => string;
  /** Like `text`, and reports what the cell's value cannot be trusted for. Notes the place of the part. */
  readonly read: (target: MappingTarget, path: string) => string;
  readonly place: (target: MappingTarget) => string;
};

/** Null, with findings, when the mapping names a sheet or header the workbook does not have. */
export function mappedRows(grid: Grid, mapping: ColumnMapping, reading: Reading): readonly MappedRow[] | null {
  const sheet = grid.sheets.find(({ name }) => name === mapping.sheet);
  if (sheet === undefined) {
    reading.report('missing-sheet', 'mapping.sheet', null, mapping.sheet);
    return null;
  }
  const header = sheet.rows.find(({ row }) => row === mapping.headerRow);
  const columnByHeader = new Map<string, number>();
  for (const [column, cell] of header?.cells ?? []) {
    if (!columnByHeader.has(cellText(cell))) columnByHeader.set(cellText(cell), column);
  }
  const columns = new Map<MappingTarget, number>();
  let complete = true;
  for (const target of mappingTargets) {
    const wanted = mapping.columns[target];
    if (wanted === undefined) continue;
    const column = columnByHeader.get(wanted.trim());
    if (column !== undefined) columns.set(target, column);
    else {
      complete = false;
      reading.report(
        'missing-column',
        `mapping.columns.${target}`,
        cellPlace(sheet.name, mapping.headerRow, 1),
        wanted,
        sheet.name,
      );
    }
  }
  if (!columns.has('controlId')) {
    if (complete) reading.report('unmapped-id', 'mapping.columns', null);
    return null;
  }
  if (!complete) return null;
  const used = new Set(columns.values());
  const unused = [...(header?.cells ?? [])].filter(([column]) => !used.has(column)).map(([, cell]) => cellText(cell));
  const headerPlace = cellPlace(sheet.name, mapping.headerRow, 1);
  if (unused.length > 0) reading.report('unused-columns', 'mapping.columns', headerPlace, unused.join(', '));
  if (sheet.cut) reading.report('too-many-rows', 'mapping.sheet', `${sheet.name}!A1`, null, String(gridLimits.rows));
  return sheet.rows.filter(({ row }) => row > mapping.headerRow).map((row) => mappedRow(sheet, row, columns, reading));
}

function mappedRow(
  sheet: GridSheet,
  { row, cells }: GridRow,
  columns: ReadonlyMap<MappingTarget, number>,
  reading: Reading,
): MappedRow {
  const cellOf = (target: MappingTarget) => cells.get(columns.get(target) ?? 0);
  const place: MappedRow['place'] = (target) => cellPlace(sheet.name, row, columns.get(target) ?? 1);
  return {
    text: (target) => cellText(cellOf(target)),
    place,
    read: (target, path) => {
      const cell = cellOf(target);
      if (columns.has(target)) reading.put(path, place(target));
      if (cell?.kind === 'error') reading.report('error-cell', path, place(target), String(cell.value));
      else if (cell?.formula === true) reading.report('formula-cell', path, place(target), cellText(cell));
      if (cell?.date === true) reading.report('date-cell', path, place(target), cellText(cell));
      return cellText(cell);
    },
  };
}
