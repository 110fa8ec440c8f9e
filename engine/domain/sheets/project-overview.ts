import { cellNames, sheetNames, tableLayouts } from '../../contract/model/layout.ts';
import type { Progress } from '../../contract/model/score.ts';
import type { CellValue, LooseCell, SheetModel, TableModel } from '../../contract/model/table.ts';
import { buildTable, type RowCells } from './build-table.ts';
import { clipText } from './clip-text.ts';
import { ambiguousTexts } from './control-tokens.ts';
import { cellOf, familyPointsFormula, ratioFormula, type TableEnds, totalPointsFormula } from './formulas.ts';
import { minuteOf } from './project-records.ts';
import type { AssessmentView, FamilyView } from './view.ts';

/** Points of the chart. The table never grows, because a chart's ranges are fixed once the workbook is made. */
const scoreHistoryLimit = 24;

export const disclaimer =
  'The compliance score measures progress in completing the actions of this assessment. It is no statement about, and no guarantee of, compliance with a standard or law; judging that remains with you and your auditors.';

export function projectOverview(view: AssessmentView, ends: TableEnds): SheetModel {
  const history = projectScoreHistory(view);
  const { headerRow } = tableLayouts.scoreHistory;
  const last = headerRow + scoreHistoryLimit;
  return {
    name: sheetNames.overview,
    visibility: 'visible',
    tabTone: 'accent',
    loose: looseCells(view, ends),
    tables: [projectFamilies(view, ends), history],
    widths: { 7: 4 },
    charts: [
      {
        kind: 'line',
        title: 'Compliance score over time',
        anchor: { row: 4, column: 8, rows: 13, columns: 8 },
        categories: `${sheetNames.overview}!$H$${headerRow + 1}:$H$${last}`,
        series: [{ name: 'Compliance Score', values: `${sheetNames.overview}!$I$${headerRow + 1}:$I$${last}` }],
      },
    ],
    protected: false,
    landscape: true,
    frozen: { rows: 0, columns: 0 },
  };
}

function looseCells(view: AssessmentView, ends: TableEnds): readonly LooseCell[] {
  const { assessment, template, score } = view;
  const achieved = totalPointsFormula('achieved', ends, view.scoring);
  const possible = totalPointsFormula('possible', ends, view.scoring);
  const points = (formula: string, value: number): CellValue => ({ formula, value });
  return [
    cell(1, 1, assessment.title, { role: 'title', name: cellNames.title, input: true, span: 6 }),
    cell(2, 1, `${template.name}, ${view.group}`, { role: 'subtitle', name: cellNames.subtitle, span: 6 }),
    ...pair(4, 'Template', `${template.name} (version ${template.version})`, { name: cellNames.template }),
    ...pair(5, 'Group', view.group, { name: cellNames.group }),
    ...pair(6, 'Product', assessment.product, { name: cellNames.product }),
    ...pair(7, 'Certification', assessment.certification, { name: cellNames.certification }),
    ...pair(8, 'In-scope services', assessment.inScopeServices.join('\n'), {
      kind: 'long',
      name: cellNames.services,
      input: true,
    }),
    ...pair(
      9,
      'Compliance score',
      { formula: ratioFormula(achieved, possible), value: fraction(score.percent) },
      {
        role: 'big-number',
        kind: 'percent',
        name: cellNames.score,
      },
    ),
    ...pair(10, 'Points achieved', points(achieved, score.achieved), { kind: 'whole', name: cellNames.achieved }),
    ...pair(11, 'Points possible', points(possible, score.possible), { kind: 'whole', name: cellNames.possible }),
    ...pair(12, 'Your controls assessed', progressText(view.progress.customer), { name: cellNames.customerProgress }),
    // The one label that depends on a setting has a name, so that a patch finds it.
    cell(13, 1, `${view.providerName} controls assessed`, { role: 'label', name: cellNames.providerLabel }),
    cell(13, 2, progressText(view.progress.provider), { name: cellNames.providerProgress, span: 4 }),
    ...pair(14, 'Status', view.archived === null ? 'Active' : `Archived ${minuteOf(view.archived)} UTC: read-only`, {
      name: cellNames.standing,
    }),
    ...pair(15, 'Last sync (UTC)', minuteOf(view.asOf), { name: cellNames.lastSync }),
    ...pair(16, 'Notice', view.notice, { kind: 'long', name: cellNames.notice }),
    cell(2, 8, disclaimer, { role: 'note', kind: 'long', span: 8 }),
    cell(3, 8, template.acknowledgement, { role: 'note', kind: 'long', name: cellNames.acknowledgement, span: 8 }),
  ];
}

function pair(row: number, label: string, value: CellValue, more: Partial<LooseCell>): readonly LooseCell[] {
  return [cell(row, 1, label, { role: 'label' }), cell(row, 2, value, { span: 4, ...more })];
}

function cell(row: number, column: number, value: CellValue, more: Partial<LooseCell>): LooseCell {
  const shown = typeof value === 'string' ? clipText(value) : value;
  return {
    row,
    column,
    value: shown === '' ? null : shown,
    role: 'value',
    kind: 'text',
    name: null,
    input: false,
    span: 1,
    ...more,
  };
}

/** Sums over the Controls sheet where controls add up; the engine's numbers where each action counts once. */
function projectFamilies(view: AssessmentView, ends: TableEnds): TableModel {
  const layout = tableLayouts.families;
  const ambiguous = ambiguousTexts(view.families.map(({ family }) => family));
  const points = (family: FamilyView, column: 'achieved' | 'possible'): CellValue => {
    const addsUp = view.scoring.rollUp === 'per-control' && !ambiguous.has(family.family.toLowerCase());
    const formula = addsUp ? familyPointsFormula(column, family.family, ends) : null;
    return formula === null ? family[column] : { formula, value: family[column] };
  };
  const rows = view.families.map((family, index): RowCells => {
    const row = layout.headerRow + 1 + index;
    const ratio = ratioFormula(cellOf('families', 'achieved', row), cellOf('families', 'possible', row));
    return {
      key: family.family,
      cells: {
        customer: progressText(family.progress.customer),
        provider: progressText(family.progress.provider),
        achieved: points(family, 'achieved'),
        possible: points(family, 'possible'),
        score: { formula: ratio, value: family.possible === 0 ? null : family.achieved / family.possible },
      },
    };
  });
  return buildTable(layout, rows, 5, []);
}

function projectScoreHistory(view: AssessmentView): TableModel {
  const shown = view.scoreHistory.slice(-scoreHistoryLimit);
  const rows = shown.map(({ date, percent }) => ({ key: date, cells: { score: fraction(percent) } }));
  return buildTable(tableLayouts.scoreHistory, rows, scoreHistoryLimit - rows.length, []);
}

function progressText({ assessed, total }: Progress): string {
  return `${assessed} / ${total}`;
}

function fraction(percent: number | null): number | null {
  return percent === null ? null : percent / 100;
}
