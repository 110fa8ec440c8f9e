import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip made for a test; everything that may be wrong in a real file can be made wrong here. */
export type ZipPart = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  /** Sizes and CRC after the data, as streaming writers do. */
  readonly descriptor?: boolean;
  readonly size?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly localName?: string;
  /** Byte offset the directory gives instead of the true one. */
  readonly offset?: number;
  /** DOS date and time. */
  readonly time?: number;
  readonly date?: number;
};

export function makeZip(parts: readonly ZipPart[], comment = ''): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  const put = (piece: Buffer): void => {
    pieces.push(piece);
    position += piece.length;
  };
  for (const part of parts) {
    const start = position;
    const content = Buffer.from(part.content as Uint8Array);
    const data = part.stored === true ? content : deflateRawSync(content);
    const flags = (part.flags ?? 0) | 0x800 | (part.descriptor === true ? 8 : 0);
    const method = part.method ?? (part.stored === true ? 0 : 8);
    const size = part.size ?? content.length;
    const crc = part.crc ?? crc32(content);
    const localName = Buffer.from(part.localName ?? part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(part.time ?? 0x6000, 10);
    local.writeUInt16LE(part.date ?? 0x5a21, 12);
    if (part.descriptor !== true) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(data.length, 18);
      local.writeUInt32LE(size, 22);
    }
    local.writeUInt16LE(localName.length, 26);
    put(Buffer.concat([local, localName, data]));
    if (part.descriptor === true) {
      const descriptor = Buffer.alloc(16);
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(data.length, 8);
      descriptor.writeUInt32LE(size, 12);
      put(descriptor);
    }
    const name = Buffer.from(part.name);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt16LE(part.time ?? 0x6000, 12);
    central.writeUInt16LE(part.date ?? 0x5a21, 14);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(part.offset ?? start, 42);
    directory.push(Buffer.concat([central, name]));
  }
  const directoryStart = position;
  for (const record of directory) put(record);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(position - directoryStart, 12);
  end.writeUInt32LE(directoryStart, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  put(Buffer.concat([end, Buffer.from(comment)]));
  return Buffer.concat(pieces);
}
