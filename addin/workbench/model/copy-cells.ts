import { type Area, columnsIn, fitsSheet, rowsIn } from './area.ts';
import { ExcelError } from './excel-error.ts';
import { checkUnlocked } from './protection.ts';
import { cellAt, formatAt, type Sheet, setCell } from './sheet.ts';
import { shiftFormula } from './shift-formula.ts';
import { type Editor, tell } from './workbook.ts';
import { placeCells } from './write-cells.ts';

export type CopyWhat = 'All' | 'Formulas' | 'Values' | 'Formats';

/** Copies an area; a target that is a multiple of it is filled, any other takes it once from its first cell on. */
export function copyCells(
  editor: Editor,
  from: { readonly sheet: Sheet; readonly area: Area },
  to: { readonly sheet: Sheet; readonly area: Area },
  what: CopyWhat,
  skipBlanks: boolean,
): void {
  const [rows, columns] = [rowsIn(from.area), columnsIn(from.area)];
  const repeats = rowsIn(to.area) % rows === 0 && columnsIn(to.area) % columns === 0;
  const { top, left } = to.area;
  const target = repeats ? to.area : { top, left, bottom: top + rows - 1, right: left + columns - 1 };
  if (!fitsSheet(target)) throw new ExcelError('InvalidArgument');
  checkUnlocked(to.sheet, target);
  const held = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_each, column) => {
      const [r, c] = [from.area.top + row, from.area.left + column];
      return { ...cellAt(from.sheet, r, c), shown: formatAt(from.sheet, r, c), row: r, column: c };
    }),
  );
  const sourceOf = (row: number, column: number) => held[(row - target.top) % rows]?.[(column - target.left) % columns];
  if (what === 'All' || what === 'Formats') {
    for (let row = target.top; row <= target.bottom; row += 1) {
      for (let column = target.left; column <= target.right; column += 1) {
        const format = sourceOf(row, column)?.shown ?? null;
        setCell(to.sheet, row, column, { ...cellAt(to.sheet, row, column), format });
      }
    }
    tell(editor, { kind: 'formatChanged', sheet: to.sheet, area: target });
  }
  if (what === 'Formats') return;
  placeCells(editor, to.sheet, target, (row, column) => {
    const source = sourceOf(row, column);
    if (source === undefined) return null;
    const { value, formula } = source;
    if (skipBlanks && value === null && formula === null) return null;
    const { format } = cellAt(to.sheet, row, column);
    const moved =
      formula === null || what === 'Values' ? null : shiftFormula(formula, row - source.row, column - source.column);
    return { value, formula: moved, format };
  });
}
