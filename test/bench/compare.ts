import { newFolder, runTask } from './children.ts';
import type { ContenderInput, Task } from './contender.ts';
import { median, type Sample } from './measure.ts';

export type Contender = {
  readonly name: string;
  readonly task: Task;
  readonly input: ContenderInput;
  /** Too slow to be asked more than once; the other rounds compare with this one run. */
  readonly once?: boolean;
  /** Each run begins in a new folder inside this one. */
  readonly writesIn?: string;
};

/** What a section shows of a sample, and how. */
export type Column = { readonly header: string; readonly metric: string; readonly digits: number };

/** A bar compares two contenders of one round; noise that slows a whole round leaves the ratio alone. */
export type Bar = {
  readonly text: string;
  readonly metric: string;
  /** `alone`: the figure itself, where people feel it as such. */
  readonly divide: 'ours by theirs' | 'theirs by ours' | 'alone';
  readonly ours: string;
  readonly theirs: string;
  /** What the ratio must be; absent for a comparison without a bar. */
  readonly atLeast?: number;
  readonly atMost?: number;
};

/** Null for a comparison without a bar. */
export function isMet({ atLeast, atMost }: Bar, ratio: number): boolean | null {
  if (atLeast === undefined && atMost === undefined) return null;
  return ratio >= (atLeast ?? Number.NEGATIVE_INFINITY) && ratio <= (atMost ?? Number.POSITIVE_INFINITY);
}

/** A picture of one section: a group of bars for each metric, a bar for each contender. */
export type Chart = {
  /** The file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly logarithmic: boolean;
  readonly groups: readonly { readonly label: string; readonly metric: string }[];
};

/** What of a section is shown. */
export type SectionFace = {
  readonly title: string;
  readonly note: string;
  readonly columns: readonly Column[];
  readonly chart?: Chart;
};

export type Section = SectionFace & {
  readonly contenders: readonly Contender[];
  readonly bars: readonly Bar[];
};

/** What came of a section; kept as JSON, so that the page can be made again without measuring. */
export type Measured = SectionFace & {
  /** Medians over the rounds, by contender. */
  readonly samples: Readonly<Record<string, Sample>>;
  readonly bars: readonly { readonly bar: Bar; readonly ratio: number }[];
};

/** Runs all contenders of a section, round after round and every other round in the opposite order. */
export async function compare(section: Section, rounds: number): Promise<Measured> {
  const runs = new Map<string, Sample[]>(section.contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? section.contenders : section.contenders.toReversed();
    for (const { name, task, input, once, writesIn } of order) {
      const known = runs.get(name) ?? [];
      const repeated = once === true ? known[0] : undefined;
      const fresh = writesIn === undefined ? {} : { folder: newFolder(writesIn, task) };
      known.push(repeated ?? (await runTask(task, { ...input, ...fresh })));
    }
  }
  const samples = Object.fromEntries([...runs].map(([name, known]) => [name, medians(known)]));
  const bars = section.bars.map((bar) => ({ bar, ratio: median(ratios(bar, runs)) }));
  const { title, note, columns, chart } = section;
  return { title, note, columns, ...(chart === undefined ? {} : { chart }), samples, bars };
}

function medians(samples: readonly Sample[]): Sample {
  const metrics = Object.keys(samples[0] ?? {});
  return Object.fromEntries(metrics.map((metric) => [metric, median(samples.map((one) => one[metric] ?? Number.NaN))]));
}

function ratios(bar: Bar, runs: ReadonlyMap<string, readonly Sample[]>): readonly number[] {
  const ours = runs.get(bar.ours) ?? [];
  const theirs = runs.get(bar.theirs) ?? [];
  return ours.map((sample, round) => {
    const mine = sample[bar.metric] ?? Number.NaN;
    const other = theirs[round]?.[bar.metric] ?? Number.NaN;
    if (bar.divide === 'alone') return mine;
    return bar.divide === 'ours by theirs' ? mine / other : other / mine;
  });
}
