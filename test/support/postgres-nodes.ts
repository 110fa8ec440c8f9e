import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Store } from '#engine/adapters/store/open-store';
import type { PostgresOptions } from '#engine/adapters/store/postgres/open-postgres';
import { sha256 } from '#engine/adapters/store/sha256';
import { type Organisation, openOrganisation } from '#engine/app/organisation';
import type { Partition, StoreProblem } from '#engine/app/partition';
import type { Log } from '#engine/app/ports';
import type { Change } from '#engine/contract/model/change';
import type { FieldValue } from '#engine/contract/model/field';
import type { CommandId, GroupId, UserId } from '#engine/contract/model/ids';
import { decideChanges, fieldValueOf } from '#engine/domain/reconcile/decide-changes';
import { ok, type Result } from '#engine/domain/result';
import { openTestStore, silent } from '#test/support/postgres-store';
import { steppingClock } from '#test/support/test-organisation';
import { note, openContext, record } from '#test/support/writers';

/** One engine of several over one database, without its HTTP, its folder and its permissions. */
export type Node = {
  readonly store: Store;
  readonly organisation: Organisation;
  readonly group: Partition;
  /** Sets the note of action n; returns the outcomes, `recalled` for a command that was known. */
  edit(
    n: number,
    value: FieldValue,
    more?: { base?: number; command?: string },
  ): Promise<Result<readonly string[], StoreProblem>>;
  shown(n: number): FieldValue;
  stop(): Promise<void>;
};

export async function startNode(url: string, changed: Partial<PostgresOptions> = {}): Promise<Node> {
  const log: Log = changed.log ?? silent;
  const store = await openTestStore(url, { timing: { patience: 300, retry: 100 }, ...changed });
  const organisation = await openOrganisation({
    id: store.installation.organisation,
    store: store.journal,
    snapshots: store.snapshots,
    directory: store.directory,
    clock: steppingClock(),
    ids: { next: randomUUID },
    log,
    digest: sha256,
    digestBytes: sha256,
  });
  const group = await organisation.group('g' as GroupId);
  return {
    store,
    organisation,
    group,
    edit(n, value, { base, command = randomUUID() } = {}) {
      const change: Change = note(
        n,
        value,
        base ?? group.image.entity(record(n))?.fields['implementationNotes']?.at ?? 0,
      );
      return group.execute<readonly string[], never>({
        meta: organisation.meta(command as CommandId, 'ann' as UserId, 'api'),
        decide: (draft) => ok(decideChanges(draft, [change], openContext).map(({ outcome }) => outcome)),
        recall: () => ['recalled'],
      });
    },
    shown: (n) => fieldValueOf(group.image, record(n), 'implementationNotes'),
    async stop() {
      await organisation.idle();
      organisation.stopFollowing();
      await store.close();
    },
  };
}

/** Waits for something that is bound to come. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  milliseconds = 10_000,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > end) assert.fail(`It did not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The address, led through another port. */
export function through(url: string, port: number): string {
  const led = new URL(url);
  led.port = String(port);
  return led.href;
}
