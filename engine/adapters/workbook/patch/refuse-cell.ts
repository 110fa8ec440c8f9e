import type { CellEdit } from '../../../contract/model/cells.ts';
import { type CellRange, cellName, contains } from '../package/cell-reference.ts';
import type { TablePart } from '../read/tables.ts';
import type { SheetSurvey } from './survey-sheet.ts';

/** Why a cell is left alone. The codes are a closed list; the sentence names the cell and what to do. */
export type RefusalReason =
  | 'no-such-sheet'
  | 'other-sheet'
  | 'no-such-table'
  | 'no-such-column'
  | 'out-of-reach'
  | 'bad-value'
  | 'duplicate'
  | 'formula'
  | 'not-owned'
  | 'not-a-formula'
  | 'array-formula'
  | 'spill'
  | 'merged'
  | 'table-header'
  | 'totals-row'
  | 'pivot'
  | 'rich-value'
  | 'no-date-style'
  | 'cells-below'
  | 'cells-beside'
  | 'table-below'
  | 'query-table';

export type Refusal = { readonly reason: RefusalReason; readonly message: string };

export type SheetSurroundings = {
  readonly survey: SheetSurvey;
  readonly tables: readonly TablePart[];
  readonly pivots: readonly CellRange[];
};

/** Judges one edit against what stands in and around its cell; null means it may be written. */
export function refuseCell(edit: CellEdit, sheet: SheetSurroundings): Refusal | null {
  const { row, column } = edit;
  const name = cellName(row, column);
  const inRange = (range: CellRange): boolean => contains(range, row, column);
  const cell = sheet.survey.rowByNumber.get(row)?.cells.find((other) => other.column === column);
  const refuse = (reason: RefusalReason, what: string): Refusal => ({ reason, message: `${name} ${what}` });

  const merge = sheet.survey.merges.find(inRange);
  if (merge !== undefined && (merge.firstRow !== row || merge.firstColumn !== column)) {
    return refuse(
      'merged',
      `is covered by a merged cell. Write to ${cellName(merge.firstRow, merge.firstColumn)}, or unmerge it in Excel.`,
    );
  }
  if (sheet.pivots.some(inRange)) {
    return refuse('pivot', 'belongs to a pivot table, which Excel fills itself. Move the pivot table away from it.');
  }
  const table = sheet.tables.find((other) => inRange(other.range));
  if (table !== undefined && row < table.range.firstRow + table.headerRows) {
    return refuse('table-header', `is a header of the table ${table.name}. Rename the column in Excel.`);
  }
  if (table !== undefined && row > table.range.lastRow - table.totalsRows) {
    return refuse('totals-row', `is in the totals row of the table ${table.name}. Change it in Excel.`);
  }
  if (isCached(edit.value)) {
    return cell?.formula == null ? refuse('not-a-formula', 'holds no formula, so it has no computed value.') : null;
  }
  if (cell?.formula?.kind === 'array' || cell?.formula?.kind === 'dataTable') {
    return refuse('array-formula', 'holds an array formula or data table. Change it in Excel.');
  }
  if (sheet.survey.arrays.some(inRange)) {
    return refuse('spill', 'is filled by an array formula beside it. Change that formula in Excel.');
  }
  if (cell?.rich === true) {
    return refuse('rich-value', 'holds a picture or a linked data type. Clear it in Excel first.');
  }
  if (cell?.formula != null && !edit.owned) {
    return refuse('formula', 'holds a formula of somebody else. Clear it in Excel to let it be filled.');
  }
  if (isFormula(edit.value) && !edit.owned) {
    return refuse('not-owned', 'is not a cell of the engine, so no formula is written to it.');
  }
  return null;
}

function isCached(value: CellEdit['value']): boolean {
  return typeof value === 'object' && value !== null && 'cached' in value;
}

function isFormula(value: CellEdit['value']): boolean {
  return typeof value === 'object' && value !== null && 'formula' in value;
}
