import assert from 'node:assert/strict';
import { checksum } from '#engine/adapters/store/checksum';

describe('the CRC-32 of journal lines', () => {
  it('[J17] agrees with the published check value', () => {
    assert.equal(checksum(Buffer.from('123456789')), 'cbf43926');
    assert.equal(checksum(Buffer.alloc(0)), '00000000');
  });

  it('[J17] covers exactly the part that was asked for', () => {
    assert.equal(checksum(Buffer.from('x123456789y'), 1, 10), 'cbf43926');
  });

  it('[J17] is always eight lower-case hexadecimal digits', () => {
    for (let value = 0; value < 500; value += 1) assert.match(checksum(Buffer.from(`v${value}`)), /^[0-9a-f]{8}$/);
  });
});
