import { type DiskFile, readRange } from '../disk.ts';
import { type Line, mayBeginLine, parseLine } from './line.ts';
import { maxLineBytes } from './scan-lines.ts';

const chunkBytes = 1024 * 1024;

/**
 * The first whole line that begins anywhere from `from` on and satisfies `wanted`. Looks at every byte, because the
 * damaged byte before it may have been a newline. Null when there is none up to `to`.
 */
export async function findLaterLine(
  file: DiskFile,
  from: number,
  to: number,
  wanted: (line: Line) => boolean,
): Promise<{ readonly offset: number; readonly line: Line } | null> {
  let base = from;
  let length = chunkBytes;
  while (base < to) {
    const bytes = Buffer.from(await readRange(file, base, Math.min(to, base + length)));
    const last = base + bytes.length >= to;
    let start = 0;
    let newline = -1;
    for (; start < bytes.length; start += 1) {
      if (newline < start) {
        newline = bytes.indexOf(10, start);
        if (newline === -1) {
          break;
        }
      }
      if (mayBeginLine(bytes, start)) {
        const line = parseLine(bytes, start, newline);
        if (line !== null && wanted(line)) {
          return { offset: base + start, line };
        }
      }
    }
    if (last || bytes.length === 0) {
      return null;
    }
    // A line may begin before the chunk's end and have its newline behind it: go on from there, with more room.
    length = start === 0 ? Math.min(length * 2, maxLineBytes) : chunkBytes;
    base += start === 0 && bytes.length >= maxLineBytes ? 1 : start;
  }
  return null;
}
