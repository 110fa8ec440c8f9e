import { type Bar, isMet, type Measured } from './compare.ts';
import type { Machine } from './machine.ts';

export type Results = {
  readonly machine: Machine;
  readonly versions: readonly string[];
  readonly rounds: number;
  readonly measured: readonly Measured[];
};

/** One section as lines of a Markdown table, which reads as well on a terminal. */
export function sectionLines({ section, samples, bars }: Measured): readonly string[] {
  const header = ['', ...section.columns.map((column) => column.header)];
  const rows = [...samples].map(([name, sample]) => [
    name,
    ...section.columns.map(({ metric, digits }) => formatNumber(sample[metric] ?? Number.NaN, digits)),
  ]);
  const verdicts = bars.map(({ bar, ratio }) => {
    const met = isMet(bar, ratio);
    const verdict = met === null ? '' : `; bar ${boundOf(bar)}: **${met ? 'met' : 'not met'}**`;
    return `- ${short(ratio)} ${bar.text}${verdict}`;
  });
  const note = section.note === '' ? [] : [section.note, ''];
  return [`### ${section.title}`, '', ...note, ...table([header, ...rows]), '', ...verdicts, ''];
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
  return measured.flatMap(({ section, bars }) =>
    bars.flatMap(({ bar, ratio }) => {
      const met = isMet(bar, ratio);
      if (met === null) return [];
      return [[`${section.title}: ${bar.text}`, short(ratio), boundOf(bar), met ? 'met' : 'not met']];
    }),
  );
}

export function barLines(measured: readonly Measured[]): readonly string[] {
  return table([['Bars', 'ratio', 'bar', 'verdict'], ...barRows(measured)]);
}

function boundOf({ atLeast, atMost }: Bar): string {
  return atLeast === undefined ? `at most ${short(atMost ?? Number.NaN)}` : `at least ${short(atLeast)}`;
}

/** docs/benchmarks.md, whole. */
export function documentOf({ machine, versions, rounds, measured }: Results): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench -- --write`; do not edit. `npm run bench` prints the same, `npm run bench -- --quick` a',
    'shorter run of about a minute. What is compared with is installed on the first run, into `test/bench/peers`.',
    '',
    'How to read it: every number stands beside a peer measured in the same run. Each contender runs in a process of its',
    `own, is warmed up, and is asked in ${rounds} rounds (edits: 5) with the order turned around every time; shown are medians. Ratios are`,
    'medians of the ratios within a round, so that a slow minute of the machine hits both sides. Trust ratios, not',
    'absolute numbers: the machine was doing other work at the same time. Nothing fails on these numbers.',
    '',
    `Machine: ${machine.cores} cores, ${machine.gigabytes} GB, ${machine.platform}, Node ${machine.node}; its disk takes ${formatNumber(machine.syncsPerSecond, 0)} synced appends`,
    `a second one after the other. Compared with ${versions.join(', ')}.`,
    '',
    '## Bars',
    '',
    ...barLines(measured),
    '',
    '## Measurements',
    '',
    ...measured.flatMap(sectionLines),
    ...notes,
    '',
  ].join('\n');
}

const notes = [
  '## What is measured',
  '',
  '- **Edits**: each writer sends one change, waits for its verdict and sends the next. Ours goes the whole way: normalise,',
  '  judge and merge, chain the hash, append, sync, fold, tell the listeners. The raw appends write as many bytes an edit',
  '  and sync them with whatever else waits; nothing durable can cost less. SQLite writes a journal row and the latest value,',
  '  what queued in one transaction. lowdb is used as documented: it rewrites its document for every edit and never syncs.',
  '- **Workbooks**: the peak is that of the process after the first run of the job; of it, the job has taken what was not',
  '  there with library and input loaded. The time is that of later runs, for 20,000 rows of the first. exceljs writes the',
  '  same cells, tables, drop-downs and colours.',
  '- **Shared actions**: files wait to be written while edits are counted, because writing them is not on the way of an',
  '  edit. The bar compares CPU time per edit.',
  '- **Edit to changed cell**: a person types into a cell of one workbook; the time ends when the cell of the other',
  '  workbook has changed. Ours goes pane, engine (judged, durable on the disk), the other pane, Excel. The fields of Yjs go',
  '  through Hocuspocus, which neither judges nor keeps anything here.',
  '- **Start**: from an empty process with its code loaded to an organisation that takes edits.',
];

function short(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  return value >= 100 ? formatNumber(value, 0) : value.toFixed(value >= 10 ? 1 : 2);
}

function formatNumber(value: number, digits: number): string {
  if (!Number.isFinite(value)) return '';
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
