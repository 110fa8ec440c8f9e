import type {
  ShownCell,
  ShownColumns,
  ShownFormat,
  ShownLook,
  ShownRow,
  ShownSheet,
  ShownValidation,
} from '../../../contract/model/shown-workbook.ts';
import { parseCell } from '../package/cell-reference.ts';
import type { Package } from '../package/open-package.ts';
import { readRelationships } from '../package/relationships.ts';
import { isTrue, type SheetEntry } from '../package/workbook-structure.ts';
import { XmlCursor } from '../package/xml-cursor.ts';
import { readSheet, type SheetContext } from '../read/read-sheet.ts';
import { readCharts } from './charts.ts';
import type { ReadColor } from './colors.ts';
import { readFormat } from './formats.ts';
import { readLinks } from './links.ts';
import { readNotes } from './notes.ts';
import { readTables } from './tables.ts';

export type ShowContext = {
  readonly workbook: Package;
  readonly cells: SheetContext;
  readonly looks: readonly ShownLook[];
  readonly readColor: ReadColor;
};

type Draft = {
  tabColor: string | null;
  gridlines: boolean;
  zoom: number;
  frozen: ShownSheet['frozen'];
  rowHeight: number | null;
  columnWidth: number | null;
  protection: ShownSheet['protection'];
  readonly columns: ShownColumns[];
  readonly rows: ShownRow[];
  readonly merges: string[];
  readonly validations: ShownValidation[];
  /** With their priority: the least is asked first. */
  readonly formats: { readonly priority: number; readonly format: ShownFormat }[];
  /** Looks of cells, by row and column. */
  readonly styles: Map<number, number>;
};

const columnsApart = 32_768;

/** Everything a sheet shows. Cells beyond the reader's caps are left out, as it leaves them out. Throws FileFault. */
export function showSheet(sheet: SheetEntry, context: ShowContext): ShownSheet {
  const { workbook, cells: cellContext } = context;
  const { text } = workbook.readText(sheet.part);
  const { cells } = readSheet(text, sheet.part, cellContext);
  const draft = surveySheet(new XmlCursor(text, sheet.part), context);
  const { styles, formats, ...shown } = draft;
  const shownCells: ShownCell[] = [];
  for (const { row, column, kind, value, formula, date } of cells) {
    const at = row * columnsApart + column;
    const style = styles.get(at) ?? 0;
    styles.delete(at);
    const later = date && cellContext.date1904 && typeof value === 'number' ? value + 1462 : value;
    const plain = kind === 'error' ? { error: String(value) } : later;
    shownCells.push(formula === null ? [row, column, plain, style] : [row, column, plain, style, formula]);
  }
  for (const [at, style] of styles) {
    if (style !== 0) shownCells.push([Math.floor(at / columnsApart), at % columnsApart, null, style]);
  }
  const relationships = readRelationships(workbook, sheet.part);
  return {
    ...shown,
    name: sheet.name,
    visibility: sheet.visibility,
    cells: shownCells,
    formats: formats.sort((a, b) => a.priority - b.priority).map(({ format }) => format),
    tables: readTables(workbook, sheet.part),
    links: readLinks(new XmlCursor(text, sheet.part), relationships),
    notes: readNotes(workbook, relationships),
    charts: readCharts(workbook, relationships),
  };
}

function surveySheet(cursor: XmlCursor, context: ShowContext): Draft {
  const draft: Draft = {
    tabColor: null,
    gridlines: true,
    zoom: 100,
    frozen: { rows: 0, columns: 0 },
    rowHeight: null,
    columnWidth: null,
    protection: null,
    columns: [],
    rows: [],
    merges: [],
    validations: [],
    formats: [],
    styles: new Map(),
  };
  while (cursor.next() !== 'end') {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'sheetData') surveyRows(cursor, context, draft);
    else if (cursor.local === 'conditionalFormatting') readFormats(cursor, context, draft);
    else if (cursor.local === 'dataValidation') draft.validations.push(readValidation(cursor));
    else surveySetting(cursor, context, draft);
  }
  return draft;
}

function surveySetting(cursor: XmlCursor, { readColor, workbook }: ShowContext, draft: Draft): void {
  switch (cursor.local) {
    case 'tabColor':
      draft.tabColor = readColor(cursor);
      return;
    case 'sheetView':
      draft.gridlines = isTrue(cursor.attribute('showGridLines') ?? '1');
      draft.zoom = Math.max(10, Math.min(400, Number(cursor.attribute('zoomScale') ?? 100) || 100));
      return;
    case 'pane':
      if (/^frozen/.test(cursor.attribute('state') ?? '')) {
        draft.frozen = { rows: countOf(cursor, 'ySplit'), columns: countOf(cursor, 'xSplit') };
      }
      return;
    case 'sheetFormatPr':
      draft.rowHeight = sizeOf(cursor, 'defaultRowHeight');
      draft.columnWidth = sizeOf(cursor, 'defaultColWidth');
      return;
    case 'col': {
      const first = countOf(cursor, 'min');
      const last = Math.min(countOf(cursor, 'max'), workbook.limits.columns);
      const hidden = isTrue(cursor.attribute('hidden'));
      const style = Number(cursor.attribute('style') ?? 0);
      if (first >= 1 && first <= last)
        draft.columns.push({ first, last, width: sizeOf(cursor, 'width'), hidden, style });
      return;
    }
    case 'mergeCell':
      draft.merges.push(cursor.attribute('ref') ?? '');
      return;
    case 'sheetProtection':
      if (isTrue(cursor.attribute('sheet'))) draft.protection = readProtection(cursor);
  }
}

