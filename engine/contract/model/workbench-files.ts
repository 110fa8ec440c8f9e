import type { RefusedCell } from './cells.ts';
import type { ShownWorkbook } from './shown-workbook.ts';

/*
 * What the workbench page and the engine that serves it say to each other. The two always come together, so this is no
 * part of the protocol other systems use.
 *
 *   GET  /workbench/workbooks          the watched folder's workbooks
 *   GET  /workbench/workbook?path=...  one of them, opened
 *   POST /workbench/open               the bytes of any .xlsx, opened
 *   POST /workbench/save               changed cells into a file of the folder, or into a workbook that comes back
 */
export const workbenchPaths = {
  page: '/workbench/',
  workbooks: '/workbench/workbooks',
  workbook: '/workbench/workbook',
  open: '/workbench/open',
  save: '/workbench/save',
} as const;

export type FolderListing = {
  readonly workbooks: readonly {
    readonly path: string;
    readonly assessment: { readonly id: string; readonly title: string; readonly group: string } | null;
    readonly state: string;
    readonly message: string;
  }[];
};

export type OpenedWorkbook = {
  readonly name: string;
  /** In the watched folder; null for a file from elsewhere. */
  readonly path: string | null;
  readonly sha256: string;
  readonly workbook: ShownWorkbook;
};

export type SavedWorkbook = {
  readonly sha256: string;
  /** Cells that were left as they are in the file, and why. */
  readonly refused: readonly RefusedCell[];
  /** Base64; null for a file of the folder. */
  readonly file: string | null;
};
