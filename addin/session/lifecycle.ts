import type { AssessmentId } from '#engine/contract/model/ids';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { config } from '../config.ts';
import { differencesAsEdits } from '../sheets/open-sheets.ts';
import type { AssessmentView, Binding, FieldKey } from '../state/model.ts';
import { createBackoff } from '../sync/backoff.ts';
import type { CallProblem } from '../sync/client.ts';
import type { LiveEvent } from '../sync/live-events.ts';
import { freshId } from '../sync/outside.ts';
import { isPassing } from '../sync/sender.ts';
import { type BindProblem, type Compared, compareWorkbook, findWorkbook, organisationCursors } from './binding.ts';
import { type Bound, createBound } from './bound.ts';
import { offline, timeIn } from './connection.ts';
import { createHeld, type Held } from './held.ts';
import type { Joined } from './parts.ts';
import { callProblem, hostProblem, problemOf } from './problems.ts';
import { createSending } from './sending.ts';
import { createViewLoader, type ViewLoader } from './view-loader.ts';

/** Finds out what workbook is open, binds it, and keeps it bound through restarts of the engine and other histories. */
export interface Lifecycle {
  bind(): Promise<void>;
  bound(): Bound | null;
  held(): Held;
  /** What to do with values of a history that cannot be compared. */
  decideDifferences(decision: 'takeTheirs' | 'sendMine'): Promise<void>;
  arrived(event: LiveEvent): void;
  /** A fresh view soon. */
  reload(): void;
  stop(): void;
}

export type LifecycleParts = {
  readonly joined: Joined;
  readonly decided: (decisions: readonly DecisionReading[]) => void;
  readonly settingsChanged: () => void;
  /** Lists of the organisation may be others. */
  readonly organisationChanged: () => void;
  /** Says who is here, at which assessment. */
  readonly sayHere: (assessment: AssessmentId | null) => void;
};

