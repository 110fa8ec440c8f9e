import { userInfo } from 'node:os';
import { folderDefaults } from './adapters/folder/folder-options.ts';
import { openFolder } from './adapters/folder/open-folder.ts';
import { createFileProcess } from './adapters/process/file-process.ts';
import { makeFolders } from './adapters/store/make-folders.ts';
import { type EmbeddedStore, openStore, type StoreProblem } from './adapters/store/open-store.ts';
import { sha256 } from './adapters/store/sha256.ts';
import { systemClock } from './adapters/system/clock.ts';
import { randomIds } from './adapters/system/ids.ts';
import { renderWorkbook } from './adapters/workbook/render/render-workbook.ts';
import { createUseCases } from './app/create-use-cases.ts';
import { seedDemonstration } from './app/demonstration.ts';
import { engineUser, finishPendingWork } from './app/finish-pending-work.ts';
import { unknownEditor } from './app/ingest-file.ts';
import { type Organisation, openOrganisation } from './app/organisation.ts';
import type { Log, WorkbookFiles } from './app/ports.ts';
import { createRecentEntries } from './app/recent-entries.ts';
import { createScores } from './app/scores.ts';
import type { UseCases } from './app/use-cases.ts';
import { createWorkbookFolder, type WorkbookFolder } from './app/workbook-folder.ts';
import type { Config } from './config.ts';
import { createWorkbench, type Workbench } from './app/workbench.ts';
import { type UserId, userId } from './contract/model/ids.ts';
import { templatesOf } from './domain/organisation/documents.ts';
import { ok, type Result } from './domain/result.ts';

export const version = '0.1.0';

/** Everything joined and running. */
export type Engine = {
  readonly organisation: Organisation;
  readonly useCases: UseCases;
  readonly workbooks: WorkbookFolder;
  /** The person at this machine, who has every right while no identity is configured. */
  readonly workbench: Workbench;
  readonly localUser: UserId;
  /** True when this start has seeded the demonstration. */
  readonly seeded: boolean;
  /** Waits for what is under way, writes snapshots, gives the data folder free. Stopping twice is harmless. */
  stop(): Promise<void>;
};

/** Opens the data folder, the watched folder and everything between them; serving over HTTP is the caller's. */
export async function startEngine(config: Config, log: Log): Promise<Result<Engine, StoreProblem>> {
  await makeFolders(config.folder);
  const opened = await openStore(config.data, {
    log,
    fresh: () => ({ organisation: randomIds.next(), created: systemClock.now() }),
    trustSnapshots: false,
  });
  if (!opened.ok) return opened;
  try {
    return ok(await join(config, log, opened.value));
  } catch (error) {
    await opened.value.close();
    throw error;
  }
}

async function join(config: Config, log: Log, store: EmbeddedStore): Promise<Engine> {
  const localUser = await introduce(store);
  const organisation = await openOrganisation({
    id: store.installation.organisation,
    store: store.journal,
    snapshots: store.snapshots,
    directory: store.directory,
    clock: systemClock,
    ids: randomIds,
    log,
    digest: sha256,
    digestBytes: sha256,
  });
  await finishPendingWork(organisation);

  const process = createFileProcess({ childFile });
  const files: WorkbookFiles = { ...process.workbooks, render: renderWorkbook };
  const scores = createScores(organisation);
  const recent = createRecentEntries(organisation);
  const { watch, files: folder } = await openFolder({
    ...folderDefaults,
    root: config.folder,
    settle: config.settle,
    clock: systemClock,
    log,
  });
  const workbooks = createWorkbookFolder({ organisation, scores, recent, files, watch, folder });
  const useCases = createUseCases({
    organisation,
    scores,
    recent,
    files,
    templates: process.templates,
    folder: { root: config.folder, workbooks },
    version,
  });

  const seeded = !config.bare && templatesOf(organisation.core.image).length === 0;
  if (seeded) {
    for (const request of await seedDemonstration(organisation)) {
      const caller = { actor: engineUser, channel: 'system', command: `demonstration:${request.template}` } as const;
      const result = await useCases.openAssessment(request, caller);
      if (!result.ok) throw new Error(result.error.message);
    }
  }
  await workbooks.start();
  const cancelSnapshots = everyFiveMinutes(organisation, log);

    workbench: createWorkbench({ organisation, workbooks, files: process.workbooks, folder }),
  let stopped: Promise<void> | null = null;
  return {
    organisation,
    useCases,
    workbooks,
    localUser,
    seeded,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };

  async function stop(): Promise<void> {
    cancelSnapshots();
    await workbooks.stop();
    process.close();
    await organisation.idle();
    await organisation.saveSnapshots();
    await store.close();
  }
}

/** The program that opens files of others; from source the neighbour is a .ts file, compiled a .js file. */
const childFile = new URL(`./file-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

async function introduce(store: EmbeddedStore): Promise<UserId> {
  const { username } = userInfo();
  const parsed = userId.safeParse(username);
  const id = parsed.success ? parsed.data : ('local' as UserId); // a constant of the id alphabet
  const { directory } = store;
  if (directory.byId(id) === null) await directory.put({ id, name: username, email: null, source: 'machine' });
  if (directory.byId(engineUser) === null) {
    await directory.put({ id: engineUser, name: 'Controlbook', email: null, source: 'system' });
  }
  if (directory.byId(unknownEditor) === null) {
    await directory.put({ id: unknownEditor, name: 'Unknown editor', email: null, source: 'system' });
  }
  return id;
}

function everyFiveMinutes(organisation: Organisation, log: Log): () => void {
  const timer = setInterval(() => {
    organisation.saveSnapshots().catch((error: unknown) => {
      log.warn('A snapshot could not be written; the journal has everything', { error: String(error) });
    });
  }, 300_000);
  timer.unref();
  return () => clearInterval(timer);
}
