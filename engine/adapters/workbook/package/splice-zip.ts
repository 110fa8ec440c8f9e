import { Buffer } from 'node:buffer';
import { type Deflated, deflateSegments } from './deflate-segments.ts';
import type { ZipEntry, ZipFile } from './zip.ts';

export type EntryChanges = {
  /** New content by entry name as the file spells it. */
  readonly replaced: ReadonlyMap<string, Uint8Array | Deflated>;
  readonly removed: ReadonlySet<string>;
};

/**
 * The file with some entries replaced or left out. Every other entry is copied raw: compressed bytes, timestamps,
 * extra fields and order stay as they are. Replaced entries keep their place, timestamps and attributes.
 */
export function spliceZip(zip: ZipFile, changes: EntryChanges): Uint8Array {
  const pieces: Buffer[] = [];
  let position = 0;
  const put = (piece: Buffer): void => {
    pieces.push(piece);
    position += piece.length;
  };
  const centralByStart = new Map<number, Buffer>();
  for (const entry of [...zip.entries].sort((a, b) => a.localStart - b.localStart)) {
    if (changes.removed.has(entry.name)) continue;
    const central = Buffer.from(zip.bytes.subarray(entry.centralStart, entry.centralEnd));
    central.writeUInt32LE(position, 42);
    const content = changes.replaced.get(entry.name);
    if (content === undefined) put(zip.bytes.subarray(entry.localStart, entry.rawEnd));
    else {
      const deflated = content instanceof Uint8Array ? deflateSegments([content]) : content;
      putReplaced(zip, entry, deflated, central, put);
    }
    centralByStart.set(entry.centralStart, central);
  }
  const directoryStart = position;
  for (const entry of zip.entries) {
    const central = centralByStart.get(entry.centralStart);
    if (central !== undefined) put(central);
  }
  const end = Buffer.from(zip.bytes.subarray(zip.endStart));
  end.writeUInt16LE(centralByStart.size, 8);
  end.writeUInt16LE(centralByStart.size, 10);
  end.writeUInt32LE(position - directoryStart, 12);
  end.writeUInt32LE(directoryStart, 16);
  put(end);
  return Buffer.concat(pieces, position);
}

function putReplaced(
  zip: ZipFile,
  entry: ZipEntry,
  content: Deflated,
  central: Buffer,
  put: (piece: Buffer) => void,
): void {
  const local = Buffer.from(zip.bytes.subarray(entry.localStart, entry.dataStart));
  stamp(local, 6, content);
  stamp(central, 8, content);
  put(local);
  for (const segment of content.segments) put(segment);
}

/** Version needed, flags, method, CRC and sizes lie in the same order in both headers; sizes stand in the header, none follow the data. */
function stamp(header: Buffer, flagsAt: number, { compressedSize, size, crc }: Deflated): void {
  header.writeUInt16LE(Math.max(20, header.readUInt16LE(flagsAt - 2)), flagsAt - 2);
  header.writeUInt16LE(header.readUInt16LE(flagsAt) & ~0x0e, flagsAt);
  header.writeUInt16LE(8, flagsAt + 2);
  header.writeUInt32LE(crc, flagsAt + 8);
  header.writeUInt32LE(compressedSize, flagsAt + 12);
  header.writeUInt32LE(size, flagsAt + 16);
}
