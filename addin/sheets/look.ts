import type { ReadWorkbook } from '#engine/contract/model/cells';
import type { RecordField } from '#engine/contract/model/field';
import { ok, type Result } from '#engine/domain/result';
import type { Mishap } from '#engine/domain/sheets/mishap';
import type { DecisionReading, ReadingProblem, WorkbookReading } from '#engine/domain/sheets/reading';
import { config } from '../config.ts';
import type { FieldKey } from '../state/model.ts';
import { type CellSays, saysSame, valueToSend } from './cell-says.ts';
import { type Desk, engineSays, placeOfField, readMirror } from './desk.ts';
import { changesSince, type LocalEdit, mishapsIn, type Origin, saysByKey, type Weighed, weigh } from './edits.ts';
import { type Edited, type Glance, glance, type LookAt } from './glance.ts';
import type { HostProblem, Place } from './host.ts';

/** What a look at the workbook found. */
export type Looked = {
  readonly edits: readonly LocalEdit[];
  /** Columns of edits that look like a slip of the hand; their edits are not among `edits`. */
  readonly mishaps: readonly HeldColumn[];
  /** Fields whose cell shows what the engine had before: to be written anew. */
  readonly outdated: readonly FieldKey[];
  readonly decisions: readonly DecisionReading[];
  /** What is wrong with rows and columns; null after a look at a part. */
  readonly problems: readonly ReadingProblem[] | null;
  /** Cells of the engine's were typed over, or rows came or went: a refresh puts that right. */
  readonly untidy: boolean;
};

export type HeldColumn = Mishap & { readonly field: RecordField; readonly edits: readonly LocalEdit[] };

/** Looks at the workbook and tells what people did to it since the last look. */
export async function look(desk: Desk, at: LookAt): Promise<Result<Looked, HostProblem>> {
  const seen = await glance(desk, at);
  if (!seen.ok) return seen;
  desk.mirror = seen.value.mirror;
  return ok(digest(desk, seen.value, typeof at === 'string' ? [] : at));
}

function digest(desk: Desk, { part, whole, untidy }: Glance, events: readonly Edited[]): Looked {
  const reading = readMirror(desk, part);
  if (whole) desk.doubtful = reading.doubtful;
  const says = saysByKey(reading, desk.truth);
  for (const [key, now] of says) desk.says.set(key, now);
  const edits: LocalEdit[] = [];
  const outdated: FieldKey[] = [];
  for (const change of changesSince(says, desk.shown)) {
    const { key, shown } = change;
    if (isOnItsWay(desk, key, change.says)) continue;
    const foreign = desk.foreign.get(key) ?? null;
    const since = foreign !== null && saysSame(foreign.says, change.says) ? foreign.since : desk.now();
    const weighed = weigh(change, originOf(placeOfField(desk, key), events), {
      truth: desk.truth,
      isEcho: desk.echo.isExpected,
      foreign: foreign?.says ?? null,
      recently: desk.now() - config.oldNews,
    });
    desk.echo.settle(key);
    const overdue = weighed === 'foreign' ? ({ isOthers: true } as const) : {};
    switch (settle(desk, weighed, since)) {
      case 'engine':
        desk.foreign.delete(key);
        desk.shown.set(key, engineSays(desk, key));
        break;
      case 'echo':
      case 'old-news':
        desk.foreign.delete(key);
        desk.shown.set(key, { ...shown, says: change.says });
        outdated.push(key);
        break;
      case 'foreign':
        desk.foreign.set(key, { says: change.says, since });
        break;
      case 'silent':
        desk.foreign.delete(key);
        desk.shown.set(key, { ...shown, says: change.says });
        break;
      case 'edit':
        desk.foreign.delete(key);
        if (change.says.kind !== 'formula') {
          edits.push({ key, says: change.says, was: shown.says, base: shown.position, ...overdue });
        }
    }
  }
  const mishaps = findHeld(desk, edits, part, reading);
  const held = new Set(mishaps.flatMap((mishap) => mishap.edits));
  const taken = edits.filter((edit) => !held.has(edit));
  for (const { key, says: now, base } of taken) desk.shown.set(key, { says: now, position: base });
  return {
    edits: taken,
    mishaps,
    outdated,
    decisions: reading.decisions,
    problems: whole ? reading.problems : null,
    untidy,
  };
}

/**
 * What others brought is left alone for a while: their pane, or what the engine is about to tell, puts it right. What
 * nobody has put right by then is done here, but never by a pane that is behind itself: two panes would write against
 * each other.
 */
function settle(desk: Desk, weighed: Weighed, since: number): Weighed {
  if (weighed !== 'foreign' && weighed !== 'old-news') return weighed;
  const grace = weighed === 'foreign' ? config.foreignGrace : config.oldNewsGrace;
  if (!desk.isUpToDate() || desk.now() - since <= grace) return 'foreign';
  return weighed === 'foreign' ? 'edit' : 'old-news';
}

/** Whether the cell says what is being sent, or held back, already. */
function isOnItsWay(desk: Desk, key: FieldKey, says: CellSays): boolean {
  const pending = desk.pendingValue(key);
  if (pending === null || says.kind === 'formula') return false;
  return saysSame({ kind: 'value', value: valueToSend(says) }, { kind: 'value', value: pending.value });
}

/** A single column judged needs all its rows, so a look at a part is judged over the whole mirror. */
function findHeld(
  desk: Desk,
  edits: readonly LocalEdit[],
  part: ReadWorkbook,
  reading: WorkbookReading,
): readonly HeldColumn[] {
  if (edits.length < 5) return [];
  const whole = part === desk.mirror ? reading : readMirror(desk, desk.mirror);
  return mishapsIn(edits, whole, desk.shown).map((mishap) => ({
    ...mishap,
    edits: edits.filter(({ key }) => key.endsWith(`#${mishap.field}`)),
  }));
}

function originOf(place: Place | null, events: readonly Edited[]): Origin {
  const over = events.filter(
    ({ sheet, rows, columns }) =>
      place !== null &&
      place.sheet === sheet &&
      place.row >= rows[0] &&
      place.row <= rows[1] &&
      place.column >= columns[0] &&
      place.column <= columns[1],
  );
  if (over.some(({ origin }) => origin === 'local')) return 'local';
  return over.some(({ origin }) => origin === 'remote') ? 'remote' : 'unseen';
}
