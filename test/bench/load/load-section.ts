import { join } from 'node:path';
import { newFolder, runTask } from '../children.ts';
import type { Section } from '../compare.ts';
import type { Plan } from '../sections.ts';

/** Makes the organisation, which may take minutes, and says what is to be measured on it. */
export async function loadSection(plan: Plan): Promise<Section> {
  const folder = newFolder(plan.root, 'load');
  const size = plan.short
    ? { groups: 4, assessments: 2, controls: 100, entries: 5_000 }
    : { groups: 100, assessments: 5, controls: 400, entries: 1_000_000 };
  const begun = performance.now();
  const made = await runTask('prepareLoad', { folder: join(folder, 'organisation'), ...size });
  const seconds = Math.round((performance.now() - begun) / 1000);
  const [panes, rate] = plan.short ? [20, 20] : [500, 50];
  const us = 'Controlbook';
  const count = (value: number): string => value.toLocaleString('en');
  const alone = { divide: 'alone', ours: us, theirs: us } as const;
  return {
    title: `${panes} panes, ${rate} edits a second, ${plan.minutes} minutes`,
    note: `${size.groups} groups, ${size.groups * size.assessments} assessments with their workbooks in the folder, ${count(made['records'] ?? 0)} action records, ${count(made['entries'] ?? 0)} journal entries; made in ${seconds} s.`,
    columns: [
      { header: 'start s', metric: 'startUp', digits: 1 },
      { header: 'edits', metric: 'edits', digits: 0 },
      { header: 'deliveries', metric: 'deliveries', digits: 0 },
      { header: 'lost', metric: 'lost', digits: 0 },
      { header: 'p50 ms', metric: 'p50', digits: 1 },
      { header: 'p95 ms', metric: 'p95', digits: 1 },
      { header: 'p99 ms', metric: 'p99', digits: 1 },
      { header: 'max ms', metric: 'most', digits: 0 },
      { header: 'MB at start', metric: 'atStart', digits: 0 },
      { header: 'MB at most', metric: 'megabytes', digits: 0 },
      { header: 'MB at end', metric: 'atEnd', digits: 0 },
      { header: 'CPU %', metric: 'cpu', digits: 0 },
      { header: 'longest stall ms', metric: 'longestStall', digits: 0 },
    ],
    contenders: [
      {
        name: us,
        task: 'measureLoad',
        input: { organisation: join(folder, 'organisation'), panes, rate, seconds: plan.minutes * 60 },
      },
    ],
    bars: [
      { ...alone, metric: 'lost', text: 'changes that a pane should have had and had not', atMost: 0 },
      { ...alone, metric: 'longestStall', text: 'ms, the longest the engine answered nobody', atMost: 100 },
    ],
  };
}
