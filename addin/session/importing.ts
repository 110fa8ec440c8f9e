import { parseReference } from '#engine/domain/sheets/address';
import type { CellMark, Host } from '../sheets/host.ts';
import type { UploadFile } from '../state/asking.ts';
import type { ChosenFile, Finding, Importing, ImportPreview, ImportSource, Intent } from '../state/model.ts';
import type { Calls } from './calls.ts';
import type { Joined } from './parts.ts';
import { hostProblem, problemOf } from './problems.ts';

/** Templates from the open workbook or a file: look, preview with findings in their cells, commit. */
export interface TemplateImporting {
  inspectOpen(): Promise<void>;
  inspectFile(file: ChosenFile, companions: readonly ChosenFile[]): Promise<void>;
  preview(intent: Extract<Intent, { do: 'previewImport' }>): Promise<void>;
  commit(): Promise<void>;
  showPlace(place: string): Promise<void>;
  clearMarks(): Promise<void>;
  drop(): Promise<void>;
}

export function createTemplateImporting({ host, state, tell }: Joined, calls: Calls): TemplateImporting {
  let files: readonly UploadFile[] = [];
  let marked: readonly string[] = [];

  const set = (importing: Importing): void => tell({ kind: 'set', to: { importing } });
  const inspect = async (source: ImportSource, again: Intent): Promise<void> => {
    set({ kind: 'reading' });
    const inspection = await calls.during('reading-workbook', () =>
      calls.ask('inspectUpload', { upload: {}, files }, again),
    );
    set(inspection === null ? { kind: 'none' } : { kind: 'inspected', source, inspection });
  };
  const clearMarks = async (): Promise<void> => {
    for (const sheet of marked) await markSheet(host, sheet, []);
    marked = [];
    const { importing } = state();
    if (importing.kind === 'previewed') set({ ...importing, marked: 0 });
  };

  return {
    async inspectOpen() {
      await clearMarks();
      set({ kind: 'reading' });
      const file = await calls.during('reading-workbook', () => host.file());
      if (!file.ok) {
        const problem = hostProblem(file.error, [{ do: 'inspectOpenWorkbook' }]);
        tell({
          kind: 'problem',
          problem: problem ?? problemOf('excel-busy', { remedies: [{ do: 'inspectOpenWorkbook' }] }),
        });
        return set({ kind: 'none' });
      }
      files = [file.value];
      return inspect({ kind: 'open-workbook', name: file.value.name }, { do: 'inspectOpenWorkbook' });
    },
    async inspectFile(file, companions) {
      await clearMarks();
      files = [file, ...companions];
      return inspect({ kind: 'file', name: file.name }, { do: 'inspectFile', file, companions });
    },
    async preview(intent) {
      const { importing } = state();
      if (importing.kind !== 'inspected' && importing.kind !== 'previewed') return;
      await clearMarks();
      const { choice, mapping } = intent;
      const preview = await calls.during('previewing-import', () =>
        calls.ask('previewImport', { upload: { choice, mapping }, files }, intent),
      );
      if (preview === null) return;
      const { source, inspection } = importing;
      const marks = source.kind === 'open-workbook' ? await markFindings(host, preview) : { sheets: [], cells: 0 };
      marked = marks.sheets;
      set({ kind: 'previewed', source, inspection, mapping, preview, marked: marks.cells });
    },
    async commit() {
      const { importing } = state();
      if (importing.kind !== 'previewed') return;
      const params = { preview: importing.preview.id };
      const committed = await calls.command('commitImport', { params }, 'importing', { do: 'commitImport' });
      if (committed === null) return;
      await clearMarks();
      files = [];
      const { outcome, template, status } = committed;
      set({ kind: 'imported', source: importing.source, outcome, template, status });
    },
    async showPlace(place) {
      const found = parseReference(place);
      const selected = found === null ? null : await host.select(found);
      if (selected?.ok === true) return;
      tell({ kind: 'problem', problem: problemOf('gone', { data: { place } }) });
    },
    clearMarks,
    async drop() {
      await clearMarks();
      files = [];
      set({ kind: 'none' });
    },
  };
}

/** Marks the cells of findings, the worst of each cell; findings about a row or the whole file have no cell. */
async function markFindings(
  host: Host,
  { findings }: ImportPreview,
): Promise<{ readonly sheets: readonly string[]; readonly cells: number }> {
  const bySheet = new Map<string, Map<string, CellMark>>();
  for (const finding of findings) {
    const place = finding.place === null ? null : parseReference(finding.place);
    if (place === null) continue;
    const marks = bySheet.get(place.sheet) ?? new Map<string, CellMark>();
    bySheet.set(place.sheet, marks);
    const at = `${place.row}:${place.column}`;
    marks.set(at, join(marks.get(at), finding, place.row, place.column));
  }
  let cells = 0;
  for (const [sheet, marks] of bySheet) {
    const done = await markSheet(host, sheet, [...marks.values()]);
    if (done) cells += marks.size;
  }
  return { sheets: [...bySheet.keys()], cells };
}

function join(before: CellMark | undefined, { severity, message }: Finding, row: number, column: number): CellMark {
  const kind = severity === 'error' || before?.kind === 'error' ? 'error' : 'warning';
  return { row, column, kind, note: before?.note == null ? message : `${before.note}\n${message}` };
}

async function markSheet(host: Host, sheet: string, marks: readonly CellMark[]): Promise<boolean> {
  const outline = await host.outline();
  const used = outline.ok ? outline.value.sheets.find(({ name }) => name === sheet)?.used : null;
  if (used == null) return false;
  const rows = marks.map(({ row }) => row);
  const columns = marks.map(({ column }) => column);
  const area = {
    sheet,
    firstRow: Math.min(used.firstRow, ...rows),
    lastRow: Math.max(used.lastRow, ...rows),
    firstColumn: Math.min(used.firstColumn, ...columns),
    lastColumn: Math.max(used.lastColumn, ...columns),
  };
  return (await host.mark(area, marks)).ok;
}
