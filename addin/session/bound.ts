import type { Verdict } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import type { DecisionReading } from '#engine/domain/sheets/reading';
import { config } from '../config.ts';
import { saysSame, valueToSend } from '../sheets/cell-says.ts';
import { type Desk, tableOf } from '../sheets/desk.ts';
import type { LocalEdit } from '../sheets/edits.ts';
import type { HostEvent, Place } from '../sheets/host.ts';
import { selectionAt } from '../sheets/selection.ts';
import type { Brought } from '../sheets/truth.ts';
import type { AssessmentView, FieldKey, PendingEdit } from '../state/model.ts';
import { fieldKey } from '../state/select.ts';
import type { LiveEvent } from '../sync/live-events.ts';
import type { Stroke, WaitingSet } from '../sync/outbox.ts';
import type { PushAnswer } from '../sync/sender.ts';
import { cellMarks } from './cell-marks.ts';
import type { Held } from './held.ts';
import type { Joined } from './parts.ts';
import { hostProblem, problemOf } from './problems.ts';
import type { Sending } from './sending.ts';
import { createSheetWork, type SheetWork } from './sheet-work.ts';

/** One workbook in step with one assessment, until it is stopped. */
export interface Bound {
  readonly desk: Desk;
  readonly work: SheetWork;
  happened(event: HostEvent): void;
  arrived(event: LiveEvent): void;
  /** A fresh view: scores, notices, conflicts and rows follow in the sheets. */
  takeView(view: AssessmentView): void;
  judged(waiting: WaitingSet, answer: Exclude<PushAnswer, { kind: 'later' | 'lost' }>): void;
  /** Records edits: stored, shown as pending, and sent. */
  record(edits: readonly LocalEdit[]): Promise<void>;
  /** The view is old: a fresh one soon. */
  stale(): void;
  /** Marks follow the state. */
  markCells(): void;
  /** Shows what was selected before anybody listened. */
  followSelection(): Promise<void>;
  stop(): void;
}

export type BoundParts = {
  readonly joined: Joined;
  readonly desk: Desk;
  readonly sending: Sending;
  readonly held: Held;
  readonly readOnly: boolean;
  readonly decided: (decisions: readonly DecisionReading[]) => void;
  /** The view is old. */
  readonly stale: () => void;
  readonly settingsChanged: () => void;
  /** The engine has another history than this workbook. */
  readonly otherHistory: () => void;
};

