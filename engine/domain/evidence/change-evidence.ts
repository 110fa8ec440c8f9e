import {
  type EvidenceContent,
  type EvidenceDates,
  type EvidenceDocument,
  type EvidenceField,
  type EvidenceId,
  evidenceRef,
} from '../../contract/model/evidence.ts';
import type { FieldName, FieldValue } from '../../contract/model/field.ts';
import type { ActionId } from '../../contract/model/ids.ts';
import { fieldsEqual } from '../fields/equal.ts';
import type { Draft } from '../journal/draft.ts';
import { err, ok, type Result } from '../result.ts';
import { documentOf, type Evidence, evidenceOf } from './evidence.ts';

export type EvidenceProblem = {
  readonly code: 'unknown-evidence' | 'too-many-versions' | 'too-many-actions' | 'last-action' | 'unknown-action';
  readonly message: string;
};

export type NewEvidence = EvidenceDates & {
  readonly id: EvidenceId;
  readonly name: string;
  readonly actions: readonly ActionId[];
  readonly content: EvidenceContent;
};

/** More are a folder of files, not versions of one. */
export const mostVersions = 200;
export const mostActions = 500;

export function addEvidence(draft: Draft, { content, ...given }: NewEvidence): Evidence {
  put(draft, { ...given, versions: [versionOf(draft, 1, content)] });
  return present(draft, given.id);
}

/** Puts a newer content in the place of the last one, which is kept; dates that are given come with it. */
export function addVersion(
  draft: Draft,
  id: EvidenceId,
  content: EvidenceContent,
  dates: Partial<EvidenceDates>,
): Result<Evidence, EvidenceProblem> {
  const entity = draft.image.entity(evidenceRef(id));
  if (entity === undefined || entity.removedAt !== null) return err(unknownEvidence);
  const document = documentOf(entity);
  if (document.versions.length >= mostVersions) {
    return err({
      code: 'too-many-versions',
      message: `This piece has ${mostVersions} versions already. Upload it as a new piece of evidence.`,
    });
  }
  put(draft, {
    ...document,
    versions: [...document.versions, versionOf(draft, document.versions.length + 1, content)],
  });
  for (const [field, value] of Object.entries(dates) as [EvidenceField, string | null][])
    setField(draft, id, field, value); // its keys are fields
  return ok(present(draft, id));
}

/** Lets a piece prove one more action, or one less; it always proves at least one. */
export function changeActions(
  draft: Draft,
  id: EvidenceId,
  action: ActionId,
  how: 'attach' | 'detach',
): Result<Evidence, EvidenceProblem> {
  const evidence = evidenceOf(draft.image, id);
  if (evidence === null) return err(unknownEvidence);
  const others = evidence.actions.filter((other) => other !== action);
  if (how === 'detach' && others.length === evidence.actions.length) {
    return err({ code: 'unknown-action', message: 'This evidence does not belong to that action.' });
  }
  if (how === 'detach' && others.length === 0) {
    return err({
      code: 'last-action',
      message: 'This is the only action it proves. Remove the evidence, or add it to another action first.',
    });
  }
  if (how === 'attach' && others.length >= mostActions) {
    return err({ code: 'too-many-actions', message: `One piece of evidence proves at most ${mostActions} actions.` });
  }
  if (how === 'detach') setField(draft, id, 'actions', others);
  else if (others.length === evidence.actions.length) setField(draft, id, 'actions', [...others, action]);
  return ok(present(draft, id));
}

/** Takes a piece away; the journal keeps what it was and who did it. */
export function removeEvidence(draft: Draft, id: EvidenceId): Result<EvidenceId, EvidenceProblem> {
  if (evidenceOf(draft.image, id) === null) return err(unknownEvidence);
  draft.emit({ kind: 'removed', entity: evidenceRef(id) });
  return ok(id);
}

/** Takes these actions from every piece; one that proves nothing any more goes. */
export function leaveActions(
  draft: Pick<Draft, 'emit' | 'image'>,
  pieces: readonly Evidence[],
  actions: ReadonlySet<ActionId>,
): void {
  for (const { id, actions: proven } of pieces) {
    const left = proven.filter((action) => !actions.has(action));
    if (left.length === 0) draft.emit({ kind: 'removed', entity: evidenceRef(id) });
    else setField(draft, id, 'actions', left);
  }
}

/**
 * Puts a piece of another partition (or of an earlier moment) as a piece of its own: the same contents under another
 * id, with who uploaded which version when.
 */
export function copyEvidence(
  draft: Pick<Draft, 'emit' | 'image'>,
  { current: _, ...piece }: Evidence,
  id: EvidenceId,
  actions: readonly ActionId[],
): void {
  const at = draft.image.position + 1;
  put(draft, { ...piece, id, actions, versions: piece.versions.map((version) => ({ ...version, at })) });
}

export const unknownEvidence: EvidenceProblem = {
  code: 'unknown-evidence',
  message: 'There is no such evidence. It may have been removed.',
};

function versionOf(
  { image, meta }: Draft,
  number: number,
  content: EvidenceContent,
): EvidenceDocument['versions'][number] {
  return { number, at: image.position + 1, time: meta.time, by: meta.actor, content };
}

function put(draft: Pick<Draft, 'emit'>, document: EvidenceDocument): void {
  draft.emit({ kind: 'put', entity: evidenceRef(document.id), value: document });
}

function setField(draft: Pick<Draft, 'emit' | 'image'>, id: EvidenceId, field: FieldName, to: FieldValue): void {
  const entity = evidenceRef(id);
  const evidence = evidenceOf(draft.image, id);
  const from = evidence?.[field as EvidenceField | 'actions'] ?? null; // the fields a piece has
  if (fieldsEqual(from, to)) return;
  const base = draft.image.entity(entity)?.fields[field]?.at ?? 0;
  draft.emit({ kind: 'changed', entity, field, from, to, base });
}

function present(draft: Draft, id: EvidenceId): Evidence {
  const evidence = evidenceOf(draft.image, id);
  if (evidence === null) throw new Error(`${id} was just written and is not there`);
  return evidence;
}
