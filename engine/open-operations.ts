import { constants } from 'node:fs';
import { access, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Hindrance, Operations } from './adapters/http/operations/operations.ts';
import { systemClock } from './adapters/system/clock.ts';
import { createMetrics, type Sample } from './app/metrics.ts';
import type { Config } from './config.ts';
import { type Engine, version } from './main.ts';

export type OpenOperations = Operations & {
  /** From now on it is not ready: no new work is to come here. */
  stopping(): void;
  close(): void;
};

/** Milliseconds between two looks at the event loop; what is measured is the whole time from one to the next. */
const resolution = 10;
/** Milliseconds a finding stands, so that those who ask often do not wear out the disk. */
const fresh = 2_000;
/** Milliseconds the store may take to answer. */
const patience = 3_000;

/** What is known of a running engine to those who run it: whether it is well, and its figures. */
export function openOperations(config: Config, engine: Engine): OpenOperations {
  const metrics = createMetrics();
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const stopListening = engine.organisation.listen((entries) => {
    for (const { entry } of entries) metrics.add('controlbook_entries_total', { channel: entry.channel });
  });
  let isStopping = false;
  let found: { readonly at: number; readonly all: Promise<readonly Hindrance[]> } | null = null;

  const look = async (): Promise<readonly Hindrance[]> => {
    const checks = await Promise.all([checkData(config.data), checkFolder(config.folder), checkStore(engine)]);
    return checks.filter((one) => one !== null);
  };

  return {
    metrics,
    token: config.operations.metricsToken,
    async hindrances() {
      const now = systemClock.ticks();
      if (found === null || now - found.at > fresh) found = { at: now, all: look() };
      const all = await found.all;
      return isStopping ? [{ check: 'running', problem: 'The engine is being stopped.' }, ...all] : all;
    },
    samples() {
      const { rss, heapUsed } = process.memoryUsage();
      const { user, system } = process.cpuUsage();
      const samples: Sample[] = [
        { name: 'controlbook_info', labels: { version }, value: 1 },
        { name: 'process_resident_memory_bytes', value: rss },
        { name: 'nodejs_heap_used_bytes', value: heapUsed },
        { name: 'process_cpu_seconds_total', value: (user + system) / 1e6 },
        { name: 'process_start_time_seconds', value: performance.timeOrigin / 1000 },
      ];
      for (const quantile of [50, 99, 100]) {
        const labels = { quantile: String(quantile / 100) };
        const value = delay.count === 0 ? 0 : Math.max(0, delay.percentile(quantile) / 1e6 - resolution) / 1000;
        samples.push({ name: 'controlbook_event_loop_delay_seconds', labels, value });
      }
      delay.reset();
      for (const partition of engine.organisation.partitions()) {
        const labels = { partition: partition.id };
        samples.push({ name: 'controlbook_journal_position', labels, value: partition.head().position });
      }
      const counts = new Map<string, number>();
      for (const { state } of engine.workbooks.states()) counts.set(state, (counts.get(state) ?? 0) + 1);
      for (const [state, value] of counts) samples.push({ name: 'controlbook_workbooks', labels: { state }, value });
      return samples;
    },
    stopping() {
      isStopping = true;
    },
    close() {
      delay.disable();
      stopListening();
    },
  };
}

/** Whether the disk takes a few bytes and keeps them. */
async function checkData(data: string): Promise<Hindrance | null> {
  const probe = join(data, 'ready.probe');
  try {
    const file = await open(probe, 'w');
    try {
      await file.writeFile('ready\n');
      await file.datasync();
    } finally {
      await file.close();
    }
    await rm(probe, { force: true });
    return null;
  } catch (error) {
    const problem =
      codeOf(error) === 'ENOSPC'
        ? 'The disk of the data folder is full. Free some space; edits work again at once.'
        : `The data folder takes no files (${codeOf(error)}). Check the disk and the rights of the engine's user.`;
    return { check: 'data', problem };
  }
}

async function checkFolder(folder: string): Promise<Hindrance | null> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const problem = `The folder of the workbooks cannot be used (${codeOf(error)}). Is it mounted, and may the engine write there?`;
    return { check: 'folder', problem };
  }
}

/** Whether edits are accepted, and everything that other engines wrote has been taken in. */
async function checkStore(engine: Engine): Promise<Hindrance | null> {
  if (engine.journalFailure() !== null) {
    const problem = 'The journal could not be written and takes nothing more. Check the disk, then restart the engine.';
    return { check: 'store', problem };
  }
  let cancel = (): void => {};
  const late = new Promise<'late'>((resolve) => {
    cancel = systemClock.after(patience, () => resolve('late'));
  });
  try {
    const caughtUp = engine.organisation.refresh().then(() => 'caught up' as const);
    if ((await Promise.race([caughtUp, late])) === 'caught up') return null;
    return { check: 'store', problem: `What other engines wrote was not read within ${patience / 1000} s.` };
  } catch {
    // The log has the reason.
    return { check: 'store', problem: 'The database cannot be reached. The engine goes on by itself when it can.' };
  } finally {
    cancel();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : String(error); // the system's errors have a code
}