export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { joined, decided, settingsChanged, organisationChanged, sayHere } = parts;
  const { client, clock, live, random, tell, state } = joined;
  const backoff = createBackoff(config.reconnect, random);
  const sending = createSending(joined);
  const held = createHeld(() => freshId(random), tell);
  let generation = 0;
  let bound: Bound | null = null;
  let loader: ViewLoader | null = null;
  let waiting: Compared | null = null;
  let isFresh = false;
  let cancelRetry: (() => void) | null = null;

  const show = (binding: Binding): void => tell({ kind: 'set', to: { binding } });
  const release = (): number => {
    generation += 1;
    cancelRetry?.();
    cancelRetry = null;
    bound?.stop();
    loader?.stop();
    sending.stop();
    [bound, loader, waiting] = [null, null, null];
    return generation;
  };

  const failed = ({ by, problem }: BindProblem): void => {
    const again = [{ do: 'bind' }] as const;
    const shown = by === 'host' ? hostProblem(problem, again) : callProblem(problem, joined.engine, again);
    if (shown !== null) tell({ kind: 'problem', problem: shown });
    const isAway = by === 'engine' && problem.code === 'no-engine';
    const passes = by === 'engine' ? isPassing(problem.code) : problem.code === 'busy' || problem.code === 'gone';
    if (!passes) return;
    const wait = backoff.next();
    if (isAway) tell({ kind: 'set', to: { connection: offline(state(), clock, timeIn(clock, wait)) } });
    cancelRetry = clock.after(wait, () => void bind());
  };

  const bind = async (): Promise<void> => {
    const own = release();
    tell({ kind: 'set', to: { view: null, selection: { kind: 'none' }, pending: {}, conflicted: {} } });
    show({ kind: 'looking' });
    const found = await findWorkbook(joined);
    if (own !== generation) return;
    if (!found.ok) return failed(found.error);
    if (found.value.kind !== 'known') {
      show(found.value.kind === 'unknown' ? { kind: 'unbound' } : found.value);
      return followOrganisation();
    }
    const { identity } = found.value;
    const outbox = await sending.open(identity.workbook);
    if (own !== generation) return;
    const pendingValue = (key: FieldKey) => outbox.pending(key) ?? held.pending(key);
    const compared = await compareWorkbook(joined, identity, pendingValue, (step) => {
      if (own === generation) show({ kind: 'binding', step });
    });
    if (own !== generation) return;
    if (!compared.ok) return failed(compared.error);
    if ('kind' in compared.value) {
      show(compared.value);
      return followOrganisation();
    }
    backoff.reset();
    await sending.dropStranded(compared.value.desk);
    if (own !== generation) return;
    const { differences } = compared.value.opened;
    if (differences.length === 0) return start(compared.value);
    waiting = compared.value;
    const reason = compared.value.otherHistory ? 'other-history' : 'far-behind';
    show({ kind: 'differs', reason, cells: differences });
    live.follow(compared.value.desk.truth.cursors());
  };

  const start = async ({ desk, opened, readOnly }: Compared): Promise<void> => {
    const { assessment } = desk.identity;
    const own = createBound({
      ...{ joined, desk, held, readOnly, decided, settingsChanged },
      sending,
      stale: () => loader?.request(),
      otherHistory: () => void bind(),
    });
    bound = own;
    loader = createViewLoader({
      ...{ client, clock, assessment },
      loaded: (view) => viewLoaded(own, view),
      failed: viewFailed,
    });
    tell({ kind: 'set', to: { view: desk.truth.view() } });
    show({ kind: 'bound', assessment, readOnly });
    void own.followSelection();
    sending.showWaiting(desk);
    held.hold(opened.mishaps);
    if (opened.edits.length > 0) await own.record(opened.edits);
    if (own !== bound) return;
    sending.start(own.judged);
    isFresh = true;
    live.follow(desk.truth.cursors());
    sayHere(assessment);
    if (opened.decisions.length > 0) decided(opened.decisions);
    for (const { place, message } of opened.problems) {
      tell({ kind: 'problem', problem: problemOf('sheet', { detail: message, data: { place } }) });
    }
    own.markCells();
  };

  const viewLoaded = (own: Bound, view: AssessmentView): void => {
    if (own !== bound) return;
    const epochs = new Map(own.desk.truth.cursors().map(({ partition, epoch }) => [partition, epoch]));
    const hasMoved = view.workbook.cursors.some(({ partition, epoch }) => (epochs.get(partition) ?? epoch) !== epoch);
    const { binding } = state();
    const isOther = binding.kind === 'bound' && binding.readOnly !== (view.archived !== null);
    if (hasMoved || isOther) void bind();
    else own.takeView(view);
  };

  const viewFailed = ({ code, detail }: CallProblem): void => {
    if (code === 'unknown-assessment') {
      release();
      tell({ kind: 'set', to: { view: null } });
      show({ kind: 'unusable', code, detail: detail ?? '' });
      return void followOrganisation();
    }
    // The line comes back and asks for a view itself; another trouble of the engine's passes in a while.
    cancelRetry ??= clock.after(backoff.next(), () => {
      cancelRetry = null;
      loader?.request();
    });
  };

  /** A workbook that is bound to nothing: lists stay fresh, and what earlier panes left is sent. */
  const followOrganisation = async (): Promise<void> => {
    const own = generation;
    const cursors = await organisationCursors(joined);
    if (own !== generation) return;
    if (!cursors.ok) return failed({ by: 'engine', problem: cursors.error });
    backoff.reset();
    await sending.open(null);
    if (own !== generation) return;
    sending.start(() => {});
    live.follow(cursors.value);
    sayHere(null);
  };

  const resynchronise = async (): Promise<void> => {
    const own = bound;
    if (own === null) return bind();
    const view = await client.call('assessment', { params: { assessment: own.desk.identity.assessment } });
    if (own !== bound) return;
    if (!view.ok) return viewFailed(view.error);
    viewLoaded(own, view.value);
    if (own === bound) live.follow(own.desk.truth.cursors());
  };

  const decideDifferences: Lifecycle['decideDifferences'] = async (decision) => {
    const compared = waiting;
    waiting = null;
    if (compared === null) return;
    const { desk, opened } = compared;
    if (decision === 'sendMine') {
      return start({ ...compared, opened: { ...opened, edits: differencesAsEdits(desk), mishaps: [] } });
    }
    const keys = opened.differences.flatMap(({ action, field }) =>
      desk.truth.subjects().flatMap((one) => (one.action === action && one.field === field ? [one.key] : [])),
    );
    for (const key of keys) {
      const says = desk.says.get(key);
      if (says !== undefined) desk.shown.set(key, { says, position: desk.truth.known(key).position });
    }
    await start(compared);
    bound?.work.show(keys);
  };

  return {
    bind,
    decideDifferences,
    bound: () => bound,
    held: () => held,
    arrived(event) {
      switch (event.kind) {
        case 'entries':
        case 'latest': {
          bound?.arrived(event);
          const partition = event.kind === 'entries' ? event.entries[0]?.partition : event.latest.cursor.partition;
          if (partition === 'org') organisationChanged();
          break;
        }
        case 'resync':
          if (event.reason === 'overflow') break;
          if (event.reason === 'too-far-behind') void resynchronise();
          else {
            tell({ kind: 'problem', problem: problemOf('other-history') });
            void bind();
          }
          break;
        case 'caughtUp':
          sending.pump();
          // What a workbook was just compared with is fresh enough.
          if (isFresh) bound?.work.refreshAfter(0);
          else loader?.request();
          isFresh = false;
          break;
        default:
      }
    },
    reload: () => loader?.request(),
    stop() {
      release();
      live.stop();
    },
  };
}
