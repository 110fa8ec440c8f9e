import type { ColumnKey } from '../../../contract/model/import-formats.ts';
import type { FormatRow } from './format-table.ts';
import { cellText } from './grid.ts';
import type { Reading } from './reading.ts';

/** Reads the cells of one row as what the format says they are, noting the place of each under its path. */
export type CellReader = {
  readonly text: (key: ColumnKey, path: string) => string;
  readonly optionalText: (key: ColumnKey, path: string) => string | null;
  /** Items between `;;`; space around them and empty items are dropped, the first with a warning. */
  readonly list: (key: ColumnKey, path: string) => readonly string[];
  readonly flag: (key: ColumnKey, path: string) => boolean;
  /** NaN, with a finding, where there is no number. */
  readonly points: (key: ColumnKey, path: string) => number;
  readonly isDelete: (path: string) => boolean;
};

export function cellReader(row: FormatRow, reading: Reading): CellReader {
  const text: CellReader['text'] = (key, path) => {
    const cell = row.cell(key);
    const place = row.place(key);
    if (row.has(key)) reading.put(path, place);
    if (cell?.kind === 'error') reading.report('error-cell', path, place, String(cell.value));
    else if (cell?.formula === true) reading.report('formula-cell', path, place, cellText(cell));
    if (cell?.date === true) reading.report('date-cell', path, place, cellText(cell));
    return cellText(cell);
  };
  return {
    text,
    optionalText: (key, path) => text(key, path) || null,
    list: (key, path) => splitList(text(key, path), row.place(key), path, reading),
    flag: (key, path) => {
      const value = text(key, path);
      if (row.has(key) && !/^(true|false)$/i.test(value)) reading.report('not-a-flag', path, row.place(key), value);
      return /^true$/i.test(value);
    },
    points: (key, path) => {
      const value = text(key, path);
      const points = /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
      if (Number.isNaN(points)) reading.report('points-not-whole', path, row.place(key), value);
      return points;
    },
    isDelete: (path) => {
      const value = text('operation', `${path}.operation`);
      if (value !== '' && value.toLowerCase() !== 'delete') {
        reading.report('not-an-operation', `${path}.operation`, row.place('operation'), value);
      }
      return value.toLowerCase() === 'delete';
    },
  };
}

export function splitList(value: string, place: string, path: string, reading: Reading): readonly string[] {
  const items = value.split(';;');
  if (items.some((item) => item !== item.trim())) reading.report('stray-space', path, place, value);
  const trimmed = items.map((item) => item.trim());
  for (const index of trimmed.filter((item) => item !== '').keys()) reading.put(`${path}[${index}]`, place);
  return trimmed.filter((item) => item !== '');
}
