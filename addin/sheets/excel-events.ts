/// <reference types="office-js" />
import { parseSpan } from './excel-address.ts';
import type { HostEvent } from './host.ts';

/** Hears the workbook; the returned function ends it. */
export async function listenToExcel(
  context: Excel.RequestContext,
  hear: (event: HostEvent) => void,
  sheetNames: ReadonlyMap<string, string>,
  hearsSorting: boolean,
): Promise<() => void> {
  const { worksheets, tables } = context.workbook;
  let over = false;
  const tell = (event: HostEvent | null): Promise<void> => {
    if (!over && event !== null) hear(event);
    return Promise.resolve();
  };
  const rebuilt = (): Promise<void> => tell({ kind: 'rebuilt' });
  const handlers: OfficeExtension.EventHandlerResult<never>[] = [
    worksheets.onChanged.add((args) => tell(editedEvent(args, sheetNames))),
    worksheets.onSelectionChanged.add((args) => tell(selectedEvent(args, sheetNames))),
    worksheets.onDeactivated.add((args) => {
      const sheet = sheetNames.get(args.worksheetId);
      return tell(sheet === undefined ? null : { kind: 'left', sheet });
    }),
    worksheets.onAdded.add(rebuilt),
    worksheets.onDeleted.add(rebuilt),
    tables.onAdded.add(rebuilt),
    tables.onDeleted.add(rebuilt),
  ];
  if (hearsSorting) {
    handlers.push(
      worksheets.onRowSorted.add((args) => {
        const sheet = sheetNames.get(args.worksheetId);
        return tell(sheet === undefined ? { kind: 'rebuilt' } : { kind: 'moved', sheet });
      }),
    );
  }
  await context.sync();
  return () => {
    over = true;
    for (const handler of handlers) {
      handler.remove();
    }
    // A pane that is being closed may be gone before Excel answers.
    handlers[0]?.context.sync().catch(() => undefined);
  };
}

function editedEvent(
  { worksheetId, address, changeType, source, triggerSource }: Excel.WorksheetChangedEventArgs,
  sheetNames: ReadonlyMap<string, string>,
): HostEvent {
  const sheet = sheetNames.get(worksheetId);
  const span = parseSpan(address);
  if (sheet === undefined || span === null) return { kind: 'rebuilt' };
  const origin = triggerSource === 'ThisLocalAddin' ? 'own' : source === 'Remote' ? 'remote' : 'local';
  return { kind: 'edited', sheet, ...span, shifted: changeType !== 'RangeEdited', origin };
}

function selectedEvent(
  { worksheetId, address }: Excel.WorksheetSelectionChangedEventArgs,
  sheetNames: ReadonlyMap<string, string>,
): HostEvent | null {
  const sheet = sheetNames.get(worksheetId);
  const span = parseSpan(address);
  return sheet === undefined || span === null
    ? null
    : { kind: 'selected', sheet, row: span.rows[0], column: span.columns[0] };
}
