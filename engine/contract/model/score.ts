import type { ControlState } from './vocabulary.ts';

/** Points reached of points possible. `percent` is 0 to 100, unrounded; null when nothing is possible. */
export type Score = { readonly achieved: number; readonly possible: number; readonly percent: number | null };

/** A number that can be expanded into its parts, down to the action and the rule that decided it. */
export type ScoreNode = Score & {
  readonly level: 'action' | 'control' | 'family' | 'assessment' | 'group' | 'organisation';
  readonly id: string;
  readonly label: string;
  /** Why an action counts or does not, e.g. `Implemented and Passed`, or how a roll-up was made. */
  readonly reason: string;
  readonly parts: readonly ScoreNode[];
};

export type Progress = { readonly assessed: number; readonly total: number };

export type ControlScore = Score & {
  readonly control: string;
  readonly state: ControlState;
  readonly assessed: boolean;
};

/** The organisation's choices where the product's history offers several answers (defaults first). */
export type ScoringSettings = {
  /** `per-control`: an action counts in every control citing it. `each-action-once`: once per assessment. */
  readonly rollUp: 'per-control' | 'each-action-once';
  /** Whether provider actions with an attested pass count. */
  readonly providerPoints: boolean;
  /** `exclude`: leaves the denominator. `compatible`: stays in it, as the original did. */
  readonly notInScope: 'exclude' | 'compatible';
  readonly groupScore: 'average' | 'each-action-once';
  /** Finishing a parent action finishes its children. */
  readonly highWaterMark: boolean;
};

export const defaultScoring: ScoringSettings = {
  rollUp: 'per-control',
  providerPoints: false,
  notInScope: 'exclude',
  groupScore: 'average',
  highWaterMark: false,
};

export type OrganisationSettings = {
  readonly scoring: ScoringSettings;
  /** One record of a technical action for all groups instead of one per group. */
  readonly shareTechnicalActions: boolean;
  readonly providerName: string;
};

export const defaultSettings: OrganisationSettings = {
  scoring: defaultScoring,
  shareTechnicalActions: false,
  providerName: 'Microsoft',
};
