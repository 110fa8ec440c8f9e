import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that really runs full. */
export type SmallDisk = {
  readonly folder: string;
  /** Fills it up until so many bytes are left. */
  fill(left: number): Promise<void>;
  free(): Promise<void>;
  end(): Promise<void>;
};

let mountable: boolean | null = null;

/** Whether this user may mount: on Linux, in a mount namespace that nobody else sees. */
export function canMount(): boolean {
  mountable ??=
    process.platform === 'linux' &&
    spawnSync('unshare', [...apart, 'sh', '-c', 'mount -t tmpfs tmpfs /tmp']).status === 0;
  return mountable;
}

const apart = ['--mount', '--propagation', 'private'];

/** The words that run a program with a small disk mounted at a folder, which the program's end takes along. */
export function onSmallDisk(folder: string, megabytes: number, program: readonly string[]): [string, string[]] {
  const script = `mount -t tmpfs -o size=${megabytes}m,mode=1777 tmpfs "$0" && exec "$@"`;
  return ['unshare', [...apart, 'sh', '-c', script, folder, ...program]];
}

/** The folder of a process that `onSmallDisk` runs, as others see it. */
export function seenFromOutside(pid: number, folder: string): string {
  return join('/proc', String(pid), 'root', folder);
}

/** A disk of so many megabytes; null where none can be made. */
export async function openSmallDisk(megabytes: number): Promise<SmallDisk | null> {
  if (!canMount()) return null;
  const mount = await mkdtemp(join(tmpdir(), 'controlbook-disk-'));
  const [command, words] = onSmallDisk(mount, megabytes, ['sh', '-c', 'echo mounted; exec cat']);
  const holder = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise<void>((mounted, failed) => {
    holder.stdout.once('data', () => mounted());
    holder.once('exit', (code) => failed(new Error(`no disk could be mounted (${code})`)));
  });
  const folder = seenFromOutside(holder.pid ?? 0, mount);
  return {
    folder,
    ...createFiller(folder),
    async end() {
      await ended(holder);
      await rmdir(mount);
    },
  };
}

/** Takes up the room of a disk, and gives it back. */
export function createFiller(folder: string): Pick<SmallDisk, 'fill' | 'free'> {
  const path = join(folder, 'filler');
  return {
    async fill(left) {
      const file = await open(path, 'w');
      const zeros = Buffer.alloc(1024 * 1024);
      try {
        let length = 0;
        for (let most = zeros.length; most >= 4096; ) {
          try {
            length += (await file.write(zeros, 0, most, length)).bytesWritten;
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
            most /= 2;
          }
        }
        await file.truncate(Math.max(0, length - left));
      } finally {
        await file.close();
      }
    },
    free: () => rm(path, { force: true }),
  };
}

async function ended(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null) return;
  const over = new Promise((resolve) => holder.once('exit', resolve));
  holder.kill('SIGKILL');
  await over;
}
