import type { Result } from '../../domain/result.ts';
import type { SecureScoreReading } from '../../domain/secure-score/observe.ts';

export type SourceProblem = {
  /** `graph-denied`, `graph-throttled` ...: programs branch on it, it stands in the list of readings. */
  readonly code: string;
  /** What is wrong and what to do, for people. Never a secret. */
  readonly message: string;
};

/** Where Secure Score is read. */
export interface SecureScoreSource {
  /** For people: what observations and evidence call it. */
  readonly name: string;
  /** Reads everything, or says what was missing; gives up by itself after `patience` milliseconds. */
  read(patience: number): Promise<Result<SecureScoreReading, SourceProblem>>;
}
