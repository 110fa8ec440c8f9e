import { kindTable } from '../richapi/kind.ts';
import { comment, commentCollection, commentReply, commentReplyCollection } from './comments.ts';
import {
  cellValueConditionalFormat,
  conditionalFormat,
  conditionalFormatCollection,
  conditionalFormatRule,
  conditionalRangeFill,
  conditionalRangeFont,
  conditionalRangeFormat,
  customConditionalFormat,
  presetCriteriaConditionalFormat,
  textConditionalFormat,
} from './conditional-formats.ts';
import { dataValidation } from './data-validation.ts';
import { namedItem, namedItemCollection } from './names.ts';
import { rangeAreas, rangeCollection } from './range-areas.ts';
import {
  formatProtection,
  rangeBorder,
  rangeBorderCollection,
  rangeFill,
  rangeFont,
  rangeFormat,
} from './range-formats.ts';
import { range } from './ranges.ts';
import {
  addinInternalService,
  appRuntimeService,
  customFunctions,
  dynamicRibbon,
  ribbonButton,
  ribbonTab,
  telemetryService,
} from './services.ts';
import {
  customProperty,
  customPropertyCollection,
  documentProperties,
  setting,
  settingCollection,
  worksheetCustomProperty,
  worksheetCustomPropertyCollection,
} from './settings.ts';
import { autoFilter, filter, rangeSort, tableSort, worksheetFreezePanes, worksheetProtection } from './sheet-parts.ts';
import { tableColumn, tableColumnCollection, tableRow } from './table-parts.ts';
import { table, tableCollection, tableRowCollection } from './tables.ts';
import { application, runtime, workbook, workbookProtection } from './workbook-objects.ts';
import { worksheet, worksheetCollection } from './worksheets.ts';

/** Every class this host plays. */
export const excelKinds = kindTable([
  workbook,
  application,
  runtime,
  workbookProtection,
  settingCollection,
  setting,
  documentProperties,
  customPropertyCollection,
  customProperty,
  worksheetCollection,
  worksheet,
  worksheetCustomPropertyCollection,
  worksheetCustomProperty,
  worksheetProtection,
  worksheetFreezePanes,
  autoFilter,
  filter,
  namedItemCollection,
  namedItem,
  range,
  rangeAreas,
  rangeCollection,
  rangeFormat,
  rangeFill,
  rangeFont,
  rangeBorderCollection,
  rangeBorder,
  formatProtection,
  rangeSort,
  dataValidation,
  conditionalFormatCollection,
  conditionalFormat,
  customConditionalFormat,
  cellValueConditionalFormat,
  textConditionalFormat,
  presetCriteriaConditionalFormat,
  conditionalFormatRule,
  conditionalRangeFormat,
  conditionalRangeFill,
  conditionalRangeFont,
  tableCollection,
  table,
  tableColumnCollection,
  tableColumn,
  tableRowCollection,
  tableRow,
  tableSort,
  commentCollection,
  comment,
  commentReplyCollection,
  commentReply,
  addinInternalService,
  customFunctions,
  dynamicRibbon,
  ribbonTab,
  telemetryService,
  ribbonButton,
  appRuntimeService,
]);
