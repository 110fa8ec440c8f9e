import { type ChoiceList, decisionWords, type TableLayout } from '../../contract/model/layout.ts';
import type { CellValue, ColumnModel, RowModel, TableModel } from '../../contract/model/table.ts';
import { decisions, implementationStatuses, testResults } from '../../contract/model/vocabulary.ts';
import { clipText } from './clip-text.ts';

/** A row before its cells are put in the order of the columns; a column left out stays blank. */
export type RowCells = Pick<RowModel, 'key' | 'locked'> & { readonly cells: Readonly<Record<string, CellValue>> };

/** Fills a layout with rows; the key goes into the key column unless the row fills that itself. */
export function buildTable(
  layout: TableLayout,
  rows: readonly RowCells[],
  spare: number,
  people: readonly string[],
): TableModel {
  return {
    name: layout.name,
    headerRow: layout.headerRow,
    firstColumn: layout.firstColumn,
    columns: layout.columns.map((column): ColumnModel => {
      const { field: _field, since: _since, like: _like, choices, ...model } = column;
      return { ...model, choices: choices === null ? null : choiceModel(choices, people) };
    }),
    rows: rows.map(({ key, cells, locked }) => ({
      key,
      ...(locked === undefined ? {} : { locked }),
      cells: layout.columns.map((column) =>
        clipCell(cells[column.key] ?? (column.key === layout.keyColumn ? key : null)),
      ),
    })),
    spare,
  };
}

/** First and last row of a table's data, spare rows included; at least one row. */
export function dataRows(table: TableModel): { first: number; last: number } {
  const first = table.headerRow + 1;
  return { first, last: first + Math.max(1, table.rows.length + table.spare) - 1 };
}

function choiceModel(list: ChoiceList, people: readonly string[]): NonNullable<ColumnModel['choices']> {
  switch (list) {
    case 'implementationStatus':
      return { values: implementationStatuses, strict: true };
    case 'testResult':
      return { values: testResults, strict: true };
    case 'decision':
      return { values: decisions.map((decision) => decisionWords[decision]), strict: true };
    case 'people':
      return { values: people, strict: false };
  }
}

function clipCell(value: CellValue): CellValue {
  if (value === '') return null;
  return typeof value === 'string' ? clipText(value) : value;
}
