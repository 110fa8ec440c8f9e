import type { RecordField } from './field.ts';
import type { ActionId, UserId } from './ids.ts';
import type { ImplementationStatus, TestResult } from './vocabulary.ts';

/** Whose actions are kept by what the cloud says: all that name a Secure Score control, those chosen one by one, none. */
export const automations = ['all', 'per-action', 'none'] as const;
export type Automation = (typeof automations)[number];

/**
 * What Secure Score says of a control.
 *
 * - `complete`: all its points are reached.
 * - `third-party`: somebody has said there that another product does it.
 * - `partial`: some of the points.
 * - `zero`: none of them.
 * - `ignored`: somebody has said there that it does not count.
 * - `undetected`: it is not in the answer, or is not scored: the subscription gives no signal.
 */
export const detections = ['complete', 'third-party', 'partial', 'zero', 'ignored', 'undetected'] as const;
export type Detection = (typeof detections)[number];

/** What an action is set to; null leaves the field to people. */
export type AutomationRule = { readonly status: ImplementationStatus | null; readonly result: TestResult | null };

export type SecureScoreSettings = {
  readonly automation: Automation;
  /** Minutes between two readings; Secure Score itself is worked out once a day. */
  readonly everyMinutes: number;
  readonly rules: Readonly<Record<Detection, AutomationRule>>;
};

const leave: AutomationRule = { status: null, result: null };

/** Nothing is automatic until somebody says so. */
export const defaultSecureScore: SecureScoreSettings = {
  automation: 'none',
  everyMinutes: 360,
  rules: {
    complete: { status: 'Implemented', result: 'Passed' },
    'third-party': { status: 'Alternative Implementation', result: 'Passed' },
    partial: { status: 'Implemented', result: 'Not Assessed' },
    zero: { status: 'Not Implemented', result: 'Not Assessed' },
    ignored: leave,
    undetected: leave,
  },
};

/** The fields of an action record that can be automatic. */
export const automaticFields = { implementationStatus: 'status', testResult: 'result' } as const satisfies Partial<
  Record<RecordField, keyof AutomationRule>
>;
export type AutomaticField = keyof typeof automaticFields;

/** What was last read about an action's control. Points are null where the source does not say. */
export type Observation = {
  readonly action: ActionId;
  readonly control: string;
  readonly detection: Detection;
  readonly title: string | null;
  readonly score: number | null;
  readonly max: number | null;
  /** `Default`, `Ignored`, `ThirdParty`, `Reviewed`, or what else the source says. */
  readonly state: string | null;
  /** The source's own sentence about how it stands. */
  readonly detail: string | null;
  /** When the source itself last looked, as it says. */
  readonly lastSynced: string | null;
  /** When this was first read as it is here: what is read again unchanged is not written again. */
  readonly since: string;
  /** Where it was read. */
  readonly source: string;
};

/** One reading, kept for the list of the last ones. */
export type SecureScoreRun = {
  readonly id: string;
  /** 1, 2, 3 ... */
  readonly number: number;
  /** Who asked for it; null for the schedule. */
  readonly by: UserId | null;
  readonly source: string;
  readonly started: string;
  /** Until when nobody else begins; a run that has not ended by then was broken off. */
  readonly until: string;
  readonly ended: string | null;
  /** `incomplete`: a part of the answer was missing, and what is absent from it was left as it is. */
  readonly state: 'running' | 'done' | 'incomplete' | 'failed';
  /** Why it failed; null for one that did not. */
  readonly code: string | null;
  /** What there is to say and to do; empty for nothing. */
  readonly message: string;
  /** The day the score is of, as the source says. */
  readonly scoreDate: string | null;
  readonly controls: number;
  readonly changedFields: number;
  readonly evidence: number;
  /** Changes that could not be made. */
  readonly refused: number;
};
