import type { ColumnMapping } from '../../../app/ports.ts';
import { defaultActionPoints, type MappingTarget } from '../../../contract/model/vocabulary.ts';
import { type ColumnLook, lookAtColumns } from './column-look.ts';
import { errorSheetName } from './error-sheet.ts';
import { findHeaderRow } from './find-header-row.ts';
import type { Grid, GridRow, GridSheet } from './grid.ts';
import { headerFit } from './header-words.ts';

/**
 * Proposes how a spreadsheet nobody made for this program could be read: the sheet that looks most like a list of
 * controls, its header row, and a column for each target that the header or the look of the cells speaks for. Null
 * when no sheet has a column that could hold the controls' ids.
 */
export function proposeMapping(grid: Grid, name: string): ColumnMapping | null {
  const proposals = grid.sheets
    .filter((sheet) => sheet.visible && sheet.name !== errorSheetName)
    .flatMap((sheet) => proposeForSheet(sheet, name) ?? [])
    .toSorted((one, other) => other.weight - one.weight);
  return proposals[0]?.mapping ?? null;
}

type Proposal = { readonly mapping: ColumnMapping; readonly weight: number };

function proposeForSheet(sheet: GridSheet, name: string): Proposal | null {
  const found = findHeaderRow(sheet);
  if (found === null) return null;
  const rows = sheet.rows.filter(({ row }) => row > found.header.row);
  const looks = lookAtColumns(found.header, rows);
  const columns = assignTargets(looks);
  if (columns.controlId === undefined) return null;
  return {
    mapping: {
      name,
      sheet: sheet.name,
      headerRow: found.header.row,
      columns,
      fillDown: needsFillDown(looks, columns, rows),
      defaultPoints: defaultActionPoints,
    },
    weight: found.fit + Math.min(20, rows.length),
  };
}

type Columns = Readonly<Partial<Record<MappingTarget, string>>>;

function assignTargets(looks: readonly ColumnLook[]): Columns {
  const columns: Partial<Record<MappingTarget, string>> = {};
  const taken = new Set<string>();
  const take = (target: MappingTarget, score: (look: ColumnLook) => number, least: number): ColumnLook | null => {
    const open = looks.filter(({ header }) => !taken.has(header));
    const best = open.toSorted((one, other) => score(other) - score(one))[0];
    if (best === undefined || score(best) < least) return null;
    columns[target] = best.header;
    taken.add(best.header);
    return best;
  };
  const fits = (target: MappingTarget) => (look: ColumnLook) => headerFit(look.header, target);

  const id = take('controlId', idScore, 6);
  if (id === null) return {};
  for (const target of ['actionTitle', 'actionPoints', 'actionType', 'actionOwner', 'link', 'controlParent'] as const) {
    take(target, fits(target), 8);
  }
  take('articleId', fits('articleId'), 8);
  take('responsibility', fits('responsibility'), 8);
  take('controlFamily', familyScore, 5);
  const ownText = id.prefixed > id.ids; // the column holds `GV.OC-01: text`: id and title in one
  if (ownText) columns.controlTitle = id.header;
  else take('controlTitle', titleScore, 4);
  take('controlDescription', ownText ? fits('controlDescription') : descriptionScore, 4);
  if (ownText && columns.controlDescription === undefined) columns.controlDescription = id.header;
  take('actionDescription', fits('actionDescription'), 7);
  return columns;
}

/** A column of ids has ids in it, whatever its header; the header decides between several. */
function idScore(look: ColumnLook): number {
  const ids = look.ids + look.prefixed;
  if (look.filled === 0 || ids < 0.5) return 0;
  const plain = look.ids >= 0.5 ? 3 : 0;
  return headerFit(look.header, 'controlId') + plain + (look.repeated < 0.2 ? 3 : 0) + ids;
}

/** Few texts for many rows, repeated or standing alone above their rows. */
function familyScore(look: ColumnLook): number {
  const named = headerFit(look.header, 'controlFamily');
  if (look.filled === 0) return 0;
  const looksLike = look.repeated > 0.6 && look.distinct > 1 && look.averageLength < 80 && look.ids < 0.5;
  return named + (looksLike ? 5 : 0);
}

function titleScore(look: ColumnLook): number {
  const named = headerFit(look.header, 'controlTitle');
  const looksLike = look.averageLength >= 5 && look.averageLength < 120 && look.repeated < 0.5 && look.ids < 0.5;
  return look.filled === 0 ? 0 : named + (looksLike ? 4 : 0);
}

function descriptionScore(look: ColumnLook): number {
  const named = headerFit(look.header, 'controlDescription');
  const guidance = headerFit(look.header, 'actionDescription');
  const looksLike = look.averageLength >= 50 && look.repeated < 0.5 && guidance === 0;
  return look.filled === 0 ? 0 : named + (looksLike ? 4 : 0);
}

/** True when controls stand on rows whose family or id is given by a row above. */
function needsFillDown(looks: readonly ColumnLook[], columns: Columns, rows: readonly GridRow[]): boolean {
  const isFull = (target: MappingTarget) => {
    const look = looks.find(({ header }) => header === columns[target]);
    return look === undefined || look.filled === rows.length;
  };
  const id = looks.find(({ header }) => header === columns.controlId);
  return !isFull('controlFamily') || !isFull('controlId') || !isFull('controlTitle') || (id?.repeated ?? 0) > 0;
}
