import { err, ok } from '#engine/domain/result';
import type { Host } from './host.ts';

const gone = async () => err({ code: 'gone' } as const);

/** Where no workbook is open: there is nothing to read, and nothing to write to. */
export const withoutWorkbook: Host = {
  abilities: { insertSheets: false, growTables: false, readFile: false, notes: false },
  outline: async () => ok({ sheets: [], names: {} }),
  read: async (areas) => ok(areas.map(() => [])),
  write: gone,
  addColumns: gone,
  mark: gone,
  insertSheets: async () => err({ code: 'cannot', what: 'insert-sheets' }),
  prepare: gone,
  file: async () => err({ code: 'cannot', what: 'read-file' }),
  select: gone,
  selected: async () => ok(null),
  listen: async () => ok(() => {}),
};
