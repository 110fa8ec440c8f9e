/**
 * The little of a file system the store needs, so that a test can put a disk in its place that loses what was never
 * synced. Paths are absolute. Failures reject with the system's error (its `code`, e.g. `ENOSPC`).
 */
export interface Disk {
  /** Makes one folder; there already is fine. Its parent must exist and be synced by the caller. */
  makeFolder(path: string): Promise<void>;
  /** A folder that is missing has no entries. */
  list(folder: string): Promise<readonly DiskEntry[]>;
  /** `create` fails with `EEXIST` when the file is there already. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names created, renamed and removed in this folder durable. */
  syncFolder(path: string): Promise<void>;
}

type DiskEntry = { readonly name: string; readonly kind: 'file' | 'folder' };

export interface DiskFile {
  size(): Promise<number>;
  /** Bytes read, from a byte offset; 0 at the end of the file. */
  read(into: Uint8Array, at: number): Promise<number>;
  /** Bytes written, possibly fewer than given. */
  write(bytes: Uint8Array, at: number): Promise<number>;
  truncate(size: number): Promise<void>;
  /** Resolves when everything written is on stable storage. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Writes all of it, however short the single writes are. */
export async function writeFully(file: DiskFile, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const written = await file.write(done === 0 ? bytes : bytes.subarray(done), at + done);
    if (written <= 0) {
      throw new Error('the disk took no bytes and gave no error');
    }
    done += written;
  }
}

/** The bytes from `from` up to `to`, or up to the end of the file where that comes first. */
export async function readRange(file: DiskFile, from: number, to: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let done = 0;
  while (done < bytes.length) {
    const got = await file.read(bytes.subarray(done), from + done);
    if (got === 0) {
      break;
    }
    done += got;
  }
  return bytes.subarray(0, done);
}

/** Disk full, or the share of it this user may fill. */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
