import type { ReadWorkbook } from '#engine/contract/model/cells';
import { sheetNames, tableLayouts } from '#engine/contract/model/layout';
import { ok, type Result } from '#engine/domain/result';
import type { LocatedTable } from '#engine/domain/sheets/locate';
import { type Desk, inputFields, tableOf, tablesOf } from './desk.ts';
import type { Area, HostEvent, HostProblem, Outline } from './host.ts';
import { cellAt, onlyRows, withArea } from './mirror.ts';
import { readOpenWorkbook } from './read-open-workbook.ts';

export type Edited = Extract<HostEvent, { kind: 'edited' }>;

/** Everything, the cells people fill in, or what these events name. */
export type LookAt = 'all' | 'inputs' | readonly Edited[];

/** The workbook as it is now, and the part of it that is worth reading. */
export type Glance = {
  readonly mirror: ReadWorkbook;
  readonly part: ReadWorkbook;
  /** Whether the part is the whole. */
  readonly whole: boolean;
  readonly untidy: boolean;
};

/** More rows at once are read as a whole sheet. */
const fewRows = 200;

/** Reads as little of the workbook as tells what changed. Rows that are not what they were mean: everything. */
export async function glance(desk: Desk, at: LookAt): Promise<Result<Glance, HostProblem>> {
  if (at === 'all') return whole(desk);
  if (at === 'inputs') return inputs(desk);
  const edited = at.filter(({ origin }) => origin !== 'own');
  const sheets = new Set(edited.map(({ sheet }) => sheet));
  const [sheet] = sheets;
  if (sheet === undefined)
    return ok({ mirror: desk.mirror, part: { ...desk.mirror, sheets: [] }, whole: false, untidy: false });
  const first = Math.min(...edited.map(({ rows }) => rows[0]));
  const last = Math.max(...edited.map(({ rows }) => rows[1]));
  if (sheets.size > 1 || edited.some(({ shifted }) => shifted) || last - first >= fewRows) return whole(desk);
  return rows(desk, sheet, first, last, edited);
}

async function whole({ host }: Desk): Promise<Result<Glance, HostProblem>> {
  const read = await readOpenWorkbook(host);
  return read.ok ? ok({ mirror: read.value, part: read.value, whole: true, untidy: true }) : read;
}

async function rows(
  desk: Desk,
  sheet: string,
  first: number,
  last: number,
  edited: readonly Edited[],
): Promise<Result<Glance, HostProblem>> {
  const tables = tablesOf(desk).filter((table) => table.sheet.name === sheet);
  const nothing = { mirror: desk.mirror, part: { ...desk.mirror, sheets: [] }, whole: false, untidy: false };
  if (tables.length === 0 && !isOurs(desk, sheet)) return ok(nothing);
  const firstColumn = Math.min(1, ...tables.map((table) => table.firstColumn));
  const lastColumn = Math.max(20, ...tables.map((table) => table.lastColumn));
  const area: Area = { sheet, firstRow: first, lastRow: last, firstColumn, lastColumn };
  const read = await desk.host.read([area]);
  if (!read.ok) return read;
  const mirror = withArea(desk.mirror, area, read.value[0] ?? []);
  // A header or a key that changed, or something typed right below a table, may have changed what stands where.
  const isSame = (row: number, column: number): boolean =>
    cellAt(mirror, sheet, row, column)?.value === cellAt(desk.mirror, sheet, row, column)?.value;
  for (const table of tables) {
    const key = table.columns.get(table.layout.keyColumn)?.column;
    if (first <= table.headerRow && last >= table.headerRow) return whole(desk);
    if (first <= table.lastRow + 1 && last > table.lastRow) return whole(desk);
    for (
      let row = Math.max(first, table.headerRow + 1);
      key !== undefined && row <= Math.min(last, table.lastRow);
      row += 1
    ) {
      // A row that stands there twice looks sound where it is read alone.
      const isDoubtful = desk.doubtful.has(String(cellAt(mirror, sheet, row, key)?.value ?? '').trim());
      if (isDoubtful || !isSame(row, key)) return whole(desk);
    }
  }
  const headers = new Set(tables.map((table) => table.headerRow));
  const part = onlyRows(mirror, sheet, (row) => headers.has(row) || (row >= first && row <= last));
  return ok({
    mirror,
    part,
    whole: false,
    untidy: edited.some((event) => event.origin === 'local' && touchesLocked(desk, event)),
  });
}

