import type {
  AttestationInspection,
  AttestationMapping,
  FileProblem,
  ReadAttestations,
  SubmittedFile,
} from '../../../app/ports.ts';
import { type AttestationTarget, attestationTargets } from '../../../contract/model/vocabulary.ts';
import type { AttestationRow } from '../../../domain/attestations/plan-attestations.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { cellPlace, cellText, type Grid, type GridCell, type GridRow, type GridSheet } from './grid.ts';
import { openGrid } from './open-grid.ts';
import { startReading } from './reading.ts';

type Submitted = Pick<SubmittedFile, 'name' | 'bytes'>;

/** Proposes which column of a spreadsheet says what of an attestation. */
export function inspectAttestationSheet(file: Submitted): Result<AttestationInspection, FileProblem> {
  const grid = openGrid(file);
  if (!grid.ok) return grid;
  const proposal = proposeColumns(grid.value);
  return ok({
    format: 'spreadsheet',
    proposal,
    needsTemplate: proposal !== null && proposal.columns.action === undefined,
  });
}

/** Reads a row an attestation by the mapping, or the proposed one. Rows that name neither action nor control are passed over. */
export function readAttestationSheet(
  file: Submitted,
  mapping: AttestationMapping | null,
): Result<ReadAttestations, FileProblem> {
  const grid = openGrid(file);
  if (!grid.ok) return grid;
  const chosen = mapping ?? proposeColumns(grid.value);
  if (chosen === null) return err(noColumns);
  const reading = startReading();
  const sheet = grid.value.sheets.find(({ name }) => name === chosen.sheet);
  if (sheet === undefined) reading.report('missing-sheet', 'mapping.sheet', null, chosen.sheet);
  const columns = sheet === undefined ? null : locateColumns(sheet, chosen);
  for (const header of columns?.missing ?? []) {
    reading.report(
      'missing-column',
      'mapping.columns',
      cellPlace(chosen.sheet, chosen.headerRow, 1),
      header,
      chosen.sheet,
    );
  }
  const rows = columns === null || sheet === undefined ? [] : sheet.rows.filter(({ row }) => row > chosen.headerRow);
  return ok({
    format: 'spreadsheet',
    source: `${file.name}, ${chosen.sheet}`,
    dateSystem: grid.value.dateSystem,
    findings: reading.findings,
    rows: rows.flatMap((row) => (columns === null ? [] : (toRow(chosen.sheet, row, columns.byTarget) ?? []))),
  });
}

const noColumns: FileProblem = {
  code: 'no-attestations-found',
  message:
    'No sheet has a header row that names provider actions or controls and their results. Name the columns, for example Control ID, Result, Tester, Test Date and Notes, or give a mapping.',
};

type Columns = { readonly byTarget: ReadonlyMap<AttestationTarget, number>; readonly missing: readonly string[] };

function locateColumns(sheet: GridSheet, mapping: AttestationMapping): Columns {
  const header = sheet.rows.find(({ row }) => row === mapping.headerRow);
  const columnByHeader = new Map([...(header?.cells ?? [])].map(([column, cell]) => [cellText(cell), column]));
  const byTarget = new Map<AttestationTarget, number>();
  const missing: string[] = [];
  for (const target of attestationTargets) {
    const wanted = mapping.columns[target];
    if (wanted === undefined) continue;
    const column = columnByHeader.get(wanted.trim());
    if (column === undefined) missing.push(wanted);
    else byTarget.set(target, column);
  }
  return { byTarget, missing };
}

function toRow(
  sheet: string,
  { row, cells }: GridRow,
  columns: ReadonlyMap<AttestationTarget, number>,
): AttestationRow | null {
  const cell = (target: AttestationTarget) => cells.get(columns.get(target) ?? 0);
  const action = cellText(cell('action')) || null;
  const control = cellText(cell('control')) || null;
  if (action === null && control === null) return null;
  const named = columns.get(action === null ? 'control' : 'action') ?? 1;
  return {
    place: cellPlace(sheet, row, named),
    action,
    control,
    statement: raw(cell('statement')),
    result: raw(cell('result')),
    testDate: raw(cell('testDate')),
    tester: raw(cell('tester')),
    notes: raw(cell('notes')),
    dated: cell('testDate')?.date === true,
  };
}

/** A cell that shows an error says nothing that could be recorded; its text is refused where a word of a list is wanted. */
function raw(cell: GridCell | undefined): string | number | boolean | null {
  return cell === undefined ? null : cell.kind === 'error' ? String(cell.value) : cell.value;
}

/** The sheet and row whose cells name most of what an attestation is made of; null without a subject and a result or statement. */
function proposeColumns(grid: Grid): AttestationMapping | null {
  let best: AttestationMapping | null = null;
  for (const sheet of grid.sheets.filter(({ visible }) => visible)) {
    for (const row of sheet.rows.slice(0, 25)) {
      const columns = matchHeaders(row);
      const hasSubject = columns.action !== undefined || columns.control !== undefined;
      const says = columns.result !== undefined || columns.statement !== undefined;
      if (!hasSubject || !says) continue;
      if (Object.keys(columns).length > Object.keys(best?.columns ?? {}).length) {
        best = { sheet: sheet.name, headerRow: row.row, columns };
      }
    }
  }
  return best;
}

function matchHeaders(row: GridRow): AttestationMapping['columns'] {
  const columns: Partial<Record<AttestationTarget, string>> = {};
  for (const cell of row.cells.values()) {
    const header = cellText(cell);
    const words = header
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const target = attestationTargets.find((one) => columns[one] === undefined && headerWords[one].test(words));
    if (target !== undefined) columns[target] = header;
  }
  return columns;
}

const headerWords: Readonly<Record<AttestationTarget, RegExp>> = {
  action: /^(provider )?actions?( title| name| id)?$/,
  control:
    /^(control|requirement|criterion|criteria|clause)s?( id| ids| identifier| number| no| ref| reference)?$|^id$/,
  result: /^(test |assessment |audit )?(result|results|status|conclusion|outcome|opinion)$/,
  tester: /^(tester|tested by|auditor|audited by|audit firm|assessor|assessed by|independent assessor)$/,
  testDate: /^((test|testing|assessment|audit|report) date|date|date (tested|of test|of report)|tested on)$/,
  notes: /^(notes?|comments?|remarks?|exceptions?|deviations?|exceptions noted)$/,
  statement:
    /^(attestation|statement|description|response|control activity|implementation( statement| details| description)?)$/,
};
