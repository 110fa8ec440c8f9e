import type { Metrics, Sample } from '../../../app/metrics.ts';

/** Something that keeps the engine from its work; the sentence says what to do and names no path. */
export type Hindrance = { readonly check: string; readonly problem: string };

/** What those who run the engine ask of it. */
export type Operations = {
  readonly metrics: Metrics;
  /** Empty when it is ready for work. */
  hindrances(): Promise<readonly Hindrance[]>;
  samples(): readonly Sample[];
  /** What a request for the metrics has to carry; without one they are shown on this machine alone. */
  readonly token: string | null;
};
