import type { Section } from '../compare.ts';
import type { Plan } from '../sections.ts';
import type { NoticeInput } from './notice-saves.ts';

const us = 'Controlbook';

export function folderSection(plan: Plan): Section {
  const saves = plan.short ? 20 : 400;
  const contender = (name: string, watcher: NoticeInput['watcher']) => {
    return { name, task: 'noticeSaves', input: { watcher, saves }, writesIn: plan.root } as const;
  };
  return {
    title: `${saves} saves close to the program's own writes`,
    note: '',
    columns: [
      { header: 'saves', metric: 'saves', digits: 0 },
      { header: 'missed', metric: 'missed', digits: 0 },
      { header: 'p50 ms', metric: 'p50', digits: 0 },
      { header: 'p99 ms', metric: 'p99', digits: 0 },
    ],
    contenders: [
      contender(us, 'ours'),
      contender('chokidar', 'chokidar'),
      contender('fs.watch, each folder', 'each folder'),
      contender('fs.watch, recursive', 'recursive'),
    ],
    bars: [{ text: 'saves missed', metric: 'missed', divide: 'alone', ours: us, theirs: us, atMost: 0 }],
    chart: {
      name: 'folder',
      title: `Saves that were missed, of ${saves}`,
      unit: 'saves',
      logarithmic: false,
      groups: [{ label: '', metric: 'missed' }],
    },
  };
}
