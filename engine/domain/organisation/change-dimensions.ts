import type { EntityRef } from '../../contract/model/ids.ts';
import type { Action, Dimension } from '../../contract/model/template.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { builtInDimensions } from '../templates/library.ts';
import { titleKey } from '../templates/title-key.ts';
import { documentAt, documentRef, documentsOf, putDocument } from './documents.ts';
import { nameKey } from './name-key.ts';
import { namedUses, namingDimensions, type Use, type UsesOfIt, usesOfIt } from './uses.ts';

export type DimensionProblem = {
  readonly code: 'unknown-dimension' | 'duplicate-dimension' | 'built-in' | 'in-use';
  readonly message: string;
  readonly uses?: UsesOfIt;
};

/** A dimension as the organisation has it: what came with the program and what was added here together. */
export type HeldDimension = Dimension & {
  /** The last part of its ref. */
  readonly id: string;
  /** As it came with the program; null for an own one. */
  readonly shipped: Dimension | null;
  /** Whether it takes further values: those the points of an action follow from are what they are. */
  readonly open: boolean;
};

const closedKeys: ReadonlySet<string> = new Set(['Action Purpose', 'Action Enforcement']);

/** All dimensions: those of the program first, then own ones by key. */
export function heldDimensions(image: ReadImage): readonly HeldDimension[] {
  const shipped = new Map(builtInDimensions.map((dimension) => [titleKey(dimension.key), dimension]));
  const own = new Map(documentsOf(image, 'dimension').map((dimension) => [titleKey(dimension.key), dimension]));
  const hold = (key: string, one: Dimension, program: Dimension | null): HeldDimension => ({
    id: nameKey(one.key),
    key: one.key,
    values: distinct([...(program?.values ?? []), ...(own.get(key)?.values ?? [])]),
    multiple: (program?.multiple ?? false) || (own.get(key)?.multiple ?? false),
    shipped: program,
    open: !closedKeys.has(one.key),
  });
  const others = [...own].filter(([key]) => !shipped.has(key)).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return [
    ...[...shipped].map(([key, program]) => hold(key, program, program)),
    ...others.map(([key, one]) => hold(key, one, null)),
  ];
}

export function addDimension(draft: Draft, { key, multiple, values }: Dimension): Result<string, DimensionProblem> {
  const known = heldDimensions(draft.image).find((one) => titleKey(one.key) === titleKey(key));
  if (known !== undefined) {
    return err({ code: 'duplicate-dimension', message: `There is a dimension "${known.key}" already.` });
  }
  const taken = documentAt(draft.image, 'dimension', refOf(nameKey(key)));
  if (taken !== null) {
    return err({
      code: 'duplicate-dimension',
      message: `"${key}" is too much like "${taken.key}". Choose another key.`,
    });
  }
  const doubled = firstDouble(values);
  if (doubled !== null) return err(doubledValue(doubled));
  putDocument<'dimension'>(draft.emit, refOf(nameKey(key)), { key, multiple, values });
  return ok(nameKey(key));
}

export type ChangesOfDimension = {
  readonly multiple?: boolean | undefined;
  readonly add: readonly string[];
  readonly rename: readonly { readonly from: string; readonly to: string }[];
  readonly remove: readonly string[];
};

/**
 * Removes, renames and adds values, in this order. What templates and assessments name stays as it is, because their
 * versions never change; a value that actions alone have is renamed in every one of them.
 */
