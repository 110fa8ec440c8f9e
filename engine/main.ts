import { userInfo } from 'node:os';
import { readBuiltIn } from './adapters/built-in/read-built-in.ts';
import { readCrosswalks } from './adapters/built-in/read-crosswalks.ts';
import { folderDefaults } from './adapters/folder/folder-options.ts';
import { openFolder } from './adapters/folder/open-folder.ts';
import { createOidcVerifier } from './adapters/identity/oidc-verifier.ts';
import { createFileProcess } from './adapters/process/file-process.ts';
import { makeFolders } from './adapters/store/make-folders.ts';
import { openConfiguredStore } from './adapters/store/open-configured-store.ts';
import type { Store, StoreProblem } from './adapters/store/open-store.ts';
import { sha256 } from './adapters/store/sha256.ts';
import { systemClock } from './adapters/system/clock.ts';
import { randomIds } from './adapters/system/ids.ts';
import { renderWorkbook } from './adapters/workbook/render/render-workbook.ts';
import { bringInBuiltIn } from './app/bring-in-built-in.ts';
import { createUseCases } from './app/create-use-cases.ts';
import { finishPendingWork } from './app/finish-pending-work.ts';
import { type Identity, machineIdentity } from './app/identity.ts';
import { unknownEditor } from './app/ingest-file.ts';
import { type Organisation, openOrganisation } from './app/organisation.ts';
import { placePending } from './app/place-pending.ts';
import type { Log, WorkbookFiles } from './app/ports.ts';
import { createRecentEntries } from './app/recent-entries.ts';
import { createScores } from './app/scores.ts';
import { scheduleSecureScore } from './app/secure-score/schedule.ts';
import { createTeamIdentity } from './app/sign-in.ts';
import type { UseCases } from './app/use-cases.ts';
import { createWorkbench, type Workbench } from './app/workbench.ts';
import { createWorkbookFolder, type WorkbookFolder } from './app/workbook-folder.ts';
import { engineUser } from './app/write-as-engine.ts';
import type { Config } from './config.ts';
import { type UserId, userId } from './contract/model/ids.ts';
import { type Crosswalk, createCrosswalk } from './domain/crosswalk/crosswalk.ts';
import type { Standing } from './domain/permissions/access.ts';
import { err, ok, type Result } from './domain/result.ts';
import { secureScoreUser } from './domain/secure-score/automation.ts';
import type { IdentityConfig } from './identity-config.ts';
import { openEvidence } from './open-evidence.ts';
import { openNotifying } from './open-notifying.ts';
import { openSecureScore } from './open-secure-score.ts';

export const version = '0.1.0';

/** Everything joined and running. */
export type Engine = {
  readonly organisation: Organisation;
  readonly useCases: UseCases;
  readonly workbooks: WorkbookFolder;
  readonly workbench: Workbench;
  /** The person at this machine, who has every right while no identity is configured. */
  readonly localUser: UserId;
  readonly identity: Identity;
  /** Why the journal accepts nothing any more; null while it does. */
  journalFailure(): string | null;
  /** Puts workbooks that are still owed into the folder; not part of the start, so that the first page need not wait. */
  placeWorkbooks(): Promise<void>;
  /** Waits for what is under way, writes snapshots, gives the data folder free. Stopping twice is harmless. */
  stop(): Promise<void>;
};

/** Opens the data folder, the watched folder and everything between them; serving over HTTP is the caller's. */
export async function startEngine(config: Config, log: Log): Promise<Result<Engine, StoreProblem>> {
  await makeFolders(config.folder);
  const opened = await openConfiguredStore(config, {
    log,
    fresh: () => ({ organisation: randomIds.next(), created: systemClock.now() }),
    trustSnapshots: false,
    archive: config.archive,
  });
  if (!opened.ok) return opened;
  try {
    return ok(await join(config, log, opened.value));
  } catch (error) {
    await opened.value.close();
    throw error;
  }
}

