import type { CellEdit, ReadCell, ReadWorkbook, TableAppend } from '#engine/contract/model/cells';
import { sheetNames } from '#engine/contract/model/layout';
import { ok, type Result } from '#engine/domain/result';
import { config } from '../config.ts';
import type { FieldKey } from '../state/model.ts';
import { type Desk, fieldAt, isDoubtful, placeOfField, readMirror, tablesOf } from './desk.ts';
import { type LocalEdit, saysByKey, weigh } from './edits.ts';
import { overwritten, restore, strayEdits, watchedKeys } from './guard.ts';
import type { HostProblem } from './host.ts';
import { withArea, withWrites } from './mirror.ts';

export type GuardedWrite = {
  /** What people had typed into the cells between the last look and the write: not lost, though no longer to be seen. */
  readonly recovered: readonly LocalEdit[];
  /** Rows stood elsewhere than the mirror has them; what went astray was put back. Look at everything. */
  readonly moved: boolean;
};

/** Writes edits and appends to the workbook and to the mirror, and finds out what they met. */
export async function writeGuarded(
  desk: Desk,
  edits: readonly CellEdit[],
  appends: readonly TableAppend[],
): Promise<Result<GuardedWrite, HostProblem>> {
  const recovered: LocalEdit[] = [];
  for (let start = 0; start === 0 || start < edits.length; start += config.cellsAtOnce) {
    const last = start + config.cellsAtOnce >= edits.length;
    const batch = await writeBatch(desk, edits.slice(start, start + config.cellsAtOnce), last ? appends : []);
    if (!batch.ok) return batch;
    recovered.push(...batch.value.recovered);
    if (batch.value.moved) return ok({ recovered, moved: true });
  }
  return ok({ recovered, moved: false });
}

async function writeBatch(
  desk: Desk,
  edits: readonly CellEdit[],
  appends: readonly TableAppend[],
): Promise<Result<GuardedWrite, HostProblem>> {
  const tables = tablesOf(desk);
  const watch = watchedKeys(edits, tables);
  const fenced = edits.some(({ sheet }) => sheet === sheetNames.identity) ? [sheetNames.identity] : [];
  const written = await desk.host.write({ edits, appends, fenced, watch });
  if (!written.ok) return written;
  const stray = strayEdits(edits, tables, watch, written.value);
  if (stray.length > 0) {
    const back = await desk.host.write({
      edits: restore(stray, edits, written.value),
      appends: [],
      fenced: [],
      watch: [],
    });
    return back.ok ? ok({ recovered: [], moved: true }) : back;
  }
  const recovered = recoverTyped(desk, edits, written.value);
  desk.mirror = withWrites(desk.mirror, edits, appends);
  return ok({ recovered, moved: false });
}

/** What stood in input cells instead of what the mirror had, as the reader takes it. */
function recoverTyped(
  desk: Desk,
  edits: readonly CellEdit[],
  written: { readonly before: readonly (ReadCell | null)[] },
): readonly LocalEdit[] {
  const met = overwritten(desk.mirror, edits, written).flatMap(({ edit, before }) => {
    const key = edit.owned ? null : fieldAt(desk, edit);
    return key === null ? [] : [{ key, edit, before }];
  });
  if (met.length === 0) return [];
  let then: ReadWorkbook = desk.mirror;
  for (const { edit, before } of met) {
    const place = { firstRow: edit.row, lastRow: edit.row, firstColumn: edit.column, lastColumn: edit.column };
    then = withArea(then, { sheet: edit.sheet, ...place }, before === null ? [] : [before]);
  }
  const says = saysByKey(readMirror(desk, then), desk.truth);
  return met.flatMap(({ key }) => {
    const [now, shown] = [says.get(key), desk.shown.get(key)];
    if (now === undefined || shown === undefined || now.kind === 'formula') return [];
    const about = {
      truth: desk.truth,
      isEcho: desk.echo.isExpected,
      foreign: null,
      recently: desk.now() - config.oldNews,
    };
    if (weigh({ key, says: now, shown }, 'unseen', about) !== 'edit') return [];
    return [{ key, says: now, was: shown.says, base: shown.position }];
  });
}

/** The cells that may be written: not pending, not doubtful, and somewhere to be found. */
export function writable(desk: Desk, key: FieldKey): boolean {
  const subject = desk.truth.subject(key);
  return (
    subject !== null &&
    desk.pendingValue(key) === null &&
    !desk.foreign.has(key) &&
    !isDoubtful(desk, subject.action) &&
    placeOfField(desk, key) !== null
  );
}
