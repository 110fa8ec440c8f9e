import type { Line, Sheet } from '../model/sheet.ts';
import { isRowHidden, standardColumnWidth, standardRowHeight } from '../model/sheet.ts';

/** Where rows or columns lie, in pixels. Lines beyond `count` are not there. */
export type LinePositions = {
  readonly count: number;
  /** All of them together. */
  readonly total: number;
  /** Of its near edge; a hidden line has no size. */
  start(line: number): number;
  size(line: number): number;
  /** The line at a distance, the last one beyond the end. */
  at(position: number): number;
  /** The next line in a direction that is not hidden, or null at the end. */
  next(line: number, step: 1 | -1): number | null;
};

const pixelsPerPoint = 4 / 3;

export function rowPositions(sheet: Sheet, count: number, zoom: number): LinePositions {
  const size = (row: number): number => (isRowHidden(sheet, row) ? 0 : sizeOf(sheet.rows.get(row), standardRowHeight));
  return linePositions(count, size, zoom);
}

export function columnPositions(sheet: Sheet, count: number, zoom: number): LinePositions {
  const size = (column: number): number => {
    const line = sheet.columns.get(column);
    return line?.hidden === true ? 0 : sizeOf(line, standardColumnWidth);
  };
  return linePositions(count, size, zoom);
}

function sizeOf(line: Line | undefined, standard: number): number {
  return line?.size ?? standard;
}

function linePositions(count: number, pointsOf: (line: number) => number, zoom: number): LinePositions {
  const starts = new Float64Array(count + 1);
  for (let line = 0; line < count; line += 1) {
    starts[line + 1] = (starts[line] ?? 0) + Math.round(pointsOf(line) * pixelsPerPoint * zoom);
  }
  const start = (line: number): number => starts[Math.max(0, Math.min(line, count))] ?? 0;
  const size = (line: number): number => start(line + 1) - start(line);
  return {
    count,
    total: start(count),
    start,
    size,
    at(position) {
      let low = 0;
      let high = count - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (start(middle) <= position) low = middle;
        else high = middle - 1;
      }
      // Hidden lines share their start with the next one that shows.
      while (low > 0 && size(low) === 0) low -= 1;
      return Math.max(0, low);
    },
    next(line, step) {
      for (let at = line + step; at >= 0 && at < count; at += step) if (size(at) > 0) return at;
      return null;
    },
  };
}
