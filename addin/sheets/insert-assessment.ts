import { sheetNames } from '#engine/contract/model/layout';
import type { SheetModel } from '#engine/contract/model/table';
import { err, ok, type Result } from '#engine/domain/result';
import { projectWorkbook } from '#engine/domain/sheets/project';
import type { AssessmentView } from '../state/model.ts';
import type { DefinedName, Host, HostProblem } from './host.ts';

/**
 * Puts the sheets of an assessment at the end of the open workbook. Excel may give a sheet another name where one of
 * the name is there, and leaves defined names behind; both are put right, so that the workbook binds like one the
 * engine wrote.
 */
export async function insertAssessment(
  host: Host,
  workbook: Uint8Array,
  view: AssessmentView,
): Promise<Result<null, HostProblem>> {
  if (!host.abilities.insertSheets) return err({ code: 'cannot', what: 'insert-sheets' });
  const inserted = await host.insertSheets(toBase64(workbook));
  if (!inserted.ok) return inserted;
  const outline = await host.outline();
  if (!outline.ok) return outline;
  const known = new Set(Object.keys(outline.value.names).map((name) => name.toLowerCase()));
  const nameOf = (sheet: SheetModel): string =>
    inserted.value.find((name) => name === sheet.name) ??
    inserted.value.find((name) => name.startsWith(`${sheet.name} (`)) ??
    sheet.name;
  const names = projectWorkbook(view).sheets.flatMap((sheet) =>
    sheet.loose.flatMap(({ name, row, column }): readonly DefinedName[] =>
      name === null || known.has(name.toLowerCase()) ? [] : [{ name, sheet: nameOf(sheet), row, column }],
    ),
  );
  const hidden = inserted.value.filter((name) => name.startsWith('_') || name === sheetNames.identity);
  const prepared = await host.prepare(names, hidden);
  if (!prepared.ok) return prepared;
  const title = projectWorkbook(view).sheets.find(({ name }) => name === sheetNames.overview);
  const place = { sheet: title === undefined ? sheetNames.overview : nameOf(title), row: 1, column: 1 };
  const shown = await host.select(place);
  return shown.ok ? ok(null) : shown;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In pieces, because a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}
