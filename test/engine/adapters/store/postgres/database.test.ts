import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { openDatabase, usualTiming } from '#engine/adapters/store/postgres/database';
import { silentLog } from '#test/support/test-organisation';

/** A message of PostgreSQL's protocol. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

describe('a connection to the database', () => {
  it('[J22] may be ended in the very moment it is made, and no engine ends with it', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined); // the driver hangs up
      socket.once('data', () => {
        const signedIn = message('R', Buffer.alloc(4));
        const ready = message('Z', Buffer.from('I'));
        const ended = message(
          'E',
          Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
        );
        socket.end(Buffer.concat([signedIn, ready, ended])); // all of it at once, as a restart does it
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const url = `postgres://ann:secret@127.0.0.1:${address.port}/book`;
    const database = openDatabase({
      address: { url, label: 'book' },
      organisation: null,
      log: silentLog,
      timing: usualTiming,
    });
    try {
      const client = await database.connect();
      await assert.rejects(client.query('select 1'));
    } finally {
      await database.close();
      server.close();
    }
  });
});
