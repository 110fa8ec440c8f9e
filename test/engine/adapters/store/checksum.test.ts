import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { crc32, crcToHex } from '#engine/adapters/store/checksum';

describe('the checksum of a line', () => {
  it('[J17] is the CRC-32 that gzip writes, of any part of any bytes', () => {
    assert.equal(crcToHex(crc32(Buffer.from('123456789'))), 'cbf43926');
    assert.equal(crcToHex(crc32(Buffer.from(''))), '00000000');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), fc.nat(20), (bytes, start, cut) => {
        const end = Math.max(start, bytes.length - cut);
        const trailer = gzipSync(bytes.subarray(start, end)).subarray(-8);
        assert.equal(crc32(bytes, Math.min(start, bytes.length), Math.min(end, bytes.length)), trailer.readUInt32LE(0));
      }),
    );
  });
});
