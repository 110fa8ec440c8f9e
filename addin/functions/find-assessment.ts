import { err, ok, type Result } from '#engine/domain/result';
import type { AssessmentSummary, GroupSummary } from '../state/model.ts';
import { type Fault, missing, wrong } from './answer.ts';
import { comparable } from './comparable.ts';
import type { Figures } from './figures.ts';

/**
 * The assessment a formula names: by title, by `group/title` where a title is not unique, or by id, letter case aside.
 * Without a name it is the one of the open workbook.
 */
export async function findAssessment(figures: Figures, name: string): Promise<Result<AssessmentSummary, Fault>> {
  const groups = await figures.groups();
  if (!groups.ok) return err(engineFault());
  const own = figures.own();
  const wanted = comparable(name);
  const all = groups.value.flatMap((group) => group.assessments.map((one) => ({ group, one })));
  if (wanted === '') {
    const found = all.find(({ one }) => one.id === own);
    return found === undefined ? err(wrong('function.whichAssessment')) : ok(found.one);
  }
  const found = all.filter(({ group, one }) => namesOf(group, one).includes(wanted));
  // A workbook speaks of its own assessment first, and of those at work before archived ones.
  const best =
    found.find(({ one }) => one.id === own) ?? only(found.filter(({ one }) => one.archived === null)) ?? only(found);
  if (best !== undefined) return ok(best.one);
  return err(
    found.length === 0
      ? missing('function.noAssessment', { name })
      : wrong('function.severalAssessments', { name, group: found[0]?.group.name ?? '' }),
  );
}

export function engineFault(): Fault {
  return missing('function.noEngine');
}

function namesOf(group: GroupSummary, { id, title }: AssessmentSummary): readonly string[] {
  return [comparable(title), comparable(`${group.name}/${title}`), comparable(id)];
}

function only<One>(found: readonly One[]): One | undefined {
  return found.length === 1 ? found[0] : undefined;
}
