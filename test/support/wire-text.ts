import assert from 'node:assert/strict';

/** The text of a whole message as a server writes it to a socket (RFC 6455, 5.2). */
export function wireText(wire: Buffer): string {
  const [first = 0, length = 0] = wire;
  assert.equal(first, 0x81, 'one whole text message');
  const head = length < 126 ? 2 : length === 126 ? 4 : 10;
  const stated = head === 2 ? length : head === 4 ? wire.readUInt16BE(2) : Number(wire.readBigUInt64BE(2));
  assert.equal(wire.length, head + stated);
  return wire.subarray(head).toString('utf8');
}
