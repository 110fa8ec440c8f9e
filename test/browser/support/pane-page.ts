import type { Page } from 'playwright-core';
import { at, type Column } from './columns.ts';
import { type Bench, type BenchPage, type ExcelOnPage, eventually, type OpenOptions, openBench } from './workbench.ts';

/** A window with its pane bound to an assessment, on the sheet of its action items. */
export type BoundExcel = ExcelOnPage & {
  /** The cell of an action's row; rows stay where a person sorted them, so it is looked for. */
  place(title: string, field: Column): Promise<string>;
  /** The letters of the last, hidden column of the action items, which has the keys of the rows. */
  lastColumn(): Promise<string>;
  fill(title: string, field: Column, text: string): Promise<void>;
  choose(title: string, field: Column, choice: string): Promise<void>;
  /** What is in an action's cell now, as text. */
  shown(title: string, field: Column): Promise<string>;
  /** Waits for an action's cell to show a text, wherever it stands now. */
  has(title: string, field: Column, text: string | RegExp): Promise<void>;
};

export type BoundPage = BenchPage & { boundAt(index: number): BoundExcel };

/** Opens workbooks with their panes and waits until each is in step with the engine. */
export async function openBound(bench: Bench, paths: readonly string[], options: OpenOptions = {}): Promise<BoundPage> {
  const on = await openBench(bench, { ...options, open: paths, pane: true });
  for (let index = 0; index < paths.length; index += 1) await readyAt(on, index);
  return { ...on, boundAt: (index) => boundExcel(on, index) };
}

/** The pane has read its workbook and is in step; then the action items come to the front. */
export async function readyAt(on: BenchPage, index: number): Promise<void> {
  const excel = on.excelAt(index);
  await inStep(on.page, index);
  await excel.sheet('Action Items');
  await excel.cell('A4').waitFor();
}

/** Waits until the pane of a window says that it and the engine have the same. */
export async function inStep(page: Page, index: number): Promise<void> {
  const pane = page.locator('article.excel').nth(index).frameLocator('iframe.pane-frame');
  await pane.getByText('In step', { exact: true }).waitFor({ state: 'attached', timeout: 15_000 });
}

export function boundExcel(on: BenchPage, index: number): BoundExcel {
  const excel = on.excelAt(index);
  const valueAt = (address: string) =>
    on.page.evaluate(readCell, { index, address }).then((value) => (value === null ? '' : String(value)));
  const place = async (title: string, field: Column): Promise<string> => {
    const row = await on.page.evaluate(findRow, { index, title });
    if (row === null) throw new Error(`window ${index} has no action ${title}`);
    return at(field, row);
  };
  return {
    ...excel,
    place,
    lastColumn: () => on.page.evaluate(findLastColumn, { index }).then(columnLetters),
    fill: async (title, field, text) => excel.type(await place(title, field), text),
    choose: async (title, field, choice) => excel.pick(await place(title, field), choice),
    shown: async (title, field) => valueAt(await place(title, field)),
    has: (title, field, text) =>
      eventually(
        async () => valueAt(await place(title, field)),
        (shown) => (typeof text === 'string' ? shown === text : text.test(shown)),
        `${field} of ${title} in window ${index} to be ${text}`,
        10_000,
      ),
  };
}

type Windows = {
  readonly windows: readonly {
    readonly book: {
      readonly host: {
        readonly book: {
          readonly sheets: readonly {
            readonly name: string;
            readonly tables: readonly { readonly area: { readonly right: number } }[];
            readonly cells: ReadonlyMap<number, ReadonlyMap<number, { readonly value: unknown }>>;
          }[];
        };
      };
    };
  }[];
};

function findLastColumn({ index }: { index: number }): number {
  const { windows } = (window as unknown as { controlbook: Windows }).controlbook;
  const sheet = windows[index]?.book.host.book.sheets.find(({ name }) => name === 'Action Items');
  return sheet?.tables[0]?.area.right ?? 0;
}

function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function findRow({ index, title }: { index: number; title: string }): number | null {
  const { windows } = (window as unknown as { controlbook: Windows }).controlbook;
  const sheet = windows[index]?.book.host.book.sheets.find(({ name }) => name === 'Action Items');
  for (const [row, cells] of sheet?.cells ?? []) if (cells.get(0)?.value === title) return row + 1;
  return null;
}

function readCell({ index, address }: { index: number; address: string }): unknown {
  const { windows } = (window as unknown as { controlbook: Windows }).controlbook;
  const sheet = windows[index]?.book.host.book.sheets.find(({ name }) => name === 'Action Items');
  const column = address.charCodeAt(0) - 65;
  return sheet?.cells.get(Number(address.slice(1)) - 1)?.get(column)?.value ?? null;
}