async function join(config: Config, log: Log, store: Store): Promise<Engine> {
  const localUser = await introduce(store);
  const globalAdministrators = new Set<UserId>();
  const crosswalk = await openCrosswalk(config.templates, log);
  const organisation = await openOrganisation({
    crosswalk,
    id: store.installation.organisation,
    store: store.journal,
    snapshots: store.snapshots,
    directory: store.directory,
    clock: systemClock,
    ids: randomIds,
    log,
    digest: sha256,
    digestBytes: sha256,
    standing: standingOf(config, localUser, globalAdministrators),
    peopleSignIn: config.identity !== null,
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
  const { address } = config;
  const workbooks = createWorkbookFolder({ organisation, scores, recent, address, files, watch, folder });
  const secureScore = await openSecureScore(config, organisation);
  const useCases = createUseCases({
    organisation,
    scores,
    recent,
    files,
    templates: process.templates,
    attestations: process.attestations,
    evidence: await openEvidence(config, log),
    ...(secureScore.reader === null ? {} : { secureScore: secureScore.reader }),
    address,
    privateWebhooks: config.notify.privateWebhooks,
    folder: { root: config.folder, workbooks },
    version,
  });

  if (!config.bare) await bringIn(config.templates, organisation, log);
  await workbooks.start();
  const cancelSnapshots = everyFiveMinutes(organisation, log);
  const stopClearing = clearDaily(useCases, log);
  const notifying = await openNotifying(config, organisation, useCases, scores);
  const stopReading = scheduleSecureScore(useCases.secureScore, { clock: systemClock, log, jitter: Math.random });

  let placing: Promise<void> = Promise.resolve();
  let stopped: Promise<void> | null = null;
  return {
    organisation,
    useCases,
    workbooks,
    workbench: createWorkbench({ organisation, workbooks, files: { ...files, ...process.workbooks }, folder }),
    localUser,
    identity:
      config.identity === null
        ? machineIdentity(localUser)
        : teamIdentity(config.identity, organisation, useCases, globalAdministrators, log),
    journalFailure: () => store.journal.failure?.() ?? null,
    placeWorkbooks() {
      placing = placing.then(() => placePending(organisation, workbooks));
      return placing;
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };

  async function stop(): Promise<void> {
    cancelSnapshots();
    await secureScore.close();
    await stopReading();
    await stopClearing();
    await notifying.stop();
    organisation.stopFollowing();
    await placing;
    await workbooks.stop();
    process.close();
    await organisation.idle();
    await organisation.saveSnapshots();
    await store.close();
  }
}

/** Who stands above the roles; global administrators are known when they sign in. */
function standingOf({ identity }: Config, localUser: UserId, globalAdministrators: ReadonlySet<UserId>): Standing {
  if (identity === null) return { owners: new Set([localUser]), globalAdministrators: null };
  const isNamed = identity.globalAdministrators.length > 0;
  return { owners: new Set(), globalAdministrators: isNamed ? globalAdministrators : null };
}

function teamIdentity(
  config: IdentityConfig,
  organisation: Organisation,
  { tokens }: UseCases,
  standing: Set<UserId>,
  log: Log,
): Identity {
  const { issuer, audience, scope, client, addressClaim, globalAdministrators } = config;
  const verifier = createOidcVerifier({ issuer, audience, requiredScope: scope, addressClaim }, log);
  const signIn = { kind: 'openid', issuer, client, scope } as const;
  return createTeamIdentity({ organisation, tokens, verifier, signIn, globalAdministrators, standing });
}

/** Without the mappings nothing is proposed; nobody's work hangs on them. */
async function openCrosswalk(folder: string, log: Log): Promise<Crosswalk> {
  const rows = await readCrosswalks(folder).catch((error: unknown) => err([String(error)]));
  if (!rows.ok)
    log.error('The crosswalks cannot be read; no related controls are proposed', { folder, fault: rows.error[0] });
  return createCrosswalk(rows.ok ? rows.value : []);
}

/** Templates that cannot be read are no reason to keep people from their work: the organisation has those it had. */
async function bringIn(folder: string, organisation: Organisation, log: Log): Promise<void> {
  const builtIn = await readBuiltIn(folder).catch((error: unknown) => err([String(error)]));
  if (builtIn.ok) return bringInBuiltIn(organisation, builtIn.value);
  const [first, ...more] = builtIn.error;
  log.error('The built-in templates cannot be read and are left as they were', {
    folder,
    fault: first,
    more: more.length,
  });
}

/** The program that opens files of others; from source the neighbour is a .ts file, compiled a .js file. */
const childFile = new URL(`./file-child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

async function introduce(store: Store): Promise<UserId> {
  const { username } = userInfo();
  const parsed = userId.safeParse(username);
  const id = parsed.success ? parsed.data : ('local' as UserId); // a constant of the id alphabet
  const { directory } = store;
  if (directory.byId(id) === null) await directory.put({ id, name: username, email: null, source: 'machine' });
  if (directory.byId(engineUser) === null) {
    await directory.put({ id: engineUser, name: 'Controlbook', email: null, source: 'system' });
  }
  if (directory.byId(secureScoreUser) === null) {
    await directory.put({ id: secureScoreUser, name: 'Secure Score', email: null, source: 'system' });
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

/** Clears, soon after the start and then once a day, what is not to be kept any more. */
function clearDaily({ evidence }: UseCases, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const clear = (): void => {
    running = evidence.clearRemoved().catch((error: unknown) => {
      log.warn('Removed evidence could not be cleared; it is tried again tomorrow', { error: String(error) });
    });
  };
  const soon = setTimeout(clear, 60_000).unref();
  const daily = setInterval(clear, 86_400_000).unref();
  return async () => {
    clearTimeout(soon);
    clearInterval(daily);
    await running;
  };
}
