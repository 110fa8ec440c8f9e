import type { Action, ContentAction, ContentControl } from '../../contract/model/template.ts';
import { placeOf } from './finding.ts';
import { actionsByTitle, chosenTemplate } from './library.ts';
import { checkLength, type Submission } from './submission.ts';
import { titleKey } from './title-key.ts';

export function validateControls(submission: Submission): void {
  const { content, places, library, choice, report } = submission;
  const base = chosenTemplate(library, choice);
  const baseIds = new Set(base?.controls.map((control) => control.id));
  const known = actionsByTitle(library.actions);
  const stated = new Map(content.actions.map((action) => [titleKey(action.title), action]));
  const firstPath = new Map<string, string>();

  for (const [index, control] of content.controls.entries()) {
    const path = `controls[${index}]`;
    const id = control.id.trim();
    if (control.operation === 'delete') {
      if (!baseIds.has(id)) report('deleted-control-unknown', path, id);
      continue;
    }
    if (id === '') {
      if (control.title.trim() === '' && control.family.trim() !== '') {
        report('family-without-control', `${path}.family`, control.family);
        continue;
      }
      report('missing-control-id', `${path}.id`);
    } else {
      const first = firstPath.get(id);
      if (first === undefined) firstPath.set(id, path);
      else report('duplicate-control', `${path}.id`, id, placeOf(places, `${first}.id`) ?? first);
      if (choice.kind === 'extend' && baseIds.has(id)) report('extension-repeats-control', `${path}.id`, id);
    }
    if (control.title.trim() === '') report('missing-control-title', `${path}.title`, id);
    if (control.family.trim() === '') report('missing-family', `${path}.family`, id);
    if (control.oldId !== null && !baseIds.has(control.oldId)) {
      report('old-control-unknown', `${path}.oldId`, control.oldId);
    }
    for (const field of ['id', 'title', 'family', 'description'] as const) {
      checkLength(report, `${path}.${field}`, control[field]);
    }
    validateUses(submission, control, path, stated, known);
  }
}

function validateUses(
  { report }: Submission,
  control: ContentControl,
  path: string,
  stated: ReadonlyMap<string, ContentAction>,
  known: ReadonlyMap<string, Action>,
): void {
  if (control.actions.length === 0) report('control-without-action', `${path}.actions`, control.id);
  const used = new Set<string>();
  let points: number | null = 0;
  for (const [index, use] of control.actions.entries()) {
    const usePath = `${path}.actions[${index}]`;
    const key = titleKey(use.title);
    const action = stated.get(key) ?? known.get(key);
    if (used.has(key)) {
      report('repeated-action', usePath, use.title, control.id);
      continue;
    }
    used.add(key);
    if (action === undefined) {
      report('undefined-action', usePath, use.title);
      points = null;
      continue;
    }
    if ('operation' in action && action.operation === 'delete') {
      report('deleted-action-used', usePath, use.title, control.id);
    }
    if (points !== null) points = Number.isInteger(action.points) ? points + action.points : null;
    const titles = [...action.descriptions, ...(known.get(key)?.descriptions ?? [])].map((text) =>
      titleKey(text.title),
    );
    if (use.description !== null && !titles.includes(titleKey(use.description))) {
      report('unknown-description', usePath, use.description, use.title);
    }
  }
  if (control.statedPoints !== null && points !== null && used.size > 0 && control.statedPoints !== points) {
    report('stated-score-differs', `${path}.statedPoints`, String(control.statedPoints), String(points));
  }
}
