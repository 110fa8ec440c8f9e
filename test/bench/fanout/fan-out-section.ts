import type { Bar, Section } from '../compare.ts';
import type { Plan } from '../sections.ts';
import type { SideName } from './side.ts';

const us = 'Controlbook';
const hocuspocus = 'Hocuspocus with Yjs';
const contenders: readonly (readonly [string, SideName])[] = [
  [us, 'controlbook'],
  [hocuspocus, 'hocuspocus'],
  ['ShareDB', 'sharedb'],
  ['Automerge Repo', 'automerge'],
  ['bare ws', 'bare'],
];

/** An edit until `others` show it, at several rates. */
export function fanOutSection(plan: Plan, others: number): Section {
  const rates = plan.short ? [20] : [1, 20, 50];
  const columns = rates.flatMap((rate) =>
    ['p50', 'p95', 'p99'].map((metric) => ({
      header: `${rate}/s ${metric} ms`,
      metric: `${metric}@${rate}`,
      digits: 1,
    })),
  );
  const busiest = rates.at(-1) ?? 20;
  const bars = rates
    .filter((rate) => rate > 1)
    .map((rate): Bar => {
      const text = `of the slowest hundredth of Hocuspocus, ${rate} edits a second`;
      const compared = { text, metric: `p99@${rate}`, divide: 'ours by theirs', ours: us, theirs: hocuspocus } as const;
      return others === 200 ? { ...compared, atMost: 1 } : compared;
    });
  return {
    title: `One edit to ${others} ${others === 1 ? 'other' : 'others'}`,
    note: '',
    columns: [
      ...columns,
      { header: 'server CPU us/delivery', metric: `cpu@${busiest}`, digits: 0 },
      { header: 'missed', metric: 'missed', digits: 0 },
    ],
    contenders: contenders.map(([name, side]) => ({
      name,
      task: 'fanOut',
      input: { side, others, rates, seconds: plan.short ? 1 : 6 },
      writesIn: plan.root,
      // Only these two are compared round by round.
      once: name !== us && name !== hocuspocus,
    })),
    bars,
    chart: {
      name: `fanout-${others}`,
      title: `An edit until ${others} ${others === 1 ? 'other shows' : 'others show'} it, slowest hundredth`,
      unit: 'ms',
      logarithmic: true,
      groups: rates.map((rate) => ({ label: `${rate} edits a second`, metric: `p99@${rate}` })),
    },
  };
}
