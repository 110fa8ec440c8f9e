import type { Area } from '../model/area.ts';
import type { BorderEdge } from '../model/cell-format.ts';
import type { ConditionalFormat } from '../model/conditional-format.ts';
import type { Comment, Sheet } from '../model/sheet.ts';
import type { Table, TableColumn } from '../model/table.ts';
import type { DefinedName, LivePlace, Workbook } from '../model/workbook.ts';
import { hostObject, type Kind, type KindDefinition, kind } from '../richapi/kind.ts';
import type { PaneContext } from './pane-context.ts';

/** What stands in the model behind each class of office.js. The words are the class names of office.js. */
export type Targets = {
  Workbook: Workbook;
  Application: Workbook;
  Runtime: Workbook;
  WorkbookProtection: Workbook;
  DocumentProperties: Workbook;
  CustomPropertyCollection: Workbook;
  CustomProperty: { readonly key: string };
  SettingCollection: Workbook;
  Setting: { readonly key: string };
  WorksheetCollection: Workbook;
  Worksheet: Sheet;
  WorksheetProtection: Sheet;
  WorksheetFreezePanes: Sheet;
  WorksheetCustomPropertyCollection: Sheet;
  WorksheetCustomProperty: { readonly sheet: Sheet; readonly key: string };
  AutoFilter: { readonly sheet: Sheet; readonly table: Table | null };
  NamedItemCollection: { readonly scope: Sheet | null };
  NamedItem: DefinedName;
  Range: LivePlace;
  RangeFormat: LivePlace;
  RangeFill: LivePlace;
  RangeFont: LivePlace;
  RangeBorderCollection: LivePlace;
  RangeBorder: { readonly place: LivePlace; readonly edge: BorderEdge };
  FormatProtection: LivePlace;
  RangeSort: LivePlace;
  RangeAreas: { readonly sheet: Sheet; readonly areas: readonly Area[] };
  RangeCollection: { readonly sheet: Sheet; readonly areas: readonly Area[] };
  DataValidation: LivePlace;
  ConditionalFormatCollection: LivePlace;
  ConditionalFormat: FormatOnSheet;
  CustomConditionalFormat: FormatOnSheet;
  CellValueConditionalFormat: FormatOnSheet;
  TextConditionalFormat: FormatOnSheet;
  PresetCriteriaConditionalFormat: FormatOnSheet;
  ConditionalFormatRule: FormatOnSheet;
  ConditionalRangeFormat: FormatOnSheet;
  ConditionalRangeFill: FormatOnSheet;
  ConditionalRangeFont: FormatOnSheet;
  TableCollection: { readonly sheet: Sheet | null };
  Table: TableOnSheet;
  TableColumnCollection: TableOnSheet;
  TableColumn: ColumnOfTable;
  TableRowCollection: TableOnSheet;
  TableRow: TableOnSheet & { readonly index: number };
  TableSort: TableOnSheet;
  Filter: ColumnOfTable;
  CommentCollection: { readonly sheet: Sheet | null };
  Comment: CommentOnSheet;
  CommentReplyCollection: CommentOnSheet;
  CommentReply: CommentOnSheet & { readonly replyId: string };
  // Services office.js makes by name.
  AddinInternalService: null;
  CustomFunctions: null;
  DynamicRibbon: null;
  RibbonTab: { readonly id: string };
  RibbonButton: { readonly id: string };
  AppRuntimeService: null;
  TelemetryService: null;
};

export type TableOnSheet = { readonly sheet: Sheet; readonly table: Table };
export type ColumnOfTable = TableOnSheet & { readonly column: TableColumn };
export type FormatOnSheet = { readonly sheet: Sheet; readonly format: ConditionalFormat };
export type CommentOnSheet = { readonly sheet: Sheet; readonly comment: Comment };

export function objectOf<K extends keyof Targets>(kindName: K, target: Targets[K]) {
  return hostObject(kindName, target);
}

/** Defines how a class is played, with the type of its target checked. */
export function play<K extends keyof Targets>(
  kindName: K,
  definition: KindDefinition<Targets[K], PaneContext>,
): Kind<PaneContext> {
  return kind(kindName, definition);
}
