import { resultTones, statusTones } from '../../contract/model/layout.ts';
import type {
  CellValue,
  ColumnModel,
  LooseCell,
  SheetModel,
  TableModel,
  WorkbookModel,
} from '../../contract/model/table.ts';
import { clipText } from '../sheets/clip-text.ts';
import { peopleLabels } from '../sheets/people-labels.ts';
import { disclaimer } from '../sheets/project-overview.ts';
import { minuteOf } from '../sheets/project-records.ts';
import type { AssessmentView, ControlView } from '../sheets/view.ts';
import { actionsByControl, customerRows, evidenceTexts, providerRows, type ReportRow } from './report-rows.ts';

/** First row below the heading of a report sheet. */
const firstFamilyRow = 6;

/**
 * The assessment as auditors are used to get it: a sheet for each side, a grey band per family, under it a table with a
 * row per control and action. A snapshot: no formula, no input.
 */
export function projectReport(view: AssessmentView): WorkbookModel {
  const people = peopleLabels(view.people);
  const customer = actionsByControl(view.actions);
  const provider = actionsByControl(view.providerActions);
  const evidence = evidenceTexts(view);
  return {
    title: view.assessment.title,
    subject: `${view.template.name}, ${view.group}`,
    author: 'Controlbook',
    created: view.asOf,
    sheets: [
      reportSheet(view, 'customer', 'Customer Managed', customerColumns, (control) =>
        customerRows(evidence, control, customer.get(control.id) ?? [], people),
      ),
      reportSheet(view, 'provider', sheetName(`${view.providerName} Managed`), providerColumns, (control) =>
        providerRows(evidence, control, provider.get(control.id) ?? [], view.providerName),
      ),
    ],
    names: {},
  };
}

function reportSheet(
  view: AssessmentView,
  side: 'customer' | 'provider',
  name: string,
  columns: readonly ColumnModel[],
  rowsOf: (control: ControlView) => readonly ReportRow[],
): SheetModel {
  const tables: TableModel[] = [];
  const bands: LooseCell[] = [];
  let row = firstFamilyRow;
  for (const [family, controls] of controlsByFamily(view, side)) {
    const rows = controls.flatMap((control) =>
      rowsOf(control).map((cells, index) => ({
        key: `${control.id}/${index}`,
        cells: columns.map((column) => clipCell(cells[column.key] ?? null)),
      })),
    );
    bands.push(loose(row, family, 'band', columns.length));
    const table = {
      name: `CB_${side}_${tables.length + 1}`,
      headerRow: row + 1,
      firstColumn: 1,
      columns,
      rows,
      spare: 0,
    };
    tables.push(table);
    row = table.headerRow + Math.max(1, rows.length) + 2;
  }
  const { assessment, template, score } = view;
  const percent = score.percent === null ? 'nothing to score' : `${Math.round(score.percent * 10) / 10} %`;
  return {
    name,
    visibility: 'visible',
    tabTone: side === 'customer' ? 'accent' : 'neutral',
    loose: [
      loose(1, assessment.title, 'title', 6),
      loose(2, `${template.name} (version ${template.version}), ${view.group}`, 'subtitle', 6),
      loose(3, `${assessment.product}, ${assessment.certification}. As of ${minuteOf(view.asOf)} UTC.`, 'note', 6),
      loose(
        4,
        `Compliance score ${score.achieved} of ${score.possible} points (${percent}). ${disclaimer}`,
        'note',
        12,
      ),
      ...bands,
    ],
    tables,
    widths: {},
    charts: [],
    protected: false,
    landscape: true,
    frozen: { rows: 0, columns: 2 },
  };
}

/** Families in order of their first control on that side. */
function controlsByFamily(
  view: AssessmentView,
  side: 'customer' | 'provider',
): ReadonlyMap<string, readonly ControlView[]> {
  const families = new Map<string, ControlView[]>();
  for (const control of view.controls) {
    if (control.responsibility !== side && control.responsibility !== 'shared') continue;
    const known = families.get(control.family);
    if (known === undefined) families.set(control.family, [control]);
    else known.push(control);
  }
  return families;
}

function loose(row: number, value: string, role: LooseCell['role'], span: number): LooseCell {
  return { row, column: 1, value: clipText(value), role, kind: 'text', name: null, input: false, span };
}

function clipCell(value: CellValue): CellValue {
  if (value === '') return null;
  return typeof value === 'string' ? clipText(value) : value;
}

/** A sheet's name has at most 31 characters and none of `\ / ? * [ ] :`, nor an apostrophe at either end. */
function sheetName(wanted: string): string {
  const clean = wanted.replace(/[\\/?*[\]:]/g, ' ').replace(/\s+/g, ' ');
  const fits = clean.length <= 31 ? clean : `${clean.slice(0, 31 - ' Managed'.length).trim()} Managed`;
  const bare = fits.replace(/^['\s]+|['\s]+$/g, '');
  return bare.toLowerCase() === 'customer managed' ? 'Provider Managed' : bare;
}

function column(
  key: string,
  header: string,
  width: number,
  kind: ColumnModel['kind'],
  tones: ColumnModel['tones'] = {},
): ColumnModel {
  return { key, header, width, kind, hidden: false, locked: true, choices: null, tones, dataBar: false, hint: '' };
}

const shared = (person: ColumnModel): readonly ColumnModel[] => [
  column('control', 'Control', 14, 'text'),
  column('title', 'Title', 34, 'long'),
  column('description', 'Description', 50, 'long'),
  column('score', 'Compliance Score', 12, 'text'),
  column('related', 'Related Controls', 28, 'long'),
  column('action', 'Action Title', 36, 'long'),
  column('type', 'Action Type', 16, 'text'),
  column('details', 'Implementation Details', 44, 'long'),
  column('status', 'Implementation Status', 22, 'text', statusTones),
  column('implemented', 'Implementation Date', 14, 'date'),
  column('tested', 'Test Date', 14, 'date'),
  column('result', 'Test Result', 18, 'text', resultTones),
  person,
  column('owner', 'Owner', 22, 'text'),
  column('plan', 'Test Plan', 44, 'long'),
  column('information', 'Additional Information', 44, 'long'),
  column('evidence', 'Evidence', 44, 'long'),
];
const customerColumns = shared(column('person', 'Assigned To', 22, 'text'));
const providerColumns = shared(column('person', 'Tester', 22, 'text'));
