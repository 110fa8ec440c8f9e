import type { CellError, ErrorWord } from '../model/cell.ts';

/** A corner of a reference: counted from zero, and whether it moves when the formula is filled elsewhere. */
export type Corner = {
  readonly row: number;
  readonly column: number;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
};

/** A formula as a tree. References are kept as they were written, for the cell the formula stands in. */
export type Expression =
  | { readonly kind: 'value'; readonly value: number | string | boolean | CellError | null }
  /** `wholeRows` and `wholeColumns` are `2:5` and `B:C`. */
  | {
      readonly kind: 'range';
      readonly sheet: string | null;
      readonly from: Corner;
      readonly to: Corner;
      readonly span: 'cells' | 'wholeRows' | 'wholeColumns';
    }
  | { readonly kind: 'name'; readonly sheet: string | null; readonly name: string }
  /** `Table[[#Headers],[From]:[To]]`; no table is the one the formula stands in. */
  | {
      readonly kind: 'structured';
      readonly table: string | null;
      readonly items: readonly string[];
      readonly columns: readonly string[];
    }
  | { readonly kind: 'array'; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: 'unary'; readonly operator: '-' | '+' | '%'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

export type Operator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>=';

export function errorValue(error: ErrorWord): CellError {
  return { error };
}

/** A formula that cannot be read; the message names the place. */
export class FormulaFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaFault';
  }
}
