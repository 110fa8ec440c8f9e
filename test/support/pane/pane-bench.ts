import { createSession, type Session } from '#addin/session';
import { withoutWorkbook } from '#addin/sheets/without-workbook';
import type { NamedFile } from '#addin/sync/client';
import type { Storage } from '#addin/sync/outside';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { createUseCases } from '#engine/app/create-use-cases';
import { machineIdentity } from '#engine/app/identity';
import type { JournalStore } from '#engine/app/ports';
import type { UseCases } from '#engine/app/use-cases';
import type { Assessment } from '#engine/contract/model/assessment';
import type { RecordField } from '#engine/contract/model/field';
import { type ActionId, actionId, type EntityRef, groupPartition } from '#engine/contract/model/ids';
import { columnByField, tableLayouts } from '#engine/contract/model/layout';
import { projectWorkbook } from '#engine/domain/sheets/project';
import { createMemoryStore, createMemoryUploads } from '../memory-evidence.ts';
import { modelToCells } from '../model-to-cells.ts';
import { testLimits } from '../test-evidence.ts';
import { ann, createTestOrganisation, silentLog, type TestOrganisation } from '../test-organisation.ts';
import { createPlayedBook, type Input, type PlayedBook, type Seat } from './played-book.ts';
import { createPlayedEngine, goodLine, type Line, type PlayedEngine, serverOf } from './played-engine.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** An engine, workbooks and panes in one process, with a clock that stands still until a test says so. */
export type PaneBench = {
  readonly clock: VirtualClock;
  readonly engine: PlayedEngine;
  test: TestOrganisation;
  useCases: UseCases;
  readonly assessments: readonly Assessment[];
  /** A workbook of an assessment as the engine writes it now. */
  book(assessment: Assessment): Promise<PlayedBook>;
  /** Opens a pane at a seat of a workbook. */
  pane(book: PlayedBook, options?: Partial<PaneOptions>): Pane;
  /** The same journal under a new engine; null stops it. */
  restart(): Promise<void>;
  stopEngine(): void;
  /** The action of a title. */
  action(title: string): ActionId;
  /** What the group's journal says was changed, in words: `Patch testPlan null > text`. */
  changes(): Promise<readonly string[]>;
  close(): void;
};

export type PaneOptions = {
  readonly name: string;
  readonly line: Line;
  readonly storage: Storage;
  readonly seat: Seat;
  readonly surface: 'workbook' | 'web';
};

export type Pane = {
  readonly session: Session;
  readonly seat: Seat;
  readonly book: PlayedBook;
  readonly line: Line;
  readonly storage: Storage;
  /** Addresses opened in the browser, and files saved without it. */
  readonly opened: readonly string[];
  readonly saved: readonly NamedFile[];
  /** Types into a field's cell, wherever its row stands now. */
  type(title: string, field: RecordField, value: Input): void;
  pick(title: string, field: RecordField, value: Input): void;
  /** What the field's cell holds. */
  shows(title: string, field: RecordField): unknown;
  place(title: string, field: RecordField): { readonly sheet: string; readonly row: number; readonly column: number };
};

