import { tableLayouts } from '../../contract/model/layout.ts';
import type { CellValue, TableModel } from '../../contract/model/table.ts';
import { noAttestation, type Responsibility } from '../../contract/model/vocabulary.ts';
import { buildTable, type RowCells } from './build-table.ts';
import { ambiguousTexts, controlsCell, controlToken } from './control-tokens.ts';
import { controlPointsFormula, providerAchievedFormula, providerPossibleFormula, type TableEnds } from './formulas.ts';
import { linkCell } from './link-cell.ts';
import type { AssessmentView, ControlView } from './view.ts';

/** A row per control in template order; its points are the sum over the action rows that name it. */
export function projectControls(view: AssessmentView, ends: TableEnds): TableModel {
  const ambiguous = ambiguousTexts(view.controls.map(({ id }) => controlToken(id)));
  const points = (control: ControlView, column: 'achieved' | 'possible'): CellValue => {
    const token = controlToken(control.id);
    const formula = ambiguous.has(token.toLowerCase())
      ? null
      : controlPointsFormula(column, token, ends, view.scoring.providerPoints);
    return formula === null ? control[column] : { formula, value: control[column] };
  };
  const rows = view.controls.map(
    (control): RowCells => ({
      key: control.id,
      cells: {
        family: control.family,
        id: control.id,
        title: control.title,
        articleId: control.articleId,
        labels: control.labels.join('; '),
        responsibility: responsibilityWord(control.responsibility, view.providerName),
        state: control.state,
        assessed: control.assessed ? 'Yes' : 'No',
        achieved: points(control, 'achieved'),
        possible: points(control, 'possible'),
        actions: control.actions.join('\n'),
        related: control.related.join('\n'),
        description: control.description,
        link: linkCell(control.link),
      },
    }),
  );
  return buildTable(tableLayouts.controls, rows, 0, []);
}

/** A row per provider action, all of it the engine's. */
export function projectProviderControls(view: AssessmentView): TableModel {
  const layout = tableLayouts.providerControls;
  const counted = view.scoring.providerPoints;
  const rows = view.providerActions.map((action, index): RowCells => {
    const row = layout.headerRow + 1 + index;
    return {
      key: action.id,
      cells: {
        title: action.title,
        controls: controlsCell(action.controls),
        attestation: action.attestation ?? noAttestation,
        testResult: action.testResult ?? 'Not Assessed',
        testDate: action.testDate === null ? null : { date: action.testDate },
        tester: action.tester,
        notes: action.notes,
        source: action.source,
        points: action.points,
        achieved: counted ? { formula: providerAchievedFormula(row), value: action.achieved } : 0,
        possible: counted
          ? { formula: providerPossibleFormula(row, view.scoring.notInScope), value: action.possible }
          : 0,
        description: action.description,
      },
    };
  });
  return buildTable(layout, rows, 0, []);
}

/** A responsibility as people read it. */
function responsibilityWord(responsibility: Responsibility, providerName: string): string {
  switch (responsibility) {
    case 'customer':
      return 'Customer';
    case 'provider':
      return providerName;
    case 'shared':
      return 'Shared';
  }
}
