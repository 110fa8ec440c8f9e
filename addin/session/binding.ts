import type { Cursor } from '#engine/contract/model/ids';
import { err, ok, type Result } from '#engine/domain/result';
import type { WorkbookIdentity } from '#engine/domain/sheets/view';
import { createDesk, type Desk } from '../sheets/desk.ts';
import type { HostProblem } from '../sheets/host.ts';
import { type Opened, openSheets } from '../sheets/open-sheets.ts';
import { readOpenWorkbook } from '../sheets/read-open-workbook.ts';
import { recognise } from '../sheets/recognise.ts';
import { createTruth } from '../sheets/truth.ts';
import type { BindingStep, FieldKey, UnusableCode } from '../state/model.ts';
import type { CallProblem } from '../sync/client.ts';
import { loadMeanwhile } from './meanwhile.ts';
import type { Joined } from './parts.ts';

export type Found =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unusable'; readonly code: UnusableCode; readonly detail: string }
  | { readonly kind: 'known'; readonly identity: WorkbookIdentity };

export type BindProblem =
  | { readonly by: 'host'; readonly problem: HostProblem }
  | { readonly by: 'engine'; readonly problem: CallProblem };

export type Compared = {
  readonly desk: Desk;
  readonly opened: Opened;
  readonly readOnly: boolean;
  readonly otherHistory: boolean;
};

/** Whose workbook is open, as it says itself. */
export async function findWorkbook({ host }: Joined): Promise<Result<Found, BindProblem>> {
  const recognised = await recognise(host);
  return recognised.ok ? recognised : err({ by: 'host', problem: recognised.error });
}

/** Reads the workbook and the engine and compares them; nothing is written yet. */
export async function compareWorkbook(
  joined: Joined,
  identity: WorkbookIdentity,
  pendingValue: Desk['pendingValue'],
  step: (step: BindingStep) => void,
): Promise<
  Result<Compared | { readonly kind: 'unusable'; readonly code: UnusableCode; readonly detail: string }, BindProblem>
> {
  const { client, host, clock } = joined;
  step('asking');
  const status = await client.call('status', {});
  if (!status.ok) return err({ by: 'engine', problem: status.error });
  if (status.value.organisation !== identity.organisation) {
    return ok({ kind: 'unusable', code: 'foreign-organisation', detail: identity.organisation });
  }
  const reading = readOpenWorkbook(host);
  const [view, settings] = await Promise.all([
    client.call('assessment', { params: { assessment: identity.assessment } }),
    client.call('settings', {}),
  ]);
  if (!view.ok) {
    if (view.error.code !== 'unknown-assessment') return err({ by: 'engine', problem: view.error });
    return ok({ kind: 'unusable', code: 'unknown-assessment', detail: view.error.detail ?? '' });
  }
  if (!settings.ok) return err({ by: 'engine', problem: settings.error });
  const meanwhile = await loadMeanwhile(client, identity.cursors, view.value.workbook.cursors);
  if (!meanwhile.ok) return err({ by: 'engine', problem: meanwhile.error });
  step('reading');
  const mirror = await reading;
  if (!mirror.ok) return err({ by: 'host', problem: mirror.error });
  step('comparing');
  const lists = { ...joined.state().lists, settings: { kind: 'ready' as const, value: settings.value } };
  joined.tell({ kind: 'set', to: { lists } });
  const truth = createTruth(view.value, settings.value.shareTechnicalActions);
  const desk = createDesk({
    host,
    truth,
    identity,
    now: clock.ticks,
    pendingValue,
    isUpToDate: joined.live.isConnected,
    mirror: mirror.value,
  });
  const nothing = { values: new Map<FieldKey, never>(), unclear: new Set<FieldKey>() };
  const opened = openSheets(desk, (partition) => meanwhile.value.get(partition) ?? nothing);
  const otherHistory = [...meanwhile.value.values()].some((one) => one.otherHistory);
  return ok({ desk, opened, readOnly: view.value.archived !== null, otherHistory });
}

/** What a workbook that is bound to nothing follows: the organisation, so that lists stay fresh. */
export async function organisationCursors({ client }: Joined): Promise<Result<readonly Cursor[], CallProblem>> {
  const status = await client.call('status', {});
  return status.ok ? ok(status.value.partitions.filter(({ partition }) => partition === 'org')) : status;
}
