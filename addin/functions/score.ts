import type { Answer } from './answer.ts';
import type { Figures } from './figures.ts';
import { findAssessment } from './find-assessment.ts';

/** `=CONTROLBOOK.SCORE(assessment)`: points reached of points possible, 0 to 1; empty where nothing is possible. */
export async function score(figures: Figures, assessment: string): Promise<Answer> {
  const found = await findAssessment(figures, assessment);
  if (!found.ok) return found.error;
  const { percent } = found.value.score;
  return percent === null ? '' : percent / 100;
}

/** `=CONTROLBOOK.PROGRESS(assessment)`: the share of the customer's own controls that have been assessed, 0 to 1. */
export async function progress(figures: Figures, assessment: string): Promise<Answer> {
  const found = await findAssessment(figures, assessment);
  if (!found.ok) return found.error;
  const { assessed, total } = found.value.progress.customer;
  return total === 0 ? '' : assessed / total;
}
