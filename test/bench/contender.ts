import { type EditInput, editControlbook, editLowdb, editRaw, editSqlite } from './edit-contenders.ts';
import type { Sample } from './measure.ts';
import { editShared, type SharingInput } from './sharing-contender.ts';
import { type JournalInput, parseJournal, prepareJournals, startUp } from './start-up-contenders.ts';
import {
  generateControlbook,
  generateExceljs,
  importControlbook,
  importExceljs,
  importSheetjs,
  patchControlbook,
  patchExceljs,
  patchSheetjs,
  prepareWorkbooks,
  readControlbook,
  readExceljs,
  readSheetjs,
  reportControlbook,
  reportExceljs,
  type WorkbookInput,
} from './workbook-contenders.ts';

/** Every input at once: each task takes what it needs of it. */
export type ContenderInput = Partial<EditInput & SharingInput & JournalInput & WorkbookInput>;

const tasks = {
  editControlbook,
  editRaw,
  editLowdb,
  editSqlite,
  editShared,
  prepareJournals,
  startUp,
  parseJournal,
  prepareWorkbooks,
  importControlbook: importControlbook('xlsx'),
  importSheetjs: importSheetjs('xlsx'),
  importExceljs,
  importOdsControlbook: importControlbook('ods'),
  importOdsSheetjs: importSheetjs('ods'),
  readControlbook,
  readSheetjs,
  readExceljs,
  generateControlbook,
  generateExceljs,
  reportControlbook,
  reportExceljs,
  patchControlbook,
  patchSheetjs,
  patchExceljs,
};
export type Task = keyof typeof tasks;

/** One run in a process of its own: the task and its input as arguments, the sample as the last line of the output. */
const [task, input] = process.argv.slice(2);
if (task === undefined || input === undefined || !Object.hasOwn(tasks, task)) throw new Error(`no task ${task}`);
const run = tasks[task as Task] as (input: unknown) => Promise<Sample>; // the caller is in children.ts, with the same types
console.log(JSON.stringify(await run(JSON.parse(input))));