export async function createPaneBench(
  templates: readonly Readonly<Record<string, readonly string[]>>[] = [
    { 'C-1': ['Patch', 'Train'], 'C-2': ['Review'] },
  ],
  store: JournalStore = createMemoryJournal(),
): Promise<PaneBench> {
  let rest = async (): Promise<void> => {};
  const clock = createVirtualClock(() => rest());
  const options = { identity: machineIdentity(ann), clock, log: silentLog };
  const engine = createPlayedEngine(clock, options);
  rest = engine.rest;
  let random = 7;
  const bench: PaneBench = {
    clock,
    engine,
    ...(await startEngine(store)),
    assessments: [],
    async book(assessment) {
      const view = await bench.useCases.view(assessment.id);
      if (view === null) throw new Error('no such assessment');
      return createPlayedBook(modelToCells(projectWorkbook(view)));
    },
    pane(
      book,
      { name = 'me', line = goodLine(), storage = memoryStorage(), seat = book.seat(name), surface = 'workbook' } = {},
    ) {
      const [opened, saved]: [string[], NamedFile[]] = [[], []];
      const session = createSession({
        surface,
        host: surface === 'web' ? withoutWorkbook : seat.host,
        fetch: engine.fetch(line),
        socket: engine.socket(line),
        storage,
        clock,
        random: () => {
          random = (random * 48_271) % 2_147_483_647;
          return random / 2_147_483_647;
        },
        open: (address) => void opened.push(address),
        signIn: {
          redirect: 'http://localhost/pane/sign-in.html',
          open: async () => null,
          officeAccount: async () => null,
        },
        save: (file) => void saved.push(file),
        engine: 'http://localhost',
        document: 'book',
      });
      return { session, line, storage, opened, saved, ...hands(book, seat) };
    },
    async restart() {
      engine.start(null);
      await engine.rest();
      await bench.test.organisation.idle();
      const started = await startEngine(store);
      bench.test = started.test;
      bench.useCases = started.useCases;
      engine.start({ app: await serverOf(started.useCases, options), useCases: started.useCases });
    },
    stopEngine: () => engine.start(null),
    action(title) {
      const { image } = bench.test.organisation.core;
      const found = [...image.entities('action')].find(({ value }) => (value as { title?: string })?.title === title);
      return actionId.parse(found?.ref.slice('action/'.length));
    },
    async changes() {
      const { organisation } = bench.test;
      const [assessment] = bench.assessments;
      const partition = assessment === undefined ? null : organisation.partition(groupPartition(assessment.group));
      const entries = (await partition?.read(0, 10_000)) ?? [];
      return entries.flatMap(({ entry: { event } }) => {
        if (event.kind !== 'changed' && event.kind !== 'resolved') return [];
        const action = organisation.core.image.entity(`action/${event.entity.slice('record/'.length)}` as EntityRef);
        const { title = event.entity } = (action?.value ?? {}) as { readonly title?: string };
        return [`${title} ${event.field} ${String(event.from)} > ${String(event.to)}`];
      });
    },
    close: () => engine.start(null),
  };
  const assessments: Assessment[] = [];
  for (const [index, controls] of templates.entries()) {
    const name = `Standard ${index + 1}`;
    assessments.push(await bench.test.open(name, await bench.test.template(name, controls)));
  }
  engine.start({ app: await serverOf(bench.useCases, options), useCases: bench.useCases });
  return Object.assign(bench, { assessments });
}

async function startEngine(store: JournalStore) {
  const test = await createTestOrganisation(store);
  const { organisation, scores, recent, files } = test;
  const refuse = async () => ({ ok: false as const, error: { code: 'not-a-workbook', message: 'No files here.' } });
  const useCases = createUseCases({
    ...{ organisation, scores, recent, files },
    templates: { inspect: refuse, read: refuse, mark: refuse },
    attestations: { inspect: refuse, read: refuse },
    evidence: { store: createMemoryStore(), uploads: createMemoryUploads(), limits: testLimits },
    folder: null,
    version: 'test',
  } as Parameters<typeof createUseCases>[0]);
  return { test, useCases };
}

function hands(book: PlayedBook, seat: Seat): Pick<Pane, 'seat' | 'book' | 'type' | 'pick' | 'shows' | 'place'> {
  const { sheet: sheetName } = tableLayouts.actions;
  const place = (title: string, field: RecordField) => {
    const sheet = book.file.sheets.find(({ name }) => name === sheetName);
    const table = sheet?.tables[0];
    const titleColumn = (table?.firstColumn ?? 1) + (table?.headers.indexOf('Action Title') ?? 0);
    const column = (table?.firstColumn ?? 1) + (table?.headers.indexOf(columnByField(field).header) ?? 0);
    const row = sheet?.cells.find((cell) => cell.column === titleColumn && cell.value === title)?.row;
    if (row === undefined) throw new Error(`no row ${title}`);
    return { sheet: sheetName, row, column };
  };
  return {
    seat,
    book,
    place,
    type(title, field, value) {
      const { sheet, row, column } = place(title, field);
      seat.type(sheet, row, column, [[value]]);
    },
    pick(title, field, value) {
      const { sheet, row, column } = place(title, field);
      seat.pick(sheet, row, column, value);
    },
    shows(title, field) {
      const { sheet, row, column } = place(title, field);
      const cells = book.file.sheets.find(({ name }) => name === sheet)?.cells ?? [];
      return cells.find((cell) => cell.row === row && cell.column === column)?.value ?? null;
    },
  };
}

export function memoryStorage(): Storage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    read: async (key) => kept.get(key) ?? null,
    write: async (key, text) => void kept.set(key, text),
    remove: async (key) => void kept.delete(key),
    keys: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}
