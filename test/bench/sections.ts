import type { Bar, Column, Contender, Section } from './compare.ts';
import type { Task } from './contender.ts';
import type { FidelityInput } from './workbook-fidelity.ts';

export type Plan = {
  readonly short: boolean;
  /** How long the load of a working day is kept up. */
  readonly minutes: number;
  readonly sqlite: boolean;
  /** Everything is written in here. */
  readonly root: string;
};

const us = 'Controlbook';
const rateColumns: readonly Column[] = [
  { header: 'edits/s', metric: 'perSecond', digits: 0 },
  { header: 'p50 ms', metric: 'p50', digits: 2 },
  { header: 'p99 ms', metric: 'p99', digits: 1 },
  { header: 'CPU us/edit', metric: 'cpu', digits: 1 },
];
const jobColumns: readonly Column[] = [
  { header: 'ms', metric: 'milliseconds', digits: 0 },
  { header: 'peak MB', metric: 'megabytes', digits: 0 },
  { header: 'of it the job', metric: 'taken', digits: 0 },
];

const patchLarge = 'Change 200 cells among 20,000 rows';
const raw = 'raw grouped appends';
const lowdb = 'lowdb update(), 10 MB';
const sqlite = 'better-sqlite3, grouped';

/** Acknowledged, durable edits (lowdb's are not durable) by writers that each wait for their last one. */
export function editSection(plan: Plan, writers: number): Section {
  const seconds = plan.short ? 0.5 : 2;
  const contender = (name: string, task: Task): Contender => {
    return { name, task, input: { writers, seconds, bytes: 570 }, writesIn: plan.root };
  };
  const slow = { once: true } as const;
  const bar = (atLeast: number) => (writers === 64 ? { atLeast } : {});
  const rate = { metric: 'perSecond', divide: 'ours by theirs', ours: us } as const;
  const withLowdb = !plan.short || writers <= 64;
  return {
    title: `Edits, ${writers} ${writers === 1 ? 'writer' : 'writers'}`,
    note: '',
    columns: rateColumns,
    contenders: [
      contender(us, 'editControlbook'),
      contender(raw, 'editRaw'),
      ...(plan.sqlite ? [contender(sqlite, 'editSqlite')] : []),
      ...(withLowdb ? [{ ...contender(lowdb, 'editLowdb'), ...slow }] : []),
    ],
    bars: [
      { ...rate, text: 'of raw grouped appends of the same bytes', theirs: raw, ...bar(0.4) },
      ...(withLowdb ? [{ ...rate, text: 'times stock lowdb on 10 MB', theirs: lowdb, ...bar(500) }] : []),
      ...(plan.sqlite ? [{ ...rate, text: 'of SQLite, WAL, synchronous=FULL', theirs: sqlite }] : []),
    ],
    chart: {
      name: `append-${writers}`,
      title: `Edits a second, ${writers} ${writers === 1 ? 'writer' : 'writers'}`,
      unit: 'edits a second',
      logarithmic: true,
      groups: [{ label: '', metric: 'perSecond' }],
    },
  };
}

