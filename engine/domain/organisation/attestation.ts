import { type AttestationField, attestationFields, type FieldValue } from '../../contract/model/field.ts';
import { type ActionId, attestationRef } from '../../contract/model/ids.ts';
import type { FieldState } from '../state/entity.ts';
import type { ReadImage } from '../state/image.ts';

/** What the organisation has on record about a provider action: never a claim of the program's own. */
export type Attestation = Readonly<Record<AttestationField, FieldValue>>;

export const attestationFieldNames = Object.keys(attestationFields) as readonly AttestationField[]; // the object has these keys alone

/** @param until what stood at that time (ISO 8601 UTC); null for now. Null when nothing is recorded. */
export function attestationOf(image: ReadImage, action: ActionId, until: string | null): Attestation | null {
  const value = (field: AttestationField) => attestationState(image, action, field, until)?.value ?? null;
  if (value('attestation') === null) return null;
  return Object.fromEntries(attestationFieldNames.map((field) => [field, value(field)])) as Attestation; // every field, once
}

export function attestationState(
  image: ReadImage,
  action: ActionId,
  field: string,
  until: string | null,
): FieldState | null {
  let state = image.entity(attestationRef(action))?.fields[field] ?? null;
  while (state !== null && until !== null && state.time > until) state = state.before;
  return state;
}
