/** CRC-32 (the polynomial of zip and gzip), eight bytes a step; node:zlib has it only from Node 22 on. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = -1;
  let at = start;
  // Indexes below are in range by construction; `| 0` also turns the type's impossible undefined into a number.
  for (; at + 8 <= end; at += 8) {
    const low =
      crc ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24));
    crc =
      entry(1792 + (low & 255)) ^
      entry(1536 + ((low >>> 8) & 255)) ^
      entry(1280 + ((low >>> 16) & 255)) ^
      entry(1024 + (low >>> 24)) ^
      entry(768 + byte(bytes, at + 4)) ^
      entry(512 + byte(bytes, at + 5)) ^
      entry(256 + byte(bytes, at + 6)) ^
      entry(byte(bytes, at + 7));
  }
  for (; at < end; at += 1) {
    crc = entry((crc ^ byte(bytes, at)) & 255) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}

/** Always eight lower-case hexadecimal digits. */
export function crcToHex(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

const tables = new Int32Array(8 * 256);
for (let value = 0; value < 256; value += 1) {
  let crc = value;
  for (let bit = 0; bit < 8; bit += 1) {
    crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  tables[value] = crc;
}
for (let at = 256; at < tables.length; at += 1) {
  const before = entry(at - 256);
  tables[at] = entry(before & 255) ^ (before >>> 8);
}

function entry(at: number): number {
  return tables[at] as number; // callers stay within the eight tables
}

function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] as number; // callers stay within the bytes
}
