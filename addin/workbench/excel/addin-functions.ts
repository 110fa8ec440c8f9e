import { formatAddress } from '../model/address.ts';
import { areaAt } from '../model/area.ts';
import { isError, isErrorWord, type Scalar } from '../model/cell.ts';
import { cellAt, type Sheet } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import type { FunctionCall, FunctionDescription } from './pane-functions.ts';
import type { PaneHost } from './pane-host.ts';

/** Arguments as a formula has them: each a matrix, a single value is one by one. */
export type FunctionArguments = readonly (readonly (readonly Scalar[])[])[];

export type CallingCell = { readonly sheet: Sheet; readonly row: number; readonly column: number };

export type AddinFunctionOptions = {
  readonly book: Workbook;
  /** Before the dot in a formula, as `CONTROLBOOK` in `CONTROLBOOK.SCORE(...)`. */
  readonly namespace: string;
  /** What `functions.json` says. */
  readonly functions: readonly FunctionDescription[];
  /** The pane that runs them; none before it is opened. */
  readonly pane: () => PaneHost | undefined;
  readonly notPlayed: (member: string) => void;
  /** A function has another answer than before: formulas must be worked out again. */
  readonly onAnswer: () => void;
};

type LiveCall = { readonly question: string; readonly cell: CallingCell; call: FunctionCall; answer: Scalar };

/**
 * Lets formulas call an add-in's functions. The first answer is `#BUSY!`; the function's own comes later, and from a
 * streaming function again and again, as long as the cell asks the same.
 */
export function connectAddinFunctions(options: AddinFunctionOptions) {
  const { book, functions, onAnswer } = options;
  const calls = new Map<string, LiveCall>();
  const prefix = `${options.namespace}.`.toUpperCase();

  // A cell that no longer asks has its call cancelled.
  book.listeners.add(({ kind }) => {
    if (kind !== 'cellsChanged' && kind !== 'sheetDeleted') return;
    for (const [key, { cell, call }] of calls) {
      const { formula } = cellAt(cell.sheet, cell.row, cell.column);
      if (book.sheets.includes(cell.sheet) && formula?.toUpperCase().includes(prefix) === true) continue;
      call.cancel();
      calls.delete(key);
    }
  });

  return function answer(name: string, args: FunctionArguments, cell: CallingCell): Scalar | null {
    if (!name.toUpperCase().startsWith(prefix)) return null;
    const description = functions.find((each) => `${prefix}${each.name}`.toUpperCase() === name.toUpperCase());
    const pane = options.pane();
    if (description === undefined || pane === undefined) return { error: '#NAME?' };
    const error = args.flat(2).find((value) => isError(value));
    if (error !== undefined) return error;
    const key = `${cell.sheet.id} ${cell.row} ${cell.column} ${description.id}`;
    const question = JSON.stringify(args);
    const known = calls.get(key);
    if (known?.question === question) return known.answer;
    known?.call.cancel();
    const live: LiveCall = { question, cell, answer: { error: '#BUSY!' }, call: { cancel: () => undefined } };
    calls.set(key, live);
    const address = formatAddress(cell.sheet.name, areaAt(cell.row, cell.column));
    live.call = pane.callFunction(description, args.map(argumentValue), address, {
      onResult(value) {
        live.answer = asScalar(value, options.notPlayed);
        onAnswer();
      },
      onError(word) {
        live.answer = { error: isErrorWord(word) ? word : '#VALUE!' };
        onAnswer();
      },
    });
    return live.answer;
  };
}

function argumentValue(matrix: readonly (readonly Scalar[])[]): unknown {
  const [first, ...more] = matrix;
  return more.length === 0 && first?.length === 1 ? first[0] : matrix;
}

function asScalar(value: unknown, notPlayed: (member: string) => void): Scalar {
  if (Array.isArray(value)) {
    const cells: unknown[] = value.flat();
    if (cells.length === 1) return asScalar(cells[0], notPlayed);
    notPlayed('a custom function that spills');
    return { error: '#SPILL!' };
  }
  if (typeof value === 'string') return isErrorWord(value) ? { error: value } : value;
  // A CustomFunctions.Error that a streaming function gives as its result arrives as what it says of itself.
  if (typeof value === 'object' && value !== null) {
    const word = 'basicValue' in value ? value.basicValue : undefined;
    if (typeof word === 'string' && isErrorWord(word)) return { error: word };
    notPlayed('a custom function that gives more than a value');
    return { error: '#VALUE!' };
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : 0;
}
