import { formatAddress } from '../model/address.ts';
import {
  boundsOf,
  cellsIn,
  columnsIn,
  isWholeColumns,
  isWholeRows,
  overlap,
  rowsIn,
  wholeColumns,
  wholeRows,
} from '../model/area.ts';
import { selectAreas } from '../model/change-sheets.ts';
import { ExcelError } from '../model/excel-error.ts';
import { mergeCells, unmergeCells } from '../model/merge-cells.ts';
import { usedArea } from '../model/sheet.ts';
import { deleteCells, insertCells } from '../model/shift-cells.ts';
import type { LivePlace } from '../model/workbook.ts';
import { clearCells } from '../model/write-cells.ts';
import { type Arguments, type HostObject, nullObject } from '../richapi/kind.ts';
import { numberAt, oneOf, optionalFlag, optionalNumber, optionalText, targetAt } from './arguments.ts';
import { objectOf, play } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';
import { checkedArea, checkedCorners, findPlaceAnywhere } from './places.ts';
import { rangeSearch } from './range-search.ts';
import { rangeValues } from './range-values.ts';

export const range = play('Range', {
  identity: (place, { ranges }) => {
    const reference = ranges.referenceOf(place);
    return reference === null ? {} : { _ReferenceId: reference };
  },
  properties: {
    ...rangeValues,
    _ReferenceId: (place, { ranges }) => ranges.referenceOf(place),
    Address: (place) => formatAddress(place.sheet.name, areaOf(place)),
    AddressLocal: (place) => formatAddress(place.sheet.name, areaOf(place)),
    CellCount: (place) => (cellsIn(areaOf(place)) > 2 ** 31 - 1 ? -1 : cellsIn(areaOf(place))),
    RowCount: (place) => rowsIn(areaOf(place)),
    ColumnCount: (place) => columnsIn(areaOf(place)),
    RowIndex: (place) => areaOf(place).top,
    ColumnIndex: (place) => areaOf(place).left,
    IsEntireRow: (place) => isWholeRows(areaOf(place)),
    IsEntireColumn: (place) => isWholeColumns(areaOf(place)),
  },
  navigations: {
    Worksheet: ({ sheet }) => objectOf('Worksheet', sheet),
    Format: (place) => objectOf('RangeFormat', place),
    DataValidation: (place) => objectOf('DataValidation', place),
    ConditionalFormats: (place) => objectOf('ConditionalFormatCollection', place),
    Sort: (place) => objectOf('RangeSort', place),
  },
  methods: {
    ...rangeSearch,
    _KeepReference: (place, _, { ranges }) => {
      ranges.keep(place);
    },
    _ValidateArraySize: (place, args) => {
      const area = areaOf(place);
      if (numberAt(args, 0) !== rowsIn(area) || numberAt(args, 1) !== columnsIn(area)) {
        throw new ExcelError('InvalidArgument');
      }
    },
    Select: (place, _, { editor }) => selectAreas(editor, place.sheet, [areaOf(place)]),
    Clear: (place, args, { editor }) => clearRange(place, args, { editor }),
    Insert: (place, args, { editor, ranges }) => {
      const area = areaOf(place);
      insertCells(editor, place.sheet, area, oneOf(args[0], ['Down', 'Right'] as const));
      return objectOf('Range', ranges.make(place.sheet, area));
    },
    Delete: (place, args, { editor }) =>
      deleteCells(editor, place.sheet, areaOf(place), oneOf(args[0], ['Up', 'Left'] as const)),
    Merge: (place, args, { editor }) => mergeCells(editor, place.sheet, areaOf(place), optionalFlag(args, 0)),
    Unmerge: (place, _, { editor }) => unmergeCells(editor, place.sheet, areaOf(place)),
    GetCell: (place, args, context) => {
      const { top, left } = areaOf(place);
      return at(place, checkedArea(top + numberAt(args, 0), left + numberAt(args, 1)), context);
    },
    GetRow: (place, args, context) => {
      const area = areaOf(place);
      const row = area.top + numberAt(args, 0);
      return at(place, checkedCorners({ ...area, top: row, bottom: row }), context);
    },
    GetColumn: (place, args, context) => {
      const area = areaOf(place);
      const column = area.left + numberAt(args, 0);
      return at(place, checkedCorners({ ...area, left: column, right: column }), context);
    },
    GetEntireRow: (place, _, context) => at(place, wholeRows(areaOf(place)), context),
    GetEntireColumn: (place, _, context) => at(place, wholeColumns(areaOf(place)), context),
    GetLastCell: (place, _, context) =>
      at(place, { ...areaOf(place), top: areaOf(place).bottom, left: areaOf(place).right }, context),
    GetLastRow: (place, _, context) => at(place, { ...areaOf(place), top: areaOf(place).bottom }, context),
    GetLastColumn: (place, _, context) => at(place, { ...areaOf(place), left: areaOf(place).right }, context),
    GetRowsAbove: (place, args, context) => {
      const area = areaOf(place);
      const count = optionalNumber(args, 0) ?? 1;
      return at(place, checkedCorners({ ...area, top: area.top - count, bottom: area.top - 1 }), context);
    },
    GetRowsBelow: (place, args, context) => {
      const area = areaOf(place);
      const count = optionalNumber(args, 0) ?? 1;
      return at(place, checkedCorners({ ...area, top: area.bottom + 1, bottom: area.bottom + count }), context);
    },
    GetColumnsBefore: (place, args, context) => {
      const area = areaOf(place);
      const count = optionalNumber(args, 0) ?? 1;
      return at(place, checkedCorners({ ...area, left: area.left - count, right: area.left - 1 }), context);
    },
    GetColumnsAfter: (place, args, context) => {
      const area = areaOf(place);
      const count = optionalNumber(args, 0) ?? 1;
      return at(place, checkedCorners({ ...area, left: area.right + 1, right: area.right + count }), context);
    },
    GetOffsetRange: (place, args, context) => {
      const { top, left, bottom, right } = areaOf(place);
      const [rows, columns] = [numberAt(args, 0), numberAt(args, 1)];
      const moved = { top: top + rows, left: left + columns, bottom: bottom + rows, right: right + columns };
      return at(place, checkedCorners(moved), context);
    },
    GetResizedRange: (place, args, context) => {
      const area = areaOf(place);
      const resized = { ...area, bottom: area.bottom + numberAt(args, 0), right: area.right + numberAt(args, 1) };
      return at(place, checkedCorners(resized), context);
    },
    GetAbsoluteResizedRange: (place, args, context) => {
      const { top, left } = areaOf(place);
      return at(place, checkedArea(top, left, numberAt(args, 0), numberAt(args, 1)), context);
    },
    GetBoundingRect: (place, args, context) => {
      const other = otherPlace(place, args, context);
      return at(place, boundsOf(areaOf(place), areaOf(other)), context);
    },
    GetIntersection: (place, args, context) => shared(place, args, context) ?? missing(),
    GetIntersectionOrNullObject: (place, args, context) => shared(place, args, context) ?? nullObject,
    GetUsedRange: (place, args, context) =>
      used(place, args, context) ?? at(place, checkedArea(areaOf(place).top, areaOf(place).left), context),
    GetUsedRangeOrNullObject: (place, args, context) => used(place, args, context) ?? nullObject,
    GetTables: (place) => objectOf('TableCollection', { sheet: place.sheet }),
  },
});

