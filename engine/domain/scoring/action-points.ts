import type { FieldValue } from '../../contract/model/field.ts';
import type { ActionId } from '../../contract/model/ids.ts';
import type { Score, ScoringSettings } from '../../contract/model/score.ts';
import type { Action } from '../../contract/model/template.ts';
import type { ActionEnforcement, ActionPurpose } from '../../contract/model/vocabulary.ts';

/** What scoring needs of an action record or of a provider's attestation (which has no implementation status: null). */
export type ScoredRecord = { readonly implementationStatus: FieldValue; readonly testResult: FieldValue };

/** The record of an action in the scope that is scored; undefined where nothing was recorded yet. */
export type RecordOf = (action: ActionId) => ScoredRecord | undefined;

/** The library, as far as scoring reads it. */
export type ActionLibrary = { get(action: ActionId): Action | undefined };

/**
 * Where an action stands. `uncredited` is tested without credit: passed, but neither implemented nor an alternative.
 * Only `untested` is not assessed.
 */
export type Standing = 'done' | 'failed' | 'out-of-scope' | 'uncredited' | 'untested';

/** An action's standing and its points: all or nothing, whole numbers. */
export type Verdict = { readonly standing: Standing; readonly achieved: number; readonly possible: number };

/** Points of a built-in action by purpose and enforcement. */
export function builtInPoints(purpose: ActionPurpose, enforcement: ActionEnforcement): 27 | 9 | 3 | 1 {
  if (purpose === 'Preventative') return enforcement === 'Mandatory' ? 27 : 9;
  return enforcement === 'Mandatory' ? 3 : 1;
}

/**
 * The standing by the action's own record. A customer action is done when implemented (or by an alternative) and passed;
 * a provider action when its attestation passed. Not in Scope, said by either field, goes before everything else.
 */
export function ownStanding(action: Action, record: ScoredRecord | undefined): Standing {
  if (record === undefined) return 'untested';
  const { implementationStatus: status, testResult: result } = record;
  if (status === 'Not in Scope' || result === 'Not in Scope') return 'out-of-scope';
  if (result === 'Passed') return action.responsibility === 'provider' || isImplemented(status) ? 'done' : 'uncredited';
  return isFailure(result) ? 'failed' : 'untested';
}

/**
 * @param finished whether a parent action finishes this one: it fills silence, it never overrules the action's own
 * failed test or scope.
 */
export function judgeAction(
  action: Action,
  record: ScoredRecord | undefined,
  finished: boolean,
  settings: ScoringSettings,
): Verdict {
  const own = ownStanding(action, record);
  const standing = finished && canBeFinished(own) ? 'done' : own;
  if (action.responsibility === 'provider' && !settings.providerPoints) return { standing, achieved: 0, possible: 0 };
  if (standing === 'out-of-scope' && settings.notInScope === 'exclude') return { standing, achieved: 0, possible: 0 };
  return { standing, achieved: standing === 'done' ? action.points : 0, possible: action.points };
}

/** Why an action counts or does not, for people. `finisher` is the title of the parent that finishes it, if one does. */
export function verdictReason(
  action: Action,
  record: ScoredRecord | undefined,
  finisher: string | null,
  settings: ScoringSettings,
): string {
  const own = ownStanding(action, record);
  const counted = action.responsibility === 'customer' || settings.providerPoints;
  const facts = finisher !== null && canBeFinished(own) ? `Finished by its parent action "${finisher}"` : null;
  const sentence = facts ?? recordFacts(action, own, record, settings);
  return counted ? sentence : `${sentence}; provider points are not counted`;
}

function recordFacts(
  action: Action,
  own: Standing,
  record: ScoredRecord | undefined,
  settings: ScoringSettings,
): string {
  if (own === 'out-of-scope') {
    return settings.notInScope === 'exclude'
      ? 'Not in Scope: left out of the possible points'
      : 'Not in Scope: adds nothing, stays in the possible points';
  }
  const status = record?.implementationStatus ?? 'Not Implemented';
  const result = record?.testResult ?? 'Not Assessed';
  const facts = action.responsibility === 'provider' ? `Attested ${result}` : `${status} and ${result}`;
  return own === 'uncredited' ? `${facts}: counts once it is implemented` : facts;
}

function canBeFinished(own: Standing): boolean {
  return own === 'untested' || own === 'uncredited';
}

function isImplemented(status: FieldValue): boolean {
  return status === 'Implemented' || status === 'Alternative Implementation';
}

function isFailure(result: FieldValue): boolean {
  return result === 'Failed-Low Risk' || result === 'Failed-Medium Risk' || result === 'Failed-High Risk';
}

/** Whole points and their unrounded percentage; null when nothing is possible. */
export function toScore(achieved: number, possible: number): Score {
  return { achieved, possible, percent: possible === 0 ? null : (achieved / possible) * 100 };
}