export function workbookSections(plan: Plan, folder: string): readonly Section[] {
  const seconds = plan.short ? 0.3 : 0.8;
  const small = { folder, size: 'small', seconds } as const;
  const large = { folder, size: 'large', seconds: 0 } as const;
  const job = (
    title: string,
    note: string,
    input: typeof small | typeof large,
    tasks: Record<string, Task>,
  ): Section => {
    const once = input.size === 'large' && title !== patchLarge; // the slow ones compare with one run
    const contenders = Object.entries(tasks).map(([name, task]) => ({ name, task, input, once: once && name !== us }));
    return { title, note, columns: jobColumns, contenders, bars: [] };
  };
  const time = (theirs: string, text: string, atLeast?: number): Bar => {
    const bar = { text, metric: 'milliseconds', divide: 'theirs by ours', ours: us, theirs } as const;
    return atLeast === undefined ? bar : { ...bar, atLeast };
  };
  const faster = 'times faster than exceljs';
  const read = {
    [us]: 'readControlbook',
    SheetJS: 'readSheetjs',
    exceljs: 'readExceljs',
    'xlsx-populate': 'readPopulate',
  } as const;
  const patch = {
    [us]: 'patchControlbook',
    SheetJS: 'patchSheetjs',
    exceljs: 'patchExceljs',
    'xlsx-populate': 'patchPopulate',
  } as const;
  const generate = { [us]: 'generateControlbook', exceljs: 'generateExceljs' } as const;
  const importing = {
    [us]: 'importControlbook',
    SheetJS: 'importSheetjs',
    exceljs: 'importExceljs',
    'xlsx-populate': 'importPopulate',
  } as const;
  const sections: Section[] = [
    {
      ...job(
        'Import a template of 1,000 controls',
        'Ours checks the file and makes a template of it, too.',
        small,
        importing,
      ),
      bars: [time('exceljs', faster), time('SheetJS', 'times faster than SheetJS alone')],
    },
    {
      ...job('The same as .ods', 'Ours reads it with SheetJS after its own checks.', small, {
        [us]: 'importOdsControlbook',
        SheetJS: 'importOdsSheetjs',
      }),
      bars: [time('SheetJS', 'times faster than SheetJS alone')],
    },
    { ...job('Write the workbook of 1,000 controls', '', small, generate), bars: [time('exceljs', faster)] },
    {
      ...job(
        'Report of 1,000 controls',
        'Ours projects and writes; the others get the finished rows and write. xlsx-populate writes no tables and no colours.',
        small,
        {
          [us]: 'reportControlbook',
          exceljs: 'reportExceljs',
          'xlsx-populate': 'reportPopulate',
        },
      ),
      bars: [
        {
          text: 'of the time of exceljs',
          metric: 'milliseconds',
          divide: 'ours by theirs',
          ours: us,
          theirs: 'exceljs',
          atMost: 0.4,
        },
      ],
    },
    {
      ...job('Read the workbook of 1,000 controls', '', small, read),
      bars: [time('exceljs', faster), time('SheetJS', 'times faster than SheetJS')],
    },
    {
      ...job('Change 200 cells in it', '', small, patch),
      bars: [time('exceljs', faster, 10), time('SheetJS', 'times faster than SheetJS')],
    },
    { ...job('Write 20,000 rows', '', large, generate), bars: [time('exceljs', faster)] },
    { ...job('Read 20,000 rows', '', large, read), bars: [time('exceljs', faster)] },
    {
      ...job(patchLarge, '', large, patch),
      bars: [
        time('exceljs', faster, 20),
        {
          text: 'of the memory exceljs takes for the job',
          metric: 'taken',
          divide: 'ours by theirs',
          ours: us,
          theirs: 'exceljs',
          atMost: 0.1,
        },
      ],
    },
  ];
  return plan.short ? sections.filter(({ title }) => !/^(?:Write|Read) 20,000/.test(title)) : sections;
}

/** What is left of a workbook that has something of everything, after it was changed and saved so many times. */
export function fidelitySection(times: number): Section {
  const contender = (name: string, library: FidelityInput['library']): Contender => {
    return { name, task: 'keepWorkbook', input: { library, times }, ...(name === us ? {} : { once: true }) };
  };
  const alone = { divide: 'alone', ours: us, theirs: us } as const;
  return {
    title: `A workbook with something of everything after ${times} ${times === 1 ? 'write-back' : 'write-backs'}`,
    note: 'Each opens what was saved last, changes the same ten cells and saves.',
    columns: [
      { header: 'parts', metric: 'parts', digits: 0 },
      { header: 'still there', metric: 'there', digits: 0 },
      { header: 'as they were', metric: 'same', digits: 0 },
      { header: 'features kept %', metric: 'features', digits: 1 },
      { header: 'cells read back of 10', metric: 'written', digits: 0 },
      { header: 'KB', metric: 'kilobytes', digits: 0 },
      { header: 'ms each', metric: 'milliseconds', digits: 1 },
    ],
    contenders: [
      contender(us, 'ours'),
      contender('exceljs', 'exceljs'),
      contender('SheetJS', 'sheetjs'),
      contender('xlsx-populate', 'populate'),
    ],
    bars: [{ ...alone, metric: 'features', text: '% of what is not a cell is kept', atLeast: 100 }],
    chart: {
      name: `fidelity-${times}`,
      title: `What is kept of a workbook besides its cells, after ${times} ${times === 1 ? 'write-back' : 'write-backs'}`,
      unit: '% of charts, notes, checks, names, links, pictures and the like',
      logarithmic: false,
      groups: [{ label: '', metric: 'features' }],
    },
  };
}

