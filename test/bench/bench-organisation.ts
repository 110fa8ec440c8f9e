import { sha256 } from '#engine/adapters/store/sha256';
import { systemClock } from '#engine/adapters/system/clock';
import { openAssessment } from '#engine/app/assessments';
import { putPlan, templateLibrary } from '#engine/app/import-template';
import { type Organisation, openOrganisation } from '#engine/app/organisation';
import type { Directory, JournalStore, Person, SnapshotStore } from '#engine/app/ports';
import type { Assessment } from '#engine/contract/model/assessment';
import type { TemplateId, UserId } from '#engine/contract/model/ids';
import type { TemplateContent } from '#engine/contract/model/template';
import { ok } from '#engine/domain/result';
import { planImport } from '#engine/domain/templates/plan-import';

export const writer = 'ann' as UserId;
export const silentLog = { info: () => {}, warn: () => {}, error: () => {} };

export type BenchParts = {
  readonly store: JournalStore;
  readonly snapshots?: SnapshotStore;
};

/** An organisation over a store, with real times and short ids. */
export function openBenchOrganisation({ store, snapshots }: BenchParts): Promise<Organisation> {
  let last = 0;
  return openOrganisation({
    id: 'bench',
    store,
    snapshots: snapshots ?? { load: async () => null, save: async () => {} },
    directory: directoryOf([{ id: writer, name: 'Ann Archer', email: 'ann@example.org', source: 'directory' }]),
    // What would be done after a while is not done at all; who gives way for a moment goes on.
    clock: { ...systemClock, after: (wait, run) => (wait === 0 ? systemClock.after(0, run) : () => {}) },
    ids: {
      next: () => {
        last += 1;
        return `id-${last}`;
      },
    },
    log: silentLog,
    digest: sha256,
    digestBytes: (bytes) => sha256(Buffer.from(bytes)),
  });
}

function directoryOf(people: readonly Person[]): Directory {
  const byId = new Map(people.map((person) => [person.id, person]));
  return {
    all: () => people,
    byId: (id) => byId.get(id) ?? null,
    find: (name) => people.find((person) => person.name === name || person.email === name) ?? null,
    put: async () => {},
  };
}

/**
 * Imports a template of as many controls; templates of different names have different products and the same actions,
 * unless `measures` says whose they are.
 */
export async function importTemplate(
  organisation: Organisation,
  controls: number,
  name = 'Standard',
  measures = '',
): Promise<TemplateId> {
  const result = await organisation.core.execute<TemplateId, never>({
    meta: organisation.meta(`bench-template-${name}`, writer, 'api'),
    decide: (draft) => {
      const source = { kind: 'mapping', file: null, sha256: null } as const;
      const choice = { kind: 'new', name, product: name, certification: null } as const;
      const submitted = { content: templateContent(controls, measures), places: {}, findings: [] };
      const plan = planImport(submitted, source, choice, templateLibrary(draft.image), organisation.ids.next);
      if (plan.template === null) throw new Error(JSON.stringify(plan.findings.slice(0, 3)));
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

export async function openBenchAssessment(
  organisation: Organisation,
  template: TemplateId,
  title: string,
  group = 'Group',
): Promise<Assessment> {
  const request = { title, template, product: null, group: { name: group }, copyFrom: null, inScopeServices: null };
  const caller = { actor: writer, channel: 'api', command: `bench-${title}` } as const;
  const result = await openAssessment(organisation, request, caller);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** As many controls and actions; every fourth control cites its neighbour's action, too. */
export function templateContent(count: number, measures = ''): TemplateContent {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const actionTitle = (number: number): string =>
    `Review and document measure ${number} ${measures} of the security plan`.replace('  ', ' ');
  return {
    name: 'Standard',
    products: ['Office'],
    certification: 'Standard',
    dimensions: [],
    inScopeServices: ['Mail', 'Files'],
    owners: [],
    dimensionList: [],
    acknowledgement: null,
    controls: numbers.map((number) => ({
      id: `${familyOf(number)}-${number}`,
      title: `Measure ${number} is planned and kept up`,
      family: `Family ${familyOf(number)}`,
      description: prose(`The organisation plans measure ${number}.`, 300),
      link: null,
      parent: null,
      labels: [],
      statement: null,
      articleId: `A.${number}`,
      version: null,
      disabled: false,
      responsibility: 'customer',
      statedPoints: null,
      oldId: null,
      operation: null,
      actions: [number, ...(number % 4 === 0 ? [number - 1] : [])].map((each) => ({
        title: actionTitle(each),
        description: null,
      })),
    })),
    actions: numbers.map((number) => ({
      title: actionTitle(number),
      descriptions: [{ title: '', text: prose(`Do what measure ${number} asks.`, 400) }],
      points: 9,
      responsibility: 'customer',
      type: 'Operational',
      category: null,
      purpose: null,
      enforcement: null,
      owners: [],
      dimensions: [],
      parents: [],
      secureScoreControl: null,
      oldTitle: null,
      operation: null,
    })),
  };
}

function familyOf(number: number): string {
  return `F${String.fromCharCode(65 + (number % 20))}`;
}

/** Readable text of a length, different for every beginning. */
export function prose(beginning: string, length: number): string {
  const words = ' Access is reviewed quarterly, approvals are kept, and exceptions expire unless somebody renews them.';
  return (beginning + words.repeat(Math.ceil(length / words.length))).slice(0, length);
}
