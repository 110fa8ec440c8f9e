import type { CellEdit, ReadCell } from '#engine/contract/model/cells';
import { dateToSerial } from '#engine/domain/fields/serial-date';
import { asPlainText, isErrorText, keepsAsText, showsDate } from './excel-text.ts';

/** A range's cells as the reader wants them. A text and a formula of the same letters cannot both be: where they agree it is no formula. */
export function toCells(
  firstRow: number,
  firstColumn: number,
  values: readonly (readonly unknown[])[],
  formulas: readonly (readonly unknown[])[],
  formatAt: (row: number, column: number) => string,
): readonly ReadCell[] {
  const cells: ReadCell[] = [];
  for (const [step, row] of values.entries()) {
    for (const [offset, value] of row.entries()) {
      const written = formulas[step]?.[offset];
      const isFormula = typeof written === 'string' && written.startsWith('=') && written !== value;
      if (value === '' && !isFormula) continue;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      const place = { row: firstRow + step, column: firstColumn + offset };
      const kind =
        typeof value === 'string'
          ? isErrorText(value)
            ? 'error'
            : 'text'
          : typeof value === 'number'
            ? 'number'
            : 'boolean';
      cells.push({
        ...place,
        kind,
        value,
        formula: isFormula ? written.slice(1) : null,
        date: kind === 'number' && showsDate(formatAt(place.row, place.column)),
      });
    }
  }
  return cells;
}

/** Cells of one column that stand below each other and are written alike. */
export type Block = {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly inputs: readonly (string | number | boolean)[];
  /** Set together with the inputs; null leaves the format people gave. */
  readonly format: string | null;
  /** Which edits these are. */
  readonly indexes: readonly number[];
};

/** As few writes as the edits allow. */
export function toBlocks(edits: readonly CellEdit[]): readonly Block[] {
  const order = edits
    .map((edit, index) => ({ edit, index, ...inputOf(edit) }))
    .sort(
      (a, b) =>
        (a.edit.sheet < b.edit.sheet ? -1 : a.edit.sheet > b.edit.sheet ? 1 : 0) ||
        a.edit.column - b.edit.column ||
        a.edit.row - b.edit.row,
    );
  const blocks: {
    sheet: string;
    row: number;
    column: number;
    inputs: (string | number | boolean)[];
    format: string | null;
    indexes: number[];
  }[] = [];
  for (const { edit, index, input, format } of order) {
    const last = blocks.at(-1);
    const { sheet, row, column } = edit;
    const follows =
      last?.sheet === sheet &&
      last.column === column &&
      last.format === format &&
      last.row + last.inputs.length === row;
    if (last !== undefined && follows) {
      last.inputs.push(input);
      last.indexes.push(index);
    } else blocks.push({ sheet, row, column, inputs: [input], format, indexes: [index] });
  }
  return blocks;
}

/** What Excel must be given so that the cell holds the value, whatever Excel might read into it. */
export function inputOf({ value, owned }: CellEdit): {
  readonly input: string | number | boolean;
  readonly format: string | null;
} {
  const plain = (input: string | number | boolean, format: string | null = null) => ({ input, format });
  if (value === null) return plain('');
  if (typeof value === 'string') {
    if (value === '' || keepsAsText(value)) return plain(value);
    // Cells people type in are texts by their format; an apostrophe would stand in their way.
    return owned ? plain(asPlainText(value)) : plain(value, '@');
  }
  if (typeof value !== 'object') return plain(value);
  if ('date' in value) return plain(dateToSerial(value.date, '1900') ?? value.date, 'yyyy-mm-dd');
  if ('formula' in value) return plain(`=${value.formula}`);
  return plain(value.cached ?? '');
}
