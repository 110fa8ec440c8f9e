import type { ActionId } from '../../contract/model/ids.ts';
import type { Detection, Observation } from '../../contract/model/secure-score.ts';

/** What a source says, each part as it came: the two lists differ, and either half of a control may be missing. */
export type SecureScoreReading = {
  /** Where it was read, for people. */
  readonly source: string;
  /** When the score was worked out; null when the source has none yet. */
  readonly scoreDate: string | null;
  readonly scores: readonly ReadScore[];
  readonly profiles: readonly ReadProfile[];
  /** What was missing from the answer, a sentence each: then an absent control says nothing. */
  readonly gaps: readonly string[];
};

export type ReadScore = {
  readonly control: string;
  readonly score: number | null;
  readonly percent: number | null;
  readonly detail: string | null;
  readonly lastSynced: string | null;
};

export type ReadProfile = {
  readonly control: string;
  readonly title: string | null;
  readonly max: number | null;
  readonly state: string | null;
};

/** A reading by control, letter case aside. */
export type ReadControls = ReadonlyMap<
  string,
  { readonly score: ReadScore | null; readonly profile: ReadProfile | null }
>;

/** Joins scores and profiles; of a control that comes twice the first counts, as the newest stands first. */
export function joinControls({ scores, profiles }: SecureScoreReading): ReadControls {
  const joined = new Map<string, { score: ReadScore | null; profile: ReadProfile | null }>();
  const at = (control: string) => {
    const key = controlKey(control);
    const known = joined.get(key) ?? { score: null, profile: null };
    joined.set(key, known);
    return known;
  };
  for (const profile of profiles) at(profile.control).profile ??= profile;
  for (const score of scores) at(score.control).score ??= score;
  return joined;
}

export function controlKey(control: string): string {
  return control.trim().toLowerCase();
}

/** What a reading says of the control of one action. */
export function observe(
  controls: ReadControls,
  action: ActionId,
  control: string,
  { source, now }: { readonly source: string; readonly now: string },
): Observation {
  const { score = null, profile = null } = controls.get(controlKey(control)) ?? {};
  const max = profile?.max ?? maxFromPercent(score);
  return {
    action,
    control,
    detection: detect(score?.score ?? null, max, profile?.state ?? null, score?.percent ?? null),
    title: profile?.title ?? null,
    score: score?.score ?? null,
    max,
    state: profile?.state ?? null,
    detail: score?.detail ?? null,
    lastSynced: score?.lastSynced ?? null,
    since: now,
    source,
  };
}

/** A profile that is missing leaves the largest score to be worked out, where there is some of it. */
function maxFromPercent(score: ReadScore | null): number | null {
  const { score: points = null, percent = null } = score ?? {};
  if (points === null || percent === null || points <= 0 || percent <= 0) return null;
  return Math.round((points * 10_000) / percent) / 100;
}

/** What was decided about a control there comes before its points. Less than nothing means that there is no number. */
function detect(score: number | null, max: number | null, state: string | null, percent: number | null): Detection {
  if (score === null || score < 0 || max === 0) return 'undetected';
  switch (state?.toLowerCase()) {
    case 'ignored':
      return 'ignored';
    case 'thirdparty':
      return 'third-party';
  }
  if (score === 0) return 'zero';
  if (max === null) return percent === null ? 'undetected' : percent >= 100 ? 'complete' : 'partial';
  return score >= max ? 'complete' : 'partial';
}

/** Whether a later observation says nothing new; when the source looked again is not news. */
export function saysTheSame(a: Observation, b: Observation): boolean {
  return (
    a.control === b.control &&
    a.detection === b.detection &&
    a.title === b.title &&
    a.score === b.score &&
    a.max === b.max &&
    a.state === b.state &&
    a.detail === b.detail &&
    a.source === b.source
  );
}
