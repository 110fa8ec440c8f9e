import { parseArgs } from 'node:util';
import { runFaults } from '#test/faults/run-rounds';

/**
 * `npm run faults -- --rounds N --seed S [--each R] [--minutes M] [--kind database|folder]`: a fresh store and engines every R rounds, with the
 * next seed. Without a kind every fourth seed is one engine over a data folder, the others are three over a PostgreSQL.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '50' },
    minutes: { type: 'string' },
    kind: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const each = Number(values.each);
const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes);
let interrupted = false;
process.once('SIGINT', () => {
  interrupted = true;
});
process.once('SIGTERM', () => {
  interrupted = true;
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const enough = (): boolean => interrupted || performance.now() > minutes * 60_000;

const seeds: number[] = [];
const violations: string[] = [];
const faults = new Map<string, number>();
const delays = new Map<string, number>();
const total = { rounds: 0, edits: 0, entries: 0, files: 0, moves: 0 };
const kindOf = (seed: number): 'database' | 'folder' => {
  if (values.kind === 'database' || values.kind === 'folder') return values.kind;
  return seed % 4 === 0 ? 'folder' : 'database';
};
for (let seed = Number(values.seed); total.rounds < rounds && !enough(); seed += 1) {
  seeds.push(seed);
  const tell = (line: string): void => {
    if (values.verbose || line.startsWith('VIOLATION')) say(line);
  };
  const kind = kindOf(seed);
  const report = await runFaults({ kind, rounds: Math.min(each, rounds - total.rounds), seed, tell, enough });
  total.rounds += report.rounds;
  total.edits += report.edits;
  total.entries += report.entries;
  total.files += report.files;
  total.moves += report.moves;
  violations.push(...report.violations);
  for (const [sum, counts] of [
    [faults, report.faults],
    [delays, report.delays],
  ] as const)
    for (const [name, count] of counts) sum.set(name, (sum.get(name) ?? 0) + count);
  say(
    `seed ${seed} (${kind}): ${report.rounds} rounds, ${report.edits} edits acknowledged, ${report.violations.length} violations (${total.rounds} rounds so far)`,
  );
}
say('');
for (const [name, count] of [...faults].sort(([, one], [, other]) => other - one))
  say(`${String(count).padStart(6)}  ${name}`);
say('');
say(`told to come again: ${Array.from(delays, ([code, count]) => `${code} ${count}`).join(', ')}`);
say(
  `${total.rounds} rounds, seeds ${seeds[0]} to ${seeds.at(-1)}: ${total.edits} edits acknowledged, ${total.entries} entries, ${total.files} workbooks saved, panes moved ${total.moves} times, ${violations.length} violations`,
);
for (const violation of violations) say(violation);
process.exitCode = violations.length === 0 && !interrupted ? 0 : 1;
