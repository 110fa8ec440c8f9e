import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import type { ZipEntry, ZipFile } from './zip.ts';

export type EntryChanges = {
  /** New content by entry name as the file spells it. */
  readonly replaced: ReadonlyMap<string, Uint8Array>;
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
    else putReplaced(zip, entry, content, central, put);
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

/** A tenth larger than the usual 6 and three times as fast. */
const level = 4;

function putReplaced(
  zip: ZipFile,
  entry: ZipEntry,
  content: Uint8Array,
  central: Buffer,
  put: (piece: Buffer) => void,
): void {
  const data = deflateRawSync(content, { level });
  const local = Buffer.from(zip.bytes.subarray(entry.localStart, entry.dataStart));
  stamp(local, 6, content, data.length);
  stamp(central, 8, content, data.length);
  put(local);
  put(data);
}

/** Version needed, flags, method, CRC and sizes lie in the same order in both headers; sizes stand in the header, none follow the data. */
function stamp(header: Buffer, flagsAt: number, content: Uint8Array, compressedSize: number): void {
  header.writeUInt16LE(Math.max(20, header.readUInt16LE(flagsAt - 2)), flagsAt - 2);
  header.writeUInt16LE(header.readUInt16LE(flagsAt) & ~0x0e, flagsAt);
  header.writeUInt16LE(8, flagsAt + 2);
  header.writeUInt32LE(crc32(content), flagsAt + 8);
  header.writeUInt32LE(compressedSize, flagsAt + 12);
  header.writeUInt32LE(content.length, flagsAt + 16);
}
