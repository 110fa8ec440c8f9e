import { columnsIn, rowsIn } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import { checkAllowed } from '../model/protection.ts';
import { type Line, plainLine, standardColumnWidth, standardRowHeight } from '../model/sheet.ts';
import { type Editor, type LivePlace, tell } from '../model/workbook.ts';
import { areaOf } from './pane-context.ts';

type Direction = 'rows' | 'columns';

const mostLines = 20_000;

function linesOf(
  place: LivePlace,
  direction: Direction,
): { readonly lines: Map<number, Line>; readonly numbers: readonly number[] } {
  const area = areaOf(place);
  const [first, count] = direction === 'rows' ? [area.top, rowsIn(area)] : [area.left, columnsIn(area)];
  const lines = direction === 'rows' ? place.sheet.rows : place.sheet.columns;
  // All rows of a sheet at once are its first: none of them is stored by itself.
  return { lines, numbers: Array.from({ length: Math.min(count, mostLines) }, (_, index) => first + index) };
}

/** The height or width all share, in points; null when they differ. */
export function sharedSize(place: LivePlace, direction: Direction): number | null {
  const { lines, numbers } = linesOf(place, direction);
  const standard = direction === 'rows' ? standardRowHeight : standardColumnWidth;
  const sizes = new Set(numbers.map((number) => lines.get(number)?.size ?? standard));
  return sizes.size === 1 ? ([...sizes][0] ?? null) : null;
}

export function setSize(editor: Editor, place: LivePlace, direction: Direction, size: number | null): void {
  checkAllowed(place.sheet, direction === 'rows' ? 'allowFormatRows' : 'allowFormatColumns');
  if (size !== null && (size < 0 || size > (direction === 'rows' ? 409.5 : 1_800)))
    throw new ExcelError('InvalidArgument');
  const { lines, numbers } = linesOf(place, direction);
  for (const number of numbers) lines.set(number, { ...(lines.get(number) ?? plainLine), size });
  tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
}

export function hideLines(editor: Editor, place: LivePlace, direction: Direction, hidden: boolean): void {
  checkAllowed(place.sheet, direction === 'rows' ? 'allowFormatRows' : 'allowFormatColumns');
  const { lines, numbers } = linesOf(place, direction);
  for (const number of numbers) {
    lines.set(number, { ...(lines.get(number) ?? plainLine), hidden });
    if (direction === 'rows' && !hidden) place.sheet.filteredRows.delete(number);
  }
  if (direction === 'rows') tell(editor, { kind: 'rowsHidden', sheet: place.sheet, area: areaOf(place), hidden });
  else tell(editor, { kind: 'appearanceChanged', sheet: place.sheet });
}
