import { parseArgs } from 'node:util';
import { runFaults } from '#test/faults/run-rounds';

/** `npm run faults -- --rounds N --seed S [--each R] [--minutes M]`: a fresh database and engines every R rounds, with the next seed. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    each: { type: 'string', default: '50' },
    minutes: { type: 'string' },
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
const total = { rounds: 0, edits: 0, entries: 0, files: 0 };
for (let seed = Number(values.seed); total.rounds < rounds && !enough(); seed += 1) {
  seeds.push(seed);
  const tell = (line: string): void => {
    if (values.verbose || line.startsWith('VIOLATION')) say(line);
  };
  const report = await runFaults({ rounds: Math.min(each, rounds - total.rounds), seed, tell, enough });
  total.rounds += report.rounds;
  total.edits += report.edits;
  total.entries += report.entries;
  total.files += report.files;
  violations.push(...report.violations);
  for (const [name, count] of report.faults) faults.set(name, (faults.get(name) ?? 0) + count);
  say(
    `seed ${seed}: ${report.rounds} rounds, ${report.edits} edits acknowledged, ${report.violations.length} violations (${total.rounds} rounds so far)`,
  );
}
say('');
for (const [name, count] of [...faults].sort(([, one], [, other]) => other - one))
  say(`${String(count).padStart(6)}  ${name}`);
say('');
say(
  `${total.rounds} rounds, seeds ${seeds[0]} to ${seeds.at(-1)}: ${total.edits} edits acknowledged, ${total.entries} entries, ${total.files} workbooks saved, ${violations.length} violations`,
);
for (const violation of violations) say(violation);
process.exitCode = violations.length === 0 && !interrupted ? 0 : 1;
