import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newFolder, runTask, withFolder } from './children.ts';
import { compare, type Measured, type Section } from './compare.ts';
import { describeMachine } from './machine.ts';
import { hasSqlite, installPeers, peerVersion, projectVersion } from './peers.ts';
import { barLines, documentOf, sectionLines } from './report.ts';
import {
  bindSection,
  editSection,
  hopSection,
  type Plan,
  sharingSection,
  startUpSection,
  workbookSections,
} from './sections.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const { quick, only } = values;
if (values.write && (quick || only !== '')) throw new Error('docs/benchmarks.md is written from a whole, full run');

installPeers();
await withFolder(async (root) => {
  const machine = describeMachine(root);
  const rounds = quick ? 1 : 3;
  const plan: Plan = { quick, sqlite: hasSqlite(), root };
  const versions = [
    `exceljs ${peerVersion('exceljs')}`,
    `SheetJS ${projectVersion('xlsx')}`,
    `lowdb ${projectVersion('lowdb')}`,
    `Hocuspocus ${peerVersion('@hocuspocus/server')} with Yjs ${peerVersion('yjs')}`,
    plan.sqlite ? `better-sqlite3 ${peerVersion('better-sqlite3')}` : 'no SQLite (better-sqlite3 is not installed)',
  ];
  console.log(
    `${machine.cores} cores, ${machine.gigabytes} GB, Node ${machine.node}, ${Math.round(machine.syncsPerSecond)} syncs/s`,
  );
  console.log(`${versions.join(', ')}\n`);

  const measured: Measured[] = [];
  const measure = async (section: Section, times = rounds): Promise<void> => {
    const result = await compare(section, times);
    measured.push(result);
    for (const line of sectionLines(result)) console.log(line);
  };
  const parts: Readonly<Record<string, () => Promise<void>>> = {
    async edits() {
      for (const writers of [1, 50, 500]) await measure(editSection(plan, writers), quick ? 1 : 5);
    },
    async workbooks() {
      const folder = newFolder(root, 'workbooks');
      await runTask('prepareWorkbooks', { folder });
      for (const section of workbookSections(plan, folder)) await measure(section);
    },
    async sharing() {
      await measure(sharingSection(plan), quick ? 1 : 5);
    },
    async hops() {
      await measure(hopSection(plan));
    },
    async bind() {
      await measure(bindSection(plan));
    },
    async start() {
      const folder = newFolder(root, 'start');
      const entries = quick ? 100_000 : 1_000_000;
      for (const name of ['journal', 'snapshot']) mkdirSync(join(folder, name));
      await runTask('prepareJournals', { folder, entries });
      await measure(startUpSection(folder, entries));
    },
  };
  if (only !== '' && parts[only] === undefined) throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}`);
  for (const [name, part] of Object.entries(parts)) if (only === '' || only === name) await part();

  console.log(barLines(measured).join('\n'));
  if (values.write) {
    writeFileSync(join('docs', 'benchmarks.md'), documentOf({ machine, versions, rounds, measured }));
    console.log('\ndocs/benchmarks.md is written.');
  }
});
