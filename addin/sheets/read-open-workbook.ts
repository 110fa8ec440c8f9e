import type { ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import { cellNames, sheetNames, tableLayouts } from '#engine/contract/model/layout';
import { ok, type Result } from '#engine/domain/result';
import { locateTable } from '#engine/domain/sheets/locate';
import type { Area, Host, HostProblem, Outline, OutlineSheet } from './host.ts';
import { mirrorOf } from './mirror.ts';

/** People keep other things in their workbooks; what stands beyond these was not put there by us. */
const mostRows = 20_000;
const mostColumns = 200;

/** The sheets of the assessment as they stand in the open workbook; of others only names, tables and headers. */
export async function readOpenWorkbook(host: Host): Promise<Result<ReadWorkbook, HostProblem>> {
  const outline = await host.outline();
  if (!outline.ok) return outline;
  const own = outline.value.sheets.filter((sheet) => isOurs(sheet, outline.value));
  const first = await readSheets(host, outline.value, own);
  if (!first.ok || Object.values(tableLayouts).every((layout) => locateTable(first.value, layout.key) !== null))
    return first;
  // A table may have been turned into plain cells and its sheet renamed: then it is found by its headers anywhere.
  return readSheets(host, outline.value, outline.value.sheets);
}

async function readSheets(
  host: Host,
  outline: Outline,
  sheets: readonly OutlineSheet[],
): Promise<Result<ReadWorkbook, HostProblem>> {
  const areas = sheets.flatMap(({ used }) => (used === null ? [] : [capped(used)]));
  const read = await host.read(areas);
  if (!read.ok) return read;
  const cells = new Map<string, readonly ReadCell[]>(areas.map(({ sheet }, index) => [sheet, read.value[index] ?? []]));
  const file = mirrorOf(outline, cells, false);
  const cut = new Set(sheets.flatMap(({ name, used }) => (used !== null && isCut(used) ? [name] : [])));
  return ok({ ...file, sheets: file.sheets.map((sheet) => (cut.has(sheet.name) ? { ...sheet, leftOut: 1 } : sheet)) });
}

function isOurs({ name, tables }: OutlineSheet, { names }: Outline): boolean {
  const wanted = name.toLowerCase();
  if (Object.values(sheetNames).some((each) => each.toLowerCase() === wanted)) return true;
  const known = new Set(Object.values(tableLayouts).map((layout) => layout.name.toLowerCase()));
  if (tables.some((table) => known.has(table.name.toLowerCase()))) return true;
  const ours = new Set(Object.values(cellNames).map((each) => each.toLowerCase()));
  return Object.entries(names).some(
    ([each, reference]) => ours.has(each.toLowerCase()) && reference.replaceAll("''", "'").includes(name),
  );
}

function isCut({ firstRow, lastRow, firstColumn, lastColumn }: Area): boolean {
  return lastRow - firstRow >= mostRows || lastColumn - firstColumn >= mostColumns;
}

function capped(area: Area): Area {
  return {
    ...area,
    lastRow: Math.min(area.lastRow, area.firstRow + mostRows - 1),
    lastColumn: Math.min(area.lastColumn, area.firstColumn + mostColumns - 1),
  };
}
