import { crc32 } from 'node:zlib';

/** CRC-32 (the polynomial of zip and gzip) of `bytes` from `start` to `end`, as eight lower-case hexadecimal digits. */
export function checksum(bytes: Buffer, start = 0, end = bytes.length): string {
  return crc32(bytes.subarray(start, end)).toString(16).padStart(8, '0');
}
