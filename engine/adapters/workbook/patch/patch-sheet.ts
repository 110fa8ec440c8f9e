import type { Buffer } from 'node:buffer';
import type { CellEdit, TableAppend, TableColumn } from '../../../contract/model/cells.ts';
import { type CellRange, cellName, contains, parseRange } from '../package/cell-reference.ts';
import { readRelationships } from '../package/relationships.ts';
import type { SheetEntry } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import type { TablePart } from '../read/tables.ts';
import { refuseColumn, setWidth, widenTable, withColumn } from './append-column.ts';
import { appendedRange, growRangeLists, growTable, planAppend, refuseAppend } from './append-rows.ts';
import { type CellContent, toContent } from './cell-content.ts';
import { changePart, type PatchSession } from './patch-session.ts';
import { type Refusal, refuseCell, type SheetSurroundings } from './refuse-cell.ts';
import { digestSheet, type SheetDigest } from './sheet-digest.ts';
import { type SheetSurvey, surveySheet } from './survey-sheet.ts';
import type { Splice } from './text-splice.ts';
import { type CellWrite, writeCells } from './write-cells.ts';

export type SheetWork = {
  readonly sheet: SheetEntry;
  readonly tables: readonly TablePart[];
  readonly edits: readonly CellEdit[];
  readonly columns: readonly { readonly table: TablePart; readonly column: TableColumn }[];
  readonly appends: readonly { readonly table: TablePart; readonly rows: TableAppend['rows'] }[];
};

/** Writes one sheet's edits and appended rows into the session; what may not be touched is refused there. Throws FileFault. */
export function patchSheet(session: PatchSession, work: SheetWork): void {
  const { workbook } = session;
  const { sheet, tables } = work;
  const { digest, survey } = openSheet(sheet.part, workbook.readBytes(sheet.part), work);
  const surroundings: SheetSurroundings = { survey, tables, pivots: readPivots(session, sheet) };
  const target: Target = { session, sheet, surroundings, writes: new Map(), rowAttributes: new Map() };
  const grown: Splice[] = [];
  for (const edit of work.edits) writeEdit(target, edit);
  const widened = new Map<string, TablePart>();
  for (const { table: before, column } of work.columns) {
    const table = widened.get(before.part) ?? before;
    const refusal = refuseColumn(table, column, surroundings);
    if (refusal !== null) {
      refuse(target, table.range.firstRow, table.range.lastColumn, refusal);
      continue;
    }
    appendColumn(target, column);
    grown.push(...setWidth(digest.text, sheet.part, column));
    changePart(session, table.part, widenTable(textOf(session, table.part), table, column));
    widened.set(before.part, withColumn(table, column));
  }
  for (const { table: before, rows } of work.appends) {
    const table = widened.get(before.part) ?? before;
    const refusal = refuseAppend(table, rows.length, surroundings, workbook.limits);
    if (refusal !== null) {
      refuse(target, table.range.lastRow + 1, table.range.firstColumn, refusal);
      continue;
    }
    appendRows(target, table, rows);
    grown.push(...growRangeLists(survey, table, rows.length));
    changePart(session, table.part, growTable(textOf(session, table.part), table, rows.length));
  }
  const writes = [...target.writes.values()];
  const splices = [...writeCells(digest.text, survey, writes, target.rowAttributes), ...grown];
  if (splices.length + writes.length === 0) return;
  const spliced = digest.splice(splices);
  if (splices.length > 0) session.changedSheets.set(sheet.part, spliced.pieces);
  session.written.push({ sheet, writes, text: spliced.text });
}

/** A part as it is by now. */
function textOf({ changed, workbook }: PatchSession, part: string): string {
  return (changed.get(part) ?? workbook.readText(part)).text;
}

/** Header and cells of a new column, each as its twin in the column that looks like it. */
function appendColumn(target: Target, { headerRow, lastRow, column, header, like, cells }: TableColumn): void {
  const { survey } = target.surroundings;
  const styleIn = (row: number): number | null =>
    survey.rowByNumber.get(row)?.cells.find((cell) => cell.column === like)?.style ?? null;
  const valueByRow = new Map(cells.map(({ row, value }) => [row, value]));
  write(target, headerRow, column, header, styleIn(headerRow), true);
  for (let row = headerRow + 1; row <= lastRow; row += 1) {
    const style = styleIn(row);
    const value = valueByRow.get(row) ?? null;
    if (value !== null || style !== null) write(target, row, column, value, style, true);
  }
}

/** What shares a formula with a cell to be written over is needed too, wherever it stands. */
function openSheet(
  part: string,
  content: Buffer,
  work: SheetWork,
): { readonly digest: SheetDigest; readonly survey: SheetSurvey } {
  const wanted = wantedRows(work);
  const digest = digestSheet(part, content, wanted, 'without');
  const survey = surveySheet(digest.text, part, wanted);
  const isMaster = ({ row, column }: CellEdit): boolean =>
    [...survey.sharedFormulas.values()].some(({ master }) => master.row === row && master.column === column);
  if (!work.edits.some(isMaster)) return { digest, survey };
  const whole = digestSheet(part, content, wanted, 'with');
  return { digest: whole, survey: surveySheet(whole.text, part, wanted) };
}

type Target = {
  readonly session: PatchSession;
  readonly sheet: SheetEntry;
  readonly surroundings: SheetSurroundings;
  readonly writes: Map<string, CellWrite>;
  readonly rowAttributes: Map<number, string>;
};

