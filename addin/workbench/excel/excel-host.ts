import { createWorkbook, type Workbook } from '../model/workbook.ts';
import type { WorkbookFiles } from '../model/workbook-file.ts';
import type { Batch } from '../richapi/wire.ts';
import { connectAddinFunctions } from './addin-functions.ts';
import { type Faults, noFaults } from './faults.ts';
import type { FunctionDescription } from './pane-functions.ts';
import { openPane, type PaneHost } from './pane-host.ts';

export type ExcelHostOptions = {
  readonly book?: Workbook;
  /** Runs something after a while; the host itself knows no clock. */
  readonly later: (run: () => void, milliseconds: number) => void;
  /** What `Office.auth.getAccessToken` gives; null is a person who is not signed in. */
  readonly accessToken?: () => string | null;
  /** Opens and writes files, for add-ins that insert sheets of a workbook or ask for the open one. */
  readonly files?: WorkbookFiles;
};

/** One workbook open in one or more people's Excel, with their panes. */
export type ExcelHost = {
  readonly book: Workbook;
  readonly faults: Faults;
  /** Members of office.js that were asked for and are not played. A test asserts that there are none. */
  readonly notPlayed: readonly string[];
  /** The latest batches, for whoever inspects. */
  readonly batches: readonly { readonly pane: string; readonly batch: Batch }[];
  /** Those that are open. */
  readonly panes: readonly PaneHost[];
  /** Opens a pane in somebody's Excel. */
  readonly openPane: (seat?: string) => PaneHost;
  /**
   * Lets formulas call the add-in's functions, run by the first open pane. What comes back answers the calculator's
   * questions for functions it does not know.
   */
  readonly addinFunctions: (
    namespace: string,
    functions: readonly FunctionDescription[],
    onAnswer: () => void,
  ) => ReturnType<typeof connectAddinFunctions>;
};

const rememberedBatches = 200;

export function createExcelHost(options: ExcelHostOptions): ExcelHost {
  const book = options.book ?? createWorkbook();
  const faults = noFaults();
  const notPlayed: string[] = [];
  const batches: { pane: string; batch: Batch }[] = [];
  const panes: PaneHost[] = [];
  let opened = 0;
  return {
    book,
    faults,
    notPlayed,
    batches,
    panes,
    openPane(seat = 'me') {
      const pane = openPane({
        book,
        id: `pane${++opened}`,
        seat,
        faults,
        notPlayed: (member) => notPlayed.push(member),
        accessToken: options.accessToken ?? (() => null),
        files: options.files ?? null,
        onBatch: (id, batch) => {
          batches.push({ pane: id, batch });
          if (batches.length > rememberedBatches) batches.shift();
        },
        onSettingsSaved: (saver) => {
          for (const other of panes) if (other.id !== saver) other.settingsChanged();
        },
        onClosed: (id) => {
          const at = panes.findIndex((each) => each.id === id);
          if (at !== -1) panes.splice(at, 1);
        },
        later: options.later,
      });
      panes.push(pane);
      return pane;
    },
    addinFunctions: (namespace, functions, onAnswer) =>
      connectAddinFunctions({
        book,
        namespace,
        functions,
        pane: () => panes[0],
        notPlayed: (member) => notPlayed.push(member),
        onAnswer,
      }),
  };
}
