import fs from 'node:fs';

/** What stands between this process and its disk: import it before anything that writes. */
export const badDisk = {
  /** Milliseconds a sync takes longer, at most. */
  delay: 0,
  /** How many of a hundred writes find no room, with a part of their bytes written. */
  full: 0,
  /** Syncs that fail from now on. */
  failing: 0,
};

const { fdatasync, writeSync } = fs;

function late(descriptor: number, done: fs.NoParamCallback): void {
  if (badDisk.failing > 0) {
    badDisk.failing -= 1;
    setImmediate(done, Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }));
    return;
  }
  if (badDisk.delay === 0) fdatasync(descriptor, done);
  else setTimeout(() => fdatasync(descriptor, done), Math.random() * badDisk.delay);
}

function short(descriptor: number, bytes: Uint8Array, offset: number, length: number, at: number): number {
  if (Math.random() * 100 >= badDisk.full) return writeSync(descriptor, bytes, offset, length, at);
  writeSync(descriptor, bytes, offset, Math.floor(Math.random() * length), at);
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}

Object.assign(fs, { fdatasync: late, writeSync: short });
