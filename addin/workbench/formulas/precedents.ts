import { sameArea } from '../model/area.ts';
import type { Sheet } from '../model/sheet.ts';
import { findName, type Workbook } from '../model/workbook.ts';
import { functionByName, volatileFunctions } from './functions/function-by-name.ts';
import { parseFormula } from './parse.ts';
import { type Place, rangePlace, structuredPlace } from './references.ts';
import { type Expression, FormulaFault } from './syntax.ts';

/** What a formula looks at, and what else its value hangs on. */
export type Precedents = {
  readonly places: readonly Place[];
  /** Its references change with names and tables, not only with cells. */
  readonly named: boolean;
  /** Its value changes without any cell changing. */
  readonly volatile: boolean;
  /** It calls a function of an add-in. */
  readonly custom: boolean;
};

type Standing = { readonly book: Workbook; readonly sheet: Sheet; readonly row: number; readonly column: number };

/** A branch not taken is looked at all the same: which one is taken may change with any of them. */
export function precedentsOf(expression: Expression, standing: Standing): Precedents {
  const where = { ...standing, rowShift: 0, columnShift: 0 };
  const places: Place[] = [];
  const found = { named: false, volatile: false, custom: false };
  const add = (place: Place | null): void => {
    if (place === null) return;
    const known = places.some(({ sheet, area }) => sheet === place.sheet && sameArea(area, place.area));
    if (!known) places.push(place);
  };

  const visit = (each: Expression): void => {
    switch (each.kind) {
      case 'value':
        break;
      case 'range':
        add(rangePlace(each, where));
        break;
      case 'structured':
        found.named = true;
        add(structuredPlace(each, where));
        break;
      case 'name':
        found.named = true;
        visitName(each.name);
        break;
      case 'array':
        for (const cell of each.rows.flat()) visit(cell);
        break;
      case 'unary':
        visit(each.of);
        break;
      case 'binary':
        visit(each.left);
        visit(each.right);
        break;
      case 'call':
        if (volatileFunctions.has(each.name)) found.volatile = true;
        if (!functionByName.has(each.name.replace(/^_XLFN\.(_XLWS\.)?/, ''))) found.custom = true;
        for (const argument of each.args) visit(argument);
    }
  };

  const visitName = (name: string): void => {
    const refersTo = (findName(where.book, name, where.sheet) ?? findName(where.book, name, null))?.refersTo;
    if (refersTo === undefined) {
      add(structuredPlace({ kind: 'structured', table: name, items: [], columns: [] }, where));
    } else if ('sheet' in refersTo) {
      add(refersTo.area === null ? null : { sheet: refersTo.sheet, area: refersTo.area });
    } else {
      const expression = tryToParse(refersTo.formula);
      if (expression !== null) visit(expression);
    }
  };

  visit(expression);
  return { places, ...found };
}

/** What cannot be read looks at nothing; the formula that uses the name says so in its cell. */
function tryToParse(formula: string): Expression | null {
  try {
    return parseFormula(formula.replace(/^=/, ''));
  } catch (fault) {
    if (fault instanceof FormulaFault) return null;
    throw fault;
  }
}
