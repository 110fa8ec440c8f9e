import { columnLetters, columnNumber, parseArea } from './address.ts';
import { type Area, lastColumn, lastRow } from './area.ts';

/** Cell references of a formula, quoted texts left out. Sheet part, then `$A$1`, `$A$1:$B$2`, `A:C` or `1:3`. */
const references =
  /"(?:[^"]|"")*"|((?:'(?:[^']|'')+'|[A-Za-z_\u0080-\uffff][\w.\u0080-\uffff]*)!)?(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\w.(!])/g;

/** Rewrites every reference; the callback answers with its text, the sheet part included. */
export function mapReferences(
  formula: string,
  map: (reference: { readonly sheetPart: string; readonly text: string }) => string,
): string {
  return formula.replace(
    references,
    (whole: string, sheetPart: string | undefined, text: string | undefined, at: number) => {
      const before = formula[at - 1] ?? '';
      // Part of a longer word or of a structured reference.
      if (text === undefined || /[\w.$[@\]]/.test(before)) return whole;
      return map({ sheetPart: sheetPart ?? '', text });
    },
  );
}

/** The formula as if copied by so many rows and columns: relative parts move, `$` parts stay. */
export function shiftFormula(formula: string, rows: number, columns: number): string {
  return mapReferences(formula, ({ sheetPart, text }) => {
    const moved = text.split(':').map((part) => moveCorner(part, rows, columns));
    return sheetPart + (moved.includes(null) ? '#REF!' : moved.join(':'));
  });
}

function moveCorner(corner: string, rows: number, columns: number): string | null {
  const [, fixedColumn = '', letters = '', fixedRow = '', digits = ''] =
    /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(corner) ?? [];
  const column = letters === '' ? null : columnNumber(letters) + (fixedColumn === '' ? columns : 0);
  // In `$3` alone the dollar belongs to the row.
  const rowFixed = letters === '' ? fixedColumn !== '' || fixedRow !== '' : fixedRow !== '';
  const row = digits === '' ? null : Number(digits) - 1 + (rowFixed ? 0 : rows);
  if ((column !== null && (column < 0 || column > lastColumn)) || (row !== null && (row < 0 || row > lastRow)))
    return null;
  return `${fixedColumn}${column === null ? '' : columnLetters(column)}${fixedRow}${row === null ? '' : row + 1}`;
}

/** The formula after cells were inserted or deleted: each reference to the sheet is moved, a lost one is `#REF!`. */
export function relocateFormula(
  formula: string,
  concerns: (sheetPart: string) => boolean,
  move: (area: Area) => Area | null,
): string {
  return mapReferences(formula, ({ sheetPart, text }) => {
    const area = concerns(sheetPart) ? parseArea(text) : null;
    if (area === null) return sheetPart + text;
    const moved = move(area);
    return sheetPart + (moved === null ? '#REF!' : withDollars(text, area, moved));
  });
}

/** The moved area in the form the reference had: its dollar signs, its one or two corners. */
function withDollars(text: string, before: Area, after: Area): string {
  const corners = text.split(':');
  const rows = [after.top - before.top, after.bottom - before.bottom];
  const columns = [after.left - before.left, after.right - before.right];
  return corners
    .map((corner, index) => {
      const bare = corner.replaceAll('$', '');
      const moved = moveCorner(bare, rows[index] ?? 0, columns[index] ?? 0) ?? bare;
      const [, fixedColumn = '', letters = '', fixedRow = ''] = /^(\$?)([A-Za-z]*)(\$?)/.exec(corner) ?? [];
      const [, movedLetters = '', movedDigits = ''] = /^([A-Za-z]*)(\d*)$/.exec(moved) ?? [];
      return letters === '' ? `${fixedColumn}${movedDigits}` : `${fixedColumn}${movedLetters}${fixedRow}${movedDigits}`;
    })
    .join(':');
}
