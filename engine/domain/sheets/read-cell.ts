import type { ReadCell } from '../../contract/model/cells.ts';
import type { RawValue } from '../fields/field-problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { CellProblem } from './reading.ts';

/** A cell's plain value. A formula is refused: nobody could tell its next result from a person's edit. */
export function readCell(cell: ReadCell | undefined): Result<RawValue, CellProblem> {
  if (cell === undefined) return ok(null);
  if (cell.formula !== null) {
    const message =
      'A formula stands in the cell, and its result would change without anybody saying so. Type the value, or copy the cell and paste it as a value.';
    return err({ code: 'formula', message });
  }
  if (cell.kind === 'error') {
    return err({ code: 'cell-error', message: `The cell shows the error ${String(cell.value)}. Type a value.` });
  }
  return ok(cell.value);
}
