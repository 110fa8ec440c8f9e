import type { FieldValue } from '../../contract/model/field.ts';
import type { ActionId, UserId } from '../../contract/model/ids.ts';
import {
  type AutomaticField,
  type AutomationRule,
  automaticFields,
  defaultSecureScore,
  type Observation,
  type SecureScoreSettings,
} from '../../contract/model/secure-score.ts';
import type { Action } from '../../contract/model/template.ts';
import { actionOf, documentAt, documentRef } from '../organisation/documents.ts';
import type { FieldState } from '../state/entity.ts';
import type { ReadImage } from '../state/image.ts';

/** Whom the journal names where an action was set by Secure Score. */
export const secureScoreUser = 'secure-score' as UserId; // a constant of the id alphabet

export function secureScoreSettingsOf(image: ReadImage): SecureScoreSettings {
  return { ...defaultSecureScore, ...documentAt(image, 'securescore', documentRef('securescore')) };
}

export function observationOf(image: ReadImage, action: ActionId): Observation | null {
  return documentAt(image, 'observed', documentRef('observed', action));
}

/** An action's own switch, which counts where the organisation decides action by action. */
export function isSwitchedOn(image: ReadImage, action: ActionId): boolean {
  return documentAt(image, 'automated', documentRef('automated', action))?.on === true;
}

/** Whether Secure Score keeps an action: it names a control, it is the customer's, and the switches are on. */
export function isAutomated(image: ReadImage, action: Action): boolean {
  if (action.secureScoreControl === null || action.disabled || action.responsibility !== 'customer') return false;
  const { automation } = secureScoreSettingsOf(image);
  return automation === 'all' || (automation === 'per-action' && isSwitchedOn(image, action.id));
}

/**
 * The fields of an action's record that Secure Score keeps now, so that nobody else can: those the rule of what it last
 * saw sets. Before anything was seen, and where the rule leaves a field to people, people fill it in.
 */
export function keptFields(image: ReadImage, id: ActionId): readonly AutomaticField[] {
  const seen = observationOf(image, id);
  if (seen === null) return none;
  const action = actionOf(image, id);
  if (action === null || seen.control !== action.secureScoreControl || !isAutomated(image, action)) return none;
  const rule = secureScoreSettingsOf(image).rules[seen.detection];
  return fields.filter((field) => rule[automaticFields[field]] !== null);
}

const none: readonly AutomaticField[] = [];
const fields = Object.keys(automaticFields) as readonly AutomaticField[]; // the object has these keys alone

export function isAutomaticField(field: string): field is AutomaticField {
  return Object.hasOwn(automaticFields, field);
}

/**
 * What an observation sets. Where nothing can be detected any more, a test result that came from Secure Score is taken
 * back: nobody has tested it. What a person has typed stays.
 */
export function wantedValues(
  { detection }: Observation,
  rules: SecureScoreSettings['rules'],
  standing: (field: AutomaticField) => FieldState | null,
): readonly (readonly [AutomaticField, FieldValue])[] {
  const rule: AutomationRule = rules[detection];
  return fields.flatMap((field): (readonly [AutomaticField, FieldValue])[] => {
    const value = rule[automaticFields[field]];
    if (value !== null) return [[field, value]];
    const isOwn = standing(field)?.by === secureScoreUser;
    return detection === 'undetected' && field === 'testResult' && isOwn ? [[field, 'Not Assessed']] : [];
  });
}
