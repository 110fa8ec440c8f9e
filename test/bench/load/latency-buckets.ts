/** Counts of latencies in steps of two in a hundred, which can be added up over processes. */
export type Buckets = { readonly counts: number[]; most: number };

const step = Math.log(1.02);
/** Milliseconds below which nothing is told apart. */
const least = 0.01;

export function openBuckets(): Buckets {
  return { counts: [], most: 0 };
}

export function addLatency(buckets: Buckets, milliseconds: number): void {
  const at = Math.max(0, Math.ceil(Math.log(Math.max(least, milliseconds) / least) / step));
  buckets.counts[at] = (buckets.counts[at] ?? 0) + 1;
  buckets.most = Math.max(buckets.most, milliseconds);
}

export function mergeBuckets(all: readonly Buckets[]): Buckets {
  const merged = openBuckets();
  for (const { counts, most } of all) {
    for (const [at, count] of counts.entries()) merged.counts[at] = (merged.counts[at] ?? 0) + (count ?? 0);
    merged.most = Math.max(merged.most, most);
  }
  return merged;
}

/** Milliseconds, at most two in a hundred too high. */
export function bucketPercentile({ counts }: Buckets, share: number): number {
  const total = counts.reduce((sum, count) => sum + (count ?? 0), 0);
  let seen = 0;
  for (const [at, count] of counts.entries()) {
    seen += count ?? 0;
    if (seen > total * share) return least * Math.exp(at * step);
  }
  return Number.NaN;
}
