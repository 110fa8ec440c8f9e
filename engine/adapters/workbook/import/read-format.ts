import type { ReadTemplate } from '../../../app/ports.ts';
import { type FormatName, formats, type SheetKey } from '../../../contract/model/import-formats.ts';
import type { TemplateContent } from '../../../contract/model/template.ts';
import { titleKey } from '../../../domain/templates/title-key.ts';
import { type FormatTable, findSheet, readFormatTable } from './format-table.ts';
import type { Grid } from './grid.ts';
import { readActions } from './read-actions.ts';
import { readControls } from './read-controls.ts';
import { readDimensionList, readFace, readOwners } from './read-lists.ts';
import { type Reading, startReading } from './reading.ts';

/**
 * Reads a workbook in one of the two published formats. Sheets and columns are found by name; every deviation that can
 * be understood is read and reported as a warning, what cannot be understood is an error at its cell.
 */
export function readFormat(grid: Grid, format: FormatName): ReadTemplate {
  const reading = startReading();
  const tables = new Map<SheetKey, FormatTable>();
  for (const spec of formats[format]) {
    const table = readFormatTable(grid, spec, reading);
    if (table !== null) tables.set(spec.key, table);
  }
  checkSheetOrder(grid, format, reading);

  const face = readFace(tables.get('template'), reading);
  const controls = readControls(tables.get('controls'), reading);
  const actions = readActions(tables.get('actions'), controls, format, reading);
  const owners = readOwners(tables.get('owners'), reading);
  // A file without a sheet of owners names them where it uses them.
  const namedOwners = tables.has('owners') ? [] : [...new Set(actions.flatMap((action) => action.owners))];
  const titleByAction = new Map(
    actions.map((action) => [titleKey(action.title), action.descriptions[0]?.title ?? null]),
  );
  const content: TemplateContent = {
    ...face,
    controls: controls.map((control) => ({
      ...control,
      actions: control.actions.map(({ title }) => ({ title, description: titleByAction.get(titleKey(title)) ?? null })),
    })),
    actions,
    owners: [...owners, ...namedOwners.map((name) => ({ name, description: '' }))],
    dimensionList: readDimensionList(tables.get('dimensions'), reading),
  };
  return { kind: format, content, places: reading.places, findings: reading.findings };
}

/** Which format a workbook is in, by its sheets' names and what sets the two apart; null for neither. */
export function recogniseFormat(grid: Grid): FormatName | null {
  const has = (name: string) => findSheet(grid, { name }) !== null;
  if (!has('ControlFamily') && !(has('Actions') && (has('Template-Assessment') || has('Template')))) return null;
  if (has('Template-Assessment') || (has('Ownership') && !has('Template'))) return 'format-a';
  return 'format-b';
}

function checkSheetOrder(grid: Grid, format: FormatName, reading: Reading): void {
  const found = formats[format].flatMap((spec) => findSheet(grid, spec) ?? []);
  const wanted = found.map(({ name }) => name);
  const order = found.map((sheet) => grid.sheets.indexOf(sheet));
  if (order.every((stand, index) => stand > (order[index - 1] ?? -1))) return;
  const stands = wanted.toSorted(
    (one, other) => (order[wanted.indexOf(one)] ?? 0) - (order[wanted.indexOf(other)] ?? 0),
  );
  reading.report('sheet-order', 'sheets', null, stands.join(', '), wanted.join(', '));
}
