import { isIdLike, splitId } from './control-id.ts';
import { cellText, type GridRow } from './grid.ts';

/** What the cells of a column look like below the header; shares are of its filled cells. */
export type ColumnLook = {
  readonly column: number;
  readonly header: string;
  readonly filled: number;
  readonly distinct: number;
  readonly averageLength: number;
  /** Share of cells that are an id and nothing else. */
  readonly ids: number;
  /** Share of cells that begin with an id and go on. */
  readonly prefixed: number;
  /** Share of cells whose text stands in an earlier cell too. */
  readonly repeated: number;
};

export function lookAtColumns(header: GridRow, rows: readonly GridRow[]): readonly ColumnLook[] {
  return [...header.cells].map(([column, cell]) => {
    const texts = rows.map((row) => cellText(row.cells.get(column))).filter((text) => text !== '');
    const share = (test: (text: string) => boolean) =>
      texts.length === 0 ? 0 : texts.filter(test).length / texts.length;
    const distinct = new Set(texts).size;
    return {
      column,
      header: cellText(cell),
      filled: texts.length,
      distinct,
      averageLength: texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length),
      ids: share(isIdLike),
      prefixed: share((text) => !isIdLike(text) && splitId(text) !== null),
      repeated: texts.length === 0 ? 0 : 1 - distinct / texts.length,
    };
  });
}
