import type { FieldValue } from '#engine/contract/model/field';
import type { PartitionId, Position } from '#engine/contract/model/ids';
import type { CellDifference, FieldKey } from '../state/model.ts';
import { type CellSays, saysSame, valueToSend } from './cell-says.ts';
import { type Desk, engineSays, readMirror } from './desk.ts';
import { type LocalEdit, mishapsIn, saysByKey } from './edits.ts';
import type { HeldColumn, Looked } from './look.ts';

/**
 * What the engine knows of the time between what this workbook last saw and now. `values`: what each changed field
 * held since, the oldest first. `unclear`: fields (or all) that changed while too much happened, or in another history:
 * a cell of theirs that differs cannot be told from an old one.
 */
export type Meanwhile = {
  readonly values: ReadonlyMap<FieldKey, readonly FieldValue[]>;
  readonly unclear: ReadonlySet<FieldKey> | 'all';
};

export type Opened = Pick<Looked, 'edits' | 'mishaps' | 'decisions'> & {
  readonly problems: NonNullable<Looked['problems']>;
  readonly differences: readonly CellDifference[];
};

/**
 * Compares a workbook that was just opened with the engine. A cell that says what the engine has, or had since the
 * workbook last looked, is in step or old; any other was edited while no pane was open, on top of what the workbook
 * had seen.
 */
export function openSheets(desk: Desk, meanwhileOf: (partition: PartitionId) => Meanwhile): Opened {
  const reading = readMirror(desk, desk.mirror);
  desk.doubtful = reading.doubtful;
  const says = saysByKey(reading, desk.truth);
  const edits: LocalEdit[] = [];
  const differences: CellDifference[] = [];
  for (const subject of desk.truth.subjects()) {
    const { key } = subject;
    const now = says.get(key);
    desk.shown.set(key, engineSays(desk, key));
    if (now === undefined) continue;
    desk.says.set(key, now);
    if (saysSame(now, engineSays(desk, key).says)) continue;
    const partition = desk.truth.partitionOf(subject);
    const meanwhile = meanwhileOf(partition);
    if (now.kind === 'formula') {
      desk.shown.set(key, { says: now, position: engineSays(desk, key).position });
    } else if (meanwhile.unclear !== 'all' && isOnItsWay(desk, key, now)) {
      desk.shown.set(key, { says: now, position: seenPosition(desk, partition) });
    } else if (meanwhile.unclear === 'all' || meanwhile.unclear.has(key)) {
      differences.push(differenceOf(desk, key, now));
    } else {
      const values = meanwhile.values.get(key);
      const isOld = now.kind === 'value' && (values ?? []).some((value) => saysSame({ kind: 'value', value }, now));
      const base =
        values === undefined
          ? engineSays(desk, key)
          : { says: { kind: 'value', value: values[0] ?? null } as const, position: seenPosition(desk, partition) };
      desk.shown.set(key, isOld ? { says: now, position: base.position } : base);
      if (!isOld) edits.push({ key, says: now, was: base.says, base: base.position });
    }
  }
  const mishaps = mishapsIn(edits, reading, desk.shown).map(
    (mishap): HeldColumn => ({
      ...mishap,
      edits: edits.filter(({ key }) => key.endsWith(`#${mishap.field}`)),
    }),
  );
  const held = new Set(mishaps.flatMap((mishap) => mishap.edits));
  const taken = edits.filter((edit) => !held.has(edit));
  for (const { key, says: now, base } of taken) desk.shown.set(key, { says: now, position: base });
  return { edits: taken, mishaps, differences, decisions: reading.decisions, problems: reading.problems };
}

/** With the person's word that what stands in the workbook counts: every difference as a new edit on what the engine has. */
export function differencesAsEdits(desk: Desk): readonly LocalEdit[] {
  return [...desk.says].flatMap(([key, now]) => {
    const engine = engineSays(desk, key);
    if (now.kind === 'formula' || saysSame(now, engine.says)) return [];
    desk.shown.set(key, { says: now, position: engine.position });
    return [{ key, says: now, was: engine.says, base: engine.position }];
  });
}

function isOnItsWay(desk: Desk, key: FieldKey, now: Exclude<CellSays, { kind: 'formula' }>): boolean {
  const pending = desk.pendingValue(key);
  return (
    pending !== null && saysSame({ kind: 'value', value: pending.value }, { kind: 'value', value: valueToSend(now) })
  );
}

function seenPosition({ identity }: Desk, partition: PartitionId): Position {
  return identity.cursors.find((cursor) => cursor.partition === partition)?.position ?? 0;
}

function differenceOf(desk: Desk, key: FieldKey, now: Exclude<CellSays, { kind: 'formula' }>): CellDifference {
  const subject = desk.truth.subject(key);
  const action = subject?.action ?? null;
  const view = desk.truth.view();
  return {
    action,
    title: action === null ? view.assessment.title : (view.actions.find(({ id }) => id === action)?.title ?? action),
    field: subject?.field ?? 'title',
    workbook: valueToSend(now),
    engine: desk.truth.known(key).value,
  };
}
