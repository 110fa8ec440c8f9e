import assert from 'node:assert/strict';
import { changesSince } from '#engine/app/changes-since';
import type { Organisation } from '#engine/app/organisation';
import type { Cursor } from '#engine/contract/model/ids';
import { createTestServer, type TestServer } from '#test/support/test-server';

describe('changes after a cursor', () => {
  let server: TestServer;
  let alarms: string[];
  let organisation: Organisation;
  beforeEach(async () => {
    server = await createTestServer();
    alarms = [];
    const log = { info: () => {}, warn: () => {}, error: (message: string) => void alarms.push(message) };
    organisation = { ...server.test.organisation, log };
  });

  const at = (position: number, more: Partial<Cursor> = {}): Cursor => {
    const { partition, epoch } = server.changes('x:1', [server.note('Patch', '')]);
    return { partition, epoch, position, ...more };
  };
  const write = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      const set = server.changes(`w:${index}`, [server.note(index % 2 === 0 ? 'Patch' : 'Train', `${index}`, index)]);
      await server.useCases.pushChanges(set, server.test.caller());
    }
  };

  it('[L1] come page by page, in order and without a hole', async () => {
    await write(7);
    const seen: number[] = [];
    for (let cursor = at(0); ; ) {
      const changes = await changesSince(organisation, cursor, 3);
      assert.equal(changes.kind, 'entries');
      if (changes.kind !== 'entries') return;
      seen.push(...changes.entries.map(({ position }) => position));
      cursor = changes.cursor;
      if (!changes.more) break;
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7]);
    const end = await changesSince(organisation, at(7), 3);
    assert.deepEqual(end, { kind: 'entries', cursor: at(7), entries: [], more: false });
    assert.deepEqual(alarms, []);
  });

  it('[L2] of an unknown epoch or from beyond the end mean: start anew, and an alarm', async () => {
    await write(2);
    const other = await changesSince(organisation, at(1, { epoch: 'another' }), 10);
    assert.deepEqual(other, { kind: 'resync', cursor: at(2), reason: 'unknown-epoch' });
    const beyond = await changesSince(organisation, at(3), 10);
    assert.deepEqual(beyond, { kind: 'resync', cursor: at(2), reason: 'beyond-the-end' });
    assert.equal(alarms.length, 2);
  });

  it('[L3] far behind are the latest value of each field that changed, once, and the conflicts open now', async () => {
    await write(6);
    await server.useCases.pushChanges(server.changes('z:1', [server.note('Train', 'other')]), server.test.caller());
    const changes = await changesSince(organisation, at(1), 10, { entries: 5, fields: 100 });
    assert.equal(changes.kind, 'latest');
    if (changes.kind !== 'latest') return;
    const values = changes.fields.map(({ field, value, position }) => [field, value, position]);
    assert.deepEqual(values.sort(), [
      ['implementationNotes', '4', 5],
      ['implementationNotes', '5', 6],
    ]);
    assert.deepEqual(
      changes.conflicts.map((one) => one.kind === 'field' && one.yours),
      ['other'],
    );
    assert.deepEqual(changes.cursor, at(7));
  });

  it('[L3] name the documents that were put or removed, in a partition of documents', async () => {
    const { core } = organisation;
    const from: Cursor = { partition: core.id, epoch: core.image.epoch, position: core.image.position };
    const other = await server.test.open('Second', server.assessment.template, 'Other');
    await server.useCases.remove(server.assessment.id, server.test.caller());
    const changes = await changesSince(organisation, from, 10, { entries: 1, fields: 100 });
    assert.equal(changes.kind, 'latest');
    const changed: readonly string[] = changes.kind === 'latest' ? changes.changed : [];
    for (const ref of [`assessment/${other.id}`, `assessment/${server.assessment.id}`, `group/${other.group}`])
      assert.ok(changed.includes(ref), ref);
    assert.ok(changed.every((ref) => !ref.startsWith('version/')));
  });

  it('[L3] too far behind mean: start anew, without an alarm', async () => {
    await write(6);
    const changes = await changesSince(organisation, at(0), 10, { entries: 3, fields: 1 });
    assert.deepEqual(changes, { kind: 'resync', cursor: at(6), reason: 'too-far-behind' });
    assert.deepEqual(alarms, []);
  });

  it('[L1] of a partition there is none of are none', async () => {
    const nowhere = at(0, { partition: 'group:none' as Cursor['partition'] });
    assert.deepEqual(await changesSince(organisation, nowhere, 10), { kind: 'unknown-partition' });
  });
});
