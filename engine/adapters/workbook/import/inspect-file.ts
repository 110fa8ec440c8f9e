import type { FileProblem, Inspection, SubmittedFile } from '../../../app/ports.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { findHeaderRow } from './find-header-row.ts';
import { cellText, type GridRow, type GridSheet } from './grid.ts';
import { openGrid } from './open-grid.ts';
import { proposeMapping } from './propose-mapping.ts';
import { recogniseFormat } from './read-format.ts';

const sampleRows = 5;
const sampleLength = 200;

/** Shows what a submitted spreadsheet holds, which format it is in, and how it could be read where it is in none. */
export function inspectFile(file: Pick<SubmittedFile, 'name' | 'bytes'>): Result<Inspection, FileProblem> {
  const grid = openGrid(file);
  if (!grid.ok) return grid;
  const format = recogniseFormat(grid.value);
  return ok({
    format: format ?? 'unknown',
    sheets: grid.value.sheets.map(inspectSheet),
    proposal: format === null ? proposeMapping(grid.value, mappingName(file.name)) : null,
    needs: [],
  });
}

function inspectSheet(sheet: GridSheet): Inspection['sheets'][number] {
  const header = findHeaderRow(sheet)?.header ?? null;
  const width = Math.max(0, ...[header, ...sheet.rows.slice(0, 100)].flatMap((row) => [...(row?.cells.keys() ?? [])]));
  const below = sheet.rows.filter(({ row }) => row > (header?.row ?? 0));
  return {
    name: sheet.name,
    rows: sheet.rows.length,
    headerRow: header?.row ?? null,
    headers: header === null ? [] : texts(header, width),
    sample: below.slice(0, sampleRows).map((row) => texts(row, width)),
  };
}

function texts({ cells }: GridRow, width: number): readonly string[] {
  return Array.from({ length: width }, (_, index) => cellText(cells.get(index + 1)).slice(0, sampleLength));
}

function mappingName(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'Mapping';
}