/** Only what people fill in: not every pick from a drop-down raises an event. */
async function inputs(desk: Desk): Promise<Result<Glance, HostProblem>> {
  const outline = await desk.host.outline();
  if (!outline.ok) return outline;
  if (!isSameShape(desk.mirror, outline.value)) return whole(desk);
  const actions = tableOf(desk, 'actions');
  const areas = [
    ...(actions === null ? [] : inputAreas(actions)),
    ...decisionAreas(tableOf(desk, 'conflicts')),
    ...overviewAreas(desk.mirror),
  ];
  const read = await desk.host.read(areas);
  if (!read.ok) return read;
  let { mirror } = desk;
  for (const [index, area] of areas.entries()) mirror = withArea(mirror, area, read.value[index] ?? []);
  const key = actions?.columns.get(actions.layout.keyColumn)?.column;
  for (const row of actions?.rows ?? []) {
    const now = key === undefined ? null : cellAt(mirror, actions?.sheet.name ?? '', row.row, key);
    if ((now === null ? null : String(now.value).trim()) !== row.key) return whole(desk);
  }
  return ok({ mirror, part: mirror, whole: false, untidy: false });
}

function inputAreas(actions: LocatedTable): readonly Area[] {
  const columns = [...inputFields(actions).keys()];
  const key = actions.columns.get(actions.layout.keyColumn)?.column;
  const area = (firstColumn: number, lastColumn: number): Area => ({
    sheet: actions.sheet.name,
    firstRow: actions.headerRow + 1,
    lastRow: actions.lastRow,
    firstColumn,
    lastColumn,
  });
  if (columns.length === 0 || key === undefined || actions.lastRow <= actions.headerRow) return [];
  return [area(Math.min(...columns), Math.max(...columns)), area(key, key)];
}

function decisionAreas(conflicts: LocatedTable | null): readonly Area[] {
  if (conflicts === null || conflicts.lastRow <= conflicts.headerRow) return [];
  const { sheet, headerRow, lastRow, firstColumn, lastColumn } = conflicts;
  return [{ sheet: sheet.name, firstRow: headerRow + 1, lastRow, firstColumn, lastColumn }];
}

/** The Overview's loose cells stand above its tables. */
function overviewAreas({ sheets }: ReadWorkbook): readonly Area[] {
  const sheet = sheets.find(({ name }) => name === sheetNames.overview);
  return sheet === undefined ? [] : [{ sheet: sheet.name, firstRow: 1, lastRow: 16, firstColumn: 1, lastColumn: 6 }];
}

function isSameShape(mirror: ReadWorkbook, outline: Outline): boolean {
  const shape = (sheets: readonly { readonly name: string; readonly tables: unknown }[], names: unknown): string =>
    JSON.stringify([sheets.map(({ name, tables }) => [name, tables]), names]);
  return shape(mirror.sheets, mirror.names) === shape(outline.sheets, outline.names);
}

function isOurs({ mirror }: Desk, sheet: string): boolean {
  return sheet === sheetNames.overview || Object.values(mirror.names).some((reference) => reference.includes(sheet));
}

/** Whether an edit went over cells that are the engine's. */
function touchesLocked(desk: Desk, { sheet, columns }: Edited): boolean {
  const actions = tableOf(desk, 'actions');
  if (actions === null || actions.sheet.name !== sheet) return sheet !== tableLayouts.conflicts.sheet;
  const fields = inputFields(actions);
  return [...actions.columns.values()].some(
    ({ column }) => column >= columns[0] && column <= columns[1] && !fields.has(column),
  );
}
