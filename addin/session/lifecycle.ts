import type { AssessmentId } from '#engine/contract/model/ids';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { config } from '../config.ts';
import { differencesAsEdits } from '../sheets/open-sheets.ts';
import type { FieldKey } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import { createBackoff } from '../sync/backoff.ts';
import type { LiveEvent } from '../sync/live-events.ts';
import { createOutbox, type Outbox } from '../sync/outbox.ts';
import { freshId } from '../sync/outside.ts';
import { createSender, type Sender } from '../sync/sender.ts';
import { type BindProblem, type Compared, compareWorkbook, findWorkbook, organisationCursors } from './binding.ts';
import { type Bound, createBound } from './bound.ts';
import { createHeld, type Held } from './held.ts';
import type { Joined } from './parts.ts';
import { callProblem, hostProblem, problemOf } from './problems.ts';
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
};

export function createLifecycle({ joined, decided, settingsChanged, organisationChanged }: LifecycleParts): Lifecycle {
  const { client, clock, live, random, storage, tell, state } = joined;
  const backoff = createBackoff(config.reconnect, random);
  const instance = freshId(random);
  let generation = 0;
  let bound: Bound | null = null;
  let outbox: Outbox | null = null;
  let sender: Sender | null = null;
  let loader: ViewLoader | null = null;
  let waiting: Compared | null = null;
  let isFresh = false;
  let cancelRetry: (() => void) | null = null;
  const held = createHeld(() => freshId(random), tell);

  const release = (): void => {
    generation += 1;
    cancelRetry?.();
    cancelRetry = null;
    bound?.stop();
    loader?.stop();
    sender?.stop();
    [bound, loader, sender, waiting] = [null, null, null, null];
  };

  const tellOutbox = (): void => {
    const sets = outbox?.waiting() ?? [];
    const changes = sets.reduce((sum, { set }) => sum + set.changes.length, 0);
    const stored = outbox?.isStored() ?? true;
    tell({ kind: 'set', to: { outbox: { waiting: changes, oldest: sets[0]?.at ?? null, stored } } });
    if (!stored) tell({ kind: 'problem', problem: problemOf('storage') });
  };

  /** Edits of this workbook, and what earlier panes on this machine left behind. */
  const openOutbox = async (workbook: Parameters<typeof createOutbox>[0]['workbook']): Promise<Outbox> => {
    const copy = await copyName(joined, workbook ?? 'none');
    const opened = createOutbox({ storage, copy, instance: `${instance}${generation}`, workbook, now: clock.now });
    await opened.restore();
    return opened;
  };

  const startSending = (box: Outbox): void => {
    outbox = box;
    sender = createSender({
      outbox: box,
      push: live.push,
      isConnected: live.isConnected,
      clock,
      random,
      answered(set, answer) {
        bound?.judged(set, answer);
        tellOutbox();
      },
      delayed(why) {
        const codes = ['read-only', 'disk-full', 'unreachable'];
        if (why !== null && codes.includes(why.code))
          tell({ kind: 'problem', problem: problemOf(why.code, { detail: why.detail }) });
        if (why === null) {
          for (const problem of state().problems)
            if (codes.includes(problem.code)) tell({ kind: 'dismissed', problem: problem.id });
        }
      },
    });
    tellOutbox();
    sender.pump();
  };

  const failed = (own: number, { by, problem }: BindProblem): void => {
    if (own !== generation) return;
    const isPassing = by === 'host' ? problem.code === 'busy' || problem.code === 'gone' : problem.code === 'no-engine';
    const shown =
      by === 'host' ? hostProblem(problem, [{ do: 'bind' }]) : callProblem(problem, joined.engine, [{ do: 'bind' }]);
    if (shown !== null) tell({ kind: 'problem', problem: shown });
    const wait = backoff.next();
    if (by === 'engine' && isPassing) {
      const since = state().connection.kind === 'offline' ? state().connection : null;
      tell({
        kind: 'set',
        to: {
          connection: {
            kind: 'offline',
            since: since?.kind === 'offline' ? since.since : clock.now(),
            retryAt: new Date(Date.parse(clock.now()) + wait).toISOString(),
          },
        },
      });
    }
    if (isPassing) cancelRetry = clock.after(wait, () => void bind());
  };

  const bind = async (): Promise<void> => {
    release();
    const own = generation;
    tell({
      kind: 'set',
      to: { binding: { kind: 'looking' }, view: null, selection: { kind: 'none' }, pending: {}, conflicted: {} },
    });
    const found = await findWorkbook(joined);
    if (own !== generation) return;
    if (!found.ok) return failed(own, found.error);
    if (found.value.kind === 'unusable') {
      const { code, detail } = found.value;
      tell({ kind: 'set', to: { binding: { kind: 'unusable', code, detail } } });
      return followOrganisation(own);
    }
    if (found.value.kind === 'unknown') {
      tell({ kind: 'set', to: { binding: { kind: 'unbound' } } });
      return followOrganisation(own);
    }
    const { identity } = found.value;
    const box = await openOutbox(identity.workbook);
    if (own !== generation) return;
    outbox = box;
    tellOutbox();
    const pendingValue = (key: FieldKey) => box.pending(key) ?? held.pending(key);
    const compared = await compareWorkbook(joined, identity, pendingValue, (step) => {
      if (own === generation) tell({ kind: 'set', to: { binding: { kind: 'binding', step } } });
    });
    if (own !== generation) return;
    if (!compared.ok) return failed(own, compared.error);
    if ('kind' in compared.value) {
      tell({ kind: 'set', to: { binding: compared.value } });
      return followOrganisation(own);
    }
    backoff.reset();
    await dropStranded(box, compared.value);
    if (own !== generation) return;
    const { differences } = compared.value.opened;
    if (differences.length === 0) return start(compared.value);
    waiting = compared.value;
    const reason = compared.value.otherHistory ? 'other-history' : 'far-behind';
    tell({ kind: 'set', to: { binding: { kind: 'differs', reason, cells: differences } } });
    live.follow(compared.value.desk.truth.cursors());
  };

  /** Sets of a history that is no more cannot be judged; what the cells still show is offered as a difference. */
  const dropStranded = async (box: Outbox, { desk }: Compared): Promise<void> => {
    const epochs = new Map(desk.truth.cursors().map(({ partition, epoch }) => [partition, epoch]));
    for (const { set, at } of box.waiting()) {
      const epoch = epochs.get(set.partition);
      if (epoch === undefined || epoch === set.epoch) continue;
      for (const { entity, field, value } of set.changes) {
        const says = desk.says.get(fieldKey(entity, field));
        if (says?.kind === 'value' && says.value === value) continue;
        const edit = { entity, field: field as 'testDate', value, since: at, code: 'unknown-epoch', detail: '' }; // recorded by this code
        tell({ kind: 'refused', edit });
      }
      await box.remove(set.id);
    }
  };

  const start = async ({ desk, opened, readOnly }: Compared): Promise<void> => {
    const box = outbox;
    if (box === null) return;
    const { assessment } = desk.identity;
    const own = createBound({
      joined,
      desk,
      outbox: box,
      held,
      readOnly,
      recorded() {
        tellOutbox();
        sender?.pump();
      },
      decided,
      stale: () => loader?.request(),
      settingsChanged,
      otherHistory: () => void bind(),
    });
    bound = own;
    loader = createViewLoader({
      client,
      clock,
      assessment,
      loaded: (view) => viewLoaded(own, view),
      failed: (problem) => viewFailed(problem),
    });
    tell({ kind: 'set', to: { view: desk.truth.view(), binding: { kind: 'bound', assessment, readOnly } } });
    showWaiting(box, own);
    held.hold(opened.mishaps);
    if (opened.edits.length > 0) await own.record(opened.edits);
    if (own !== bound) return;
    startSending(box);
    isFresh = true;
    live.follow(desk.truth.cursors());
    sayHere(assessment);
    if (opened.decisions.length > 0) decided(opened.decisions);
    const problems = opened.problems.map(({ place, message }) =>
      problemOf('sheet', { detail: message, data: { place } }),
    );
    for (const problem of problems) tell({ kind: 'problem', problem });
    own.markCells();
  };

  /** What an earlier pane recorded is pending here, too. */
  const showWaiting = (box: Outbox, { desk }: Bound): void => {
    const edits = box.waiting().flatMap(({ set, at }) =>
      set.changes.flatMap(({ entity, field, value }) => {
        const subject = desk.truth.subject(fieldKey(entity, field));
        return subject === null ? [] : [{ entity, field: subject.field, value, since: at }];
      }),
    );
    if (edits.length > 0) tell({ kind: 'edited', edits });
  };

  const sayHere = (assessment: AssessmentId | null): void => {
    const { me, preferences } = state();
    live.here(me === null || !preferences.showPresence ? null : { name: me.name.slice(0, 100), assessment });
  };

  const viewLoaded = (own: Bound, view: Parameters<Bound['takeView']>[0]): void => {
    if (own !== bound) return;
    const before = new Map(own.desk.truth.cursors().map(({ partition, epoch }) => [partition, epoch]));
    const moved = view.workbook.cursors.some(({ partition, epoch }) => (before.get(partition) ?? epoch) !== epoch);
    const archived = view.archived !== null;
    const { binding } = state();
    if (moved || (binding.kind === 'bound' && binding.readOnly !== archived)) return void bind();
    own.takeView(view);
  };

  const viewFailed = ({ code, detail }: { readonly code: string; readonly detail: string | null }): void => {
    if (code === 'unknown-assessment') {
      release();
      tell({ kind: 'set', to: { binding: { kind: 'unusable', code, detail: detail ?? '' }, view: null } });
      return void followOrganisation(generation);
    }
    // The line comes back and asks for a view itself; another engine in between answers another time.
    cancelRetry ??= clock.after(backoff.next(), () => {
      cancelRetry = null;
      loader?.request();
    });
  };

  const followOrganisation = async (own: number): Promise<void> => {
    const cursors = await organisationCursors(joined);
    if (own !== generation) return;
    if (!cursors.ok) return failed(own, { by: 'engine', problem: cursors.error });
    backoff.reset();
    const box = await openOutbox(null);
    if (own !== generation) return;
    startSending(box);
    live.follow(cursors.value);
    sayHere(null);
  };

  const resynchronise = async (): Promise<void> => {
    const own = bound;
    if (own === null) return void bind();
    const view = await client.call('assessment', { params: { assessment: own.desk.identity.assessment } });
    if (own !== bound) return;
    if (!view.ok) return viewFailed(view.error);
    viewLoaded(own, view.value);
    if (own === bound) live.follow(own.desk.truth.cursors());
  };

  return {
    bind,
    bound: () => bound,
    held: () => held,
    async decideDifferences(decision) {
      const compared = waiting;
      waiting = null;
      if (compared === null) return;
      const { desk, opened } = compared;
      if (decision === 'sendMine')
        return start({ ...compared, opened: { ...opened, edits: differencesAsEdits(desk), mishaps: [] } });
      const keys = opened.differences.flatMap(({ action, field }) =>
        desk.truth.subjects().filter((subject) => subject.action === action && subject.field === field),
      );
      for (const { key } of keys) {
        const says = desk.says.get(key);
        if (says !== undefined) desk.shown.set(key, { says, position: desk.truth.known(key).position });
      }
      await start(compared);
      bound?.work.show(keys.map(({ key }) => key));
    },
    arrived(event) {
      switch (event.kind) {
        case 'entries':
        case 'latest': {
          bound?.arrived(event);
          const partition = event.kind === 'entries' ? event.entries[0]?.partition : event.latest.cursor.partition;
          if (partition === 'org') organisationChanged();
          return;
        }
        case 'resync':
          if (event.reason === 'overflow') return;
          if (event.reason === 'too-far-behind') return void resynchronise();
          tell({ kind: 'problem', problem: problemOf('other-history') });
          return void bind();
        case 'caughtUp':
          sender?.pump();
          // What a workbook was just compared with is fresh enough.
          if (isFresh) bound?.work.refreshAfter(0);
          else loader?.request();
          isFresh = false;
          return;
        default:
          return;
      }
    },
    reload: () => loader?.request(),
    stop() {
      release();
      live.stop();
    },
  };
}

/** Names this copy of a workbook on this machine. Where storage fails it is another each time. */
async function copyName({ storage, random, document }: Joined, workbook: string): Promise<string> {
  const key = `controlbook/copy/${workbook}/${document}`;
  const known = await storage.read(key).catch(() => null);
  if (known !== null && /^[a-z0-9]{8,40}$/.test(known)) return known;
  const fresh = freshId(random);
  await storage.write(key, fresh).catch(() => {
    // Nothing depends on it but that two edits of one cell around a reload count as one person's.
  });
  return fresh;
}
