import type { EntityRef } from '../../contract/model/ids.ts';
import type { Action, Owner } from '../../contract/model/template.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReadImage } from '../state/image.ts';
import { titleKey } from '../templates/title-key.ts';
import { documentAt, documentRef, documentsOf, putDocument } from './documents.ts';
import { nameKey } from './name-key.ts';
import { namedUses, type UsesOfIt, usesOfIt } from './uses.ts';

export type OwnerProblem = {
  readonly code: 'unknown-owner' | 'duplicate-owner' | 'built-in' | 'in-use';
  readonly message: string;
  readonly uses?: UsesOfIt;
};

export function addOwner(draft: Draft, owner: Owner): Result<string, OwnerProblem> {
  const known = documentsOf(draft.image, 'owner').find(({ name }) => titleKey(name) === titleKey(owner.name));
  if (known !== undefined) {
    return err({ code: 'duplicate-owner', message: `There is an owner "${known.name}" already.` });
  }
  const id = nameKey(owner.name);
  const taken = documentAt(draft.image, 'owner', refOf(id));
  if (taken !== null) {
    return err({
      code: 'duplicate-owner',
      message: `"${owner.name}" is too much like "${taken.name}". Choose another name.`,
    });
  }
  putDocument<'owner'>(draft.emit, refOf(id), owner);
  return ok(id);
}

/** The name never changes: workbooks and templates of others know the owner by it. */
export function describeOwner(draft: Draft, id: string, description: string): Result<string, OwnerProblem> {
  const owner = ownerAt(draft.image, id);
  if (owner === null) return err(unknownOwner);
  if (owner.description !== description) {
    putDocument<'owner'>(draft.emit, refOf(id), { ...owner, description });
  }
  return ok(id);
}

export type DeletedOwner = { readonly id: string; readonly actions: number };

/** Deletes an owner; one that actions name only where another takes them over, and all of these are own ones. */
export function deleteOwner(draft: Draft, id: string, replacement: string | null): Result<DeletedOwner, OwnerProblem> {
  const owner = ownerAt(draft.image, id);
  if (owner === null) return err(unknownOwner);
  const actions = actionsOfOwner(draft.image, owner.name);
  const next = replacement === null ? null : ownerAt(draft.image, replacement);
  if (replacement !== null && (next === null || replacement === id)) {
    return err({ code: 'unknown-owner', message: 'There is no such owner to take the actions over.' });
  }
  if (actions.length > 0 && next === null) {
    const uses = actions.map(({ id: action, title }) => ({ kind: 'action', id: action, name: title }) as const);
    return err({
      code: 'in-use',
      message: `"${owner.name}" is named by ${namedUses(uses)}. Choose an owner who takes them over.`,
      uses: usesOfIt(uses),
    });
  }
  const fixed = actions.find(({ shipped }) => shipped !== null);
  if (fixed !== undefined) {
    return err({
      code: 'built-in',
      message: `"${owner.name}" is named by actions that came with the program, such as "${fixed.title}", and stays with them.`,
    });
  }
  for (const action of next === null ? [] : actions) {
    const owners = action.owners.map((name) => (titleKey(name) === titleKey(owner.name) ? (next?.name ?? name) : name));
    const distinct = owners.filter(
      (name, index) => owners.findIndex((one) => titleKey(one) === titleKey(name)) === index,
    );
    putDocument<'action'>(draft.emit, documentRef('action', action.id), { ...action, owners: distinct });
  }
  draft.emit({ kind: 'removed', entity: refOf(id) });
  return ok({ id, actions: actions.length });
}

export function ownerAt(image: ReadImage, id: string): Owner | null {
  return documentAt(image, 'owner', refOf(id));
}

function actionsOfOwner(image: ReadImage, name: string): readonly Action[] {
  return documentsOf(image, 'action').filter(({ owners }) => owners.some((one) => titleKey(one) === titleKey(name)));
}

function refOf(id: string): EntityRef {
  return documentRef('owner', id);
}

const unknownOwner: OwnerProblem = { code: 'unknown-owner', message: 'There is no such owner.' };
