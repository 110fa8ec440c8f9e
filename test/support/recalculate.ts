import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, Model } from '@ironcalc/wasm';
import type { CellValue, SheetModel, WorkbookModel } from '#engine/contract/model/table';

/**
 * What an independent spreadsheet engine makes of the formulas, by `Sheet!A1` of each formula cell: numbers as numbers,
 * text as text, errors as their word (`#DIV/0!`). The cached values of the model are not looked at.
 */
export function recalculate(model: WorkbookModel): ReadonlyMap<string, string | number | boolean> {
  initSync({ module: readFileSync(createRequire(import.meta.url).resolve('@ironcalc/wasm/wasm_bg.wasm')) });
  const book = new Model('recalculated', 'en', 'UTC', 'en');
  try {
    book.pauseEvaluation();
    for (const [index, sheet] of model.sheets.entries()) {
      if (index > 0) book.newSheet();
      book.renameSheet(index, sheet.name);
    }
    const formulas: { sheet: number; row: number; column: number; place: string }[] = [];
    for (const [sheet, content] of model.sheets.entries()) {
      for (const { row, column, value } of placedValues(content)) {
        const typed = inputFor(value);
        if (typed === null) continue;
        book.setUserInput(sheet, row, column, typed);
        if (isFormula(value)) {
          formulas.push({ sheet, row, column, place: `${content.name}!${letters(column)}${row}` });
          // The engine rounds what it shows; this shows all a number holds.
          book.updateRangeStyle({ sheet, row, column, width: 1, height: 1 }, 'num_fmt', '0.000000000000000');
        }
      }
    }
    book.resumeEvaluation();
    book.evaluate();
    return new Map(
      formulas.map(({ sheet, row, column, place }) => {
        const shown = book.getFormattedCellValue(sheet, row, column);
        return [place, interpret(shown, book.getCellType(sheet, row, column))];
      }),
    );
  } finally {
    book.free();
  }
}

/** The engine's cell types: 1 number, 2 text, 4 boolean, 16 error. */
function interpret(shown: string, type: number): string | number | boolean {
  if (type === 1) return Number(shown);
  return type === 4 ? shown === 'TRUE' : shown;
}

function inputFor(value: CellValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return `'${value}`;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if ('formula' in value) return value.formula.startsWith('=') ? value.formula : `=${value.formula}`;
  if ('link' in value) return `'${value.text === '' ? value.link : value.text}`;
  return String(Date.parse(value.date) / 86_400_000 + 25_569);
}

function isFormula(value: CellValue): boolean {
  return typeof value === 'object' && value !== null && 'formula' in value;
}

type PlacedValue = { readonly row: number; readonly column: number; readonly value: CellValue };

function* placedValues(sheet: SheetModel): Generator<PlacedValue> {
  yield* sheet.loose;
  for (const { headerRow, firstColumn, columns, rows } of sheet.tables) {
    for (const [index, { header }] of columns.entries()) {
      yield { row: headerRow, column: firstColumn + index, value: header };
    }
    for (const [offset, { cells }] of rows.entries()) {
      for (const [index, value] of cells.entries()) {
        yield { row: headerRow + 1 + offset, column: firstColumn + index, value };
      }
    }
  }
}

function letters(column: number): string {
  return column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column);
}
