import type { Action, ContentAction } from '../../contract/model/template.ts';
import { placeOf } from './finding.ts';
import { actionsByTitle, builtInDimensions, type KnownDimensions, knownDimensions } from './library.ts';
import { checkLength, type Submission } from './submission.ts';
import { titleKey } from './title-key.ts';

export function validateActions(submission: Submission): void {
  const { content, places, library, choice, report } = submission;
  const known = actionsByTitle(library.actions);
  const used = new Set(content.controls.flatMap((control) => control.actions.map((use) => titleKey(use.title))));
  const owners = new Set([...content.owners, ...library.owners].map((owner) => titleKey(owner.name)));
  const dimensions = knownDimensions([builtInDimensions, library.dimensions, content.dimensionList]);
  const types = listedTypes(submission);
  const firstPath = new Map<string, string>();
  const statedKeys = new Set(content.actions.map((action) => titleKey(action.title)));

  for (const [index, action] of content.actions.entries()) {
    const path = `actions[${index}]`;
    const key = titleKey(action.title);
    if (action.operation === 'delete') continue; // its uses are the controls' matter
    if (key === '') report('missing-action-title', `${path}.title`);
    else {
      const first = firstPath.get(key);
      if (first === undefined) firstPath.set(key, path);
      else report('duplicate-action', `${path}.title`, action.title, placeOf(places, `${first}.title`) ?? first);
      if (!used.has(key)) report('unused-action', `${path}.title`, action.title);
    }
    validateAgainstKnown(submission, action, path, known);
    if (choice.kind === 'extend' && known.has(key)) report('extension-repeats-action', `${path}.title`, action.title);
    if (!Number.isInteger(action.points) || action.points < 1 || action.points > 99) {
      report('points-not-whole', `${path}.points`, Number.isNaN(action.points) ? '' : String(action.points));
    }
    if (!types.has(titleKey(action.type))) {
      report('unknown-type', `${path}.type`, action.type, [...types.values()].slice(0, 12).join(', '));
    }
    for (const [at, owner] of action.owners.entries()) {
      if (!owners.has(titleKey(owner))) report('unknown-owner', `${path}.owners[${at}]`, owner);
    }
    validateDescriptions(submission, action, path);
    validateDimensions(submission, action, path, dimensions);
    for (const [at, parent] of action.parents.entries()) {
      const parentKey = titleKey(parent);
      if (!statedKeys.has(parentKey) && !known.has(parentKey)) {
        const rule = action.parentsElsewhere === true ? 'parent-left-out' : 'unknown-parent';
        report(rule, `${path}.parents[${at}]`, parent, action.title);
      }
    }
  }
  validateParents(submission);
}

function validateAgainstKnown(
  { report }: Submission,
  action: ContentAction,
  path: string,
  known: ReadonlyMap<string, Action>,
): void {
  const present = known.get(titleKey(action.title));
  if (present?.responsibility === 'provider' && action.responsibility !== 'provider') {
    report('provider-action', `${path}.title`, action.title);
  }
  if (action.oldTitle === null) return;
  const old = known.get(titleKey(action.oldTitle));
  if (old === undefined && present === undefined) report('old-action-unknown', `${path}.oldTitle`, action.oldTitle);
  if (old !== undefined && present !== undefined && old.id !== present.id) {
    report('rename-clash', `${path}.title`, action.title, action.oldTitle);
  }
}

function validateDescriptions({ report }: Submission, action: ContentAction, path: string): void {
  if (action.descriptions.every((description) => description.text.trim() === '')) {
    report('missing-description', `${path}.descriptions`, action.title);
  }
  const titles = new Set<string>();
  for (const [at, description] of action.descriptions.entries()) {
    const key = titleKey(description.title);
    const place = `${path}.descriptions[${at}]`;
    if (titles.has(key)) report('repeated-description', place, description.title, action.title);
    titles.add(key);
    checkLength(report, place, description.text);
  }
  checkLength(report, `${path}.title`, action.title);
}

function validateDimensions(
  { report }: Submission,
  action: ContentAction,
  path: string,
  dimensions: KnownDimensions,
): void {
  const valuesByKey = new Map<string, string[]>();
  for (const [at, { key, value }] of action.dimensions.entries()) {
    if (!dimensions.has(key, value)) report('unlisted-dimension', `${path}.dimensions[${at}]`, `${key}::${value}`);
    const values = valuesByKey.get(key);
    if (values === undefined) valuesByKey.set(key, [value]);
    else values.push(value);
  }
  if (action.category !== null && !dimensions.has('Action Category', action.category)) {
    report('unlisted-dimension', `${path}.category`, `Action Category::${action.category}`);
  }
  for (const [key, values] of valuesByKey) {
    if (values.length > 1 && !dimensions.isMultiple(key)) {
      report('dimension-not-multiple', `${path}.dimensions`, values.join(', '), key);
    }
  }
}

/** Implementation types by key: the three of the format and whatever the dimension Action Type lists besides. */
function listedTypes({ content, library }: Submission): ReadonlyMap<string, string> {
  const lists = [...builtInDimensions, ...library.dimensions, ...content.dimensionList];
  const values = lists.filter((list) => titleKey(list.key) === 'action type').flatMap((list) => list.values);
  return new Map(values.toReversed().map((value) => [titleKey(value), value])); // built-in spellings win
}

/**
 * Reports the actions on a circle of parents. In linear time: actions without parents are taken away until none is
 * left, then those nobody has as a parent; what remains stands on a circle or between two.
 */
function validateParents({ content, report }: Submission): void {
  const parentsByKey = new Map(
    content.actions.map((action) => [titleKey(action.title), action.parents.map((parent) => titleKey(parent))]),
  );
  const left = withoutEnds(withoutEnds(parentsByKey), true);
  for (const [index, action] of content.actions.entries()) {
    if (left.has(titleKey(action.title))) report('parent-cycle', `actions[${index}].parents`, action.title);
  }
}

/** Takes away, again and again, what points at nothing that is left; returns the rest with its arrows turned if asked. */
function withoutEnds(
  targetsByKey: ReadonlyMap<string, readonly string[]>,
  turn = false,
): Map<string, readonly string[]> {
  const arrows = turn ? turned(targetsByKey) : targetsByKey;
  const sources = turned(arrows);
  const waiting = new Map(
    [...arrows].map(([key, targets]) => [key, targets.filter((target) => arrows.has(target)).length]),
  );
  const ends = [...waiting].filter(([, count]) => count === 0).map(([key]) => key);
  const rest = new Map(arrows);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    rest.delete(end);
    for (const source of sources.get(end) ?? []) {
      const count = (waiting.get(source) ?? 0) - 1;
      waiting.set(source, count);
      if (count === 0) ends.push(source);
    }
  }
  return rest;
}

function turned(targetsByKey: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const sources = new Map<string, string[]>([...targetsByKey.keys()].map((key) => [key, []]));
  for (const [key, targets] of targetsByKey) for (const target of targets) sources.get(target)?.push(key);
  return sources;
}
