import type { CellStyle } from 'hucre';

/** The cell styles of the workbook, numbered from 1 in the order they are first asked for; 0 is the default. */
export type StyleNumbers = {
  readonly of: (style: CellStyle) => number;
  /** The style of number n stands at n - 1. */
  readonly all: readonly CellStyle[];
};

export function createStyleNumbers(): StyleNumbers {
  const numberByStyle = new Map<string, number>();
  const all: CellStyle[] = [];
  return {
    of: (style) => {
      const key = JSON.stringify(style);
      const number = numberByStyle.get(key) ?? all.push(style);
      numberByStyle.set(key, number);
      return number;
    },
    all,
  };
}
