import type { AssessmentId } from '#engine/contract/model/ids';
import { unreachable } from '#engine/domain/result';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { config } from './config.ts';
import { createAsking } from './session/asking.ts';
import { createCalls } from './session/calls.ts';
import { offline } from './session/connection.ts';
import { createDecisions } from './session/decisions.ts';
import { createEditing } from './session/editing.ts';
import { createTemplateImporting } from './session/importing.ts';
import { joinAssessment } from './session/joining.ts';
import { createLater } from './session/later.ts';
import { createLifecycle } from './session/lifecycle.ts';
import { createLists } from './session/lists.ts';
import { createNotices } from './session/notices.ts';
import type { Joined, SessionParts } from './session/parts.ts';
import { loadPreferences, savePreferences } from './session/preferences.ts';
import { callProblem, problemOf } from './session/problems.ts';
import { createStore } from './session/store.ts';
import { placeInRow } from './sheets/desk.ts';
import type { HostEvent } from './sheets/host.ts';
import { lastOf, listOf } from './state/asking.ts';
import type { Intent, PaneState } from './state/model.ts';
import { createClient } from './sync/client.ts';
import { createLive } from './sync/live.ts';
import type { LiveEvent } from './sync/live-events.ts';
import type { Token } from './sync/outside.ts';

/** One open pane: Excel on one side, the engine on the other, and what a person sees of both. */
export interface Session {
  state(): PaneState;
  /** Calls whenever the state is another; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  dispatch(intent: Intent): void;
  /** The pane is seen again, or the network is back: look and connect now instead of later. */
  wake(): void;
  /** An access token where one signs in; null elsewhere, and as long as nobody has. */
  readonly token: Token;
  /** Ends everything; what waits is in storage. */
  stop(): void;
}

