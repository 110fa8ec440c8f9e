import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withFolder } from './children.ts';
import { compare, type Measured } from './compare.ts';
import { describeMachine } from './machine.ts';
import { type Part, parts } from './parts.ts';
import { hasSqlite, installPeers } from './peers.ts';
import { barLines, chartsOf, documentOf, type PartResult, sectionLines } from './report.ts';
import type { Plan } from './sections.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    minutes: { type: 'string', default: '10' },
  },
});
const { short, write } = values;
if (write && short) throw new Error('A short run shows that everything works; its figures are not for the page.');
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number of minutes, for the part `load`');
const wanted = values.only.split(',').filter((name) => name !== '');
const unknown = wanted.find((name) => !parts.some((part) => part.name === name));
if (unknown !== undefined) throw new Error(`--only takes some of ${parts.map(({ name }) => name).join(', ')}`);

const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.some(({ isAlone }) => isAlone !== true)) installPeers();
const all: Measured[] = [];
for (const part of chosen) {
  console.log(`## ${part.title} (--only ${part.name})\n`);
  const result = await withFolder((root) => measurePart(part, root));
  all.push(...result.measured);
  console.log(`${part.name} took ${(result.minutes ?? 0).toFixed(1)} minutes\n`);
  // Written part by part: a run that is broken off keeps what it has measured.
  if (write) writePage(part, result);
}
console.log(barLines(all).join('\n'));
if (write) console.log('\ndocs/benchmarks.md is written.');

async function measurePart(part: Part, root: string): Promise<PartResult> {
  const start = performance.now();
  const plan: Plan = { short, minutes: short ? 0.1 : minutes, sqlite: hasSqlite(), root };
  const machine = await describeMachine(root);
  const measured: Measured[] = [];
  await part.run(plan, async (section, rounds) => {
    const one = await compare(section, short ? 1 : rounds);
    measured.push(one);
    for (const line of sectionLines(one)) console.log(line);
  });
  const took = (performance.now() - start) / 60_000;
  const date = new Date().toISOString().slice(0, 10);
  return { machine, date, minutes: took, versions: part.versions(), measured };
}

function writePage(measured: Part, result: PartResult): void {
  const results = join('test', 'bench', 'results');
  const charts = join('docs', 'charts');
  for (const folder of [results, charts]) mkdirSync(folder, { recursive: true });
  const fileOf = (name: string): string => join(results, `${name}.json`);
  writeFileSync(fileOf(measured.name), `${JSON.stringify(result, null, 2)}\n`);
  for (const [name, picture] of chartsOf(result.measured)) writeFileSync(join(charts, name), picture);
  const pages = parts.map(({ name, title, how }) => {
    const known = existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as PartResult) : null; // our own
    return { name, title, how, result: known };
  });
  writeFileSync(join('docs', 'benchmarks.md'), documentOf(pages));
}
