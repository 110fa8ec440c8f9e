import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';

/** The rows of a table by its headers; dates are Excel's day numbers, empty cells empty texts. */
export type SheetRow = Readonly<Record<string, string | number | boolean>>;

/** The rows of a sheet's table as a window shows it now, blank ones left out. */
export function rowsOnPage(page: Page, sheet: string, index = 0): Promise<readonly SheetRow[]> {
  return page.evaluate(readTable, { sheet, index });
}

/** The number of days Excel keeps a date as. */
export function dayNumber(date: string): number {
  return (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;
}

/** Every cell of a sheet of a file, row by row; empty ones left out. */
export function rowsInFile(bytes: Uint8Array, sheet: string): readonly (readonly unknown[])[] {
  const read = readWorkbook(bytes);
  assert.ok(read.ok, 'the file opens');
  const rows = new Map<number, unknown[]>();
  const cells = read.value.sheets.find(({ name }) => name === sheet)?.cells ?? assert.fail(`no sheet ${sheet}`);
  for (const { row, value } of cells) rows.set(row, [...(rows.get(row) ?? []), value]);
  return [...rows.values()];
}

type Windows = {
  readonly controlbook: {
    readonly windows: readonly {
      readonly book: {
        readonly host: {
          readonly book: {
            readonly sheets: readonly {
              readonly name: string;
              readonly tables: readonly {
                readonly area: Readonly<Record<'top' | 'left' | 'bottom' | 'right', number>>;
              }[];
              readonly cells: ReadonlyMap<number, ReadonlyMap<number, { readonly value: unknown }>>;
            }[];
          };
        };
      };
    }[];
  };
};

function readTable({
  sheet: name,
  index,
}: {
  sheet: string;
  index: number;
}): readonly Record<string, string | number | boolean>[] {
  const { windows } = (window as unknown as Windows).controlbook;
  const sheet = windows[index]?.book.host.book.sheets.find((each) => each.name === name);
  const area = sheet?.tables[0]?.area;
  if (sheet === undefined || area === undefined) return [];
  const headers = sheet.cells.get(area.top);
  const rows: Record<string, string | number | boolean>[] = [];
  for (let row = area.top + 1; row <= area.bottom; row += 1) {
    const cells: Record<string, string | number | boolean> = {};
    let filled = false;
    for (let column = area.left; column <= area.right; column += 1) {
      const value = sheet.cells.get(row)?.get(column)?.value;
      if (value != null && value !== '') filled = true;
      const shown = typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '');
      cells[String(headers?.get(column)?.value)] = shown;
    }
    if (filled) rows.push(cells);
  }
  return rows;
}
