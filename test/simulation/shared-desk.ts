import assert from 'node:assert/strict';
import { viewAssessment } from '#engine/app/assessment-view';
import { ingestFile, readAssessmentWorkbook } from '#engine/app/ingest-file';
import type { JournalStore, WorkbookFiles } from '#engine/app/ports';
import { pushChanges } from '#engine/app/push-changes';
import { settleConflict } from '#engine/app/settle-conflict';
import type { Assessment } from '#engine/contract/model/assessment';
import type { ReadCell, ReadWorkbook } from '#engine/contract/model/cells';
import type { ChangeSet } from '#engine/contract/model/change';
import type { FieldValue, RecordField } from '#engine/contract/model/field';
import { recordFields } from '#engine/contract/model/field';
import { type ActionId, type CommandId, recordRef, type WorkbookId } from '#engine/contract/model/ids';
import { columnByField, decisionWords, tableLayouts } from '#engine/contract/model/layout';
import type { Decision } from '#engine/contract/model/vocabulary';
import { ok } from '#engine/domain/result';
import { planPatch } from '#engine/domain/sheets/plan-patch';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { applyPatch } from '#test/support/apply-patch';
import { modelToCells } from '#test/support/model-to-cells';
import { ann, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

/** What a person may type; texts carry a mark that is found again wherever it went. */
export const isMarked = (value: unknown): value is string => typeof value === 'string' && /^typed \d+$/.test(value);

/** What the sheets show where nobody has set a value. */
const untouched: Readonly<Partial<Record<RecordField, FieldValue>>> = {
  implementationStatus: 'Not Implemented',
  testResult: 'Not Assessed',
};

/** An offline copy of a workbook: the file as it lies there, and what a person has open of it. */
type Copy = {
  readonly path: string;
  readonly assessment: Assessment;
  readonly workbook: WorkbookId;
  disk: ReadWorkbook;
  open: ReadWorkbook;
  /** The content the engine has taken in or written last. */
  taken: string;
};

/** One group with two assessments that share an action, two copies of their workbooks, a pane, and the interface. */
export type SharedDesk = Awaited<ReturnType<typeof createSharedDesk>>;

export async function createSharedDesk(store: JournalStore) {
  const test = await createTestOrganisation(store);
  const { organisation } = test;
  const first = await test.open('One', await test.template('One', { 'C-1': ['Lock', 'Back up'] }));
  const second = await test.open('Two', await test.template('Two', { 'D-1': ['Back up', 'Train'] }));
  const group = await organisation.group(first.group);
  const contents = new Map<string, ReadWorkbook>();
  const copies = await Promise.all([first, second].map((assessment, index) => createCopy(test, assessment, index)));
  const pane = { cursor: group.image.position, sent: 0, pending: [] as ChangeSet[], last: null as ChangeSet | null };
  /** Marked texts the engine was given, whichever way. */
  const given = new Set<string>();
  let commands = 0;

  const files: WorkbookFiles = {
    read: async (bytes) => ok(contents.get(Buffer.from(bytes).toString()) ?? assert.fail('No such content')),
    patch: () => assert.fail('The patch is applied to the cells'),
    update: () => assert.fail('The patch is applied to the cells'),
    render: () => assert.fail('Nothing is rendered'),
  };
  const shared = (): ActionId => actionNamed(test, second, 'Back up');
  const copyAt = (index: number): Copy => copies[index % copies.length] ?? assert.fail('No copies');
  const command = (): CommandId => {
    commands += 1;
    return `desk-${commands}:1` as CommandId; // of the id alphabet
  };
  const setOf = (id: CommandId, field: RecordField, value: FieldValue, base: number): ChangeSet => ({
    ...{ id, partition: group.id, epoch: group.image.epoch },
    changes: [{ entity: recordRef(shared()), field, value, base }],
  });
  const push = async (set: ChangeSet): Promise<void> => {
    for (const { value } of set.changes) if (isMarked(value)) given.add(value);
    const result = await pushChanges(organisation, set, ann, 'pane');
    assert.ok(result.ok);
    assert.equal(result.value.length, set.changes.length);
  };
  const view = (copy: Copy) => viewOf(test, copy.assessment, copy.workbook);

  return {
    test,
    group,
    given,
    copies,
    type(index: number, title: string, field: RecordField, value: string | number | null): void {
      const copy = copyAt(index);
      copy.open = typeCell(copy.open, 'actions', title, columnByField(field).header, value);
    },
    decide(index: number, decision: Decision, other: string): void {
      const copy = copyAt(index);
      const { sheet, headerRow } = tableLayouts.conflicts;
      const cells = copy.open.sheets.find(({ name }) => name === sheet)?.cells ?? [];
      const item = cells.find((cell) => cell.row > headerRow && cell.column === 1 && cell.value !== '');
      if (item === undefined) return;
      copy.open = typeCell(copy.open, 'conflicts', String(item.value), 'Decision', decisionWords[decision]);
      if (decision === 'other') {
        copy.open = typeCell(copy.open, 'conflicts', String(item.value), 'Other Value', other);
      }
    },
    save(index: number): void {
      const copy = copyAt(index);
      copy.disk = copy.open;
    },
    reopen(index: number): void {
      const copy = copyAt(index);
      copy.open = copy.disk;
    },
    async ingest(index: number): Promise<number> {
      const copy = copyAt(index);
      const content = JSON.stringify(copy.disk);
      const sha256 = organisation.digest(content);
      contents.set(sha256, copy.disk);
      const file = { path: copy.path, bytes: Buffer.from(sha256), sha256, modified: '2026-01-01T00:00:00.000Z' };
      if (copy.taken !== content) {
        for (const cell of copy.disk.sheets.find(({ name }) => name === 'Action Items')?.cells ?? []) {
          if (isMarked(cell.value)) given.add(cell.value);
        }
      }
      const result = await ingestFile(organisation, files, file);
      assert.equal(result.kind, 'taken');
      copy.taken = content;
      return result.kind === 'taken' ? result.changes : 0;
    },
    /** As the engine does it: only a file that holds what was taken in is written. Says whether anything was. */
    async writeBack(index: number): Promise<boolean> {
      const copy = copyAt(index);
      if (JSON.stringify(copy.disk) !== copy.taken) return false;
      const reading = readAssessmentWorkbook(organisation, copy.assessment, copy.disk);
      const patch = planPatch(copy.disk, projectWorkbook(await view(copy)), {
        isPending: () => false,
        doubtful: reading.doubtful,
        undecided: new Set(reading.decisions.map(({ conflict }) => conflict)),
        isRetired: () => false,
      });
      if (patch.edits.length + patch.appends.length === 0) return false;
      copy.disk = applyPatch(copy.disk, patch);
      copy.taken = JSON.stringify(copy.disk);
      return true;
    },
    paneTypes(field: RecordField, value: FieldValue): void {
      pane.sent += 1;
      pane.pending.push(setOf(`pane-1:${pane.sent}` as CommandId, field, value, pane.cursor)); // of the id alphabet
    },
    /** Delivers the oldest set that waits; its reply may get lost, then it comes again. */
    async paneSends(loseReply: boolean): Promise<void> {
      const [set] = pane.pending;
      if (set === undefined) return;
      await push(set);
      pane.last = set;
      if (!loseReply) pane.pending.shift();
    },
    async paneRepeats(): Promise<void> {
      if (pane.last === null) return;
      const before = group.image.position;
      await push(pane.last);
      assert.equal(group.image.position, before, 'A repeated set wrote something');
    },
    paneCatchesUp(): void {
      pane.cursor = group.image.position;
    },
    paneIsIdle: () => pane.pending.length === 0,
    apiWrites: (field: RecordField, value: FieldValue) => push(setOf(command(), field, value, group.image.position)),
    async settle(which: number, decision: Decision, other: string, behind: number): Promise<void> {
      const open = [...group.image.conflicts()];
      const conflict = open[which % Math.max(1, open.length)];
      if (conflict === undefined) return;
      const base = Math.max(0, group.image.position - behind);
      const resolution = { conflict: conflict.id, decision, value: other, base };
      await settleConflict(organisation, group.id, command(), resolution, ann, 'api');
    },
    /** What a copy shows of an action, as the reader takes it, beside what the engine has. */
    async compare(copy: Copy): Promise<{ readonly shown: unknown; readonly engine: unknown }> {
      const reading = readAssessmentWorkbook(organisation, copy.assessment, copy.disk);
      const { actions } = await view(copy);
      const fields = Object.keys(recordFields) as RecordField[];
      const sorted = <T>(entries: readonly (readonly [string, T])[]) =>
        [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        shown: sorted(
          reading.records.map(
            ({ action, fields: cells }) => [action, fields.map((name) => readValue(cells[name]?.value))] as const,
          ),
        ),
        engine: sorted(
          actions.map(
            ({ id, fields: states }) =>
              [id, fields.map((name) => states[name]?.value ?? untouched[name] ?? null)] as const,
          ),
        ),
      };
    },
    views: () => Promise.all(copies.map(view)),
  };
}

export async function viewOf(test: TestOrganisation, { id }: Assessment, workbook: WorkbookId) {
  return (await viewAssessment(test, id, workbook)) ?? assert.fail('No such assessment');
}

function readValue(value: { readonly ok: boolean; readonly value?: FieldValue } | undefined): FieldValue | undefined {
  return value?.ok === true ? value.value : undefined;
}

async function createCopy(test: TestOrganisation, assessment: Assessment, index: number): Promise<Copy> {
  const workbook = `wb-${index}` as WorkbookId; // of the id alphabet
  const disk = modelToCells(projectWorkbook(await viewOf(test, assessment, workbook)));
  return {
    path: `Group/${assessment.title}.xlsx`,
    assessment,
    workbook,
    disk,
    open: disk,
    taken: JSON.stringify(disk),
  };
}

function actionNamed(test: TestOrganisation, assessment: Assessment, title: string): ActionId {
  const entities = [...test.organisation.core.image.entities('action')];
  const found = entities.find(({ value }) => JSON.stringify(value).includes(`"${title}"`));
  return (found?.ref.slice('action/'.length) ?? assert.fail(`${assessment.title} has no ${title}`)) as ActionId; // a document's ref ends in its id
}

function typeCell(
  file: ReadWorkbook,
  table: 'actions' | 'conflicts',
  title: string,
  header: string,
  value: string | number | null,
): ReadWorkbook {
  const { sheet: name, headerRow } = tableLayouts[table];
  return {
    ...file,
    sheets: file.sheets.map((sheet) => {
      if (sheet.name !== name) return sheet;
      const row = sheet.cells.find((cell) => cell.row > headerRow && cell.value === title)?.row;
      const column = sheet.cells.find((cell) => cell.row === headerRow && cell.value === header)?.column;
      if (row === undefined || column === undefined) return sheet;
      const others = sheet.cells.filter((cell) => cell.row !== row || cell.column !== column);
      const kind: ReadCell['kind'] = typeof value === 'number' ? 'number' : 'text';
      const typed: readonly ReadCell[] =
        value === null ? [] : [{ row, column, kind, value, formula: null, date: typeof value === 'number' }];
      return { ...sheet, cells: [...others, ...typed].sort((a, b) => a.row - b.row || a.column - b.column) };
    }),
  };
}
