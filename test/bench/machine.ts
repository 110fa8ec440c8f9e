import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';

export type Machine = {
  readonly cores: number;
  readonly gigabytes: number;
  readonly node: string;
  readonly platform: string;
  /** Appends of 300 bytes, each synced, one after the other. */
  readonly syncsPerSecond: number;
};

export function describeMachine(folder: string): Machine {
  return {
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    syncsPerSecond: syncRate(folder),
  };
}

function syncRate(folder: string): number {
  const path = join(folder, 'sync-rate');
  const file = openSync(path, 'w');
  const line = Buffer.alloc(300, 'x');
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < 500; count += 1) {
    writeSync(file, line);
    fdatasyncSync(file);
  }
  const rate = (count / (performance.now() - start)) * 1000;
  closeSync(file);
  rmSync(path);
  return rate;
}
