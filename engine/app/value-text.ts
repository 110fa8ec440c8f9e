import type { FieldValue } from '../contract/model/field.ts';
import type { ActionId, UserId } from '../contract/model/ids.ts';
import { actionOf } from '../domain/organisation/documents.ts';
import type { Organisation } from './organisation.ts';

/** A field's value for people to read: names of people and titles of actions in place of their ids. */
export function valueText(organisation: Organisation, field: string, value: FieldValue): string {
  if (value === null) return '';
  if (field === 'assignedTo' && typeof value === 'string')
    return organisation.directory.byId(value as UserId)?.name ?? value; // kept as an id
  if (field === 'actions' && Array.isArray(value))
    return value.map((id) => actionOf(organisation.core.image, id as ActionId)?.title ?? id).join('; '); // kept as ids
  return Array.isArray(value) ? value.join(', ') : String(value);
}
