import type { ReadSheet } from '../../contract/model/cells.ts';
import { assessmentId, type Cursor, cursor, workbookId } from '../../contract/model/ids.ts';
import { cellNames, columnsRevision, layoutVersion, sheetNames } from '../../contract/model/layout.ts';
import type { CellValue, LooseCell, SheetModel } from '../../contract/model/table.ts';
import { err, ok, type Result } from '../result.ts';
import type { WorkbookIdentity } from './view.ts';

/** Rows kept for cursors, so that later rows never move. */
const cursorRows = 8;
const mark = 'controlbook';

/**
 * The very hidden sheet: a word in column A says what its row holds. The last row is a check sum, so that a half-restored
 * or hand-edited sheet is recognised.
 */
export function identitySheet(identity: WorkbookIdentity): SheetModel {
  const lines: (readonly CellValue[])[] = [
    [mark, 'This sheet tells Controlbook which workbook this is. Please leave it as it is.'],
    ['layout', layoutVersion, columnsRevision],
    ...identityLines(identity),
    ['check', checkSum(identityLines(identity))],
  ];
  return {
    name: sheetNames.identity,
    visibility: 'veryHidden',
    tabTone: 'neutral',
    loose: lines.flatMap((line, index) => line.map((value, column) => looseCell(index + 1, column + 1, value))),
    tables: [],
    widths: {},
    charts: [],
    protected: true,
    landscape: false,
    frozen: { rows: 0, columns: 0 },
  };
}

function identityLines(identity: WorkbookIdentity): (readonly (string | number | null)[])[] {
  return [
    ['organisation', identity.organisation],
    ['workbook', identity.workbook],
    ['assessment', identity.assessment],
    ['template', identity.templateVersion],
    ...Array.from({ length: cursorRows }, (_, index) => {
      const at = identity.cursors[index];
      return at === undefined ? ['cursor', null, null, null] : ['cursor', at.partition, at.epoch, at.position];
    }),
  ];
}

function looseCell(row: number, column: number, value: CellValue): LooseCell {
  const name = row === 1 && column === 1 ? cellNames.identity : null;
  return { row, column, value, role: 'value', kind: 'text', name, input: false, span: 1 };
}

export type IdentityProblem = {
  /** `not-controlbook`: somebody else's workbook. `newer-layout`: written by a later version. */
  readonly code: 'not-controlbook' | 'damaged-identity' | 'newer-layout';
  readonly message: string;
};

/** Reads what `identitySheet` wrote; `sheet` is null where the workbook has none. */
export function readIdentity(sheet: ReadSheet | null): Result<WorkbookIdentity, IdentityProblem> {
  const lines = sheet === null ? [] : readLines(sheet);
  if (lines[0]?.[0] !== mark) {
    const message = `The workbook has no ${sheetNames.identity} sheet, so it is not a Controlbook workbook. Create the workbook anew from its assessment, or import it as a template.`;
    return err({ code: 'not-controlbook', message });
  }
  const layout = lineOf(lines, 'layout')?.[1];
  if (typeof layout !== 'number') return damaged('the layout version is missing');
  if (layout > layoutVersion) {
    const message = `The workbook has layout ${layout}, written by a later version of Controlbook; this one knows layouts up to ${layoutVersion}. Update the engine.`;
    return err({ code: 'newer-layout', message });
  }
  const workbook = workbookId.safeParse(lineOf(lines, 'workbook')?.[1]);
  const assessment = assessmentId.safeParse(lineOf(lines, 'assessment')?.[1]);
  const organisation = lineOf(lines, 'organisation')?.[1];
  const templateVersion = lineOf(lines, 'template')?.[1];
  if (!workbook.success || !assessment.success) return damaged('an id is missing or is not one');
  if (typeof organisation !== 'string' || typeof templateVersion !== 'number') return damaged('an entry is missing');
  const cursors = readCursors(lines);
  if (cursors === null) return damaged('a position is not one');
  const identity: WorkbookIdentity = {
    organisation,
    workbook: workbook.data,
    assessment: assessment.data,
    templateVersion,
    cursors,
  };
  if (lineOf(lines, 'check')?.[1] !== checkSum(identityLines(identity))) return damaged('the check sum differs');
  return ok(identity);
}

function damaged(what: string): Result<never, IdentityProblem> {
  const message = `The ${sheetNames.identity} sheet is damaged (${what}), so the engine cannot know what this file last saw. Nothing was read from it; take a fresh copy of the workbook and paste your changes there.`;
  return err({ code: 'damaged-identity', message });
}

function readCursors(lines: readonly Line[]): readonly Cursor[] | null {
  const cursors: Cursor[] = [];
  for (const [word, partition, epoch, position] of lines) {
    if (word !== 'cursor' || partition === undefined) continue;
    const parsed = cursor.safeParse({ partition, epoch, position });
    if (!parsed.success || cursors.length === cursorRows) return null;
    cursors.push(parsed.data);
  }
  return cursors;
}

type Line = readonly (string | number | boolean | undefined)[];

function readLines(sheet: ReadSheet): readonly Line[] {
  const lines = new Map<number, (string | number | boolean | undefined)[]>();
  for (const cell of sheet.cells) {
    if (cell.column > 4) continue;
    const line = lines.get(cell.row) ?? [];
    line[cell.column - 1] = cell.value;
    lines.set(cell.row, line);
  }
  return [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
}

function lineOf(lines: readonly Line[], word: string): Line | undefined {
  return lines.find(([first]) => first === word);
}

/** 53 bits over the lines' text: against slips and half-restored files, not against forgery. */
function checkSum(lines: readonly (readonly (string | number | null)[])[]): string {
  const text = JSON.stringify(lines);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}
