import { type Area, holds } from '../model/area.ts';
import { type Sheet, tableAt } from '../model/sheet.ts';

export type Link = {
  readonly area: Area;
  readonly target: string | null;
  readonly location: string;
  readonly tip: string;
};

export type Chart = {
  readonly kind: 'line' | 'bar';
  readonly title: string;
  readonly area: Area;
  readonly categories: string;
  readonly series: readonly { readonly name: string; readonly values: string }[];
};

/** A note of the old kind: a text that belongs to a cell. The host's own interface does not know them. */
export type Note = { readonly row: number; readonly column: number; readonly author: string; readonly text: string };

/** What a file holds for the eye alone, beside the model. */
export type FileExtras = {
  /** Percent, as the file was looked at last. */
  readonly zoom: number;
  readonly links: readonly Link[];
  readonly notes: readonly Note[];
  readonly charts: readonly Chart[];
};

/** What a grid paints on a sheet beside its cells. */
export type SheetExtras = {
  readonly hasNote: (row: number, column: number) => boolean;
  readonly noteAt: (row: number, column: number) => readonly { readonly author: string; readonly text: string }[];
  /** Where a cell leads, in words. */
  readonly linkAt: (row: number, column: number) => string | null;
  readonly link: (row: number, column: number) => Link | null;
  readonly filterAt: (row: number, column: number) => 'none' | 'plain' | 'filtered' | 'sorted';
  readonly charts: readonly Chart[];
};

export const noExtras: FileExtras = { zoom: 100, links: [], notes: [], charts: [] };

export function sheetExtras(sheet: Sheet, { links, notes, charts }: FileExtras): SheetExtras {
  const noteAt = (row: number, column: number) => [
    ...notes.filter((note) => note.row === row && note.column === column),
    ...sheet.comments
      .filter((comment) => comment.row === row && comment.column === column)
      .map(({ author, content, replies }) => ({
        author,
        text: [content, ...replies.map((reply) => reply.content)].join('\n'),
      })),
  ];
  const link = (row: number, column: number): Link | null => links.find(({ area }) => holds(area, row, column)) ?? null;
  return {
    charts,
    noteAt,
    hasNote: (row, column) => (notes.length > 0 || sheet.comments.length > 0) && noteAt(row, column).length > 0,
    link,
    linkAt(row, column) {
      const found = links.length === 0 ? null : link(row, column);
      if (found === null) return null;
      return found.tip === '' ? (found.target ?? found.location) : found.tip;
    },
    filterAt(row, column) {
      const table = tableAt(sheet, row, column);
      if (table === undefined || row !== table.area.top || !table.showHeaders || !table.showFilterButton) return 'none';
      const at = column - table.area.left;
      if ((table.columns[at]?.filter ?? null) !== null) return 'filtered';
      return table.sorted.some(({ key }) => key === at) ? 'sorted' : 'plain';
    },
  };
}
