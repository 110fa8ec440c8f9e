import { sheetNames, tableLayouts } from '../../contract/model/layout.ts';
import type { LooseCell, SheetModel, TableModel, Tone, WorkbookModel } from '../../contract/model/table.ts';
import { type Editable, lockFor } from './editable.ts';
import type { TableEnds } from './formulas.ts';
import { identitySheet } from './identity.ts';
import { peopleLabels } from './people-labels.ts';
import { projectActions } from './project-actions.ts';
import { projectControls, projectProviderControls } from './project-controls.ts';
import { projectOverview } from './project-overview.ts';
import { projectConflicts, projectEvidence, projectHistory } from './project-records.ts';
import type { AssessmentView } from './view.ts';

/**
 * The whole workbook of an assessment. The same view gives the same workbook; every formula carries the engine's own
 * number, so a program that never recalculates shows the same. What whoever gets it may not edit is locked.
 */
export function projectWorkbook(view: AssessmentView, editable: Editable = everything): WorkbookModel {
  const people = peopleLabels(view.people);
  const ends = tableEnds(view);
  const { title } = view.assessment;
  const workbook = {
    title,
    subject: `${view.template.name}, ${view.group}`,
    author: 'Controlbook',
    created: view.assessment.created,
    sheets: [
      projectOverview(view, ends),
      tableSheet(sheetNames.controls, 'accent', projectControls(view, ends), 'Every control of the assessment.'),
      tableSheet(
        sheetNames.actions,
        'good',
        projectActions(view, people),
        'Fill in the columns from Assigned To to Additional Information. Sort, filter and add columns as you like.',
      ),
      tableSheet(
        sheetNames.providerControls,
        'neutral',
        projectProviderControls(view),
        `What ${view.providerName} attests. Read-only.`,
      ),
      tableSheet(sheetNames.evidence, 'neutral', projectEvidence(view), 'Evidence is uploaded from the pane.'),
      tableSheet(
        sheetNames.conflicts,
        'warning',
        projectConflicts(view),
        'Two people gave different values. Choose a decision; until then the value in place stays.',
      ),
      tableSheet(sheetNames.history, 'neutral', projectHistory(view), 'The latest changes, newest first.'),
      identitySheet(view.workbook),
    ],
    names: {},
  };
  return lockFor(workbook, editable);
}

const everything: Editable = { data: true, testResults: true, assessment: true };

/** Where each table's data ends in a new workbook; known before the tables are built, because formulas point at them. */
function tableEnds(view: AssessmentView): TableEnds {
  const end = (table: keyof TableEnds, rows: number): number => tableLayouts[table].headerRow + Math.max(1, rows);
  return {
    actions: end('actions', view.actions.length),
    controls: end('controls', view.controls.length),
    providerControls: end('providerControls', view.providerActions.length),
  };
}

function tableSheet(name: string, tone: Tone, table: TableModel, note: string): SheetModel {
  const text = (row: number, value: string, role: LooseCell['role'], span: number): LooseCell => ({
    row,
    column: 1,
    value,
    role,
    kind: 'text',
    name: null,
    input: false,
    span,
  });
  return {
    name,
    visibility: 'visible',
    tabTone: tone,
    loose: [text(1, name, 'title', 1), text(2, note, 'note', 6)],
    tables: [table],
    widths: {},
    charts: [],
    // Not protected: protection would also stop people from sorting and from adding columns. What is typed over a locked
    // cell is put back by the next patch.
    protected: false,
    landscape: true,
    frozen: { rows: table.headerRow, columns: 1 },
  };
}