/** The cost of an edit by how many assessments of the group show it. */
export function sharingSection(plan: Plan): Section {
  const name = (count: number): string => (count === 1 ? '1 assessment' : `${count} assessments`);
  const contender = (assessments: number): Contender => {
    const input = { assessments, writers: 50, seconds: plan.short ? 1 : 1.5 };
    return { name: name(assessments), task: 'editShared', input, writesIn: plan.root };
  };
  const cost = { metric: 'cpu', divide: 'ours by theirs', theirs: name(1) } as const;
  return {
    title: 'Edits of actions shared by a group, 50 writers',
    note: 'Every assessment cites every action, keeps its score and has a workbook in the folder.',
    columns: rateColumns,
    contenders: [1, 10, 100].map(contender),
    bars: [
      { ...cost, text: '10 assessments: times the cost with 1', ours: name(10) },
      { ...cost, text: '100 assessments: times the cost with 1', ours: name(100), atMost: 1.2 },
    ],
  };
}

/** From an edit in one place of a page to the same value in another, over a server of its own. */
export function hopSection(plan: Plan): Section {
  const input = { panes: 20, hops: plan.short ? 40 : 200 };
  const yjs = 'Hocuspocus and Yjs';
  const contender = (name: string, task: Task): Contender => ({ name, task, input, writesIn: plan.root });
  const time = { divide: 'ours by theirs', ours: us, theirs: yjs } as const;
  return {
    title: 'Edit in one workbook to changed cell in another, 20 panes',
    note: 'Both in one browser page, each with its pane and the real office.js. Yjs: two fields of one page, in memory.',
    columns: [
      { header: 'p50 ms', metric: 'p50', digits: 1 },
      { header: 'p90 ms', metric: 'p90', digits: 1 },
      { header: 'p99 ms', metric: 'p99', digits: 1 },
    ],
    contenders: [contender(us, 'hopControlbook'), contender(yjs, 'hopYjs')],
    bars: [
      { ...time, metric: 'p50', divide: 'alone', text: 'ms, the middle one', atMost: 60 },
      { ...time, metric: 'p99', divide: 'alone', text: 'ms, the slowest hundredth', atMost: 250 },
      { ...time, metric: 'p50', text: 'times the middle one of Hocuspocus and Yjs' },
      { ...time, metric: 'p99', text: 'times their slowest hundredth' },
    ],
  };
}

/** A large assessment in the browser: from the pane's first moment to being in step, and how long nothing answers. */
export function bindSection(plan: Plan): Section {
  const input = { template: 'NIST 800-53 Rev. 5', changes: 200 };
  const alone = { divide: 'alone', ours: us, theirs: us } as const;
  return {
    title: 'A large assessment in its pane, NIST 800-53 Rev. 5',
    note: 'Page, pane and the real office.js in one browser thread; 200 cells are changed by others meanwhile.',
    columns: [
      { header: 'rows', metric: 'rows', digits: 0 },
      { header: 'in step after ms', metric: 'bind', digits: 0 },
      { header: 'longest task, binding', metric: 'binding', digits: 0 },
      { header: 'longest task, changes', metric: 'arriving', digits: 0 },
    ],
    contenders: [{ name: us, task: 'bindControlbook', input, writesIn: plan.root }],
    bars: [
      { ...alone, metric: 'bind', text: 'ms until it is in step', atMost: 2_000 },
      { ...alone, metric: 'arriving', text: 'ms, the longest task while changes arrive', atMost: 100 },
    ],
  };
}

export function startUpSection(folder: string, entries: number): Section {
  const run = (name: string, task: Task, data: string): Contender => {
    return { name, task, input: { folder: `${folder}/${data}`, entries } };
  };
  const floor = 'read and JSON.parse';
  const time = { metric: 'milliseconds', divide: 'ours by theirs', theirs: floor } as const;
  return {
    title: `Start with ${entries.toLocaleString('en')} journal entries`,
    note: 'In ten groups. The floor reads the same segments and parses each line; it verifies and keeps nothing.',
    columns: [...jobColumns.slice(0, 2), { header: 'of it opening the store, ms', metric: 'verify', digits: 0 }],
    contenders: [
      run('with snapshots', 'startUp', 'snapshot'),
      run('without snapshots', 'startUp', 'journal'),
      run(floor, 'parseJournal', 'journal'),
    ],
    bars: [
      { ...time, text: 'with snapshots: times reading and parsing alone', ours: 'with snapshots' },
      { ...time, text: 'without snapshots: times reading and parsing alone', ours: 'without snapshots' },
    ],
  };
}
