import { conflictId } from '../../contract/model/ids.ts';
import { decisionWords } from '../../contract/model/layout.ts';
import { type Decision, decisions } from '../../contract/model/vocabulary.ts';
import type { RawValue } from '../fields/field-problem.ts';
import { placeOf } from './address.ts';
import { isBlankCell, type LocatedTable } from './locate.ts';
import { readCell } from './read-cell.ts';
import type { DecisionReading, ReadingProblem } from './reading.ts';

/** Rows without a decision say nothing; a word that is none, or a third value left out, is a problem. */
export function readDecisions(table: LocatedTable, problems: ReadingProblem[]): readonly DecisionReading[] {
  const decisionColumn = table.columns.get('decision')?.column;
  if (decisionColumn === undefined) return [];
  const otherColumn = table.columns.get('other')?.column ?? null;
  const readings: DecisionReading[] = [];
  const seen = new Set<string>();
  for (const { row, key } of table.rows) {
    const cells = table.grid.get(row);
    const cell = cells?.get(decisionColumn);
    const place = placeOf(table.sheet.name, row, decisionColumn);
    if (isBlankCell(cell)) continue;
    const conflict = conflictId.safeParse(key);
    if (!conflict.success || seen.has(conflict.data)) {
      const message =
        'The decision stands in a row that belongs to no conflict, or twice. Choose it in the row itself.';
      problems.push({ code: conflict.success ? 'duplicate-key' : 'row-without-key', place, message });
      continue;
    }
    seen.add(conflict.data);
    const text = readCell(cell);
    const decision = text.ok ? toDecision(text.value) : null;
    if (decision === null) {
      const message = `"${String(cell?.value)}" is no decision. Choose one of: ${Object.values(decisionWords).join(', ')}.`;
      problems.push({ code: 'unknown-decision', place, message });
      continue;
    }
    if (decision !== 'other') {
      readings.push({ conflict: conflict.data, decision, other: null, place });
      continue;
    }
    const otherCell = otherColumn === null ? undefined : cells?.get(otherColumn);
    const other = readCell(otherCell);
    if (isBlankCell(otherCell) || !other.ok) {
      const message = `With "${decisionWords.other}" the value itself is needed. Type it in the column Other Value of the same row.`;
      problems.push({ code: 'value-missing', place, message });
      continue;
    }
    const shownAsDate = otherCell?.date ?? false;
    readings.push({ conflict: conflict.data, decision, other: { raw: other.value, shownAsDate }, place });
  }
  return readings;
}

function toDecision(value: RawValue): Decision | null {
  const typed = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return decisions.find((each) => decisionWords[each].toLowerCase() === typed || each === typed) ?? null;
}
