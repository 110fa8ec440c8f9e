import { formatArea, quoteSheetName } from '../model/address.ts';
import { type Area, areaAt, cellsIn } from '../model/area.ts';
import { formatValue } from '../model/number-format.ts';
import type { Person } from '../model/person.ts';
import { cellAt, formatAt, type Sheet } from '../model/sheet.ts';
import { shiftFormula } from '../model/shift-formula.ts';
import { readTyped } from '../model/typed-input.ts';
import type { CellInput } from '../model/write-cells.ts';
import { attempt } from './attempt.ts';
import { usablePart } from './cell-commands.ts';
import { fromClipboardText, toClipboardHtml, toClipboardText } from './clipboard-text.ts';
import type { GridSurface } from './grid-surface.ts';
import type { Selecting } from './selecting.ts';

export type Copied = { readonly sheet: Sheet; readonly area: Area; readonly text: string; readonly cut: boolean };

export type ClipboardParts = {
  readonly person: Person;
  readonly surface: GridSurface;
  readonly selecting: Selecting;
  readonly copied: () => Copied | null;
  readonly setCopied: (copied: Copied | null) => void;
};

/** Copying, cutting, pasting and filling by dragging. */
export function createClipboard({ person, surface, selecting, copied, setCopied }: ClipboardParts) {
  const { area, active, selection } = selecting;

  return {
    copy(cut: boolean): { readonly text: string; readonly html: string } | null {
      if (selection().areas.length > 1) return null;
      const sheet = surface.sheet();
      const part = usablePart(sheet, area());
      const rows = overShown(part, (row, column) =>
        formatValue(cellAt(sheet, row, column).value, formatAt(sheet, row, column).numberFormat),
      );
      const text = toClipboardText(rows);
      setCopied({ sheet, area: part, text, cut });
      return { text, html: toClipboardHtml(rows) };
    },
    dropCopied: (): void => setCopied(null),
    /** What was copied here brings its formulas along; what comes from elsewhere is typed in. */
    async paste(text: string): Promise<void> {
      const known = copied();
      const from = known !== null && known.text === text.replace(/\r?\n/g, '\r\n') ? known : null;
      const to = usablePart(surface.sheet(), area());
      await attempt(() => {
        const cells = from === null ? fromClipboardText(text) : inputsOf(from, to);
        const rows = repeated<CellInput>(cells, to);
        person.paste(formatArea(areaAt(to.top, to.left)), rows);
        if (from?.cut === true) clearCut(from, to);
        const pasted = areaAt(to.top, to.left, rows.length, rows[0]?.length ?? 1);
        if (cellsIn(pasted) > cellsIn(area())) selecting.selectArea(pasted);
      });
      if (from?.cut === true) setCopied(null);
    },
    /** Drags what is selected over a larger area; texts and numbers are repeated, formulas move along. */
    async fillInto(target: Area): Promise<void> {
      const source = area();
      const sheet = surface.sheet();
      const [height, width] = [source.bottom - source.top + 1, source.right - source.left + 1];
      const part = newPart(source, target);
      const rows: CellInput[][] = [];
      for (let row = part.top; row <= part.bottom; row += 1) {
        const inputs: CellInput[] = [];
        for (let column = part.left; column <= part.right; column += 1) {
          const fromRow = source.top + modulo(row - source.top, height);
          const fromColumn = source.left + modulo(column - source.left, width);
          inputs.push(inputOf(sheet, fromRow, fromColumn, row - fromRow, column - fromColumn));
        }
        rows.push(inputs);
      }
      await attempt(() => person.paste(formatArea(areaAt(part.top, part.left)), rows));
      selecting.select({ active: active(), areas: [target] }, null);
    },
  };

  function clearCut(from: Copied, to: Area): void {
    const here = from.sheet === surface.sheet();
    if (here && from.area.top === to.top && from.area.left === to.left) return;
    person.clear(`${quoteSheetName(from.sheet.name)}!${formatArea(from.area)}`);
  }

  function inputsOf({ sheet, area: copiedArea }: Copied, to: Area): readonly (readonly CellInput[])[] {
    const [down, right] = [to.top - copiedArea.top, to.left - copiedArea.left];
    return overShown(copiedArea, (row, column) => inputOf(sheet, row, column, down, right));
  }

  /** Rows a filter has put away are not copied along. */
  function overShown<T>(part: Area, read: (row: number, column: number) => T): T[][] {
    const rows: T[][] = [];
    for (let row = part.top; row <= part.bottom; row += 1) {
      if (part.bottom > part.top && surface.lines().rows.size(row) === 0) continue;
      rows.push(Array.from({ length: part.right - part.left + 1 }, (_, step) => read(row, part.left + step)));
    }
    return rows;
  }
}

/** What of a dragged area is not the source itself. */
function newPart(source: Area, target: Area): Area {
  if (target.bottom > source.bottom) return { ...target, top: source.bottom + 1 };
  if (target.right > source.right) return { ...target, left: source.right + 1 };
  if (target.top < source.top) return { ...target, bottom: source.top - 1 };
  return { ...target, right: source.left - 1 };
}

function inputOf(sheet: Sheet, row: number, column: number, down: number, right: number): CellInput {
  const { value, formula } = cellAt(sheet, row, column);
  if (formula !== null) return shiftFormula(formula, down, right);
  if (value === null) return '';
  if (typeof value === 'object') return value.error;
  if (typeof value !== 'string') return value;
  // A text that would be read as something else keeps its apostrophe.
  const format = formatAt(sheet, row, column).numberFormat;
  return readTyped(value, format, 2000).value === value ? value : `'${value}`;
}

/** One value, row or column that goes into a larger area fills it. */
function repeated<T>(rows: readonly (readonly T[])[], to: Area): readonly (readonly T[])[] {
  const [height, width] = [rows.length, rows[0]?.length ?? 1];
  const [wantedRows, wantedColumns] = [to.bottom - to.top + 1, to.right - to.left + 1];
  const down = wantedRows % height === 0 ? wantedRows : height;
  const across = wantedColumns % width === 0 ? wantedColumns : width;
  return Array.from({ length: Math.max(down, height) }, (_, row) =>
    Array.from({ length: Math.max(across, width) }, (__, column) => rows[row % height]?.[column % width] as T),
  );
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