export function createBound(parts: BoundParts): Bound {
  const { joined, desk, sending, held, readOnly } = parts;
  const { clock, random, tell, state } = joined;
  let lastTyped = Number.NEGATIVE_INFINITY;
  let cancelIdle: (() => void) | null = null;
  let cancelMarks: (() => void) | null = null;
  let cancelFollow: (() => void) | null = null;
  let before: Place | null = null;
  let hasCompany = false;
  let stopped = false;
  let lookedAt = clock.ticks();

  const work = createSheetWork({
    desk,
    clock,
    random,
    typed: (edits) => record(edits),
    held: (columns) => held.hold(columns),
    decided: parts.decided,
    looked(problems) {
      held.review(desk);
      if (problems === null) return;
      const kept = state().problems.filter(({ code }) => code !== 'sheet');
      const found = problems.map(({ place, message }) => problemOf('sheet', { detail: message, data: { place } }));
      tell({ kind: 'set', to: { problems: [...kept, ...found] } });
    },
    isShared: () =>
      hasCompany || state().present.filter(({ assessment }) => assessment === desk.identity.assessment).length > 1,
    failed(problem) {
      const shown = hostProblem(problem, [{ do: 'syncNow' }]);
      if (shown !== null) tell({ kind: 'problem', problem: shown });
    },
  });

  /** Not every pick from a drop-down raises an event, so the cells are looked at again when nothing happens. */
  const restartIdle = (wait: number = config.idleLook): void => {
    cancelIdle?.();
    const latest = Math.max(0, lookedAt + config.lookAtLeast - clock.ticks());
    cancelIdle = clock.after(Math.min(wait, latest), () => {
      lookedAt = clock.ticks();
      work.lookAt('inputs');
      restartIdle(config.lookAtLeast);
    });
  };

  const record = async (edits: readonly LocalEdit[]): Promise<void> => {
    if (readOnly) return putBack(edits, 'archived', '');
    const strokes = new Map<string, Stroke>();
    const pending: PendingEdit[] = [];
    for (const { key, says, base, isOthers } of edits) {
      const subject = desk.truth.subject(key);
      if (subject === null) continue;
      const partition = desk.truth.partitionOf(subject);
      const epoch = desk.truth.cursors().find((cursor) => cursor.partition === partition)?.epoch ?? '';
      const { entity, field } = subject;
      const change = { entity, field, value: valueToSend(says), base };
      const name = `${partition} ${isOthers ?? false}`;
      const stroke = strokes.get(name) ?? { partition, epoch, changes: [], ...(isOthers ? { isOthers } : {}) };
      strokes.set(name, { ...stroke, changes: [...stroke.changes, change] });
      if (isOthers === undefined) pending.push({ entity, field, value: change.value, since: clock.now() });
    }
    lastTyped = clock.ticks();
    await sending.record([...strokes.values()]);
    tell({ kind: 'edited', edits: pending });
    sending.pump();
    markCells();
  };

  const putBack = (edits: readonly LocalEdit[], code: string, detail: string): void => {
    for (const { key, says } of edits) {
      const subject = desk.truth.subject(key);
      if (subject === null) continue;
      const edit = { entity: subject.entity, field: subject.field, value: valueToSend(says), since: clock.now() };
      tell({ kind: 'refused', edit: { ...edit, code, detail } });
    }
    work.show(edits.map(({ key }) => key));
    if (code === 'archived')
      tell({ kind: 'problem', problem: problemOf('archived', { data: { cells: edits.length } }) });
  };

  const brought = ({ changed, stale, settings }: Brought): void => {
    if (changed.length > 0) {
      tell({ kind: 'fieldsArrived', news: changed });
      work.show(changed.map(({ entity, field }) => `${entity}#${field}`));
    }
    if (stale) parts.stale();
    if (settings) parts.settingsChanged();
  };

  /** What the engine made of an edit; the cell shows what is in place now, unless something newer was typed into it. */
  const takeVerdict = ({ set, at }: WaitingSet, index: number, verdict: Verdict): void => {
    const change = set.changes[index];
    if (change === undefined) return;
    const { entity } = change;
    const field = change.field as PendingEdit['field']; // recorded by this code
    const key = fieldKey(entity, field);
    const edit = { entity, field, value: change.value, since: at };
    const isNewest = desk.pendingValue(key) === null;
    switch (verdict.outcome) {
      case 'accepted':
      case 'agreed':
        desk.truth.takeOwn(key, change.value, verdict.position, clock.ticks());
        acknowledge(key, change.value, verdict.position);
        if (isNewest) tell({ kind: 'settled', key });
        tell({
          kind: 'fieldsArrived',
          news: [{ entity, field, value: desk.truth.known(key).value, by: state().me?.name ?? null, at }],
        });
        break;
      case 'conflict': {
        desk.truth.takeOwn(key, verdict.inPlace, verdict.position, clock.ticks());
        const conflict = `${verdict.conflict}@${set.partition}` as typeof verdict.conflict; // as the sheets name it
        if (isNewest) tell({ kind: 'conflicted', edit: { ...edit, conflict, inPlace: verdict.inPlace } });
        break;
      }
      case 'refused':
        if (isNewest) tell({ kind: 'refused', edit: { ...edit, code: verdict.code, detail: verdict.message } });
    }
    work.show([key]);
  };

  /** The next edit of the cell is made on top of this one. */
  const acknowledge = (key: FieldKey, value: FieldValue, position: number): void => {
    const shown = desk.shown.get(key);
    if (shown !== undefined && saysSame(shown.says, { kind: 'value', value }))
      desk.shown.set(key, { ...shown, position });
  };

  const follow = (place: Place): void => {
    const selection = selectionAt(desk, place);
    if (JSON.stringify(selection) !== JSON.stringify(state().selection)) tell({ kind: 'set', to: { selection } });
  };

  const followSelection = async (): Promise<void> => {
    const found = await joined.host.selected();
    // Where Excel is busy, or the selection moves meanwhile, an event comes.
    if (!found.ok || found.value === null || before !== null || stopped) return;
    before = found.value;
    follow(found.value);
  };

  const markCells = (): void => {
    const { marks, nextAt } = cellMarks(state(), Date.parse(clock.now()));
    work.mark(marks);
    cancelMarks?.();
    cancelMarks = nextAt === null ? null : clock.after(Math.max(50, nextAt), markCells);
  };

  restartIdle();
  return {
    desk,
    work,
    record,
    stale: parts.stale,
    markCells,
    followSelection,
    happened(event) {
      switch (event.kind) {
        case 'edited':
          if (event.origin === 'own') return;
          if (event.origin === 'local') lastTyped = clock.ticks();
          else hasCompany = true;
          work.edited(event);
          return restartIdle();
        case 'moved':
        case 'rebuilt':
          return work.lookAt('all');
        case 'left':
          return work.lookAt('inputs');
        case 'selected': {
          cancelFollow?.();
          cancelFollow = clock.after(config.followAfter, () => follow(event));
          if (before !== null && offersChoices(desk, before)) work.edited(singleCell(before));
          before = { sheet: event.sheet, row: event.row, column: event.column };
          return restartIdle();
        }
      }
    },
    arrived(event) {
      if (event.kind === 'entries') {
        const taken = desk.truth.takeEntries(
          readOnly ? event.entries.filter(({ event: { kind } }) => kind === 'put') : event.entries,
          clock.ticks(),
        );
        brought(taken);
      } else if (event.kind === 'latest') {
        brought(desk.truth.takeFields(event.latest.cursor, readOnly ? [] : event.latest.fields, clock.ticks()));
      }
    },
    takeView(view) {
      const { changed } = desk.truth.takeView(view, clock.ticks());
      tell({ kind: 'set', to: { view: desk.truth.view() } });
      work.show(changed.map(({ entity, field }) => `${entity}#${field}`));
      const open = new Set<string>(view.conflicts.map(({ id }) => id));
      for (const [key, { conflict }] of Object.entries(state().conflicted)) {
        if (!open.has(conflict)) tell({ kind: 'resolved', key });
      }
      // Writing empties Excel's list of what can be undone: not while somebody is typing.
      work.refreshAfter(Math.max(0, lastTyped + config.reportDelay - clock.ticks()));
      markCells();
    },
    judged(waiting, answer) {
      const { partition, epoch } = waiting.set;
      const believed = desk.truth.cursors().some((cursor) => cursor.partition === partition && cursor.epoch === epoch);
      if (answer.kind === 'refused' && answer.code === 'unknown-epoch' && believed) {
        work.stop();
        return parts.otherHistory();
      }
      if (answer.kind === 'judged') {
        for (const [index, verdict] of answer.verdicts.entries()) takeVerdict(waiting, index, verdict);
      } else {
        const verdict = { outcome: 'refused', code: answer.code, message: answer.detail } as const;
        for (const index of waiting.set.changes.keys()) takeVerdict(waiting, index, verdict);
      }
      parts.stale();
      markCells();
    },
    stop() {
      stopped = true;
      work.stop();
      cancelIdle?.();
      cancelMarks?.();
      cancelFollow?.();
    },
  };
}

/** Whether a cell offers a drop-down; picks from one may come without an event. */
function offersChoices(desk: Desk, { sheet, row, column }: Place): boolean {
  for (const key of ['actions', 'conflicts'] as const) {
    const table = tableOf(desk, key);
    if (table === null || table.sheet.name !== sheet || row <= table.headerRow || row > table.lastRow) continue;
    return table.layout.columns.some((each) => each.choices !== null && table.columns.get(each.key)?.column === column);
  }
  return false;
}

function singleCell({ sheet, row, column }: Place): Extract<HostEvent, { kind: 'edited' }> {
  return { kind: 'edited', sheet, rows: [row, row], columns: [column, column], shifted: false, origin: 'local' };
}