export function changeDimension(
  draft: Draft,
  id: string,
  { multiple, add, rename, remove }: ChangesOfDimension,
): Result<string, DimensionProblem> {
  const held = heldDimensions(draft.image).find((one) => one.id === id);
  if (held === undefined) return err(unknownDimension);
  if (held.shipped !== null && multiple !== undefined && multiple !== held.multiple) {
    return err(builtIn(`"${held.key}" came with the program; whether it takes several values stays.`));
  }
  if (add.length > 0 && !held.open) {
    return err(builtIn(`"${held.key}" takes no further values: the points of an action follow from them.`));
  }
  const touched = [...remove, ...rename.map(({ from }) => from)];
  const missing = touched.find((value) => indexOf(held.values, value) < 0);
  if (missing !== undefined) {
    return err({ code: 'unknown-dimension', message: `"${held.key}" has no value "${missing}".` });
  }
  const fixed = touched.find((value) => indexOf(held.shipped?.values ?? [], value) >= 0);
  if (fixed !== undefined) return err(builtIn(`"${fixed}" came with the program and stays.`));

  const naming = namingDimensions(draft.image);
  const usersOf = (value: string): readonly Use[] =>
    naming.filter(({ values }) => values.some((one) => isValue(one, held.key, value))).map(({ use }) => use);
  for (const value of remove) {
    const uses = usersOf(value);
    if (uses.length > 0) return err(inUse(`"${held.key}::${value}"`, uses, 'Take it from there first.'));
  }
  for (const { from } of rename) {
    const uses = usersOf(from).filter(({ kind }) => kind !== 'action');
    const advice = 'Versions of templates never change, so its name stays; add a value of the new name beside it.';
    if (uses.length > 0) return err(inUse(`"${held.key}::${from}"`, uses, advice));
  }
  if (multiple === false && held.multiple) {
    const uses = naming
      .filter(({ values }) => values.filter(({ key }) => titleKey(key) === titleKey(held.key)).length > 1)
      .map(({ use }) => use);
    if (uses.length > 0)
      return err(inUse(`Several values of "${held.key}" are`, uses, 'Leave each with one first.', true));
  }

  const removed = new Set(remove.map(titleKey));
  const renamed = new Map(rename.map(({ from, to }) => [titleKey(from), to]));
  const left = held.values.filter((value) => !removed.has(titleKey(value)));
  const values = [...left.map((value) => renamed.get(titleKey(value)) ?? value), ...add];
  const doubled = firstDouble(values);
  if (doubled !== null) return err(doubledValue(doubled));
  const next = { key: held.key, values, multiple: multiple ?? held.multiple };
  if (next.multiple !== held.multiple || values.join('\n') !== held.values.join('\n')) {
    putDocument<'dimension'>(draft.emit, refOf(id), next);
  }
  for (const action of documentsOf(draft.image, 'action')) {
    const after = renameIn(action, held.key, renamed);
    if (after !== action) putDocument<'action'>(draft.emit, documentRef('action', action.id), after);
  }
  return ok(id);
}

export function deleteDimension(draft: Draft, id: string): Result<string, DimensionProblem> {
  const held = heldDimensions(draft.image).find((one) => one.id === id);
  if (held === undefined) return err(unknownDimension);
  if (held.shipped !== null) return err(builtIn(`"${held.key}" came with the program and stays.`));
  const uses = namingDimensions(draft.image)
    .filter(({ values }) => values.some(({ key }) => titleKey(key) === titleKey(held.key)))
    .map(({ use }) => use);
  if (uses.length > 0) return err(inUse(`"${held.key}"`, uses, 'Take its values from there first.'));
  draft.emit({ kind: 'removed', entity: refOf(id) });
  return ok(id);
}

function refOf(id: string): EntityRef {
  return documentRef('dimension', id);
}

function isValue(one: { readonly key: string; readonly value: string }, key: string, value: string): boolean {
  return titleKey(one.key) === titleKey(key) && titleKey(one.value) === titleKey(value);
}

function renameIn(action: Action, key: string, renamed: ReadonlyMap<string, string>): Action {
  const other = (value: string): string => renamed.get(titleKey(value)) ?? value;
  switch (titleKey(key)) {
    case 'action type': {
      const type = other(action.type);
      return type === action.type ? action : { ...action, type };
    }
    case 'action category': {
      const category = action.category === null ? null : other(action.category);
      return category === action.category ? action : { ...action, category };
    }
    default: {
      const isRenamed = (one: (typeof action.dimensions)[number]): boolean =>
        titleKey(one.key) === titleKey(key) && other(one.value) !== one.value;
      if (!action.dimensions.some(isRenamed)) return action;
      const dimensions = action.dimensions.map((one) => (isRenamed(one) ? { ...one, value: other(one.value) } : one));
      return { ...action, dimensions };
    }
  }
}

function indexOf(values: readonly string[], value: string): number {
  return values.findIndex((one) => titleKey(one) === titleKey(value));
}

function distinct(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => indexOf(values, value) === index);
}

function firstDouble(values: readonly string[]): string | null {
  return values.find((value, index) => indexOf(values, value) !== index) ?? null;
}

const unknownDimension: DimensionProblem = { code: 'unknown-dimension', message: 'There is no such dimension.' };

function doubledValue(value: string): DimensionProblem {
  return { code: 'duplicate-dimension', message: `"${value}" would be there twice.` };
}

function builtIn(message: string): DimensionProblem {
  return { code: 'built-in', message };
}

function inUse(what: string, uses: readonly Use[], advice: string, several = false): DimensionProblem {
  const subject = several ? what : `${what} is`;
  return { code: 'in-use', message: `${subject} named by ${namedUses(uses)}. ${advice}`, uses: usesOfIt(uses) };
}
