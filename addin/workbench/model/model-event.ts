import type { Area } from './area.ts';
import type { Scalar } from './cell.ts';
import type { Sheet, Visibility } from './sheet.ts';
import type { Table } from './table.ts';

/** Whose hand it was: a person's Excel, and the add-in pane in it that did it, null for the person. */
export type Author = { readonly seat: string; readonly pane: string | null };

export type ChangeType =
  | 'RangeEdited'
  | 'RowInserted'
  | 'RowDeleted'
  | 'ColumnInserted'
  | 'ColumnDeleted'
  | 'CellInserted'
  | 'CellDeleted';

export type ShiftDirection = 'None' | 'ShiftCellLeft' | 'ShiftCellUp' | 'ShiftCellRight' | 'ShiftCellDown';

export type CellsChanged = {
  readonly kind: 'cellsChanged';
  readonly sheet: Sheet;
  readonly changeType: ChangeType;
  readonly area: Area;
  readonly shift: ShiftDirection;
  /** Before and after, for a single edited cell only. */
  readonly single: { readonly before: Scalar; readonly after: Scalar } | null;
  /** The tables the change lies in, each with what the change is to it. */
  readonly tables: readonly { readonly table: Table; readonly changeType: ChangeType; readonly area: Area }[];
};

/** Everything that can happen to a workbook, for the panes and for whoever paints the sheet. */
export type ModelEvent =
  | CellsChanged
  | { readonly kind: 'formatChanged'; readonly sheet: Sheet; readonly area: Area }
  /** Values moved by a sort; panes hear of a sort, not of an edit. */
  | { readonly kind: 'rowsSorted'; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: 'rowsHidden'; readonly sheet: Sheet; readonly area: Area; readonly hidden: boolean }
  | { readonly kind: 'calculated'; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: 'selected'; readonly sheet: Sheet; readonly areas: readonly Area[] }
  | { readonly kind: 'activated'; readonly sheet: Sheet; readonly left: Sheet | null }
  | { readonly kind: 'sheetAdded'; readonly sheet: Sheet }
  | { readonly kind: 'sheetDeleted'; readonly sheet: Sheet }
  | { readonly kind: 'sheetMoved'; readonly sheet: Sheet; readonly before: number; readonly after: number }
  | { readonly kind: 'sheetRenamed'; readonly sheet: Sheet; readonly before: string }
  | { readonly kind: 'visibilityChanged'; readonly sheet: Sheet; readonly before: Visibility }
  | { readonly kind: 'protectionChanged'; readonly sheet: Sheet }
  | { readonly kind: 'tableAdded'; readonly sheet: Sheet; readonly table: Table }
  | { readonly kind: 'tableDeleted'; readonly sheet: Sheet; readonly table: Table }
  | {
      readonly kind: 'commentsChanged';
      readonly sheet: Sheet;
      readonly what: 'added' | 'changed' | 'deleted';
      readonly commentIds: readonly string[];
    }
  /** What only a grid needs to repaint: table styles, frozen panes, names, merges, validation. */
  | { readonly kind: 'appearanceChanged'; readonly sheet: Sheet };

export type ModelListener = (event: ModelEvent, author: Author, silent: boolean) => void;
