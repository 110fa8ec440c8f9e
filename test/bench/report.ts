import { type Drawing, drawBars } from './chart.ts';
import { type Bar, isMet, type Measured } from './compare.ts';
import type { Machine } from './machine.ts';

/** What came of one part the last time it was measured whole. */
export type PartResult = {
  readonly machine: Machine;
  readonly date: string;
  /** Null where it was not noted. */
  readonly minutes: number | null;
  readonly versions: readonly string[];
  readonly measured: readonly Measured[];
};

/** A part as the page shows it; `result` is null where it has never been measured. */
export type PartPage = {
  readonly name: string;
  readonly title: string;
  /** How it is measured, and what each contender does not do; lines of Markdown. */
  readonly how: readonly string[];
  readonly result: PartResult | null;
};

/** One section as lines of a Markdown table, which reads as well on a terminal. */
export function sectionLines({ title, note, columns, samples, bars, chart }: Measured): readonly string[] {
  const header = ['', ...columns.map((column) => column.header)];
  const rows = Object.entries(samples).map(([name, sample]) => [
    name,
    ...columns.map(({ metric, digits }) => formatNumber(sample[metric] ?? Number.NaN, digits)),
  ]);
  const verdicts = bars.map(({ bar, ratio }) => {
    const met = isMet(bar, ratio);
    const verdict = met === null ? '' : `; bar ${boundOf(bar)}: **${met ? 'met' : 'not met'}**`;
    return `- ${short(ratio)} ${bar.text}${verdict}`;
  });
  const notes = note === '' ? [] : [note, ''];
  const picture = chart === undefined ? [] : [`![${chart.title}](charts/${chart.name}.svg)`, ''];
  const said = verdicts.length === 0 ? [] : [...verdicts, ''];
  return [`### ${title}`, '', ...notes, ...table([header, ...rows]), '', ...said, ...picture];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3)) ?? [];
  const line = (row: readonly string[]): string => {
    const cells = row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)));
    return `| ${cells.join(' | ')} |`;
  };
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [header, ...body] = rows;
  return header === undefined ? [] : [line(header), rule, ...body.map(line)];
}

/** Each bar with its verdict: subject, ratio, bar, `met` or `not met`. */
function barRows(measured: readonly Measured[]): readonly (readonly string[])[] {
  return measured.flatMap(({ title, bars }) =>
    bars.flatMap(({ bar, ratio }) => {
      const met = isMet(bar, ratio);
      if (met === null) return [];
      return [[`${title}: ${bar.text}`, short(ratio), boundOf(bar), met ? 'met' : 'not met']];
    }),
  );
}

export function barLines(measured: readonly Measured[]): readonly string[] {
  return table([['Bars', 'ratio', 'bar', 'verdict'], ...barRows(measured)]);
}

function boundOf({ atLeast, atMost }: Bar): string {
  return atLeast === undefined ? `at most ${short(atMost ?? Number.NaN)}` : `at least ${short(atLeast)}`;
}

/** The pictures of a part, by the name of their file. */
export function chartsOf(measured: readonly Measured[]): ReadonlyMap<string, string> {
  const charts = new Map<string, string>();
  for (const { chart, samples } of measured) {
    if (chart === undefined) continue;
    const groups = chart.groups.map(({ label, metric }): Drawing['groups'][number] => ({
      label,
      bars: Object.entries(samples).map(([name, sample]) => ({
        name,
        value: sample[metric] ?? Number.NaN,
        isOurs: name.startsWith('Controlbook'),
      })),
    }));
    charts.set(`${chart.name}.svg`, drawBars({ ...chart, groups }));
  }
  return charts;
}

/** docs/benchmarks.md, whole. */
export function documentOf(parts: readonly PartPage[]): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`; do not edit. `npm run bench` prints the same, `npm run bench -- --short` a',
    'shorter run that only shows that every part works; `--only fanout` or `--only append,start` takes single parts, also',
    'with `--write`, which then leaves the others as they were measured before. What is compared with is installed on the',
    'first run, into `test/bench/peers`; figures are kept in `test/bench/results`.',
    '',
    'How to read it: every number stands beside a peer measured in the same run. Each contender runs in a process of its',
    'own, is warmed up, and is asked in several rounds with the order turned around every time; shown are medians. Ratios',
    'are medians of the ratios within a round, so that a slow minute of the machine hits both sides. Trust ratios, not',
    'absolute numbers: the machine was doing other work at the same time. Nothing fails on these numbers.',
    '',
    '## Bars',
    '',
    ...barLines(parts.flatMap(({ result }) => result?.measured ?? [])),
    '',
    ...parts.flatMap(partLines),
  ].join('\n');
}

function partLines({ name, title, how, result }: PartPage): readonly string[] {
  const begin = [`## ${title}`, '', ...how, ''];
  if (result === null) return [...begin, `Not measured yet: \`npm run bench -- --write --only ${name}\`.`, ''];
  const { machine, date, minutes, versions, measured } = result;
  const { cores, gigabytes, platform, node, syncsPerSecond, loopback } = machine;
  const took = minutes === null ? '' : ` in ${formatNumber(minutes, 1)} minutes`;
  const network =
    loopback === null
      ? '.'
      : `; ${formatNumber(loopback.p50, 0)} µs (slowest hundredth ${formatNumber(loopback.p99, 0)} µs) there and back over its own network.`;
  return [
    ...begin,
    `\`--only ${name}\`, measured on ${date}${took}${versions.length === 0 ? '' : ` with ${versions.join(', ')}`}.`,
    `${cores} cores, ${gigabytes} GB, ${platform}, Node ${node}. The machine's own limits just before: ${formatNumber(syncsPerSecond, 0)} synced appends a`,
    `second one after the other${network}`,
    '',
    ...measured.flatMap(sectionLines),
  ];
}

function short(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  return value >= 100 ? formatNumber(value, 0) : value.toFixed(value >= 10 ? 1 : 2);
}

function formatNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