function countOf(cursor: XmlCursor, name: string): number {
  return Math.max(0, Math.trunc(Number(cursor.attribute(name) ?? 0)) || 0);
}

function sizeOf(cursor: XmlCursor, name: string): number | null {
  const size = Number(cursor.attribute(name) ?? Number.NaN);
  return Number.isFinite(size) && size >= 0 ? size : null;
}

/** An attribute of 1 forbids; those with a default of 1 are allowed only when they say 0. */
const forbiddenUnlessSaid = [
  'formatCells',
  'formatColumns',
  'formatRows',
  'insertColumns',
  'insertRows',
  'insertHyperlinks',
  'deleteColumns',
  'deleteRows',
  'sort',
  'autoFilter',
  'pivotTables',
];

function readProtection(cursor: XmlCursor): NonNullable<ShownSheet['protection']> {
  const password = cursor.attribute('password') !== null || cursor.attribute('hashValue') !== null;
  return { password, allowed: forbiddenUnlessSaid.filter((name) => !isTrue(cursor.attribute(name) ?? '1')) };
}

/** From the open token of `sheetData`: sizes and looks; the cells' contents are read by the strict reader. */
function surveyRows(cursor: XmlCursor, { workbook: { limits } }: ShowContext, draft: Draft): void {
  const { depth } = cursor;
  let row = 0;
  let column = 0;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.namespace !== 'main') continue;
    if (cursor.local === 'row') {
      row = countOf(cursor, 'r') || row + 1;
      column = 0;
      if (row > limits.rows) continue;
      const height = sizeOf(cursor, 'ht');
      const fixed = isTrue(cursor.attribute('customHeight'));
      const hidden = isTrue(cursor.attribute('hidden'));
      const style = isTrue(cursor.attribute('customFormat')) ? Number(cursor.attribute('s') ?? 0) : null;
      if (height !== null || hidden || style !== null) draft.rows.push({ row, height, fixed, hidden, style });
    } else if (cursor.local === 'c') {
      column = parseCell(cursor.attribute('r') ?? '')?.column ?? column + 1;
      if (row <= limits.rows && column <= limits.columns) {
        draft.styles.set(row * columnsApart + column, Number(cursor.attribute('s') ?? 0));
      }
      cursor.skip();
    }
  }
}

function readFormats(cursor: XmlCursor, context: ShowContext, draft: Draft): void {
  const ranges = rangesOf(cursor.attribute('sqref'));
  const { depth } = cursor;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open' || cursor.local !== 'cfRule') continue;
    const priority = Number(cursor.attribute('priority') ?? 0);
    draft.formats.push({ priority, format: readFormat(cursor, ranges, context) });
  }
}

function rangesOf(list: string | null): readonly string[] {
  return (list ?? '').split(/\s+/).filter((range) => range !== '');
}

function readValidation(cursor: XmlCursor): ShownValidation {
  const attribute = (name: string): string => cursor.attribute(name) ?? '';
  const prompt = isTrue(cursor.attribute('showInputMessage'))
    ? { title: attribute('promptTitle'), text: attribute('prompt') }
    : null;
  const alert = isTrue(cursor.attribute('showErrorMessage'))
    ? { style: cursor.attribute('errorStyle') ?? 'stop', title: attribute('errorTitle'), text: attribute('error') }
    : null;
  const head = {
    ranges: rangesOf(cursor.attribute('sqref')),
    type: cursor.attribute('type') ?? 'none',
    operator: cursor.attribute('operator') ?? 'between',
    allowBlank: isTrue(cursor.attribute('allowBlank')),
    prompt: prompt !== null && prompt.text !== '' ? prompt : null,
    alert,
  };
  let formula1 = '';
  let formula2 = '';
  const { depth } = cursor;
  while (cursor.next() !== 'close' || cursor.depth !== depth) {
    if (cursor.token !== 'open') continue;
    if (cursor.local === 'formula1') formula1 = cursor.readElementText();
    else if (cursor.local === 'formula2') formula2 = cursor.readElementText();
  }
  return { ...head, formula1, formula2 };
}
