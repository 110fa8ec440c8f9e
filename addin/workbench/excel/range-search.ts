import { copyCells } from '../model/copy-cells.ts';
import { ExcelError } from '../model/excel-error.ts';
import { findCell, surroundingRegion } from '../model/find-cell.ts';
import { freshen, type LivePlace } from '../model/workbook.ts';
import { type Arguments, type HostObject, nullObject } from '../richapi/kind.ts';
import { asRecord, oneOf, optionalFlag, targetAt, textAt } from './arguments.ts';
import { objectOf } from './objects.ts';
import { areaOf, type PaneContext } from './pane-context.ts';
import { findPlaceAnywhere } from './places.ts';

/** Methods of a range that look for cells or take them from elsewhere. */
export const rangeSearch = {
  Find(place: LivePlace, args: Arguments, context: PaneContext): HostObject {
    const found = find(place, args, context);
    if (found === null) throw new ExcelError('ItemNotFound');
    return found;
  },
  FindOrNullObject: (place: LivePlace, args: Arguments, context: PaneContext) =>
    find(place, args, context) ?? nullObject,
  GetSurroundingRegion: (place: LivePlace, _: Arguments, { ranges }: PaneContext) =>
    objectOf('Range', ranges.make(place.sheet, surroundingRegion(place.sheet, areaOf(place)))),
  CopyFrom(place: LivePlace, args: Arguments, { book, editor }: PaneContext): void {
    const given = targetAt<LivePlace>(args, 0, 'Range');
    const from =
      given === null
        ? findPlaceAnywhere(book, place.sheet, textAt(args, 0))
        : { sheet: given.sheet, area: areaOf(given) };
    const what = args[1] == null ? 'All' : oneOf(args[1], ['All', 'Formulas', 'Values', 'Formats'] as const);
    if (optionalFlag(args, 3)) throw new ExcelError('UnsupportedOperation', 'This host does not transpose.');
    freshen(book);
    copyCells(editor, from, { sheet: place.sheet, area: areaOf(place) }, what, optionalFlag(args, 2));
  },
};

function find(place: LivePlace, args: Arguments, { book, ranges }: PaneContext): HostObject | null {
  const { completeMatch, matchCase, searchDirection } = asRecord(args[1] ?? {});
  freshen(book);
  const found = findCell(place.sheet, areaOf(place), textAt(args, 0), {
    completeMatch: completeMatch === true,
    matchCase: matchCase === true,
    backwards: searchDirection === 'Backwards',
  });
  return found === null ? null : objectOf('Range', ranges.make(place.sheet, found));
}
