import { formatArea } from '../model/address.ts';
import { type Area, boundsOf, overlap, wholeRows } from '../model/area.ts';
import { valueForApi, valueType } from '../model/cell.ts';
import type { Author, CellsChanged, ModelEvent } from '../model/model-event.ts';
import type { Sheet } from '../model/sheet.ts';
import { eventNumber, wholeWorkbook } from './event-methods.ts';

/** An event as a pane may get it: under which number, for which targets, and what it says. */
export type EventMessage = {
  readonly number: number;
  readonly targets: readonly string[];
  readonly message: Readonly<Record<string, unknown>>;
};

/** Who asks: the same change reads differently in the pane that made it, beside it, and at another person's. */
export type Listener = {
  readonly seat: string;
  readonly pane: string;
  readonly keepRange: (sheet: Sheet, area: Area) => string;
};

/** What one pane is told of a model event; nothing for what another person selects or looks at. */
export function eventMessages(event: ModelEvent, author: Author, listener: Listener): readonly EventMessage[] {
  const source = author.seat === listener.seat ? 'Local' : 'Remote';
  const own = author.seat === listener.seat;
  const triggerSource = author.pane === listener.pane ? 'ThisLocalAddin' : 'Unknown';
  const worksheetId = event.sheet.id;
  const about = (number: number, message: object = {}, targets = [worksheetId, wholeWorkbook]): EventMessage => ({
    number,
    targets,
    message: { source, triggerSource, worksheetId, ...message },
  });
  switch (event.kind) {
    case 'cellsChanged':
      return changeMessages(event, about, listener);
    case 'formatChanged': {
      const referenceId = listener.keepRange(event.sheet, event.area);
      return [about(eventNumber.formatChanged, { address: formatArea(event.area), referenceId })];
    }
    case 'rowsSorted':
      return [about(eventNumber.rowSorted, { address: formatArea(event.area) })];
    case 'rowsHidden': {
      const changeType = event.hidden ? 'Hidden' : 'Unhidden';
      return [about(eventNumber.rowHiddenChanged, { address: formatArea(wholeRows(event.area)), changeType })];
    }
    case 'calculated':
      return [about(eventNumber.calculated, { address: formatArea(event.area) })];
    case 'selected':
      return own ? selectionMessages(event, about) : [];
    case 'activated': {
      if (!own) return [];
      const { left } = event;
      const leaving = { targets: left === null ? [] : [left.id, wholeWorkbook], message: { worksheetId: left?.id } };
      return [{ number: eventNumber.deactivated, ...leaving }, about(eventNumber.activated)];
    }
    case 'sheetAdded':
      return [about(eventNumber.sheetAdded, {}, [wholeWorkbook])];
    case 'sheetDeleted':
      return [about(eventNumber.sheetDeleted, {}, [wholeWorkbook])];
    case 'sheetMoved': {
      const moved = { positionBefore: event.before, positionAfter: event.after };
      return [about(eventNumber.moved, moved, [wholeWorkbook])];
    }
    case 'sheetRenamed':
      return [about(eventNumber.nameChanged, { nameBefore: event.before, nameAfter: event.sheet.name })];
    case 'visibilityChanged': {
      const message = { visibilityBefore: event.before, visibilityAfter: event.sheet.visibility };
      return [about(eventNumber.visibilityChanged, message)];
    }
    case 'protectionChanged':
      return [about(eventNumber.protectionChanged, { isProtected: event.sheet.protection !== null })];
    case 'tableAdded':
      return [about(eventNumber.tableAdded, { tableId: event.table.id })];
    case 'tableDeleted':
      return [about(eventNumber.tableDeleted, { tableId: event.table.id, tableName: event.table.name })];
    case 'commentsChanged': {
      const commentDetails = event.commentIds.map((commentId) => ({ commentId, replyIds: [] }));
      const number = {
        added: eventNumber.commentAdded,
        changed: eventNumber.commentChanged,
        deleted: eventNumber.commentDeleted,
      };
      return [about(number[event.what], { commentDetails, changeType: 'CommentEdited' })];
    }
    case 'appearanceChanged':
      return [];
  }
}

type About = (number: number, message?: object, targets?: string[]) => EventMessage;

function changeMessages(event: CellsChanged, about: About, listener: Listener): readonly EventMessage[] {
  const { sheet, area, changeType, shift, single } = event;
  const referenceId = listener.keepRange(sheet, area);
  const values =
    single === null
      ? {}
      : {
          valueBefore: valueForApi(single.before),
          valueAfter: valueForApi(single.after),
          valueTypeBefore: valueType(single.before),
          valueTypeAfter: valueType(single.after),
        };
  const changed = { changeType, address: formatArea(area), shiftDirection: shift, referenceId, ...values };
  // A table that grows under the typing is told twice: the cells came in, and they were written.
  const tables = event.tables.map((part) =>
    about(
      eventNumber.tableChanged,
      {
        changeType: part.changeType,
        address: formatArea(part.area),
        tableId: part.table.id,
        referenceId: listener.keepRange(sheet, part.area),
        ...(part.changeType === 'RangeEdited' ? values : {}),
      },
      [part.table.id, sheet.id, wholeWorkbook],
    ),
  );
  return [about(eventNumber.changed, changed), ...tables];
}

function selectionMessages(
  event: Extract<ModelEvent, { readonly kind: 'selected' }>,
  about: About,
): readonly EventMessage[] {
  const address = event.areas.map(formatArea).join(',');
  const inTables = event.sheet.tables.map((table) => {
    const parts = event.areas.flatMap((area) => overlap(area, table.area) ?? []);
    const inside = parts.reduce<Area | null>((all, part) => (all === null ? part : boundsOf(all, part)), null);
    const message = { tableId: table.id, address: inside === null ? '' : formatArea(inside) };
    return about(eventNumber.tableSelectionChanged, message, [table.id]);
  });
  return [about(eventNumber.selectionChanged, { address }), ...inTables];
}
