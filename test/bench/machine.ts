import { once } from 'node:events';
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { percentile } from './measure.ts';

export type Machine = {
  readonly cores: number;
  readonly gigabytes: number;
  readonly node: string;
  readonly platform: string;
  /** Appends of 300 bytes, each synced, one after the other. */
  readonly syncsPerSecond: number;
  /** Microseconds there and back over the machine's own network, 64 bytes each way: the middle one and the slowest hundredth; null
   * where it was not measured. */
  readonly loopback: { readonly p50: number; readonly p99: number } | null;
};

export async function describeMachine(folder: string): Promise<Machine> {
  return {
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    syncsPerSecond: syncRate(folder),
    loopback: await roundTrips(),
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

async function roundTrips(): Promise<NonNullable<Machine['loopback']>> {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  await once(socket, 'connect');
  const bytes = Buffer.alloc(64, 'x');
  const times: number[] = [];
  for (let count = -200; count < 2_000; count += 1) {
    const start = performance.now();
    socket.write(bytes);
    await once(socket, 'data');
    if (count >= 0) times.push((performance.now() - start) * 1000); // the first ones warm up
  }
  socket.destroy();
  server.close();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
