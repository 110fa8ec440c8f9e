import type { ActionId } from '../../contract/model/ids.ts';
import type { ControlScore, Progress, Score, ScoringSettings } from '../../contract/model/score.ts';
import type { Action, Control, Template } from '../../contract/model/template.ts';
import { type AssessmentState, type ControlState, controlStates } from '../../contract/model/vocabulary.ts';
import {
  type ActionLibrary,
  judgeAction,
  type RecordOf,
  type Standing,
  toScore,
  type Verdict,
} from './action-points.ts';
import { assessmentState, controlState, countedActions, emptyStandings, toControlScore } from './control-score.ts';
import { createHighWaterMark } from './high-water-mark.ts';

/** What an assessment's score is made from. Controls and actions that are disabled count nowhere. */
export type ScoringSource = {
  readonly template: Pick<Template, 'controls'>;
  readonly library: ActionLibrary;
  readonly recordOf: RecordOf;
  readonly settings: ScoringSettings;
};

export type ProgressBySide = { readonly customer: Progress; readonly provider: Progress };

/**
 * The running score of one assessment. Reading is constant time; an update takes time in the controls that cite the
 * changed action (and, with the high-water mark on, the actions below it). A new template version, library or setting
 * needs a new one.
 */
export type AssessmentScore = {
  total(): Score;
  state(): AssessmentState;
  progress(): ProgressBySide;
  /** Undefined for a control that is not in the template or is disabled. */
  control(id: string): ControlScore | undefined;
  controls(): readonly ControlScore[];
  families(): readonly FamilyScore[];
  /** The counted actions, each once, in the order the template first cites them. */
  verdicts(): ReadonlyMap<ActionId, Verdict>;
  /** To be called after an action's record changed, whether or not this assessment cites it. */
  update(action: ActionId): ScoreChange;
};

type FamilyScore = Score & { readonly family: string; readonly progress: ProgressBySide };

/** What an update touched: controls and families by name, in template order. */
type ScoreChange = { readonly controls: readonly string[]; readonly families: readonly string[] };

type Side = 'customer' | 'provider';
type MutableProgress = { assessed: number; total: number };
type Tally = { achieved: number; possible: number };
type FamilyTally = Tally & { readonly name: string; readonly progress: Record<Side, MutableProgress> };
type ControlTally = Tally & {
  readonly control: Control;
  readonly family: FamilyTally;
  readonly standings: Record<Standing, number>;
  /** Per side, how many actions there are and how many are assessed; null when the control has no such side. */
  readonly sides: Readonly<Record<Side, MutableProgress | null>>;
};
type ActionEntry = { readonly action: Action; readonly citing: ControlTally[]; verdict: Verdict };

const nothing: Verdict = { standing: 'untested', achieved: 0, possible: 0 };

