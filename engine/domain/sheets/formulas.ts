import { type TableKey, tableLayouts } from '../../contract/model/layout.ts';
import type { ScoringSettings } from '../../contract/model/score.ts';
import { columnLetters, quoteSheet } from './address.ts';

/**
 * Plain A1 formulas, alike in every spreadsheet program: no structured references, no dynamic arrays, no names of new
 * functions. Cells of the same row are relative, so that a row may be sorted away; other tables are absolute ranges.
 */

/** Last data row of the tables formulas add up. */
export type TableEnds = Readonly<Record<'actions' | 'controls' | 'providerControls', number>>;

/** Longest text a criterion may hold in Excel. */
const maxCriterion = 255;

export function stageFormula(row: number): string {
  const [status, result] = [cellOf('actions', 'implementationStatus', row), cellOf('actions', 'testResult', row)];
  const implemented = `OR(${status}="Implemented",${status}="Alternative Implementation")`;
  return `IF(OR(${result}="",${result}="Not Assessed"),IF(${implemented},"Implemented","Review"),"Test")`;
}

export function achievedFormula(row: number, finishedByParent: boolean): string {
  const [status, result] = [cellOf('actions', 'implementationStatus', row), cellOf('actions', 'testResult', row)];
  const points = cellOf('actions', 'points', row);
  // A parent fills silence; it never overrules the action's own scope or failed test.
  if (finishedByParent) {
    return `IF(OR(${status}="Not in Scope",${result}="Not in Scope",LEFT(${result},6)="Failed"),0,${points})`;
  }
  const implemented = `OR(${status}="Implemented",${status}="Alternative Implementation")`;
  return `IF(AND(${implemented},${result}="Passed"),${points},0)`;
}

export function possibleFormula(row: number, notInScope: ScoringSettings['notInScope']): string {
  const [status, result] = [cellOf('actions', 'implementationStatus', row), cellOf('actions', 'testResult', row)];
  const points = cellOf('actions', 'points', row);
  return notInScope === 'compatible' ? points : `IF(OR(${status}="Not in Scope",${result}="Not in Scope"),0,${points})`;
}

export function providerAchievedFormula(row: number): string {
  return `IF(${cellOf('providerControls', 'testResult', row)}="Passed",${cellOf('providerControls', 'points', row)},0)`;
}

export function providerPossibleFormula(row: number, notInScope: ScoringSettings['notInScope']): string {
  const points = cellOf('providerControls', 'points', row);
  return notInScope === 'compatible'
    ? points
    : `IF(${cellOf('providerControls', 'testResult', row)}="Not in Scope",0,${points})`;
}

/**
 * The points of a control: the sum over the rows whose Controls cell names it. Null when no criterion can say so ; the
 * caller then writes the number.
 */
export function controlPointsFormula(
  column: 'achieved' | 'possible',
  token: string,
  ends: TableEnds,
  providerPoints: boolean,
): string | null {
  const criterion = `*; ${escapeWildcards(token)};*`;
  if (!isPortable(criterion)) return null;
  const parts = (['actions', ...(providerPoints ? (['providerControls'] as const) : [])] as const).map(
    (table) => `SUMIF(${rangeOf(table, 'controls', ends)},${quoteText(criterion)},${rangeOf(table, column, ends)})`,
  );
  return parts.join('+');
}

export function familyPointsFormula(column: 'achieved' | 'possible', family: string, ends: TableEnds): string | null {
  const criterion = `=${escapeWildcards(family)}`;
  // Without a letter it is compared as a number or a day, and 1.1 would be 1.10.
  if (!isPortable(criterion) || !/\p{L}/u.test(family)) return null;
  return `SUMIF(${rangeOf('controls', 'family', ends)},${quoteText(criterion)},${rangeOf('controls', column, ends)})`;
}

export function totalPointsFormula(
  column: 'achieved' | 'possible',
  ends: TableEnds,
  settings: ScoringSettings,
): string {
  if (settings.rollUp === 'per-control') return `SUM(${rangeOf('controls', column, ends)})`;
  const own = `SUM(${rangeOf('actions', column, ends)})`;
  return settings.providerPoints ? `${own}+SUM(${rangeOf('providerControls', column, ends)})` : own;
}

/** A fraction for a percent cell; an empty text where nothing is possible. */
export function ratioFormula(achieved: string, possible: string): string {
  return `IF(${group(possible)}=0,"",${group(achieved)}/${group(possible)})`;
}

function group(formula: string): string {
  return formula.includes('+') ? `(${formula})` : formula;
}

export function cellOf(table: TableKey, column: string, row: number): string {
  return `${columnLetters(columnIndex(table, column))}${row}`;
}

function rangeOf(table: keyof TableEnds, column: string, ends: TableEnds): string {
  const layout = tableLayouts[table];
  const letters = columnLetters(columnIndex(table, column));
  return `${quoteSheet(layout.sheet)}!$${letters}$${layout.headerRow + 1}:$${letters}$${ends[table]}`;
}

function columnIndex(table: TableKey, column: string): number {
  const layout = tableLayouts[table];
  const index = layout.columns.findIndex((each) => each.key === column);
  if (index < 0) throw new Error(`No column ${column} in ${layout.name}`); // a bug: the layout is data
  return layout.firstColumn + index;
}

function escapeWildcards(text: string): string {
  return text.replace(/[~*?]/g, '~$&');
}

/** Longer criteria fail in Excel; two escaped wildcards in a row are read differently by IronCalc 0.8.4. */
function isPortable(criterion: string): boolean {
  return criterion.length <= maxCriterion && !/~[~*?]~[~*?]/.test(criterion);
}

function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
