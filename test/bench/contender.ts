import type { BindInput } from './bind-controlbook.ts';
import { endWithParent } from './child-talk.ts';
import type { EditInput } from './edit-contenders.ts';
import type { EvidenceInput } from './evidence-controlbook.ts';
import type { FanOutInput } from './fanout/measure-fan-out.ts';
import type { NoticeInput } from './folder/notice-saves.ts';
import type { HopInput } from './hop-measure.ts';
import type { LoadInput } from './load/measure-load.ts';
import type { LoadSize } from './load/prepare-load.ts';
import type { Sample } from './measure.ts';
import type { CommitInput } from './postgres/commit-contenders.ts';
import type { MovingInput } from './postgres/moving-panes.ts';
import type { SharingInput } from './sharing-contender.ts';
import type { JournalInput } from './start-up-contenders.ts';
import type { FidelityInput } from './workbook-fidelity.ts';
import type { WorkbookInput } from './workbook-jobs.ts';

/** Every input at once: each task takes what it needs of it. */
export type ContenderInput = Partial<
  BindInput &
    CommitInput &
    EditInput &
    EvidenceInput &
    FanOutInput &
    FidelityInput &
    HopInput &
    JournalInput &
    LoadInput &
    LoadSize &
    MovingInput &
    NoticeInput &
    NoticeInput &
    SharingInput &
    WorkbookInput
>;

// Loaded when asked for: nobody's memory is measured with the libraries of the others.
const edits = () => import('./edit-contenders.ts');
const sharing = () => import('./sharing-contender.ts');
const start = () => import('./start-up-contenders.ts');
const prepare = () => import('./workbook-prepare.ts');
const ours = () => import('./workbook-controlbook.ts');
const sheetjs = () => import('./workbook-sheetjs.ts');
const exceljs = () => import('./workbook-exceljs.ts');
const populate = () => import('./workbook-populate.ts');

const tasks = {
  editControlbook: async () => (await edits()).editControlbook,
  editRaw: async () => (await edits()).editRaw,
  editLowdb: async () => (await edits()).editLowdb,
  editSqlite: async () => (await edits()).editSqlite,
  editShared: async () => (await sharing()).editShared,
  bindControlbook: async () => (await import('./bind-controlbook.ts')).bindControlbook,
  editPostgres: async () => (await import('./postgres/commit-contenders.ts')).editPostgres,
  movePanes: async () => (await import('./postgres/moving-panes.ts')).movePanes,
  evidenceControlbook: async () => (await import('./evidence-controlbook.ts')).evidenceControlbook,
  fanOut: async () => (await import('./fanout/measure-fan-out.ts')).measureFanOut,
  hopControlbook: async () => (await import('./hop-controlbook.ts')).hopControlbook,
  hopYjs: async () => (await import('./hop-yjs.ts')).hopYjs,
  noticeSaves: async () => (await import('./folder/notice-saves.ts')).noticeSaves,
  prepareLoad: async () => (await import('./load/prepare-load.ts')).prepareLoad,
  measureLoad: async () => (await import('./load/measure-load.ts')).measureLoad,
  prepareJournals: async () => (await start()).prepareJournals,
  startUp: async () => (await start()).startUp,
  parseJournal: async () => (await start()).parseJournal,
  prepareWorkbooks: async () => (await prepare()).prepareWorkbooks,
  importControlbook: async () => (await ours()).importControlbook('xlsx'),
  importSheetjs: async () => (await sheetjs()).importSheetjs('xlsx'),
  importExceljs: async () => (await exceljs()).importExceljs,
  importPopulate: async () => (await populate()).importPopulate,
  readPopulate: async () => (await populate()).readPopulate,
  patchPopulate: async () => (await populate()).patchPopulate,
  reportPopulate: async () => (await populate()).reportPopulate,
  keepWorkbook: async () => (await import('./workbook-fidelity.ts')).keepWorkbook,
  importOdsControlbook: async () => (await ours()).importControlbook('ods'),
  importOdsSheetjs: async () => (await sheetjs()).importSheetjs('ods'),
  readControlbook: async () => (await ours()).readControlbook,
  readSheetjs: async () => (await sheetjs()).readSheetjs,
  readExceljs: async () => (await exceljs()).readExceljs,
  generateControlbook: async () => (await ours()).generateControlbook,
  generateExceljs: async () => (await exceljs()).generateExceljs,
  reportControlbook: async () => (await ours()).reportControlbook,
  reportExceljs: async () => (await exceljs()).reportExceljs,
  patchControlbook: async () => (await ours()).patchControlbook,
  patchSheetjs: async () => (await sheetjs()).patchSheetjs,
  patchExceljs: async () => (await exceljs()).patchExceljs,
};
export type Task = keyof typeof tasks;

/** One run in a process of its own: the task and its input as arguments, the sample as its only message. */
const [task, input] = process.argv.slice(2);
if (task === undefined || input === undefined || !Object.hasOwn(tasks, task)) throw new Error(`no task ${task}`);
endWithParent();
const run = (await tasks[task as Task]()) as (input: unknown) => Promise<Sample>; // children.ts gives each its input
const sample = await run(JSON.parse(input));
process.send?.(sample, () => process.disconnect());
