import type { Author, ModelEvent } from '../model/model-event.ts';
import { type Editor, type LivePlace, seatOf, type Workbook } from '../model/workbook.ts';
import type { WorkbookFiles } from '../model/workbook-file.ts';
import { runBatch } from '../richapi/run-batch.ts';
import type { Batch, BatchAnswer } from '../richapi/wire.ts';
import { eventMessages } from './event-messages.ts';
import { registrationKey } from './event-methods.ts';
import { excelKinds } from './kinds.ts';
import { objectOf, type Targets } from './objects.ts';
import { createKeptRanges, type PaneContext, type PaneServices, type ShownFile } from './pane-context.ts';
import { type EventEntry, eventCategory } from './pane-events.ts';

/** The part of a pane that works on the workbook: runs its batches and writes down what it must be told. */
export type PaneDesk = {
  readonly runBatch: (batch: Batch) => Promise<BatchAnswer>;
  /** Takes what has piled up for the pane. */
  readonly takeEvents: () => readonly EventEntry[];
  readonly addEvent: (entry: EventEntry) => void;
  readonly close: () => void;
};

export type DeskOptions = {
  readonly book: Workbook;
  readonly seat: string;
  readonly pane: string;
  readonly services: PaneServices;
  readonly files: WorkbookFiles | null;
  readonly notPlayed: (member: string) => void;
  /** Told when there is something to take, and when the selection of the pane's own seat changed. */
  readonly onEvents: () => void;
  readonly onSelection: () => void;
};

const namedServices: Readonly<Record<string, keyof Targets>> = {
  'Microsoft.InternalService.AddinInternalService': 'AddinInternalService',
  'Microsoft.ExcelServices.CustomFunctions': 'CustomFunctions',
  'Microsoft.DynamicRibbon.DynamicRibbon': 'DynamicRibbon',
  'Microsoft.AppRuntime.AppRuntimeService': 'AppRuntimeService',
  'Microsoft.Telemetry.TelemetryService': 'TelemetryService',
};

export function openDesk(options: DeskOptions): PaneDesk {
  const { book, seat, pane } = options;
  const author: Author = { seat, pane };
  const editor: Editor = { book, author };
  const ranges = createKeptRanges(book);
  const openedFiles = new Map<string, ShownFile>();
  const context: PaneContext = {
    book,
    seat: seatOf(book, seat),
    editor,
    ranges,
    events: { enabled: true, registered: new Map() },
    services: options.services,
    openedFiles: options.files === null ? null : openedFiles,
  };
  let waiting: EventEntry[] = [];

  function hear(event: ModelEvent, by: Author, silent: boolean): void {
    if (silent || !context.events.enabled) return;
    const keepRange = ranges.forEvent;
    const before = waiting.length;
    for (const { number, targets, message } of eventMessages(event, by, { seat, pane, keepRange })) {
      for (const target of targets) {
        if (!context.events.registered.has(registrationKey(number, target))) continue;
        waiting.push([eventCategory.richApi, number, target, JSON.stringify(message), '', false]);
      }
    }
    if (waiting.length > before) options.onEvents();
    if (event.kind === 'selected' && by.seat === seat) options.onSelection();
  }
  book.listeners.add(hear);

  return {
    async runBatch(batch) {
      for (const base64 of filesIn(batch)) openedFiles.set(base64, (await options.files?.open(base64)) ?? null);
      try {
        return runBatch(batch, {
          kinds: excelKinds,
          context,
          root: objectOf('Workbook', book),
          newObject: (name) => {
            const service = namedServices[name];
            return service === undefined ? null : objectOf(service, null);
          },
          kept: (reference) => {
            const place: LivePlace | null = ranges.find(reference);
            return place === null ? null : objectOf('Range', place);
          },
          notPlayed: options.notPlayed,
        });
      } finally {
        ranges.endBatch();
        openedFiles.clear();
      }
    },
    takeEvents() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    addEvent: (entry) => void waiting.push(entry),
    close() {
      book.listeners.delete(hear);
    },
  };
}

/** Workbooks a batch wants inserted; a batch itself runs at one go. */
function filesIn({ Actions }: Batch): readonly string[] {
  return Actions.filter(({ Name }) => Name === 'InsertWorksheetsFromBase64').map(({ ArgumentInfo }) =>
    String(ArgumentInfo?.Arguments?.[0] ?? ''),
  );
}
