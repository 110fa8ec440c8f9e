import type { Cell } from 'hucre';
import { openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx';
import type { FileProblem, SubmittedFile } from '../../../app/ports.ts';
import type { ReadCell } from '../../../contract/model/cells.ts';
import type { Finding } from '../../../contract/model/template.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { sniffFile } from '../package/sniff-file.ts';
import { readWorkbook } from '../read/read-workbook.ts';
import { excelText } from '../render/excel-text.ts';
import { toneColors } from '../render/palette.ts';
import { errorSheet, errorSheetName, type MarkedSheet } from './error-sheet.ts';
import type { Grid, GridCell } from './grid.ts';
import { openGrid } from './open-grid.ts';
import { parsePlace } from './parse-place.ts';

/** Who the comments are from, so that a resubmitted copy loses its old marks. */
const author = 'Controlbook';

/**
 * A copy of the submitted workbook, as .xlsx, with the cell of every finding filled and commented, and a sheet that
 * lists all findings first. The person's content is all there: the copy is read back and compared, and where the
 * original cannot be kept as it is (another format, a part the driver cannot carry) its cells are written anew.
 */
export async function markWorkbook(
  file: Pick<SubmittedFile, 'bytes'>,
  findings: readonly Finding[],
): Promise<Result<Uint8Array, FileProblem>> {
  const grid = openGrid(file);
  if (!grid.ok) return grid;
  const kept = sniffFile(file.bytes) === 'zip' ? await markOriginal(file.bytes, findings) : null;
  return ok(kept ?? (await markAnew(grid.value, findings)));
}

/** Null when the copy would not hold everything the original does. */
async function markOriginal(bytes: Uint8Array, findings: readonly Finding[]): Promise<Uint8Array | null> {
  const original = readWorkbook(bytes);
  if (!original.ok) return null; // an .ods file
  const expected = contentOf(original.value.sheets);
  try {
    const workbook = await openXlsx(bytes, { readStyles: true });
    if (workbook.hasMacros === true) return null; // the copy is an .xlsx file, which may not hold macros
    workbook.sheets = workbook.sheets.filter(({ name }) => name !== errorSheetName);
    for (const sheet of workbook.sheets) removeMarks(sheet);
    workbook.sheets.push(addMarks(workbook.sheets, findings, false));
    workbook.activeSheet = workbook.sheets.length - 1;
    const copy = await saveXlsx(workbook);
    const written = readWorkbook(copy);
    return written.ok && holdsAll(contentOf(written.value.sheets), expected) ? copy : null;
  } catch {
    return null; // the driver cannot carry this workbook; the cells are written anew, nothing is lost but looks
  }
}

async function markAnew(grid: Grid, findings: readonly Finding[]): Promise<Uint8Array> {
  const sheets = grid.sheets.filter(({ name }) => name !== errorSheetName);
  const copies = sheets.map(
    ({ name, visible, rows }): MarkedSheet => ({
      name,
      rows: [],
      ...(visible ? {} : { hidden: true }),
      cells: new Map(
        rows.flatMap(({ row, cells }) =>
          [...cells].map(([column, cell]): [string, Cell] => [`${row - 1},${column - 1}`, copyOf(cell)]),
        ),
      ),
    }),
  );
  const errors = addMarks(copies, findings, true);
  return await writeXlsx({
    sheets: [...copies, errors].map((sheet) => ({ ...sheet, name: excelSheetName(sheet.name) })),
    activeSheet: copies.length,
  });
}

function copyOf(cell: GridCell): Cell {
  if (typeof cell.value === 'number') return { value: cell.value, type: 'number' };
  if (typeof cell.value === 'boolean') return { value: cell.value, type: 'boolean' };
  return { value: excelText(cell.value), type: 'string' };
}

/** Other programs allow names that Excel does not. */
function excelSheetName(name: string): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || 'Sheet';
}

/** Marks the cells and returns the sheet that lists the findings. */
function addMarks(sheets: readonly MarkedSheet[], findings: readonly Finding[], anew: boolean): MarkedSheet {
  const sheetByName = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const findingsByPlace = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.place === null) continue;
    const others = findingsByPlace.get(finding.place);
    if (others === undefined) findingsByPlace.set(finding.place, [finding]);
    else others.push(finding);
  }
  for (const [text, here] of findingsByPlace) {
    const place = parsePlace(text);
    const sheet = place === null ? undefined : sheetByName.get(place.sheet);
    if (place !== null && sheet !== undefined) markCell(sheet, place.row - 1, place.column - 1, here);
  }
  return errorSheet(findings, sheetByName, anew);
}

function markCell(sheet: MarkedSheet, row: number, column: number, findings: readonly Finding[]): void {
  const cells = sheet.cells ?? new Map<string, Cell>();
  sheet.cells = cells;
  const key = `${row},${column}`;
  const value = sheet.rows[row]?.[column] ?? null;
  const present: Cell = cells.get(key) ?? { value, type: value === null ? 'empty' : 'string' };
  const tone = toneColors[findings.some(({ severity }) => severity === 'error') ? 'bad' : 'warning'];
  const messages = findings.map(({ message }) => message).join('\n');
  const earlier = present.comment === undefined ? '' : `\n\n${present.comment.text}`;
  cells.set(key, {
    ...present,
    style: { ...present.style, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: tone.fill } } },
    comment: { author, text: excelText(`${messages}${earlier}`.slice(0, 30_000)) },
  });
}

/** Takes away the marks of an earlier copy: our comments, and the fill that came with them. */
function removeMarks(sheet: MarkedSheet): void {
  for (const [key, cell] of sheet.cells ?? []) {
    if (cell.comment?.author !== author) continue;
    const { comment: _comment, style: { fill: _fill, ...style } = {}, ...rest } = cell;
    sheet.cells?.set(key, { ...rest, style });
  }
}

type SheetCells = { readonly name: string; readonly cells: readonly ReadCell[] };

/** Every cell that shows something, as comparable text. Serials are compared to the millisecond. */
function contentOf(sheets: readonly SheetCells[]): ReadonlyMap<string, string> {
  return new Map(
    sheets
      .filter(({ name }) => name !== errorSheetName)
      .flatMap(({ name, cells }) =>
        cells.map(({ row, column, value, formula }) => [
          `${name}\n${row}\n${column}`,
          `${typeof value === 'number' ? value.toPrecision(12) : String(value).replace(/\r\n?/g, '\n')}\n${formula ?? ''}`,
        ]),
      ),
  );
}

function holdsAll(written: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>): boolean {
  return [...expected].every(([key, content]) => written.get(key) === content);
}
