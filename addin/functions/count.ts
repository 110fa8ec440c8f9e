import type { RecordField } from '#engine/contract/model/field';
import { tableLayouts } from '#engine/contract/model/layout';
import type { ActionView, AssessmentView } from '../state/model.ts';
import { engineValue, personById } from '../state/select.ts';
import { type Answer, wrong } from './answer.ts';
import { comparable } from './comparable.ts';
import type { Figures } from './figures.ts';
import { engineFault, findAssessment } from './find-assessment.ts';

/**
 * `=CONTROLBOOK.COUNT(assessment, field, value)`: how many action items have a value in a column of the sheet Action
 * Items, e.g. `"Test Result", "Passed"` or `"Assigned To", "Ann Lee"`. An empty value counts those that have none.
 */
export async function count(figures: Figures, assessment: string, field: string, value: string): Promise<Answer> {
  const column = columns.find(({ header, key }) => [comparable(header), comparable(key)].includes(comparable(field)));
  if (column === undefined)
    return wrong('function.noField', { field, known: columns.map(({ header }) => header).join(', ') });
  const found = await findAssessment(figures, assessment);
  if (!found.ok) return found.error;
  const view = await figures.view(found.value.id);
  if (!view.ok) return engineFault();
  const wanted = comparable(value);
  return view.value.actions.filter((action) => {
    const has = column
      .read(action, view.value)
      .map(comparable)
      .filter((text) => text !== '');
    return wanted === '' ? has.length === 0 : has.includes(wanted);
  }).length;
}

type Reader = (action: ActionView, view: AssessmentView) => readonly string[];
type Column = { readonly key: string; readonly header: string; readonly read: Reader };

const readers: Readonly<Record<string, Reader>> = {
  title: (action) => [action.title],
  controls: (action) => action.controls,
  owner: (action) => action.owners,
  type: (action) => [action.type],
  category: (action) => [action.category ?? ''],
  purpose: (action) => [action.purpose ?? ''],
  enforcement: (action) => [action.enforcement ?? ''],
  parents: (action) => action.parents,
  points: (action) => [String(action.points)],
  assignedTo: (action, view) => {
    const id = engineValue(action, 'assignedTo');
    const person = personById(view, id);
    return person === null ? [String(id ?? '')] : [person.name, person.email ?? '', person.id];
  },
};

/** The columns of the sheet that hold something one can count, under the headers people know. */
const columns: readonly Column[] = tableLayouts.actions.columns.flatMap(({ key, header, field }) => {
  const read = readers[key] ?? (field === null ? undefined : recordReader(field));
  return read === undefined ? [] : [{ key, header, read }];
});

function recordReader(field: RecordField): Reader {
  return (action) => [String(engineValue(action, field) ?? '')];
}
