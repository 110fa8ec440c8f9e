import type { Bar, Section } from './compare.ts';
import type { Plan } from './sections.ts';

/** The memory evidence of a gigabyte and of the largest file takes, above that of an engine at rest. */
export function evidenceSection(plan: Plan): Section {
  const sizes = plan.short ? [64] : [1024, 2048];
  const nameOf = (megabytes: number): string => `Controlbook, ${megabytes} MB`;
  const last = nameOf(sizes.at(-1) ?? 0);
  const bar = (metric: string, text: string): Bar => ({
    ...{ text, metric, divide: 'alone', ours: last, theirs: last, atMost: 200 },
  });
  return {
    title: 'Large evidence',
    note: '',
    columns: [
      { header: 'at rest MB', metric: 'idle', digits: 0 },
      { header: 'more, up', metric: 'uploadAbove', digits: 0 },
      { header: 'more, down', metric: 'downloadAbove', digits: 0 },
      { header: 'more, in parts', metric: 'rangesAbove', digits: 0 },
      { header: 'MB/s up', metric: 'upload', digits: 0 },
      { header: 'MB/s down', metric: 'download', digits: 0 },
    ],
    contenders: sizes.map((fileMegabytes) => ({
      name: nameOf(fileMegabytes),
      task: 'evidenceControlbook',
      input: { fileMegabytes },
      writesIn: plan.root,
    })),
    bars: [
      bar('uploadAbove', 'MB more than at rest while the largest file comes'),
      bar('downloadAbove', 'MB more than at rest while it goes'),
      bar('rangesAbove', 'MB more than at rest while it goes in parts'),
    ],
  };
}
