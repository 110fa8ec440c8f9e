import type { AlertRule, Happening } from '../../contract/model/notice.ts';

/** Whether a rule asks to be told of this; scores are watched by themselves. */
export function matches(
  { active, when }: AlertRule,
  happening: Happening,
  concerns: (assessment: NonNullable<Extract<AlertRule['when'], { assessment: unknown }>['assessment']>) => boolean,
): boolean {
  if (!active || when.kind === 'score' || when.kind !== happening.kind) return false;
  if (when.values.length > 0 && !when.values.includes(String(happening.to))) return false;
  return when.assessment === null || concerns(when.assessment);
}

/** Whether a score that moved is what a rule waits for: it fires on the way over its limit, never for standing there. */
export function scoreFires(
  when: Extract<AlertRule['when'], { kind: 'score' }>,
  before: number | null,
  now: number | null,
): boolean {
  if (before === null || now === null) return false;
  switch (when.is) {
    case 'below':
      return before >= when.percent && now < when.percent;
    case 'above':
      return before <= when.percent && now > when.percent;
    case 'changed-by':
      return Math.abs(now - before) >= when.percent;
  }
}
