import type { Section } from '../compare.ts';
import type { Plan } from '../sections.ts';

/** Batches against one commit an edit, by how many groups of the organisation are edited. */
export function commitSection(plan: Plan, groups: number): Section {
  const [us, alone] = ['Controlbook, batches', 'one commit an edit'];
  const writers = plan.short ? 50 : 500;
  const input = { groups, writers, seconds: plan.short ? 0.5 : 3 };
  const where = groups === 1 ? 'all in one group' : `in ${groups} groups`;
  return {
    title: `PostgreSQL, ${writers} writers of one organisation, ${where}`,
    note: '',
    columns: [
      { header: 'edits/s', metric: 'perSecond', digits: 0 },
      { header: 'p50 ms', metric: 'p50', digits: 1 },
      { header: 'p99 ms', metric: 'p99', digits: 1 },
      { header: 'CPU us/edit', metric: 'cpu', digits: 0 },
    ],
    contenders: [
      { name: us, task: 'editPostgres', input: { ...input, single: false } },
      { name: alone, task: 'editPostgres', input: { ...input, single: true } },
    ],
    bars: [
      {
        text: 'times the edits of one commit an edit',
        metric: 'perSecond',
        divide: 'ours by theirs',
        ours: us,
        theirs: alone,
        atLeast: 5,
      },
    ],
    chart: {
      name: `postgres-${groups}`,
      title: `Edits a second in PostgreSQL, ${writers} writers, ${where}`,
      unit: 'edits a second',
      logarithmic: false,
      groups: [{ label: '', metric: 'perSecond' }],
    },
  };
}

export function movingSection(plan: Plan): Section {
  const us = 'Controlbook';
  const input = { panes: plan.short ? 10 : 40, writers: plan.short ? 5 : 20, seconds: plan.short ? 2 : 20 };
  return {
    title: `${input.panes} panes moving between two engines over one PostgreSQL`,
    note: 'Times are from sending an edit to a pane having it, the time away while it moves included.',
    columns: [
      { header: 'acknowledged', metric: 'edits', digits: 0 },
      { header: 'edits/s', metric: 'perSecond', digits: 0 },
      { header: 'sent twice', metric: 'twice', digits: 0 },
      { header: 'moves', metric: 'moves', digits: 0 },
      { header: 'p50 ms', metric: 'p50', digits: 1 },
      { header: 'p99 ms', metric: 'p99', digits: 1 },
      { header: 'lost', metric: 'lost', digits: 0 },
      { header: 'repeated', metric: 'repeated', digits: 0 },
      { header: 'out of order', metric: 'disordered', digits: 0 },
    ],
    contenders: [{ name: us, task: 'movePanes', input, writesIn: plan.root }],
    bars: [
      {
        text: 'edits that a pane missed, heard twice or out of order',
        metric: 'wrong',
        divide: 'alone',
        ours: us,
        theirs: us,
        atMost: 0,
      },
    ],
  };
}
