import { z } from 'zod';
import type { ReadProfile, ReadScore } from '../../domain/secure-score/observe.ts';
import { quoted } from './graph-problem.ts';

/* What is read of the documented shapes; whatever else they hold, or leave out, does not matter. */

const name = z.string().trim().min(1).max(200);
const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => plain(value ?? ''));
/** Some numbers come as texts. */
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,12}(\.\d{1,12})?$/)
      .transform(Number),
  ])
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

const controlScore = z.object({
  controlName: name,
  score: number,
  scoreInPercentage: number,
  implementationStatus: text,
  lastSynced: text,
});

const secureScore = z.object({
  createdDateTime: z.string().max(40).nullish().catch(null),
  controlScores: z.array(z.unknown()).max(10_000).nullish(),
});

const stateUpdate = z.object({ state: z.string().max(100), updatedDateTime: z.string().max(40).nullish().catch(null) });

const controlProfile = z.object({
  id: name,
  title: text,
  maxScore: number,
  controlStateUpdates: z.array(z.unknown()).max(10_000).nullish().catch(null),
});

/** The newest snapshot; null when there is none, or it is not what the documentation says. */
export function readSnapshot(
  items: readonly unknown[],
): { readonly date: string | null; readonly scores: readonly ReadScore[]; readonly unreadable: number } | null {
  const snapshots = items.flatMap((item) => {
    const parsed = secureScore.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  // They come newest first; that is not left to chance.
  const [newest] = snapshots.sort((a, b) => ((a.createdDateTime ?? '') < (b.createdDateTime ?? '') ? 1 : -1));
  if (newest === undefined) return null;
  const given = newest.controlScores ?? [];
  const scores = given.flatMap((item): ReadScore[] => {
    const parsed = controlScore.safeParse(item);
    if (!parsed.success) return [];
    const { controlName, score, scoreInPercentage, implementationStatus, lastSynced } = parsed.data;
    return [{ control: controlName, score, percent: scoreInPercentage, detail: implementationStatus, lastSynced }];
  });
  return { date: newest.createdDateTime ?? null, scores, unreadable: given.length - scores.length };
}

export function readProfiles(items: readonly unknown[]): {
  readonly profiles: readonly ReadProfile[];
  readonly unreadable: number;
} {
  const profiles = items.flatMap((item): ReadProfile[] => {
    const parsed = controlProfile.safeParse(item);
    if (!parsed.success) return [];
    const { id, title, maxScore, controlStateUpdates } = parsed.data;
    return [{ control: id, title, max: maxScore, state: newestState(controlStateUpdates ?? []) }];
  });
  return { profiles, unreadable: items.length - profiles.length };
}

function newestState(updates: readonly unknown[]): string | null {
  const known = updates.flatMap((update) => {
    const parsed = stateUpdate.safeParse(update);
    return parsed.success ? [parsed.data] : [];
  });
  // Of two at one time the later in the list counts, as it was added later.
  const newest = known.reduce<(typeof known)[number] | null>(
    (best, one) => (best === null || (one.updatedDateTime ?? '') >= (best.updatedDateTime ?? '') ? one : best),
    null,
  );
  return newest === null ? null : quoted(newest.state).slice(0, 40);
}

/** Texts may hold HTML: its tags go, and what they stood around stays as text. */
function plain(value: string): string | null {
  const stripped = quoted(value.slice(0, 20_000).replace(/<[^<>]{0,2000}>/g, ' '));
  return stripped === '' ? null : stripped;
}
