import type { FastifyInstance } from 'fastify';
import { buildServer } from '#engine/adapters/http/server';
import type { ServerOptions } from '#engine/adapters/http/server-options';
import { createUseCases } from '#engine/app/create-use-cases';
import { machineIdentity } from '#engine/app/identity';
import type { AttestationFiles, Log, TemplateFiles } from '#engine/app/ports';
import type { UseCases } from '#engine/app/use-cases';
import type { Assessment } from '#engine/contract/model/assessment';
import type { Change, ChangeSet } from '#engine/contract/model/change';
import { changeSet } from '#engine/contract/model/change';
import { type ActionId, groupPartition, type PartitionId, recordRef } from '#engine/contract/model/ids';
import type { TemplateContent } from '#engine/contract/model/template';
import { err, ok } from '#engine/domain/result';
import { createMemoryStore, createMemoryUploads } from '#test/support/memory-evidence';
import { testLimits } from '#test/support/test-evidence';
import { ann, createTestOrganisation, type TestOrganisation } from '#test/support/test-organisation';

export type Logged = { readonly level: 'info' | 'warn' | 'error'; readonly message: string; readonly data: unknown };

export type TestServer = {
  readonly app: FastifyInstance;
  readonly useCases: UseCases;
  readonly test: TestOrganisation;
  readonly log: readonly Logged[];
  /** Writes to `log`. */
  readonly logger: Log;
  /** The assessment every test server has: three controls, actions Patch, Train and Review. */
  readonly assessment: Assessment;
  readonly partition: PartitionId;
  /** Actions of the template by title. */
  action(title: string): ActionId;
  /** A change of an action's notes. */
  note(title: string, value: string, base?: number): Change;
  changes(id: string, changes: readonly Change[], more?: Partial<ChangeSet>): ChangeSet;
};

/** A server over an organisation in memory. It listens nowhere until a test says so. */
export async function createTestServer(
  options: Partial<ServerOptions> = {},
  change: (useCases: UseCases) => UseCases = (same) => same,
): Promise<TestServer> {
  const { entries, log } = recordingLog();
  const test = await createTestOrganisation();
  const { scores, recent, files } = test;
  const organisation = { ...test.organisation, log };
  const template = await test.template('Mail', { 'C-1': ['Patch', 'Train'], 'C-2': ['Train'], 'C-3': ['Review'] });
  const assessment = await test.open('Mail <2026>', template);
  const useCases = change(
    createUseCases({
      organisation,
      scores,
      recent,
      files,
      templates: testTemplateFiles,
      attestations: testAttestationFiles,
      evidence: { store: createMemoryStore(), uploads: createMemoryUploads(), limits: testLimits },
      folder: null,
      version: 'test',
    }),
  );
  const { clock, ids } = organisation;
  const identity = machineIdentity(ann);
  const app = buildServer(useCases, { identity, clock, ids, log, hosts: [], allowedOrigins: [], ...options });
  const partition = groupPartition(assessment.group);
  const view = await useCases.view(assessment.id);
  const action = (title: string): ActionId => {
    const found = view?.actions.find((one) => one.title === title);
    if (found === undefined) throw new Error(`no action ${title}`);
    return found.id;
  };
  return {
    ...{ app, useCases, test, log: entries, logger: log, assessment, partition, action },
    note: (title, value, base = 0) => ({
      entity: recordRef(action(title)),
      field: 'implementationNotes',
      value,
      base,
    }),
    changes: (id, changes, more = {}) => {
      const epoch = organisation.partition(partition)?.image.epoch ?? '';
      return { ...changeSet.parse({ id, partition, epoch, changes }), ...more };
    },
  };
}

function recordingLog(): { readonly entries: readonly Logged[]; readonly log: Log } {
  const entries: Logged[] = [];
  const at =
    (level: Logged['level']) =>
    (message: string, data: unknown = {}): void =>
      void entries.push({ level, message, data });
  return { entries, log: { info: at('info'), warn: at('warn'), error: at('error') } };
}

/**
 * No format is known; an inspection tells the names of the files it got. A `.json` file is read as the content it
 * holds, everything else is refused.
 */
const testTemplateFiles: TemplateFiles = {
  inspect: async ({ name, companions }) =>
    ok({ format: 'unknown', sheets: [], proposal: null, needs: [name, ...Object.keys(companions)] }),
  read: async ({ name, bytes }) => {
    if (!name.endsWith('.json')) return err({ code: 'not-a-workbook', message: 'This is not a workbook.' });
    const content = JSON.parse(Buffer.from(bytes).toString()) as TemplateContent; // a test's own file
    return ok({ kind: 'mapping', content, places: {}, findings: [] });
  },
  mark: async ({ bytes }) => ok(bytes),
};

/** A `.json` file is read as the rows it holds, everything else is refused. */
const testAttestationFiles: AttestationFiles = {
  inspect: async () => ok({ format: 'spreadsheet', proposal: null, needsTemplate: true }),
  read: async ({ name, bytes }) => {
    if (!name.endsWith('.json')) return err({ code: 'not-a-workbook', message: 'This is not a workbook.' });
    const rows = JSON.parse(Buffer.from(bytes).toString()); // a test's own file
    return ok({ format: 'spreadsheet', source: name, dateSystem: '1900', findings: [], rows });
  },
};