/** Starts at once; the first states follow by `subscribe`. */
export function createSession(parts: SessionParts): Session {
  const store = createStore();
  const token = async (): Promise<string | null> => (await signing.now()?.token()) ?? null;
  const client = createClient(parts.engine, parts.fetch, token);
  const live = createLive({
    address: parts.engine.replace(/^http/, 'ws'),
    openSocket: parts.socket,
    client,
    token,
    clock: parts.clock,
    random: parts.random,
    hear: (event) => hear(event),
  });
  /** That nobody is known to the engine is no problem of one request: it asks to sign in. */
  const tell: Joined['tell'] = (happening) => {
    if (happening.kind !== 'problem' || happening.problem.code !== 'unauthenticated') return store.tell(happening);
    void signing
      .get()
      .then((way) => way?.needed(happening.problem.detail) ?? false)
      .then((canSignIn) => {
        if (!canSignIn) store.tell(happening);
      });
  };
  const joined: Joined = { ...parts, client, live, state: store.state, tell };
  const signing = createLater(async () => {
    const { createSigningIn } = await import('./session/signing-in.ts');
    return createSigningIn(joined, (who) => {
      if (who === 'out') tell({ kind: 'set', to: { me: null, lists: {} } });
      else void loadMe();
      live.retryNow();
      asking.refresh();
      void lifecycle.bind();
    });
  });
  const calls = createCalls(joined);
  const asking = createAsking(joined, calls);
  const lists = createLists(joined, calls);
  const notices = createNotices(joined, asking);
  const lifecycle = createLifecycle({
    joined,
    decided: (decisions: readonly DecisionReading[]) => void settling.fromSheet(decisions),
    settingsChanged() {
      void asking.load({ do: 'load', what: 'settings' }).then(() => {
        const settings = lastOf(listOf(store.state(), 'settings'));
        if (settings !== null) lifecycle.bound()?.desk.truth.shareTechnicalActions(settings.shareTechnicalActions);
      });
    },
    organisationChanged: asking.refresh,
    sayHere: (assessment) => sayHere(assessment),
  });
  const settling = createDecisions(joined, calls, lifecycle.bound);
  const editing = createEditing(joined, lifecycle.bound);
  const importing = createTemplateImporting(joined, calls);
  const evidence = createLater(async () => {
    const { createEvidenceWork } = await import('./session/evidence/evidence-work.ts');
    return createEvidenceWork({ joined, calls, bound: lifecycle.bound, reload: lifecycle.reload });
  });
  const roles = createLater(async () => {
    const { createRoles } = await import('./session/roles.ts');
    return createRoles(joined, calls);
  });
  let stopListening: (() => void) | null = null;
  let stopped = false;

  function hear(event: LiveEvent): void {
    if (notices.heard(event)) return;
    switch (event.kind) {
      case 'caughtUp':
        notices.caughtUp();
        tell({ kind: 'set', to: { connection: { kind: event.way } } });
        for (const problem of store.state().problems) {
          if (problem.code === 'no-engine') tell({ kind: 'dismissed', problem: problem.id });
        }
        break;
      case 'signedOut':
        tell({
          kind: 'problem',
          problem: problemOf('unauthenticated', { detail: event.detail, remedies: [{ do: 'bind' }] }),
        });
        break;
      case 'cut': {
        const connection = offline(store.state(), parts.clock, event.retryAt);
        tell({ kind: 'set', to: { connection, present: [] } });
        break;
      }
      case 'outdated':
        tell({ kind: 'set', to: { connection: { kind: 'outdated' } } });
        break;
      case 'present':
        tell({ kind: 'set', to: { present: event.people } });
        break;
      default:
    }
    lifecycle.arrived(event);
    if (isAbout(event, ['member', 'grant', 'inactive', 'access'])) {
      void loadMe();
      roles.now()?.stale();
    }
    if (isAbout(event, ['comment'])) asking.stale(['comments']);
    if (isAbout(event, ['evidence'])) {
      lifecycle.reload();
      evidence.now()?.stale();
    }
  }

  function happened(event: HostEvent): void {
    const bound = lifecycle.bound();
    bound?.happened(event);
    // Another workbook's sheets may have come in by hand.
    const isUnbound = store.state().binding.kind === 'unbound';
    if (bound === null && event.kind === 'rebuilt' && isUnbound) void lifecycle.bind();
  }

  const start = async (): Promise<void> => {
    tell({ kind: 'set', to: { preferences: await loadPreferences(parts.storage) } });
    const listening = await parts.host.listen(happened);
    if (stopped) return listening.ok ? listening.value() : undefined;
    if (listening.ok) stopListening = listening.value;
    void loadMe();
    stayFresh();
    await lifecycle.bind();
  };

  /** Who is bound hears of every edit; who is not looks from time to time. */
  const stayFresh = (): void => {
    if (stopped || parts.surface !== 'web') return;
    asking.stale(['groups']);
    parts.clock.after(config.freshEvery, stayFresh);
  };

  const loadMe = async (): Promise<void> => {
    const me = await client.call('me', {});
    // Whoever signs in is looked for again.
    if (!me.ok && me.error.code === 'unauthenticated')
      return tell({ kind: 'problem', problem: callProblem(me.error, parts.engine, []) });
    if (!me.ok) return void parts.clock.after(5_000, () => void (stopped ? undefined : loadMe()));
    // Somebody else now, or one who may read something else: other notices. Roles of others change nothing.
    if (JSON.stringify(me.value) !== JSON.stringify(store.state().me)) void notices.load();
    tell({ kind: 'set', to: { me: me.value } });
    sayHere(boundAssessment());
  };

  const boundAssessment = () => lifecycle.bound()?.desk.identity.assessment ?? null;
  const sayHere = (assessment: AssessmentId | null): void => {
    const { me, preferences } = store.state();
    live.here(me === null || !preferences.showPresence ? null : { name: me.name.slice(0, 100), assessment });
  };

  const select = async (table: 'actions' | 'controls', rowKey: string, column: string): Promise<void> => {
    const bound = lifecycle.bound();
    const place = bound === null ? null : placeInRow(bound.desk, table, rowKey, column);
    if (place !== null) await parts.host.select(place);
  };

  const perform = async (intent: Intent): Promise<void> => {
    switch (intent.do) {
      case 'goTo':
        return asking.turnTo(intent.page);
      case 'bind':
        return lifecycle.bind();
      case 'syncNow': {
        live.retryNow();
        asking.refresh();
        const bound = lifecycle.bound();
        if (bound === null) return lifecycle.bind();
        bound.work.lookAt('all');
        return lifecycle.reload();
      }
      case 'join':
        if (await joinAssessment(joined, calls, intent.assessment, intent)) await lifecycle.bind();
        return;
      case 'create': {
        const opened = await calls.command('openAssessment', { body: intent.request }, 'creating-assessment', intent);
        if (opened === null) return;
        asking.refresh();
        // Where it is to be found from now on.
        if (!intent.insert) return asking.turnTo(store.state().surface === 'web' ? 'home' : 'library');
        const join: Intent = { do: 'join', assessment: opened.id };
        if (await joinAssessment(joined, calls, opened.id, join)) await lifecycle.bind();
        return;
      }
      case 'takeTheirs':
      case 'sendMine':
        return lifecycle.decideDifferences(intent.do);
      case 'selectAction':
        return select('actions', intent.action, intent.field ?? 'title');
      case 'selectControl':
        return select('controls', intent.control, 'title');
      case 'changeField':
      case 'changeAssessment':
      case 'assign':
        return editing.change(intent);
      case 'previewBulk':
        return editing.preview(intent);
      case 'applyBulk':
        return editing.applyBulk();
      case 'dropBulk':
        return tell({ kind: 'set', to: { bulk: null } });
      case 'settle':
        return settling.settle(intent);
      case 'confirmHeld': {
        const edits = lifecycle.held().release(intent.held);
        for (const { key, says, base } of edits) lifecycle.bound()?.desk.shown.set(key, { says, position: base });
        return lifecycle.bound()?.record(edits);
      }
      case 'dropHeld': {
        const edits = lifecycle.held().release(intent.held);
        for (const { key, says, base } of edits) lifecycle.bound()?.desk.shown.set(key, { says, position: base });
        return lifecycle.bound()?.work.show(edits.map(({ key }) => key));
      }
      case 'dismissProblem':
        return tell({ kind: 'dismissed', problem: intent.problem });
      case 'dismissRefused':
        tell({ kind: 'dismissedRefused', key: intent.key });
        return lifecycle.bound()?.markCells();
      case 'load':
        return asking.load(intent);
      case 'send':
        return asking.send(intent);
      case 'forget':
        return asking.forget(intent.what);
      case 'download':
        return asking.download(intent);
      case 'explain':
        return lists.explain(intent.subject, intent.depth);
      case 'setPreferences':
        tell({ kind: 'set', to: { preferences: { ...store.state().preferences, ...intent.preferences } } });
        await savePreferences(parts.storage, store.state().preferences);
        return sayHere(boundAssessment());
      case 'previewDeletion':
      case 'confirmDeletion':
        await lists.deletion(intent);
        return asking.refresh();
      case 'dropDeletion':
        return tell({ kind: 'set', to: { deletion: null } });
      case 'inspectOpenWorkbook':
        return importing.inspectOpen();
      case 'inspectFile':
        return importing.inspectFile(intent.file, intent.companions ?? []);
      case 'previewImport':
        return importing.preview(intent);
      case 'showPlace':
        return importing.showPlace(intent.place);
      case 'clearMarks':
        return importing.clearMarks();
      case 'commitImport':
        await importing.commit();
        return asking.refresh();
      case 'dropImport':
        return importing.drop();
      case 'loadAccess':
      case 'findPeople':
      case 'previewAccess':
      case 'changeAccess':
      case 'dropAccess': {
        const part = await roles.get();
        if (part !== null) return part.perform(intent);
        return tell({ kind: 'problem', problem: callProblem(partAway, parts.engine, [intent]) });
      }
      case 'signIn':
        return (await signing.get())?.signIn();
      case 'signOut':
        return (await signing.get())?.signOut();
      case 'loadEvidence':
      case 'uploadEvidence':
      case 'pauseUpload':
      case 'resumeUpload':
      case 'continueUpload':
      case 'dropUpload':
      case 'linkEvidence':
      case 'changeEvidence':
      case 'attachEvidence':
      case 'detachEvidence':
      case 'removeEvidence': {
        const work = await evidence.get();
        if (work !== null) return work.perform(intent);
        return tell({ kind: 'problem', problem: callProblem(partAway, parts.engine, [intent]) });
      }
      default:
        return unreachable(intent);
    }
  };

  tell({ kind: 'set', to: { surface: parts.surface ?? 'workbook' } });
  void start();
  return {
    state: store.state,
    subscribe: store.subscribe,
    dispatch: (intent) => void perform(intent),
    token,
    wake() {
      live.retryNow();
      if (parts.surface === 'web') asking.stale(['groups']);
      lifecycle.bound()?.work.lookAt('inputs');
    },
    stop() {
      stopped = true;
      stopListening?.();
      evidence.now()?.stop();
      notices.stop();
      lifecycle.stop();
    },
  };
}

/** A part of the program that could not be fetched: it comes from where the engine is. */
const partAway = { code: 'no-engine', detail: null } as const;

/** Whether something happened to things of these kinds. */
function isAbout(event: LiveEvent, kinds: readonly string[]): boolean {
  const entities =
    event.kind === 'latest'
      ? event.latest.fields.map(({ entity }) => entity)
      : event.kind === 'entries'
        ? event.entries.flatMap(({ event: one }) => ('entity' in one ? [one.entity] : []))
        : [];
  return entities.some((entity) => kinds.includes(entity.split('/')[0] ?? ''));
}
