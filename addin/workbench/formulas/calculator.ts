import { type Area, boundsOf } from '../model/area.ts';
import { type Scalar, sameValue } from '../model/cell.ts';
import { cellAt, type Sheet, setCell } from '../model/sheet.ts';
import { type Calculator, markStale, tell, type Workbook } from '../model/workbook.ts';
import { type Calculation, type RangeOperand, walkedPart } from './calculation.ts';
import { criterionOf } from './criterion.ts';
import { createDependents, type FormulaCell } from './dependents.ts';
import { evaluate, scalarOf } from './evaluate.ts';
import { type CellPlace, createFormulaCells } from './formula-cells.ts';
import { type Expression, errorValue } from './syntax.ts';
import { ErrorSignal, type Matrix } from './values.ts';

/** A function of an add-in: its present answer, or null where nobody provides it. Later answers come by `refresh`. */
export type CustomFunction = (name: string, args: readonly Matrix[], at: CellPlace) => Scalar | null;

export type FormulaCalculator = Calculator & {
  /** What a rule's formula comes to for a cell, written for another: conditional formats and validations. */
  readonly evaluateFor: (formula: string, at: CellPlace, writtenFor: Pick<CellPlace, 'row' | 'column'>) => Scalar;
  /** Asks the functions of add-ins again, when they have other answers. */
  readonly refresh: () => void;
  /** Functions that were asked for and are not known; their cells keep what the file brought. */
  readonly unknownFunctions: ReadonlySet<string>;
};

/** Formulas that lean on one another deeper than this are worked out from the far end, so that the stack holds. */
const deepest = 120;
const epochDays = 25_569;

/**
 * Works out formulas cell by cell, only those that look at something that has changed. The values a file brought are
 * taken as they are until then. Formulas that go round in a circle give zero, as in Excel.
 */
export function createCalculator(book: Workbook, custom: CustomFunction = () => null): FormulaCalculator {
  const dependents = createDependents();
  const cells = createFormulaCells(book, dependents);
  const dirty = new Set<FormulaCell>();
  const running = new Set<FormulaCell>();
  const unknownFunctions = new Set<string>();
  let touched = new Map<Sheet, Area>();
  let first = true;
  let refreshing = false;
  let depth = 0;

  return {
    unknownFunctions,
    calculate() {
      const { places, formulas } = cells.takeChanges();
      for (const formula of formulas) {
        if (!first || cellAt(formula.sheet, formula.row, formula.column).value === null) soil(formula);
      }
      if (!first) for (const { sheet, row, column } of places) dependents.changed(sheet, row, column, soil);
      for (const formula of cells.all()) {
        if (formula.precedents.volatile || (refreshing && formula.precedents.custom)) soil(formula);
      }
      first = false;
      refreshing = false;
      workOff();
    },
    evaluateFor(formula, at, writtenFor) {
      const expression = cells.read(formula);
      if (expression === null) return errorValue('#NAME?');
      const shift = { rowShift: at.row - writtenFor.row, columnShift: at.column - writtenFor.column };
      return answerOf(expression, calculationAt(at, shift));
    },
    refresh() {
      refreshing = true;
      markStale(book);
    },
  };

  /** With a formula all that look at its cell, and so on. */
  function soil(formula: FormulaCell): void {
    if (dirty.has(formula)) return;
    const waiting = [formula];
    dirty.add(formula);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      dependents.changed(next.sheet, next.row, next.column, (other) => {
        if (dirty.has(other)) return;
        dirty.add(other);
        waiting.push(other);
      });
    }
  }

  function workOff(): void {
    touched = new Map();
    const waiting = [...dirty].reverse();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!dirty.has(next)) continue;
      try {
        workOut(next);
      } catch (signal) {
        if (!(signal instanceof TooDeep)) throw signal;
        waiting.push(next, signal.formula);
      }
    }
    for (const [sheet, area] of touched) {
      tell({ book, author: { seat: '', pane: null } }, { kind: 'calculated', sheet, area });
    }
  }

  function workOut(formula: FormulaCell): void {
    const { sheet, row, column, expression } = formula;
    if (cells.at(sheet, row, column) !== formula) {
      dirty.delete(formula);
      return;
    }
    if (depth > deepest) throw new TooDeep(formula);
    depth += 1;
    running.add(formula);
    let isUnknown = false;
    const noteUnknown = (name: string): void => {
      isUnknown = true;
      unknownFunctions.add(name);
    };
    try {
      const before = cellAt(sheet, row, column);
      const value =
        expression === null
          ? errorValue('#NAME?')
          : (answerOf(expression, calculationAt(formula, {}, noteUnknown)) ?? 0);
      dirty.delete(formula);
      // A function nobody knows: what the file brought is better than an error.
      if (sameValue(value, before.value) || (isUnknown && before.value !== null)) return;
      const after = { ...before, value };
      setCell(sheet, row, column, after);
      cells.know(formula, after);
      const own = { top: row, left: column, bottom: row, right: column };
      const area = touched.get(sheet);
      touched.set(sheet, area === undefined ? own : boundsOf(area, own));
    } finally {
      depth -= 1;
      running.delete(formula);
    }
  }

  function calculationAt(
    { sheet, row, column }: CellPlace,
    { rowShift = 0, columnShift = 0 }: Partial<Pick<Calculation, 'rowShift' | 'columnShift'>>,
    unknown: (name: string) => void = () => {},
  ): Calculation {
    return {
      book,
      sheet,
      row,
      column,
      rowShift,
      columnShift,
      read: readCell,
      matches,
      now: book.now() / 86_400_000 + epochDays,
      custom: (name, args) => custom(name, args, { sheet, row, column }),
      unknown,
    };
  }

  function readCell(sheet: Sheet, row: number, column: number): Scalar {
    if (dirty.size > 0) {
      const formula = cells.at(sheet, row, column);
      if (formula !== undefined && dirty.has(formula)) {
        if (running.has(formula)) return 0;
        workOut(formula);
      }
    }
    return cellAt(sheet, row, column).value;
  }

  /** Kept answers go when a cell of the range becomes dirty; whoever asks first reads them all, and so cleans them. */
  function matches({ sheet, area }: RangeOperand, criterion: Scalar): readonly number[] {
    const kept = dependents.matchesOf(sheet, area);
    const known = kept?.get(criterion);
    if (known !== undefined) return known;
    const part = walkedPart(sheet, area);
    const width = area.right - area.left + 1;
    const meets = criterionOf(criterion);
    const found: number[] = [];
    for (let row = part.top; row <= part.bottom; row += 1) {
      for (let column = part.left; column <= part.right; column += 1) {
        if (meets(readCell(sheet, row, column))) found.push((row - area.top) * width + column - area.left);
      }
    }
    kept?.set(criterion, found);
    return found;
  }
}

function answerOf(expression: Expression, calculation: Calculation): Scalar {
  try {
    return scalarOf(evaluate(expression, calculation), calculation);
  } catch (signal) {
    if (signal instanceof ErrorSignal) return signal.value;
    throw signal;
  }
}

class TooDeep extends Error {
  readonly formula: FormulaCell;
  constructor(formula: FormulaCell) {
    super('Formulas lean on one another too deep.');
    this.formula = formula;
  }
}
