import { basename, dirname } from 'node:path';
import type { Disk, DiskFile } from '#engine/adapters/store/disk';
import { type Random, SimulatedFile } from '#test/support/simulated-disk-file';
import { SimulatedFolder, type SimulatedNode } from '#test/support/simulated-disk-folder';

/**
 * A disk in memory that keeps only what was synced, and fails on demand. It knows nothing of the store.
 * `/data` is there from the beginning.
 */
export class SimulatedDisk implements Disk {
  /** Operations until everything stops; null for never. The operation that is cut off may have happened in part. */
  stopsAfter: number | null = null;
  /** Syncs that still succeed before one fails; null for all. */
  syncsUntilFailure: number | null = null;
  /** Bytes that still fit; null for any number. */
  free: number | null = null;
  shortWrites = false;

  readonly #random: Random;
  readonly #root = new SimulatedFolder();
  #stopped = false;
  #run = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#root.change(new Map([['/', new SimulatedFolder()]]));
    this.#folder('/').change(new Map([['data', new SimulatedFolder()]]));
    this.#root.sync();
    this.#folder('/').sync();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** The process is gone, the machine goes on: everything written is still seen, nothing more is certain to stay. */
  kill(): void {
    this.#restart();
  }

  cutPower(): void {
    this.#root.cutPower(this.#random);
    this.#restart();
  }

  /** For looking at and damaging what is stored, past all faults. */
  file(path: string): SimulatedFile {
    const node = this.#node(path);
    if (!(node instanceof SimulatedFile)) {
      throw new Error(`${path} is a folder`);
    }
    return node;
  }

  files(folder: string): string[] {
    return [...this.#folder(folder).seen].flatMap(([name, node]) =>
      node instanceof SimulatedFolder ? this.files(`${folder}/${name}`) : [`${folder}/${name}`],
    );
  }

  async makeFolder(path: string): Promise<void> {
    this.#operation();
    const parent = this.#folder(dirname(path));
    if (!parent.seen.has(basename(path))) {
      parent.change(new Map([[basename(path), new SimulatedFolder()]]));
    }
  }

  async list(folder: string) {
    this.#checkRunning();
    const parent = this.#folder(dirname(folder)).seen.get(basename(folder));
    const names = parent instanceof SimulatedFolder ? [...parent.seen] : [];
    return names.map(([name, node]) => ({
      name,
      kind: node instanceof SimulatedFolder ? ('folder' as const) : ('file' as const),
    }));
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile> {
    if (mode === 'create') {
      this.#operation();
      const parent = this.#folder(dirname(path));
      if (parent.seen.has(basename(path))) {
        throw systemError('EEXIST');
      }
      if (this.free === 0) {
        throw systemError('ENOSPC');
      }
      parent.change(new Map([[basename(path), new SimulatedFile()]]));
    }
    this.#checkRunning();
    return this.#handle(this.file(path));
  }

  async rename(from: string, to: string): Promise<void> {
    this.#operation();
    if (dirname(from) !== dirname(to)) {
      throw new Error('the store renames within a folder only');
    }
    this.#folder(dirname(from)).change(
      new Map([
        [basename(to), this.#node(from)],
        [basename(from), null],
      ]),
    );
  }

  async remove(path: string): Promise<void> {
    this.#operation();
    const size = this.file(path).seen.length;
    this.#folder(dirname(path)).change(new Map([[basename(path), null]]));
    this.#giveBack(size);
  }

  async syncFolder(path: string): Promise<void> {
    this.#operation();
    this.#failMaybe(() => undefined);
    this.#folder(path).sync();
  }

  #handle(file: SimulatedFile): DiskFile {
    const run = this.#run;
    const disk = this;
    let open = true;
    function check(): void {
      disk.#checkRunning();
      if (run !== disk.#run || !open) {
        throw systemError('EBADF');
      }
    }
    return {
      async size() {
        check();
        return file.seen.length;
      },
      async read(into, at) {
        check();
        const bytes = file.seen.subarray(at, at + into.length);
        into.set(bytes);
        return bytes.length;
      },
      async write(bytes, at) {
        check();
        disk.#operation(() => file.write(at, bytes.subarray(0, Math.floor(disk.#random() * bytes.length))));
        const grows = Math.max(0, at + bytes.length - file.seen.length);
        let length = disk.shortWrites && disk.#random() < 0.5 ? Math.ceil(disk.#random() * bytes.length) : bytes.length;
        if (disk.free !== null && grows > disk.free) {
          length = Math.min(length, bytes.length - grows + disk.free);
          if (length <= 0) {
            throw systemError('ENOSPC');
          }
        }
        disk.#giveBack(-Math.max(0, at + length - file.seen.length));
        file.write(at, bytes.subarray(0, length));
        return length;
      },
      async truncate(size) {
        check();
        disk.#operation();
        disk.#giveBack(file.seen.length - size);
        file.truncate(size);
      },
      async sync() {
        check();
        disk.#operation();
        disk.#failMaybe(() => file.failSync(disk.#random));
        file.sync();
      },
      async close() {
        open = false;
      },
    };
  }

  #giveBack(bytes: number): void {
    if (this.free !== null) {
      this.free = Math.max(0, this.free + bytes);
    }
  }

  #failMaybe(happens: () => void): void {
    if (this.syncsUntilFailure === 0) {
      this.syncsUntilFailure = null;
      happens();
      throw systemError('EIO');
    }
    if (this.syncsUntilFailure !== null) {
      this.syncsUntilFailure -= 1;
    }
  }

  /** Counts down to the stop; `partly` is what of the operation still happens then. */
  #operation(partly?: () => void): void {
    this.#checkRunning();
    if (this.stopsAfter === 0) {
      partly?.();
      this.#stopped = true;
      throw systemError('STOPPED');
    }
    if (this.stopsAfter !== null) {
      this.stopsAfter -= 1;
    }
  }

  #checkRunning(): void {
    if (this.#stopped) {
      throw systemError('STOPPED');
    }
  }

  #restart(): void {
    this.#stopped = false;
    this.#run += 1;
    this.stopsAfter = null;
    this.syncsUntilFailure = null;
    this.free = null;
    this.shortWrites = false;
  }

  #folder(path: string): SimulatedFolder {
    const node = this.#node(path);
    if (!(node instanceof SimulatedFolder)) {
      throw systemError('ENOTDIR');
    }
    return node;
  }

  #node(path: string): SimulatedNode {
    const parent = path === '/' ? this.#root : this.#folder(dirname(path));
    const node = parent.seen.get(path === '/' ? '/' : basename(path));
    if (node === undefined) {
      throw systemError('ENOENT');
    }
    return node;
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code} (simulated)`), { code });
}
