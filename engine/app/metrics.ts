import { type MetricName, metricFamilies } from './metric-families.ts';

export type Labels = Readonly<Record<string, string>>;

/** One value as it is at the moment of asking. */
export type Sample = { readonly name: MetricName; readonly labels?: Labels; readonly value: number };

/** What the engine counts about itself. Counting never fails and never waits. */
export interface Metrics {
  /** Adds to a counter, or to a gauge, which may also go down. */
  add(name: MetricName, labels?: Labels, by?: number): void;
  /** Takes a duration into a histogram. */
  observe(name: MetricName, seconds: number, labels?: Labels): void;
  /** Everything counted so far and these samples, in the text format of Prometheus, version 0.0.4. */
  text(samples: readonly Sample[]): string;
}

/** Upper bounds in seconds: from an edit on a quick disk to one that somebody gives up on. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Histogram = { readonly labels: Labels; readonly buckets: number[]; sum: number; count: number };
type Value = { readonly labels: Labels; value: number };

export function createMetrics(): Metrics {
  const values = new Map<MetricName, Map<string, Value>>();
  const histograms = new Map<MetricName, Map<string, Histogram>>();

  return {
    add(name, labels = {}, by = 1) {
      entryOf(values, name, labels, () => ({ labels, value: 0 })).value += by;
    },
    observe(name, seconds, labels = {}) {
      const fresh = (): Histogram => ({ labels, buckets: bounds.map(() => 0), sum: 0, count: 0 });
      const histogram = entryOf(histograms, name, labels, fresh);
      histogram.sum += seconds;
      histogram.count += 1;
      const at = bounds.findIndex((bound) => seconds <= bound);
      if (at !== -1) histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
    },
    text(samples) {
      const lines: string[] = [];
      for (const [name, { help, type }] of Object.entries(metricFamilies) as [MetricName, Family][]) {
        const own = [...(values.get(name)?.values() ?? []), ...samples.filter((sample) => sample.name === name)];
        const measured = [...(histograms.get(name)?.values() ?? [])];
        if (own.length === 0 && measured.length === 0) continue;
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
        for (const { labels, value } of own) lines.push(line(name, labels ?? {}, value));
        for (const histogram of measured) lines.push(...histogramLines(name, histogram));
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

type Family = (typeof metricFamilies)[MetricName];

function entryOf<T>(all: Map<MetricName, Map<string, T>>, name: MetricName, labels: Labels, fresh: () => T): T {
  const family = all.get(name) ?? new Map<string, T>();
  all.set(name, family);
  const key = labelText(labels);
  const found = family.get(key) ?? fresh();
  family.set(key, found);
  return found;
}

function histogramLines(name: string, { labels, buckets, sum, count }: Histogram): string[] {
  let below = 0;
  const lines = bounds.map((bound, index) => {
    below += buckets[index] ?? 0;
    return line(`${name}_bucket`, { ...labels, le: String(bound) }, below);
  });
  return [
    ...lines,
    line(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: Labels, value: number): string {
  return `${name}${labelText(labels)} ${value}`;
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
