import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readBuiltIn } from '#engine/adapters/built-in/read-built-in';
import { readCrosswalks } from '#engine/adapters/built-in/read-crosswalks';
import { compareWithCatalog } from './catalogs.ts';
import { coveragePage } from './coverage.ts';
import { checkActions, checkDescriptions, checkMapping } from './descriptions.ts';
import { factsOf, fingerprintOf, readFacts } from './frameworks.ts';
import { sample } from './sample.ts';
import { checkSpelling } from './spelling.ts';
import { readStatements } from './statements.ts';
import { compareTotals } from './totals.ts';

/*
 * Checks the texts of the built-in templates: `npm run templates`. With CONTROLBOOK_REAL_DATA it also compares them row by
 * row with the tables of the standards, and their words with the official statements. Ends with 1 when something is wrong.
 *
 *   --sample [--count 30] [--seed 1]   print controls and actions of each framework drawn at random, for a reader
 *   --coverage                         write docs/coverage.md anew
 */
const { values } = parseArgs({
  options: {
    sample: { type: 'boolean' },
    count: { type: 'string', default: '30' },
    seed: { type: 'string' },
    coverage: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const folder = fileURLToPath(new URL('..', import.meta.url));
const page = join(folder, '..', 'docs', 'coverage.md');

const library = await readBuiltIn(folder);
if (!library.ok) {
  for (const fault of library.error) print(fault);
  process.exit(1);
}
if (values.sample === true) {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  for (const line of sample(library.value, Number(values.count), seed)) print(line);
} else if (values.coverage === true) {
  await writeFile(page, coveragePage(library.value));
  print(`${page} is written.`);
} else process.exitCode = await check();

async function check(): Promise<number> {
  if (!library.ok) return 1;
  let wrong = 0;
  const report = (what: string, faults: readonly string[]): void => {
    print(`${faults.length === 0 ? 'ok   ' : 'WRONG'} ${what}${faults.length === 0 ? '' : `: ${faults.length}`}`);
    for (const fault of faults) print(`      ${fault}`);
    wrong += faults.length;
  };
  const facts = await readFacts(folder);
  for (const framework of facts) {
    print(
      `      ${framework.id.padEnd(22)}${String(framework.lines.length).padStart(5)} controls  ${fingerprintOf(factsOf(framework))}`,
    );
  }
  const catalogs =
    process.env['CONTROLBOOK_REAL_DATA'] === undefined ? '' : join(process.env['CONTROLBOOK_REAL_DATA'], 'catalogs');
  const compared = catalogs !== '' && existsSync(catalogs);
  if (compared) {
    for (const framework of facts) {
      report(`${framework.id} is as in its catalog`, await compareWithCatalog(catalogs, framework));
    }
  } else print('      The catalogs are not there (CONTROLBOOK_REAL_DATA): nothing is compared with them.');
  const crosswalks = await readCrosswalks(folder);
  report('crosswalks', crosswalks.ok ? [] : crosswalks.error);
  report('every side of a control has an action', checkMapping(library.value));
  report('actions', checkActions(library.value));
  report('descriptions', checkDescriptions(library.value, compared ? await readStatements(catalogs) : new Map()));
  report('spelling', await checkSpelling(folder, library.value));
  const totals = compareTotals(library.value);
  for (const line of totals.lines) print(`      ${line}`);
  report('totals are of the original’s order', totals.faults);
  const isCurrent = (await readFile(page, 'utf8').catch(() => '')) === coveragePage(library.value);
  report('docs/coverage.md', isCurrent ? [] : ['is not that of these templates: npm run templates -- --coverage']);
  print(wrong === 0 ? 'The templates are sound.' : `${wrong} to mend.`);
  return wrong === 0 ? 0 : 1;
}
