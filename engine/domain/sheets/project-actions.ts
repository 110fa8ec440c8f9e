import type { RecordField } from '../../contract/model/field.ts';
import { tableLayouts } from '../../contract/model/layout.ts';
import type { CellValue, TableModel } from '../../contract/model/table.ts';
import { blankValue } from '../fields/normalize.ts';
import { stageOf } from '../workflow/stage.ts';
import { buildTable, type RowCells } from './build-table.ts';
import { controlsCell } from './control-tokens.ts';
import { achievedFormula, possibleFormula, stageFormula } from './formulas.ts';
import type { PeopleLabels } from './people-labels.ts';
import type { ActionView, AssessmentView } from './view.ts';

/** A row per customer action; points and stage are formulas over the row's own cells, so that they follow the typing. */
export function projectActions(view: AssessmentView, people: PeopleLabels): TableModel {
  const layout = tableLayouts.actions;
  const rows = view.actions.map((action, index): RowCells => {
    const row = layout.headerRow + 1 + index;
    const { implementationStatus, testResult } = action.fields;
    const stage = stageOf(implementationStatus?.value ?? null, testResult?.value ?? null);
    return {
      key: action.id,
      ...(action.automatic === undefined ? {} : { locked: action.automatic.fields }),
      cells: {
        title: action.title,
        controls: controlsCell(action.controls),
        description: action.description,
        type: action.type,
        category: action.category,
        purpose: action.purpose,
        enforcement: action.enforcement,
        owner: action.owners.join('; '),
        parents: action.parents.join('\n'),
        secureScore: action.secureScore,
        points: action.points,
        stage: { formula: stageFormula(row), value: stage },
        achieved: { formula: achievedFormula(row, action.finishedByParent), value: action.achieved },
        possible: { formula: possibleFormula(row, view.scoring.notInScope), value: action.possible },
        assignedTo: assigneeCell(action, people),
        dueDate: dateCell(action, 'dueDate'),
        implementationStatus: textCell(action, 'implementationStatus'),
        implementationDate: dateCell(action, 'implementationDate'),
        implementationNotes: textCell(action, 'implementationNotes'),
        testResult: textCell(action, 'testResult'),
        testDate: dateCell(action, 'testDate'),
        testPlan: textCell(action, 'testPlan'),
        additionalInformation: textCell(action, 'additionalInformation'),
        evidence: action.evidence,
        notice: action.notice,
      },
    };
  });
  return buildTable(layout, rows, 0, people.all);
}

function textCell(action: ActionView, field: RecordField): CellValue {
  const value = action.fields[field]?.value ?? blankValue(field);
  return typeof value === 'string' ? value : null;
}

function dateCell(action: ActionView, field: RecordField): CellValue {
  const value = action.fields[field]?.value;
  return typeof value === 'string' ? { date: value } : null;
}

function assigneeCell(action: ActionView, people: PeopleLabels): CellValue {
  const value = action.fields.assignedTo?.value;
  return typeof value === 'string' ? people.labelOf(value) : null;
}
