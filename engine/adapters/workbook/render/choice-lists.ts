import type { SheetModel } from '../../../contract/model/table.ts';
import { absoluteAddress } from './a1.ts';
import { excelText } from './excel-text.ts';

/** A list written into its own rule may hold 255 characters, and no comma or quote inside a value. */
const longestInline = 255;

export type ChoiceLists = {
  /** The formula of a list rule: the values themselves, or a range of the list sheet. */
  readonly formula: (values: readonly string[]) => string;
  /** The sheet the long lists stand on; null when there is none. */
  readonly sheet: () => SheetModel | null;
};

/** Long lists get a column each on a very hidden sheet; equal lists share one. */
export function createChoiceLists(sheetName: string): ChoiceLists {
  const columnByList = new Map<string, number>();
  const lists: (readonly string[])[] = [];
  return {
    formula: (values) => {
      const inline = values.join(',');
      if (inline.length <= longestInline && values.every(isPlain)) return `"${inline}"`;
      const key = JSON.stringify(values);
      let column = columnByList.get(key);
      if (column === undefined) {
        column = lists.push(values);
        columnByList.set(key, column);
      }
      return absoluteAddress(sheetName, {
        firstRow: 1,
        firstColumn: column,
        lastRow: values.length,
        lastColumn: column,
      });
    },
    sheet: () => (lists.length === 0 ? null : listSheet(sheetName, lists)),
  };
}

function listSheet(name: string, lists: readonly (readonly string[])[]): SheetModel {
  const look = { role: 'note', kind: 'text', name: null, input: false, span: 1 } as const;
  return {
    name,
    visibility: 'veryHidden',
    tabTone: 'neutral',
    loose: lists.flatMap((list, index) =>
      list.map((value, row) => ({ ...look, row: row + 1, column: index + 1, value })),
    ),
    tables: [],
    widths: {},
    charts: [],
    protected: false,
    landscape: false,
    frozen: { rows: 0, columns: 0 },
  };
}

function isPlain(value: string): boolean {
  return value !== '' && !/[,"\n\r]|^\s|\s$/.test(value) && excelText(value) === value;
}
