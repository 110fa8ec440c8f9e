import {
  type AssessmentField,
  assessmentFields,
  type FieldValue,
  type RecordField,
  recordFields,
} from '#engine/contract/model/field';
import type { AssessmentView } from '../state/model.ts';
import { personById } from '../state/select.ts';
import type { Speech } from '../ui/words/speech.ts';

const kinds = { ...recordFields, ...assessmentFields };

/** A field's value as people read it: people by name, dates as the language writes them; `(empty)` for nothing. */
export function valueText(
  speech: Speech,
  view: AssessmentView | null,
  field: RecordField | AssessmentField,
  value: FieldValue,
): string {
  if (value === null || value === '') return speech.say('value.empty');
  if (typeof value === 'object') return value.length === 0 ? speech.say('value.empty') : value.join(', ');
  switch (kinds[field]) {
    case 'user':
      return (view === null ? null : personById(view, value)?.name) ?? String(value);
    case 'date':
      return speech.date(String(value));
    default:
      return String(value);
  }
}
