import type { FileProblem, PatchedWorkbook } from '../../../app/ports.ts';
import type { CellEdit, TableAppend, TableColumn, WorkbookPatch } from '../../../contract/model/cells.ts';
import type { Result } from '../../../domain/result.ts';
import { cellName } from '../package/cell-reference.ts';
import { type Deflated, deflateSegments } from '../package/deflate-segments.ts';
import { FileFault, refusing } from '../package/file-fault.ts';
import { defaultLimits, type PackageLimits } from '../package/limits.ts';
import { openPackage, type Package } from '../package/open-package.ts';
import { encodePart } from '../package/part-text.ts';
import { spliceZip } from '../package/splice-zip.ts';
import { readStructure, type SheetEntry, type WorkbookStructure } from '../package/workbook-structure.ts';
import { readTableParts, type TablePart } from '../read/tables.ts';
import { createSession, type PatchSession } from './patch-session.ts';
import { patchSheet, type SheetWork } from './patch-sheet.ts';
import type { RefusalReason } from './refuse-cell.ts';
import { verifyPatch } from './verify-patch.ts';
import { addStyles, keepCalcChain, setFullCalcOnLoad } from './workbook-parts.ts';

export type PatchOptions = {
  /** Makes Excel compute everything on opening; off, because the engine supplies the values of its own formulas. */
  readonly fullCalcOnLoad?: boolean;
  readonly limits?: PackageLimits;
};

/**
 * Writes cells and table rows into somebody's workbook and touches nothing else: other parts keep their compressed
 * bytes, and within a touched sheet every character outside the written cells stays. Cells that may not be touched come
 * back in `refused`, by name and reason; the rest is written. The result has been opened and read back. When nothing is
 * to be written the very same bytes come back. Pure, and synchronous: run it where it can be killed.
 */
export function patchWorkbook(
  bytes: Uint8Array,
  patch: WorkbookPatch,
  options: PatchOptions = {},
): Result<PatchedWorkbook, FileProblem> {
  return refusing(() => {
    const workbook = openPackage(bytes, options.limits ?? defaultLimits);
    const structure = readStructure(workbook);
    refuseWhole(workbook, structure);
    const session = createSession(workbook, structure);
    for (const work of planWork(session, patch)) patchSheet(session, work);
    if (session.changed.size + session.changedSheets.size === 0) return { bytes, refused: session.refused };
    addStyles(session);
    const dropped = keepCalcChain(session);
    if (options.fullCalcOnLoad === true || session.needsCalculation) setFullCalcOnLoad(session);
    const replaced = new Map<string, Deflated>();
    for (const [name, pieces] of session.changedSheets) replaced.set(name, deflateSegments(pieces));
    for (const [name, part] of session.changed) replaced.set(name, deflateSegments([encodePart(part)]));
    const patched = spliceZip(workbook.zip, { replaced, removed: new Set(dropped === null ? [] : [dropped]) });
    verifyPatch(session, { bytes: patched, replaced, dropped });
    return { bytes: patched, refused: session.refused };
  });
}

/** Some workbooks cannot be changed from outside without breaking them as a whole. */
function refuseWhole(workbook: Package, structure: WorkbookStructure): void {
  const signed =
    structure.packageRelationships.some((relationship) => relationship.kind === 'origin') ||
    workbook.zip.entries.some((entry) => entry.name.toLowerCase().startsWith('_xmlsignatures/'));
  if (signed) {
    throw new FileFault(
      'signed',
      'The workbook carries a digital signature, which any change would break. Remove the signature in Excel (File, Info) to let it be synchronised.',
    );
  }
  if (structure.relationships.some((relationship) => relationship.kind === 'revisionHeaders')) {
    throw new FileFault(
      'shared-workbook',
      'The workbook is shared in the old way and keeps its own list of revisions. Turn off Share Workbook in Excel and save it again.',
    );
  }
}

type WorkInProgress = Omit<SheetWork, 'edits' | 'columns' | 'appends'> & {
  readonly edits: CellEdit[];
  readonly columns: { readonly table: TablePart; readonly column: TableColumn }[];
  readonly appends: { readonly table: TablePart; readonly rows: TableAppend['rows'] }[];
};

/** Sorts edits and appends by sheet; what names no sheet or table of the workbook is refused here. */
function planWork(session: PatchSession, patch: WorkbookPatch): readonly SheetWork[] {
  const { workbook, structure, refused } = session;
  const { rows: mostRows, columns: mostColumns } = workbook.limits;
  const workByPart = new Map<string, WorkInProgress>();
  const workOn = (sheet: SheetEntry): WorkInProgress => {
    const known = workByPart.get(sheet.part);
    if (known !== undefined) return known;
    const work = { sheet, tables: readTableParts(workbook, sheet.part), edits: [], columns: [], appends: [] };
    workByPart.set(sheet.part, work);
    return work;
  };
  for (const edit of patch.edits) {
    const { row, column } = edit;
    const cell = cellName(row, column);
    const refuse = (reason: RefusalReason, message: string): void => {
      refused.push({ sheet: edit.sheet, cell, reason, message });
    };
    const sheet = structure.sheets.find((other) => other.name.toLowerCase() === edit.sheet.toLowerCase());
    if (sheet === undefined) refuse('no-such-sheet', `The workbook has no sheet named ${edit.sheet}.`);
    else if (sheet.kind !== 'worksheet') refuse('other-sheet', `${sheet.name} is not a worksheet and has no cells.`);
    else if (!within(row, mostRows) || !within(column, mostColumns)) {
      refuse('out-of-reach', `${cell} lies beyond row ${mostRows} or column ${mostColumns}, the last that are read.`);
    } else workOn(sheet).edits.push(edit);
  }
  const worksheets = structure.sheets.filter((sheet) => sheet.kind === 'worksheet');
  const find = (name: string): { readonly work: WorkInProgress; readonly table: TablePart } | null => {
    for (const sheet of worksheets) {
      const table = workOnTables(workbook, workByPart, sheet, name);
      if (table === undefined) continue;
      const work = workOn(sheet);
      return { work, table: work.tables.find((other) => other.part === table.part) ?? table };
    }
    const message = `The workbook has no table named ${name}. Name the table again in Excel (Table Design).`;
    refused.push({ sheet: '', cell: '', reason: 'no-such-table', message });
    return null;
  };
  for (const column of patch.columns ?? []) {
    const found = find(column.table);
    found?.work.columns.push({ table: found.table, column });
  }
  for (const { table: name, rows } of patch.appends) {
    const found = rows.length === 0 ? null : find(name);
    if (found === null) continue;
    const { work, table } = found;
    const earlier = work.appends.findIndex((append) => append.table === table);
    const joined = earlier < 0 ? rows : [...(work.appends[earlier]?.rows ?? []), ...rows];
    work.appends.splice(earlier < 0 ? work.appends.length : earlier, earlier < 0 ? 0 : 1, { table, rows: joined });
  }
  return [...workByPart.values()];
}

function workOnTables(
  workbook: Package,
  workByPart: ReadonlyMap<string, SheetWork>,
  sheet: SheetEntry,
  name: string,
): TablePart | undefined {
  const tables = workByPart.get(sheet.part)?.tables ?? readTableParts(workbook, sheet.part);
  return tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
}

function within(place: number, most: number): boolean {
  return Number.isInteger(place) && place >= 1 && place <= most;
}