function at(place: LivePlace, area: Parameters<PaneContext['ranges']['make']>[1], { ranges }: PaneContext): HostObject {
  return objectOf('Range', ranges.make(place.sheet, area));
}

function missing(): never {
  throw new ExcelError('ItemNotFound');
}

/** A range given as an object or as an address on the same sheet. */
function otherPlace(place: LivePlace, args: Arguments, { book }: PaneContext): LivePlace {
  const text = typeof args[0] === 'string' ? optionalText(args, 0) : null;
  const other = text === null ? targetAt<LivePlace>(args, 0, 'Range') : findPlaceAnywhere(book, place.sheet, text);
  if (other === null || other.sheet !== place.sheet) throw new ExcelError('InvalidArgument');
  return other;
}

function shared(place: LivePlace, args: Arguments, context: PaneContext): HostObject | null {
  const area = overlap(areaOf(place), areaOf(otherPlace(place, args, context)));
  return area === null ? null : at(place, area, context);
}

function used(place: LivePlace, args: Arguments, context: PaneContext): HostObject | null {
  const area = usedArea(place.sheet, areaOf(place), optionalFlag(args, 0));
  return area === null ? null : at(place, area, context);
}

function clearRange(place: LivePlace, args: Arguments, { editor }: Pick<PaneContext, 'editor'>): void {
  const what =
    args[0] == null ? 'All' : oneOf(args[0], ['All', 'Contents', 'Formats', 'Hyperlinks', 'RemoveHyperlinks'] as const);
  clearCells(editor, place.sheet, areaOf(place), {
    contents: what === 'All' || what === 'Contents',
    formats: what === 'All' || what === 'Formats',
  });
}
