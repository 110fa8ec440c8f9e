import { type Area, holds } from '../model/area.ts';
import type { Scalar } from '../model/cell.ts';
import type { Sheet } from '../model/sheet.ts';
import type { Precedents } from './precedents.ts';
import type { Expression } from './syntax.ts';

/** A cell with a formula, read once. */
export type FormulaCell = {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Null where the formula cannot be read. */
  readonly expression: Expression | null;
  readonly precedents: Precedents;
};

type RangeNode = {
  readonly area: Area;
  readonly formulas: Set<FormulaCell>;
  /** Which cells meet a criterion, as long as none of them changes. */
  readonly matches: Map<Scalar, readonly number[]>;
};

type SheetNodes = { readonly cells: Map<number, Set<FormulaCell>>; readonly ranges: Map<string, RangeNode> };

/** Which formulas look at a cell. */
export type Dependents = {
  add(formula: FormulaCell): void;
  remove(formula: FormulaCell): void;
  /** Visits the formulas that look at a cell that has changed. */
  changed(sheet: Sheet, row: number, column: number, visit: (formula: FormulaCell) => void): void;
  /** The answers kept for a range that some formula looks at; null for any other. */
  matchesOf(sheet: Sheet, area: Area): Map<Scalar, readonly number[]> | null;
};

export const columnsApart = 16_384;

export function createDependents(): Dependents {
  const nodesBySheet = new Map<Sheet, SheetNodes>();

  function nodesOf(sheet: Sheet): SheetNodes {
    const known = nodesBySheet.get(sheet);
    if (known !== undefined) return known;
    const made: SheetNodes = { cells: new Map(), ranges: new Map() };
    nodesBySheet.set(sheet, made);
    return made;
  }

  return {
    add(formula) {
      for (const { sheet, area } of formula.precedents.places) {
        const nodes = nodesOf(sheet);
        if (area.top === area.bottom && area.left === area.right) {
          const at = area.top * columnsApart + area.left;
          const formulas = nodes.cells.get(at);
          if (formulas === undefined) nodes.cells.set(at, new Set([formula]));
          else formulas.add(formula);
          continue;
        }
        const key = keyOf(area);
        const node = nodes.ranges.get(key);
        if (node === undefined) nodes.ranges.set(key, { area, formulas: new Set([formula]), matches: new Map() });
        else node.formulas.add(formula);
      }
    },
    remove(formula) {
      for (const { sheet, area } of formula.precedents.places) {
        const nodes = nodesOf(sheet);
        nodes.cells.get(area.top * columnsApart + area.left)?.delete(formula);
        const node = nodes.ranges.get(keyOf(area));
        node?.formulas.delete(formula);
        if (node?.formulas.size === 0) nodes.ranges.delete(keyOf(area));
      }
    },
    changed(sheet, row, column, visit) {
      const nodes = nodesBySheet.get(sheet);
      if (nodes === undefined) return;
      for (const formula of nodes.cells.get(row * columnsApart + column) ?? []) visit(formula);
      for (const node of nodes.ranges.values()) {
        if (!holds(node.area, row, column)) continue;
        node.matches.clear();
        for (const formula of node.formulas) visit(formula);
      }
    },
    matchesOf: (sheet, area) => nodesBySheet.get(sheet)?.ranges.get(keyOf(area))?.matches ?? null,
  };
}

function keyOf({ top, left, bottom, right }: Area): string {
  return `${top} ${left} ${bottom} ${right}`;
}
