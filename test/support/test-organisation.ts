import { createHash } from 'node:crypto';
import { createMemoryJournal } from '#engine/adapters/store/memory';
import { patchWorkbook } from '#engine/adapters/workbook/patch/patch-workbook';
import { updateWorkbook } from '#engine/adapters/workbook/patch/update-workbook';
import { readWorkbook } from '#engine/adapters/workbook/read/read-workbook';
import { renderWorkbook } from '#engine/adapters/workbook/render/render-workbook';
import { type Caller, openAssessment } from '#engine/app/assessments';
import { putPlan, templateLibrary } from '#engine/app/import-template';
import { unknownEditor } from '#engine/app/ingest-file';
import { type Organisation, openOrganisation } from '#engine/app/organisation';
import type { Clock, Directory, Ids, JournalStore, Log, Person, WorkbookFiles } from '#engine/app/ports';
import { createRecentEntries, type RecentEntries } from '#engine/app/recent-entries';
import { createScores, type Scores } from '#engine/app/scores';
import type { Assessment } from '#engine/contract/model/assessment';
import type { WorkbookPatch } from '#engine/contract/model/cells';
import type { TemplateId, UserId } from '#engine/contract/model/ids';
import type { TemplateContent } from '#engine/contract/model/template';
import { type CrosswalkRow, createCrosswalk } from '#engine/domain/crosswalk/crosswalk';
import { ok } from '#engine/domain/result';
import { planImport } from '#engine/domain/templates/plan-import';

export const ann = 'ann' as UserId;

export type TestOrganisation = {
  readonly organisation: Organisation;
  readonly scores: Scores;
  readonly recent: RecentEntries;
  readonly files: WorkbookFiles;
  caller(): Caller;
  template(
    name: string,
    controls: Readonly<Record<string, readonly string[]>>,
    more?: Partial<TemplateContent>,
  ): Promise<TemplateId>;
  open(title: string, template: TemplateId, group?: string): Promise<Assessment>;
};

export async function createTestOrganisation(
  store: JournalStore = createMemoryJournal(),
  crosswalk: readonly CrosswalkRow[] = [],
): Promise<TestOrganisation> {
  const ids = countingIds();
  const organisation = await openOrganisation({
    crosswalk: createCrosswalk(crosswalk),
    id: 'org-1',
    store,
    snapshots: { load: async () => null, save: async () => {} },
    directory: memoryDirectory([
      { id: ann, name: 'Ann Archer', email: 'ann@example.org', source: 'directory' },
      { id: 'bob' as UserId, name: 'Bob Baker', email: 'bob@example.org', source: 'directory' },
      { id: unknownEditor, name: 'Unknown editor', email: null, source: 'system' },
    ]),
    clock: steppingClock(),
    ids,
    log: silentLog,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    digestBytes: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  });
  let commands = 0;
  const caller = (): Caller => {
    commands += 1;
    return { actor: ann, channel: 'api', command: `test-${commands}` };
  };
  return {
    organisation,
    scores: createScores(organisation),
    recent: createRecentEntries(organisation),
    files: directFiles,
    caller,
    template: (name, controls, more = {}) =>
      importContent(organisation, { ...contentOf(name, controls), ...more }, caller()),
    async open(title, template, group = 'Default Group') {
      const request = { title, template, product: null, group: { name: group }, copyFrom: null, inScopeServices: null };
      const result = await openAssessment(organisation, request, caller());
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
  };
}

/** Content of controls by id, each citing its actions by title; every action is worth nine points. */
export function contentOf(name: string, controls: Readonly<Record<string, readonly string[]>>): TemplateContent {
  const titles = [...new Set(Object.values(controls).flat())];
  return {
    name,
    products: [name],
    certification: 'Standard',
    dimensions: [],
    inScopeServices: ['Mail'],
    owners: [],
    dimensionList: [],
    acknowledgement: null,
    controls: Object.entries(controls).map(([id, actions], index) => ({
      ...{
        id,
        title: `Control ${id}`,
        family: index % 2 === 0 ? 'Access' : 'Recovery',
        description: `What ${id} asks.`,
      },
      ...{
        link: null,
        articleId: null,
        version: null,
        parent: null,
        labels: [],
        statement: null,
        disabled: false,
        responsibility: 'customer',
      },
      ...{ statedPoints: null, oldId: null, operation: null },
      actions: actions.map((title) => ({ title, description: null })),
    })),
    actions: titles.map((title) => ({
      ...{ title, descriptions: [{ title: '', text: `How to ${title}.` }], points: 9, responsibility: 'customer' },
      ...{ type: 'Operational', category: null, purpose: null, enforcement: null, owners: [], dimensions: [] },
      ...{ parents: [], secureScoreControl: null, oldTitle: null, operation: null },
    })),
  };
}

/** Makes a new template of the content; throws on findings. */
export async function importContent(
  { core, ids, meta }: Organisation,
  content: TemplateContent,
  { command, actor, channel }: Caller,
): Promise<TemplateId> {
  const result = await core.execute<TemplateId, never>({
    meta: meta(command, actor, channel),
    decide: (draft) => {
      const source = { kind: 'mapping', file: null, sha256: null } as const;
      const choice = { kind: 'new', name: content.name, product: null, certification: null } as const;
      const submitted = { content, places: {}, findings: [] };
      const plan = planImport(submitted, source, choice, templateLibrary(draft.image), ids.next);
      if (plan.template === null) throw new Error(JSON.stringify(plan.findings));
      putPlan(draft.image, draft.emit, plan);
      return ok(plan.template.id);
    },
    recall: () => {
      throw new Error('sent twice');
    },
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** Reads, patches and renders in this process. */
export const directFiles: WorkbookFiles = {
  read: async (bytes) => readWorkbook(bytes),
  patch: async (bytes, patch: WorkbookPatch) => patchWorkbook(bytes, patch),
  update: async (bytes, update) => updateWorkbook(bytes, update),
  render: renderWorkbook,
};

/** A second passes with every look at the clock; waits are real. */
export function steppingClock(): Clock {
  let seconds = 0;
  return {
    now: () => {
      seconds += 1;
      return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
    },
    ticks: () => performance.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

function countingIds(): Ids {
  let last = 0;
  return {
    next: () => {
      last += 1;
      return `id-${last}`;
    },
  };
}

export function memoryDirectory(people: readonly Person[]): Directory {
  const byId = new Map(people.map((person) => [person.id, person]));
  const fold = (text: string | null): string | null => text?.trim().toLowerCase() ?? null;
  return {
    all: () => [...byId.values()],
    byId: (id) => byId.get(id) ?? null,
    find: (name) =>
      [...byId.values()].find((one) => fold(one.name) === fold(name) || fold(one.email) === fold(name)) ?? null,
    put: async (person) => void byId.set(person.id, person),
  };
}
