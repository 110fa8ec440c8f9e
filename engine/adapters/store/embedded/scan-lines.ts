import type { DiskFile } from '../disk.ts';

/** No line the store writes is longer (an entry's text, at three bytes a character at the most, and its prefix). */
export const maxLineBytes = 97 * 1024 * 1024;

/** `bytes[start]` begins the line, `bytes[end]` is its newline, `offset` is where the line begins in the file. */
export type OnLine = (bytes: Buffer, start: number, end: number, offset: number) => 'go on' | 'stop';

/**
 * Calls `onLine` for each whole line from one offset up to another, holding a chunk and the longest line at most.
 * Returns where the last line taken ends (`stop` leaves its line untaken); what lies between that and `to` has no newline.
 */
export async function scanLines(
  file: DiskFile,
  from: number,
  to: number,
  chunkBytes: number,
  onLine: OnLine,
): Promise<number> {
  let buffer = Buffer.allocUnsafe(Math.max(1, Math.min(chunkBytes, to - from)));
  let base = from; // offset in the file of the buffer's first byte
  let filled = 0;
  let searched = 0;
  for (;;) {
    let start = 0;
    for (;;) {
      const found = buffer.indexOf(10, Math.max(start, searched));
      if (found === -1 || found >= filled) {
        break;
      }
      if (onLine(buffer, start, found, base + start) === 'stop') {
        return base + start;
      }
      start = found + 1;
    }
    buffer.copyWithin(0, start, filled);
    base += start;
    filled -= start;
    searched = filled;
    if (filled === buffer.length) {
      if (filled >= maxLineBytes) {
        return base;
      }
      const larger = Buffer.allocUnsafe(Math.min(buffer.length * 2, maxLineBytes));
      buffer.copy(larger, 0, 0, filled);
      buffer = larger;
    }
    const wanted = Math.min(buffer.length - filled, to - base - filled);
    const got = wanted > 0 ? await file.read(buffer.subarray(filled, filled + wanted), base + filled) : 0;
    if (got === 0) {
      return base;
    }
    filled += got;
  }
}
