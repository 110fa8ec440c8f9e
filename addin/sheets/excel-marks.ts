/// <reference types="office-js" />
import { cellAddress } from '#engine/domain/sheets/address';
import { rangeOf } from './excel-reads.ts';
import type { Area, CellMark, MarkKind } from './host.ts';

/*
 * Marks are conditional formats: what people chose for their cells stays under them, and a format without its cause is
 * found again, even by a later pane, by the word in its formula.
 */

const fills: Readonly<Record<MarkKind, string>> = {
  pending: '#E0ECF9',
  refused: '#FDE7E9',
  conflict: '#FFF4CE',
  error: '#FDE7E9',
  warning: '#FFF4CE',
};

const word = 'Controlbook';
const noteStart = `${word}: `;

export async function markCells(
  context: Excel.RequestContext,
  area: Area,
  marks: readonly CellMark[],
  withNotes: boolean,
): Promise<null> {
  const sheet = context.workbook.worksheets.getItem(area.sheet);
  await clearFormats(context, rangeOf(context, area));
  if (withNotes) await clearNotes(context, sheet, area);
  for (const { row, column, kind, note } of marks) {
    const cell = sheet.getRangeByIndexes(row - 1, column - 1, 1, 1);
    const format = cell.conditionalFormats.add('Custom');
    format.custom.rule.formula = `=N("${word} ${kind}")=0`;
    format.custom.format.fill.color = fills[kind];
    if (kind === 'pending') format.custom.format.font.italic = true;
    if (withNotes && note !== null)
      sheet.comments.add(cellName(area.sheet, row, column), noteStart + note.slice(0, 1_000));
  }
  await context.sync();
  return null;
}

async function clearFormats(context: Excel.RequestContext, range: Excel.Range): Promise<void> {
  const formats = range.conditionalFormats;
  formats.load('items/id, items/type');
  await context.sync();
  const custom = formats.items.filter(({ type }) => type === 'Custom');
  for (const format of custom) format.custom.rule.load('formula');
  if (custom.length > 0) await context.sync();
  for (const format of custom) {
    if (format.custom.rule.formula.includes(`"${word} `)) format.delete();
  }
}

async function clearNotes(context: Excel.RequestContext, sheet: Excel.Worksheet, area: Area): Promise<void> {
  const { comments } = sheet;
  comments.load('items/id, items/content');
  await context.sync();
  const ours = comments.items
    .filter(({ content }) => content.startsWith(noteStart))
    .map((comment) => {
      const at = comment.getLocation();
      at.load('rowIndex, columnIndex');
      return { comment, at };
    });
  if (ours.length > 0) await context.sync();
  for (const { comment, at } of ours) {
    const isInside =
      at.rowIndex + 1 >= area.firstRow &&
      at.rowIndex + 1 <= area.lastRow &&
      at.columnIndex + 1 >= area.firstColumn &&
      at.columnIndex + 1 <= area.lastColumn;
    if (isInside) comment.delete();
  }
}

function cellName(sheet: string, row: number, column: number): string {
  return `'${sheet.replaceAll("'", "''")}'!${cellAddress(row, column)}`;
}