function wantedRows(work: SheetWork): ReadonlySet<number> {
  const rows = new Set<number>();
  for (const { row, column } of work.edits) {
    rows.add(row);
    if (takesStyleAbove(work.tables, row, column)) rows.add(row - 1);
  }
  for (const { column } of work.columns) {
    for (let row = column.headerRow; row <= column.lastRow; row += 1) rows.add(row);
  }
  for (const { table, rows: added } of work.appends) {
    const area = appendedRange(table, added.length);
    for (let row = area.firstRow - 1; row <= area.lastRow; row += 1) rows.add(row);
  }
  return rows;
}

function writeEdit(target: Target, edit: CellEdit): void {
  const refusal = refuseCell(edit, target.surroundings);
  if (refusal !== null) refuse(target, edit.row, edit.column, refusal);
  else write(target, edit.row, edit.column, edit.value, newCellStyle(target.surroundings, edit.row, edit.column));
}

function appendRows(target: Target, table: TablePart, rows: TableAppend['rows']): void {
  const { survey } = target.surroundings;
  const plan = planAppend(table, rows, survey);
  for (const header of plan.unknownHeaders) {
    refuse(target, table.range.firstRow, table.range.firstColumn, {
      reason: 'no-such-column',
      message: `The table ${table.name} has no column "${header}"; its values were left out. Add the column in Excel.`,
    });
  }
  for (const [row, attributes] of plan.rowAttributes) target.rowAttributes.set(row, attributes);
  for (const { row, column, value } of plan.edits) {
    write(target, row, column, value, plan.styleByColumn.get(column) ?? null, true);
  }
  const given = new Set(plan.edits.map(({ row, column }) => cellName(row, column)));
  for (const row of plan.rowAttributes.keys()) {
    for (const [column, style] of plan.styleByColumn) {
      if (!given.has(cellName(row, column))) write(target, row, column, null, style, true);
    }
  }
  target.session.needsCalculation ||= plan.needsCalculation;
}

/** `restyle` gives the style to an existing cell too; without it an existing cell keeps its own. */
function write(
  target: Target,
  row: number,
  column: number,
  value: CellEdit['value'],
  style: number | null,
  restyle = false,
): void {
  const { session, sheet, surroundings, writes } = target;
  const name = cellName(row, column);
  if (writes.has(name)) {
    const message = `${name} is given two values in one go; the first was written.`;
    refuse(target, row, column, { reason: 'duplicate', message });
    return;
  }
  const content = toContent(value, session.structure.date1904, session.workbook.limits);
  if ('bad' in content) {
    refuse(target, row, column, { reason: 'bad-value', message: `${name}: ${content.bad}` });
    return;
  }
  const existing = surroundings.survey.rowByNumber.get(row)?.cells.find((cell) => cell.column === column);
  const base = existing === undefined || (restyle && style !== null) ? style : existing.style;
  const dated = dateStyle(session, content, base);
  if (dated === 'none') {
    const message = `${name} would need a date style, but the workbook has no styles. Format the cell as a date in Excel.`;
    refuse(target, row, column, { reason: 'no-date-style', message });
    return;
  }
  writes.set(name, { row, column, content, style: dated });
  const hadFormula = existing?.formula != null;
  const hasFormula = content.kind === 'formula' || content.kind === 'cached';
  const link = { sheetId: sheet.sheetId, cell: name };
  if (hadFormula && !hasFormula) session.lostFormulas.push(link);
  if (!hadFormula && hasFormula) session.gainedFormulas.push(link);
}

function dateStyle(session: PatchSession, content: CellContent, base: number | null): number | null | 'none' {
  if (content.kind !== 'number' || !content.date) return base;
  const styles = session.dateStyles();
  return styles === null ? 'none' : styles.dateTwin(base ?? 0);
}

/** As Excel would: the row's own style, else the column's, else within a table that of the cell above. */
function newCellStyle(sheet: SheetSurroundings, row: number, column: number): number | null {
  const rowStyle = sheet.survey.rowByNumber.get(row)?.style ?? null;
  if (rowStyle !== null) return rowStyle;
  const ofColumn = sheet.survey.columnStyles.find(({ first, last }) => column >= first && column <= last);
  if (ofColumn !== undefined) return ofColumn.style;
  return styleAbove(sheet.survey, sheet.tables, row, column);
}

function styleAbove(survey: SheetSurvey, tables: readonly TablePart[], row: number, column: number): number | null {
  if (!takesStyleAbove(tables, row, column)) return null;
  return survey.rowByNumber.get(row - 1)?.cells.find((cell) => cell.column === column)?.style ?? null;
}

/** Within a table, its first data row aside. */
function takesStyleAbove(tables: readonly TablePart[], row: number, column: number): boolean {
  return tables.some(({ range, headerRows }) => row > range.firstRow + headerRows && contains(range, row, column));
}

function refuse(target: Target, row: number, column: number, refusal: Refusal): void {
  target.session.refused.push({ sheet: target.sheet.name, cell: cellName(row, column), ...refusal });
}

/** The ranges that pivot tables of the sheet fill. */
function readPivots(session: PatchSession, sheet: SheetEntry): readonly CellRange[] {
  const ranges: CellRange[] = [];
  for (const relationship of readRelationships(session.workbook, sheet.part)) {
    if (relationship.kind !== 'pivotTable' || relationship.target === null) continue;
    const cursor = new XmlCursor(session.workbook.readText(relationship.target).text, relationship.target);
    while (cursor.next() !== 'end') {
      if (cursor.token !== 'open' || cursor.local !== 'location') continue;
      const range = parseRange(cursor.attribute('ref') ?? '');
      if (range !== null) ranges.push(range);
    }
  }
  return ranges;
}
