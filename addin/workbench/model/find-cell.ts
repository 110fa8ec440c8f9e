import type { Area } from './area.ts';
import { formatValue } from './number-format.ts';
import { cellAt, cellsOf, formatAt, type Sheet } from './sheet.ts';

export type SearchWishes = {
  readonly completeMatch: boolean;
  readonly matchCase: boolean;
  readonly backwards: boolean;
};

/** The first cell that shows the text, row by row; null for none. */
export function findCell(sheet: Sheet, area: Area, text: string, wishes: SearchWishes): Area | null {
  const folded = (value: string): string => (wishes.matchCase ? value : value.toLowerCase());
  const wanted = folded(text);
  const found = [...cellsOf(sheet, area)]
    .filter(({ row, column, cell }) => {
      const shown = folded(formatValue(cell.value, formatAt(sheet, row, column).numberFormat));
      return wishes.completeMatch ? shown === wanted : shown.includes(wanted);
    })
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .at(wishes.backwards ? -1 : 0);
  return found === undefined ? null : { top: found.row, left: found.column, bottom: found.row, right: found.column };
}

/** The block of filled cells around an area, up to blank rows and columns, as Ctrl+Shift+* selects it. */
export function surroundingRegion(sheet: Sheet, start: Area): Area {
  let region = start;
  for (;;) {
    const { top, left, bottom, right } = region;
    const grown = {
      top: isFilled(sheet, { top: top - 1, left: left - 1, bottom: top - 1, right: right + 1 }) ? top - 1 : top,
      left: isFilled(sheet, { top: top - 1, left: left - 1, bottom: bottom + 1, right: left - 1 }) ? left - 1 : left,
      bottom: isFilled(sheet, { top: bottom + 1, left: left - 1, bottom: bottom + 1, right: right + 1 })
        ? bottom + 1
        : bottom,
      right: isFilled(sheet, { top: top - 1, left: right + 1, bottom: bottom + 1, right: right + 1 })
        ? right + 1
        : right,
    };
    if (grown.top === top && grown.left === left && grown.bottom === bottom && grown.right === right) return region;
    region = grown;
  }
}

function isFilled(sheet: Sheet, { top, left, bottom, right }: Area): boolean {
  for (let row = Math.max(0, top); row <= bottom; row += 1) {
    for (let column = Math.max(0, left); column <= right; column += 1) {
      const { value, formula } = cellAt(sheet, row, column);
      if (value !== null || formula !== null) return true;
    }
  }
  return false;
}
