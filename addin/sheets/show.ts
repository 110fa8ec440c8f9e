import type { FieldValue } from '#engine/contract/model/field';
import { ok, type Result } from '#engine/domain/result';
import type { AssessmentView, FieldKey } from '../state/model.ts';
import { saysSame } from './cell-says.ts';
import { type Desk, engineSays, tableOf } from './desk.ts';
import type { LocalEdit } from './edits.ts';
import type { HostProblem } from './host.ts';
import { planFields } from './plan-fields.ts';
import type { Subject } from './truth.ts';
import { writable, writeGuarded } from './write-guarded.ts';

export type ShowOutcome = {
  readonly recovered: readonly LocalEdit[];
  /** Fields that could not be shown because rows had moved: look at everything, then show them again. */
  readonly again: readonly FieldKey[];
};

/** Writes what the engine has for these fields into their cells, in one batch. Cells of the person's are left alone. */
export async function showFields(desk: Desk, keys: readonly FieldKey[]): Promise<Result<ShowOutcome, HostProblem>> {
  const subjects = subjectsOf(desk, keys).filter(({ key }) => writable(desk, key));
  return write(desk, subjects, desk.truth.view(), (key) => desk.truth.known(key).value);
}

/** Writes values a person chose in the pane into their cells, as if typed there; they are on their way already. */
export async function showTyped(
  desk: Desk,
  values: ReadonlyMap<FieldKey, FieldValue>,
): Promise<Result<ShowOutcome, HostProblem>> {
  const subjects = subjectsOf(desk, [...values.keys()]).filter(
    ({ action }) => action === null || !desk.doubtful.has(action),
  );
  const typed = (key: FieldKey): FieldValue => values.get(key) ?? null;
  const lost = subjects.flatMap(({ key }) => othersEdit(desk, key, typed(key)));
  const written = await write(desk, subjects, withValues(desk.truth.view(), subjects, typed), typed);
  if (!written.ok) return written;
  for (const { key } of lost) desk.foreign.delete(key);
  return ok({ ...written.value, recovered: [...written.value.recovered, ...lost] });
}

/** What a co-author has typed into a cell this person now writes over: both are edits of the same value. */
function othersEdit(desk: Desk, key: FieldKey, value: FieldValue): readonly LocalEdit[] {
  const [foreign, shown] = [desk.foreign.get(key), desk.shown.get(key)];
  if (foreign === undefined || shown === undefined || foreign.says.kind === 'formula') return [];
  if (saysSame(foreign.says, { kind: 'value', value })) return [];
  return [{ key, says: foreign.says, was: shown.says, base: shown.position, isOthers: true }];
}

async function write(
  desk: Desk,
  subjects: readonly Subject[],
  view: AssessmentView,
  wanted: (key: FieldKey) => FieldValue,
): Promise<Result<ShowOutcome, HostProblem>> {
  const planned = planFields(desk.mirror, tableOf(desk, 'actions'), view, subjects);
  const keys = subjects.map(({ key }) => key);
  if (planned.length > 0) {
    for (const { key } of planned) desk.echo.expect(key, wanted(key));
    const written = await writeGuarded(
      desk,
      planned.map(({ edit }) => edit),
      [],
    );
    if (!written.ok) return written;
    if (written.value.moved) return ok({ recovered: written.value.recovered, again: keys });
    for (const { key } of planned) desk.echo.settle(key);
    remember(desk, keys, wanted);
    return ok({ recovered: written.value.recovered, again: [] });
  }
  remember(desk, keys, wanted);
  return ok({ recovered: [], again: [] });
}

function remember(desk: Desk, keys: readonly FieldKey[], wanted: (key: FieldKey) => FieldValue): void {
  for (const key of keys) {
    const says = { kind: 'value', value: wanted(key) } as const;
    const before = desk.shown.get(key);
    if (before?.says.kind === 'formula') continue;
    const isEngines = desk.pendingValue(key) === null;
    desk.says.set(key, says);
    desk.shown.set(
      key,
      isEngines ? engineSays(desk, key) : { says, position: before?.position ?? engineSays(desk, key).position },
    );
  }
}

function subjectsOf({ truth }: Desk, keys: readonly FieldKey[]): readonly Subject[] {
  return [...new Set(keys)].flatMap((key) => truth.subject(key) ?? []);
}

/** The view as it would be with these values. */
function withValues(
  view: AssessmentView,
  subjects: readonly Subject[],
  wanted: (key: FieldKey) => FieldValue,
): AssessmentView {
  const byAction = new Map<string, Subject[]>();
  let { title, inScopeServices } = view.assessment;
  for (const subject of subjects) {
    const value = wanted(subject.key);
    if (subject.action !== null) byAction.set(subject.action, [...(byAction.get(subject.action) ?? []), subject]);
    else if (subject.field === 'title') title = String(value ?? '');
    else inScopeServices = Array.isArray(value) ? value : [];
  }
  const actions = view.actions.flatMap((action) => {
    const own = byAction.get(action.id);
    if (own === undefined) return [];
    const fields = Object.fromEntries(own.map(({ key, field }) => [field, { value: wanted(key), by: null, at: null }]));
    return [{ ...action, fields: { ...action.fields, ...fields } }];
  });
  return { ...view, actions, assessment: { ...view.assessment, title, inScopeServices } };
}
