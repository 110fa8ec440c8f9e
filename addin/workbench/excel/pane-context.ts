import { type Area, cellsIn } from '../model/area.ts';
import { ExcelError } from '../model/excel-error.ts';
import type { Sheet } from '../model/sheet.ts';
import type { Editor, LivePlace, Seat, Workbook } from '../model/workbook.ts';
import type { WorkbookFiles } from '../model/workbook-file.ts';

/** What a batch of one pane works on. */
export type PaneContext = {
  readonly book: Workbook;
  readonly seat: Seat;
  readonly editor: Editor;
  readonly ranges: KeptRanges;
  readonly events: PaneEvents;
  readonly services: PaneServices;
  /** Files a batch brings along, by their base64; opened before it runs. Null where this host opens none. */
  readonly openedFiles: ReadonlyMap<string, ShownFile> | null;
};

export type ShownFile = Awaited<ReturnType<WorkbookFiles['open']>>;

/** What a pane tells Excel about itself, outside the workbook. */
export type PaneServices = {
  readonly functionResults: (results: unknown) => void;
  readonly ribbonUpdate: (update: RibbonUpdate) => void;
};

/** What an add-in asks of its part of the ribbon. */
export type RibbonUpdate =
  | { readonly tab: string; readonly visible: boolean }
  | { readonly button: string; readonly enabled: boolean };

/** Which events the pane asked for, and whether it wants any at all. */
export type PaneEvents = {
  enabled: boolean;
  readonly registered: Map<string, number>;
};

/** The ranges a pane holds: within a batch all it made, between batches those it keeps. */
export type KeptRanges = {
  readonly make: (sheet: Sheet, area: Area) => LivePlace;
  readonly keep: (place: LivePlace) => string;
  readonly release: (referenceId: string) => void;
  readonly find: (referenceId: string) => LivePlace | null;
  readonly referenceOf: (place: LivePlace) => string | null;
  /** A range an event speaks of; the oldest are forgotten beyond a thousand. */
  readonly forEvent: (sheet: Sheet, area: Area) => string;
  readonly endBatch: () => void;
};

const rememberedEventRanges = 1000;

export function createKeptRanges(book: Workbook): KeptRanges {
  const made = new Set<LivePlace>();
  const byReference = new Map<string, LivePlace>();
  const references = new Map<LivePlace, string>();
  const eventReferences: string[] = [];
  let count = 0;

  function make(sheet: Sheet, area: Area): LivePlace {
    const place: LivePlace = { sheet, area };
    made.add(place);
    book.livePlaces.add(place);
    return place;
  }

  function store(place: LivePlace, reference: string): string {
    byReference.set(reference, place);
    references.set(place, reference);
    return reference;
  }

  function release(reference: string): void {
    const place = byReference.get(reference);
    if (place === undefined) return;
    byReference.delete(reference);
    references.delete(place);
    if (!made.has(place)) book.livePlaces.delete(place);
  }

  return {
    make,
    keep: (place) => references.get(place) ?? store(place, `Range:${++count}`),
    release,
    find: (reference) => byReference.get(reference) ?? null,
    referenceOf: (place) => references.get(place) ?? null,
    forEvent(sheet, area) {
      const place: LivePlace = { sheet, area };
      book.livePlaces.add(place);
      const reference = store(place, `Event:${++count}`);
      eventReferences.push(reference);
      if (eventReferences.length > rememberedEventRanges) release(eventReferences.shift() ?? '');
      return reference;
    },
    endBatch() {
      for (const place of made) if (!references.has(place)) book.livePlaces.delete(place);
      made.clear();
    },
  };
}

/** Where a range is now; its cells may have been deleted since it was made. */
export function areaOf(place: LivePlace): Area {
  if (place.area === null) throw new ExcelError('ItemNotFound');
  return place.area;
}

const mostCells = 5_000_000;

/** The area of a range whose cells are to be read or written one by one. */
export function readableArea(place: LivePlace): Area {
  const area = areaOf(place);
  if (cellsIn(area) > mostCells) throw new ExcelError('RangeExceedsLimit');
  return area;
}
