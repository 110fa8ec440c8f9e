import type { AssessmentView } from '../state/model.ts';
import { engineValue } from '../state/select.ts';
import { type Answer, missing } from './answer.ts';
import { comparable } from './comparable.ts';
import type { Figures } from './figures.ts';
import { engineFault, findAssessment } from './find-assessment.ts';

/**
 * `=CONTROLBOOK.STATUS(item, [assessment])`: the state of a control, named by its id or title, or the implementation
 * status of an action, named by its title. Without an assessment it is looked for in the one of the open workbook.
 */
export async function status(figures: Figures, item: string, assessment: string): Promise<Answer> {
  const found = await findAssessment(figures, assessment);
  if (!found.ok) return found.error;
  const view = await figures.view(found.value.id);
  if (!view.ok) return engineFault();
  return statusIn(view.value, item) ?? missing('function.noItem', { item, assessment: found.value.title });
}

function statusIn(view: AssessmentView, item: string): string | null {
  const wanted = comparable(item);
  const control = view.controls.find(({ id }) => comparable(id) === wanted);
  if (control !== undefined) return control.state;
  const action = view.actions.find(({ title }) => comparable(title) === wanted);
  if (action !== undefined) return String(engineValue(action, 'implementationStatus'));
  return view.controls.find(({ title }) => comparable(title) === wanted)?.state ?? null;
}