export function createAssessmentScore(source: ScoringSource): AssessmentScore {
  const { template, library, recordOf, settings } = source;
  const once = settings.rollUp === 'each-action-once';
  const total: Tally = { achieved: 0, possible: 0 };
  const progress = emptyProgress();
  const stateCounts = Object.fromEntries(controlStates.map((state) => [state, 0])) as Record<ControlState, number>; // every state is listed
  const families = new Map<string, FamilyTally>();
  const controls = new Map<string, ControlTally>();
  const entries = new Map<ActionId, ActionEntry>();
  const verdicts = new Map<ActionId, Verdict>();

  for (const control of template.controls) if (!control.disabled) addControl(control);
  const highWaterMark = settings.highWaterMark ? createHighWaterMark(entries.keys(), library, recordOf) : null;
  for (const id of entries.keys()) rejudge(id);

  function addControl(control: Control): void {
    const family = families.get(control.family) ?? addFamily(control.family);
    const tally: ControlTally = {
      control,
      family,
      achieved: 0,
      possible: 0,
      standings: emptyStandings(),
      sides: {
        customer: control.responsibility === 'provider' ? null : { assessed: 0, total: 0 },
        provider: control.responsibility === 'customer' ? null : { assessed: 0, total: 0 },
      },
    };
    controls.set(control.id, tally);
    for (const [id, action] of countedActions(control, library)) {
      const entry = entries.get(id) ?? { action, citing: [], verdict: nothing };
      entries.set(id, entry);
      verdicts.set(id, nothing);
      entry.citing.push(tally);
      tally.standings.untested += 1;
      const side = tally.sides[action.responsibility];
      if (side !== null) side.total += 1;
    }
    stateCounts[controlState(tally.standings)] += 1;
    for (const side of ['customer', 'provider'] as const) {
      if (tally.sides[side] === null) continue;
      progress[side].total += 1;
      family.progress[side].total += 1;
    }
  }

  function addFamily(name: string): FamilyTally {
    const family: FamilyTally = { name, achieved: 0, possible: 0, progress: emptyProgress() };
    families.set(name, family);
    return family;
  }

  function update(action: ActionId): ScoreChange {
    const touched = new Set<ControlTally>();
    for (const id of [action, ...(highWaterMark?.update(action) ?? [])]) {
      for (const tally of rejudge(id)) touched.add(tally);
    }
    return {
      controls: Array.from(touched, (tally) => tally.control.id),
      families: [...new Set(Array.from(touched, (tally) => tally.family.name))],
    };
  }

  /** Judges an action anew and carries the difference upwards; returns the controls whose numbers changed. */
  function rejudge(id: ActionId): readonly ControlTally[] {
    const entry = entries.get(id);
    if (entry === undefined) return [];
    const before = entry.verdict;
    const after = judgeAction(entry.action, recordOf(id), highWaterMark?.isFinished(id) ?? false, settings);
    entry.verdict = after;
    verdicts.set(id, after);
    const achieved = after.achieved - before.achieved;
    const possible = after.possible - before.possible;
    if (before.standing === after.standing && achieved === 0 && possible === 0) return [];
    const tallies: Tally[] = [];
    for (const tally of entry.citing) {
      if (before.standing !== after.standing) moveStanding(tally, entry.action.responsibility, before, after);
      tallies.push(tally, tally.family);
      if (!once) tallies.push(total);
    }
    // A control, a family or the assessment that meets the action twice counts it twice only in `per-control`.
    if (once) tallies.push(total);
    for (const tally of once ? new Set(tallies) : tallies) {
      tally.achieved += achieved;
      tally.possible += possible;
    }
    return entry.citing;
  }

  function moveStanding(tally: ControlTally, side: Side, before: Verdict, after: Verdict): void {
    stateCounts[controlState(tally.standings)] -= 1;
    tally.standings[before.standing] -= 1;
    tally.standings[after.standing] += 1;
    stateCounts[controlState(tally.standings)] += 1;
    const counted = tally.sides[side];
    if (counted === null) return;
    const was = isAssessed(counted);
    counted.assessed += Number(after.standing !== 'untested') - Number(before.standing !== 'untested');
    const step = Number(isAssessed(counted)) - Number(was);
    progress[side].assessed += step;
    tally.family.progress[side].assessed += step;
  }

  return {
    total: () => toScore(total.achieved, total.possible),
    state: () => assessmentState(stateCounts),
    progress: () => copyProgress(progress),
    control: (id) => {
      const tally = controls.get(id);
      return tally === undefined ? undefined : readControl(tally);
    },
    controls: () => Array.from(controls.values(), readControl),
    families: () => Array.from(families.values(), toFamilyScore),
    verdicts: () => verdicts,
    update,
  };
}

function readControl(tally: ControlTally): ControlScore {
  return toControlScore(tally.control.id, tally.standings, tally);
}

function toFamilyScore(tally: FamilyTally): FamilyScore {
  return {
    family: tally.name,
    ...toScore(tally.achieved, tally.possible),
    progress: copyProgress(tally.progress),
  };
}

function isAssessed(side: MutableProgress): boolean {
  return side.total > 0 && side.assessed === side.total;
}

function emptyProgress(): Record<Side, MutableProgress> {
  return { customer: { assessed: 0, total: 0 }, provider: { assessed: 0, total: 0 } };
}

function copyProgress(progress: Record<Side, MutableProgress>): ProgressBySide {
  return { customer: { ...progress.customer }, provider: { ...progress.provider } };
}
