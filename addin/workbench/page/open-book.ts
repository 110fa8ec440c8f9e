import type { OpenedWorkbook } from '#engine/contract/model/workbench-files';
import { createExcelHost, type ExcelHost } from '../excel/excel-host.ts';
import type { FunctionDescription } from '../excel/pane-functions.ts';
import { fileExtras } from '../files/file-extras.ts';
import type { FilesClient } from '../files/files-client.ts';
import { type CustomFunction, createCalculator, type FormulaCalculator } from '../formulas/calculator.ts';
import { type FileExtras, noExtras } from '../grid/sheet-extras.ts';
import { rememberFile } from '../model/file-changes.ts';
import type { Author, ModelEvent } from '../model/model-event.ts';
import { openShown } from '../model/open-shown.ts';
import type { Sheet } from '../model/sheet.ts';
import { createWorkbook, markStale } from '../model/workbook.ts';
import { type BookFile, paneFiles, writeCopy } from './book-file.ts';

/** What an event looked like, for whoever inspects. */
export type HeardEvent = { readonly at: number; readonly what: string; readonly where: string; readonly who: string };

/** A workbook open on the page, in one or more windows. */
export type OpenBook = {
  readonly id: string;
  readonly host: ExcelHost;
  readonly calculator: FormulaCalculator;
  readonly extras: (sheet: Sheet) => FileExtras;
  readonly events: readonly HeardEvent[];
  file: BookFile;
  /** What is different from the file, and what it cannot be given. */
  readonly changes: ReturnType<typeof rememberFile>['changes'];
  /** The workbook as it stands, as a file of its own. */
  readonly copy: () => ReturnType<typeof writeCopy>;
  readonly saved: () => void;
  /** A person has changed cells since the file was opened or saved; what panes write is in the engine already. */
  readonly isTouched: () => boolean;
};

export type AddinFunctions = { readonly namespace: string; readonly functions: readonly FunctionDescription[] };

const rememberedEvents = 300;
let books = 0;

export function openBook(
  opened: OpenedWorkbook | null,
  bytes: Uint8Array<ArrayBuffer> | null,
  functions: AddinFunctions | null,
  client: FilesClient,
): OpenBook {
  books += 1;
  const book = opened === null ? createWorkbook(`Book${books}.xlsx`) : openShown(opened.name, opened.workbook);
  const host = createExcelHost({
    book,
    later: (run, milliseconds) => void setTimeout(run, milliseconds),
    files: paneFiles(client, async () => (await made.copy()).bytes),
  });
  let answer: CustomFunction = () => null;
  const calculator = createCalculator(book, (name, args, at) => answer(name, args, at));
  if (functions !== null) {
    const onAnswer = (): void => {
      calculator.refresh();
      // Whoever looks next works it out; nobody may be looking, so the grid is told.
      book.calculator?.calculate(book);
    };
    answer = host.addinFunctions(functions.namespace, functions.functions, onAnswer);
  }
  book.calculator = calculator;
  markStale(book);
  const events: HeardEvent[] = [];
  const started = performance.now();
  book.listeners.add((event, author, silent) => {
    events.push({ at: Math.round(performance.now() - started), ...described(event, author, silent) });
    if (events.length > rememberedEvents) events.shift();
  });
  const file = rememberFile(book);
  let touched = false;
  book.listeners.add(({ kind }, { seat, pane }) => {
    if (seat !== '' && pane === null && (kind === 'cellsChanged' || kind === 'rowsSorted')) touched = true;
  });
  const made: OpenBook = {
    id: `book${books}`,
    host,
    calculator,
    extras: opened === null ? () => noExtras : fileExtras(book, opened.workbook),
    events,
    file:
      opened?.path != null
        ? { kind: 'folder', path: opened.path, sha256: opened.sha256 }
        : bytes === null
          ? null
          : { kind: 'brought', bytes },
    changes: file.changes,
    copy: () => writeCopy(book, made.file, file.changes(), client),
    saved() {
      file.saved();
      touched = false;
    },
    isTouched: () => touched,
  };
  return made;
}

function described(event: ModelEvent, author: Author, silent: boolean): Omit<HeardEvent, 'at'> {
  const area = 'area' in event ? event.area : null;
  const sheet = 'sheet' in event ? event.sheet.name : '';
  const place =
    area === null ? sheet : `${sheet} ${area.top + 1}:${area.left + 1} to ${area.bottom + 1}:${area.right + 1}`;
  const change = event.kind === 'cellsChanged' ? ` ${event.changeType}` : '';
  return {
    what: `${event.kind}${change}${silent ? ' (silent)' : ''}`,
    where: place,
    who: author.pane ?? (author.seat === '' ? 'calculation' : author.seat),
  };
}
