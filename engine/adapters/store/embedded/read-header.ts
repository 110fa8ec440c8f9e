import { type Disk, readRange } from '../disk.ts';
import { type Header, parseLine } from './line.ts';

/** The first line of a segment; null when it is none of ours. */
export async function readHeader(disk: Disk, path: string): Promise<Header | null> {
  const file = await disk.open(path, 'read');
  try {
    const bytes = Buffer.from(await readRange(file, 0, 4096));
    const line = parseLine(bytes, 0, bytes.indexOf(10));
    return line?.kind === 'header' ? line : null;
  } finally {
    await file.close();
  }
}
