import type { Cell } from '../model/cell.ts';
import type { Sheet } from '../model/sheet.ts';
import type { Workbook } from '../model/workbook.ts';
import { columnsApart, type Dependents, type FormulaCell } from './dependents.ts';
import { parseFormula } from './parse.ts';
import { type Precedents, precedentsOf } from './precedents.ts';
import { type Expression, FormulaFault } from './syntax.ts';

export type CellPlace = { readonly sheet: Sheet; readonly row: number; readonly column: number };

/** The formulas of a workbook, each read once, and which cells have changed since somebody last asked. */
export type FormulaCells = {
  at(sheet: Sheet, row: number, column: number): FormulaCell | undefined;
  all(): Iterable<FormulaCell>;
  /** Null for a text that is no formula. */
  read(formula: string): Expression | null;
  /** Places whose cell is another than last time, and formulas that have to be worked out for the first time or anew. */
  takeChanges(): { readonly places: readonly CellPlace[]; readonly formulas: readonly FormulaCell[] };
  /** The cell as it stands now is known: a result that was just written. */
  know(place: CellPlace, cell: Cell): void;
};

const mostKeptTexts = 50_000;
const nothing: Precedents = { places: [], named: false, volatile: false, custom: false };

/** Cells are compared by identity, because the model replaces a cell and never changes one. */
export function createFormulaCells(book: Workbook, dependents: Dependents): FormulaCells {
  const formulasBySheet = new Map<Sheet, Map<number, FormulaCell>>();
  const cellsBySheet = new Map<Sheet, Map<number, Cell>>();
  const parsed = new Map<string, Expression | null>();
  let sheetsSeen = '';
  let namesSeen = '';

  const own: FormulaCells = {
    at: (sheet, row, column) => formulasBySheet.get(sheet)?.get(row * columnsApart + column),
    *all() {
      for (const formulas of formulasBySheet.values()) yield* formulas.values();
    },
    read(formula) {
      const known = parsed.get(formula);
      if (known !== undefined) return known;
      const expression = tryToRead(formula.replace(/^=/, ''));
      if (parsed.size > mostKeptTexts) parsed.clear();
      parsed.set(formula, expression);
      return expression;
    },
    know: ({ sheet, row, column }, cell) => void mapOf(cellsBySheet, sheet).set(row * columnsApart + column, cell),
    takeChanges() {
      const places: CellPlace[] = [];
      const formulas: FormulaCell[] = [];
      forgetWhatLeadsElsewhere(places);
      for (const sheet of book.sheets) {
        const seen = mapOf(cellsBySheet, sheet);
        let count = 0;
        for (const [row, cells] of sheet.cells) {
          for (const [column, cell] of cells) {
            count += 1;
            const at = row * columnsApart + column;
            if (seen.get(at) === cell) continue;
            seen.set(at, cell);
            places.push({ sheet, row, column });
            const formula = note({ sheet, row, column }, cell);
            if (formula !== null) formulas.push(formula);
          }
        }
        if (count < seen.size) forgetEmptied(sheet, seen, places);
      }
      return { places, formulas };
    },
  };
  return own;

  function forgetEmptied(sheet: Sheet, seen: Map<number, Cell>, places: CellPlace[]): void {
    for (const at of [...seen.keys()]) {
      const [row, column] = [Math.floor(at / columnsApart), at % columnsApart];
      if (sheet.cells.get(row)?.has(column) === true) continue;
      seen.delete(at);
      forget(sheet, at);
      places.push({ sheet, row, column });
    }
  }

  /** References by sheet, table or name lead elsewhere when these change: what hangs on them is read anew. */
  function forgetWhatLeadsElsewhere(places: CellPlace[]): void {
    const sheets = JSON.stringify(book.sheets.map(({ id, name }) => [id, name]));
    const tables = book.sheets.map((sheet) =>
      sheet.tables.map(({ name, area, columns }) => [name, area, columns.map((each) => each.name)]),
    );
    const names = book.names.map(({ name, refersTo }) => [
      name,
      'formula' in refersTo ? refersTo.formula : [refersTo.sheet.id, refersTo.area],
    ]);
    const named = JSON.stringify([tables, names]);
    const all = sheets !== sheetsSeen;
    if (all || named !== namesSeen) {
      for (const [sheet, formulas] of formulasBySheet) {
        const gone = !book.sheets.includes(sheet);
        for (const [at, { row, column, precedents }] of [...formulas]) {
          if (!all && !precedents.named) continue;
          forget(sheet, at);
          cellsBySheet.get(sheet)?.delete(at);
          if (gone) places.push({ sheet, row, column });
        }
      }
    }
    sheetsSeen = sheets;
    namesSeen = named;
  }

  function note(place: CellPlace, { formula }: Cell): FormulaCell | null {
    const { sheet, row, column } = place;
    const at = row * columnsApart + column;
    const known = formulasBySheet.get(sheet)?.get(at);
    if (known !== undefined && known.text === formula) return known;
    forget(sheet, at);
    if (formula === null) return null;
    const expression = own.read(formula);
    const precedents = expression === null ? nothing : precedentsOf(expression, { book, ...place });
    const made: FormulaCell = { ...place, text: formula, expression, precedents };
    mapOf(formulasBySheet, sheet).set(at, made);
    dependents.add(made);
    return made;
  }

  function forget(sheet: Sheet, at: number): void {
    const formula = formulasBySheet.get(sheet)?.get(at);
    if (formula === undefined) return;
    formulasBySheet.get(sheet)?.delete(at);
    dependents.remove(formula);
  }
}

function tryToRead(formula: string): Expression | null {
  try {
    return parseFormula(formula);
  } catch (fault) {
    if (fault instanceof FormulaFault) return null;
    throw fault;
  }
}

function mapOf<V>(bySheet: Map<Sheet, Map<number, V>>, sheet: Sheet): Map<number, V> {
  const known = bySheet.get(sheet);
  if (known !== undefined) return known;
  const made = new Map<number, V>();
  bySheet.set(sheet, made);
  return made;
}
