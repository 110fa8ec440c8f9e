import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs with a folder of its own, which is gone afterwards. */
export async function withTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const { folder, remove } = await openTemporaryFolder();
  try {
    return await run(folder);
  } finally {
    await remove();
  }
}

/** A folder of its own, for a suite that clears up by itself. */
export async function openTemporaryFolder(): Promise<{
  readonly folder: string;
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'controlbook-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
