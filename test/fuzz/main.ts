import { parseArgs } from 'node:util';
import { type Target, targets } from '#test/fuzz/cases';
import { runCases } from '#test/fuzz/run-cases';

/** `npm run fuzz -- [--minutes M | --cases N] [--seed S] [--first I] [--only xlsx,csv]`; what a failure prints repeats it. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    cases: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    first: { type: 'string', default: '0' },
    only: { type: 'string', default: targets.join(',') },
  },
});
const seed = Number(values.seed);
const end = performance.now() + Number(values.minutes) * 60_000;
const most = values.cases === undefined ? Number.POSITIVE_INFINITY : Number(values.cases);
const only = targets.filter((target) => values.only.split(',').includes(target)) as readonly Target[];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const { cases, answers, failures } = await runCases({
  seed,
  only,
  first: Number(values.first),
  goOn: (done) => done < most && performance.now() < end,
});
for (const [answer, count] of [...answers].sort()) say(`${String(count).padStart(7)}  ${answer}`);
for (const failure of failures) say(`FAILURE ${failure}`);
say(`seed ${seed}: ${cases} inputs, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
