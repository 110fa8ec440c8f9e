import type { ConditionalRule } from 'hucre';
import type { ColumnModel, TableModel } from '../../../contract/model/table.ts';
import { columnLetters } from './a1.ts';
import { rule, solid } from './cell-styles.ts';
import { ink, toneColors } from './palette.ts';

/** Status colours (cell text equals, letter case aside) and data bars of one column; priorities count on from `next`. */
export function columnFormats(column: ColumnModel, range: string, next: number): ConditionalRule[] {
  const rules: ConditionalRule[] = Object.entries(column.tones).map(([text, tone], index) => ({
    type: 'cellIs',
    operator: 'equal',
    formula: `"${text.replaceAll('"', '""')}"`,
    priority: next + index,
    range,
    style: { font: { bold: true, color: { rgb: toneColors[tone].font } }, fill: solid(toneColors[tone].fill) },
  }));
  if (column.dataBar) rules.push(dataBar(column, range, next + rules.length));
  return rules;
}

/** Rows kept for later get their line once their first cell is filled. */
export function spareRowFormat(table: TableModel, range: string, priority: number): ConditionalRule {
  const first = `$${columnLetters(table.firstColumn)}${table.headerRow + 1 + table.rows.length}`;
  return { type: 'expression', formula: `LEN(${first})>0`, priority, range, style: { border: rule } };
}

/** From zero, so that bars compare; percentages to 100. */
function dataBar(column: ColumnModel, range: string, priority: number): ConditionalRule {
  const top = column.kind === 'percent' ? ({ type: 'num', value: '1' } as const) : ({ type: 'max' } as const);
  return {
    type: 'dataBar',
    priority,
    range,
    dataBar: { cfvo: [{ type: 'num', value: '0' }, top], color: `FF${ink.bar}` },
  };
}
