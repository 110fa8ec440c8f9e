import type { ShownSheet, ShownWorkbook } from '#engine/contract/model/shown-workbook';
import { type FileExtras, noExtras } from '../grid/sheet-extras.ts';
import { parseArea } from '../model/address.ts';
import type { Sheet } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';

/** What a file shows beside its model, found by the sheet it was opened as: links, notes and charts. */
export function fileExtras(book: Workbook, shown: ShownWorkbook): (sheet: Sheet) => FileExtras {
  const extras = new Map(book.sheets.map((sheet, index) => [sheet, extrasOf(shown.sheets[index])]));
  return (sheet) => extras.get(sheet) ?? noExtras;
}

function extrasOf(shown: ShownSheet | undefined): FileExtras {
  if (shown === undefined) return noExtras;
  return {
    zoom: shown.zoom,
    links: shown.links.flatMap(({ range, target, location, tip }) => {
      const area = parseArea(range);
      return area === null ? [] : [{ area, target, location, tip }];
    }),
    notes: shown.notes.map(({ row, column, author, text }) => ({ row: row - 1, column: column - 1, author, text })),
    charts: shown.charts.map(({ from, to, ...chart }) => ({
      ...chart,
      area: { top: from.row - 1, left: from.column - 1, bottom: to.row - 1, right: to.column - 1 },
    })),
  };
}
